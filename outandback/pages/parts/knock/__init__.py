"""A new device that waits for a yes."""
