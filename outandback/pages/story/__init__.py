"""Timeline of the two, the story; and of a past pair, the shelf."""
