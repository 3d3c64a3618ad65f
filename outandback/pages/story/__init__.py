"""The story of the two, and of a past pair."""
