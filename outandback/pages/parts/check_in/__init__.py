"""Answers of a check-in at a return, as they are shown."""
