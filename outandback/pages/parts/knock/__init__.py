"""Prompt of a new device that waits for a yes."""
