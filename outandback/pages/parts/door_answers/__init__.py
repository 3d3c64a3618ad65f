"""What was said at the door, as words."""
