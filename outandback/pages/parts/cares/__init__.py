"""The five cares and what was said of them, as words."""
