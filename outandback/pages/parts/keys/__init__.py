"""Closed keys: open them here, or go to where they are opened."""
