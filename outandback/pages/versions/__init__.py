"""Editing what was told or answered, in other words; the earlier ones."""
