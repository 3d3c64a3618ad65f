"""Answers at the door, as words."""
