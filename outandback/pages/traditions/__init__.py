"""Traditions and their spins."""
