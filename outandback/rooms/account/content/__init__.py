"""What the pages of the account say, by language."""
