"""A note that is held for the return."""
