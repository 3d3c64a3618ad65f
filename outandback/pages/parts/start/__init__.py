"""Frame of the first steps."""
