"""Chapters and spins of the story, as they are drawn."""
