"""Rows of the story: chapters and spins, as they are drawn."""
