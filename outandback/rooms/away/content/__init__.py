"""What is asked and said at the door, by language."""
