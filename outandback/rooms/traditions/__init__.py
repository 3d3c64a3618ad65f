"""Recurring traditions of the two: the old way, and the new spins that were brought home to it."""
