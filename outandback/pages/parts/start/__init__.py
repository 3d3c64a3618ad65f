"""The frame of the first steps."""
