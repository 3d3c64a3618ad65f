"""One hello for a night away, which both pick."""
