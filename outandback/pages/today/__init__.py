"""Today: where the two are now."""
