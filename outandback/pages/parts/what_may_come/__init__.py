"""Suggestions where telling lands flat: time together, or another listener."""
