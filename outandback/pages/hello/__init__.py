"""Choice of the one hello for a night away, which both pick."""
