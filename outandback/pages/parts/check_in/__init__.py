"""What was said at a return, as it is shown."""
