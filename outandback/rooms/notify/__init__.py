"""Telling somebody's phone that there is something, in a fixed neutral sentence and never more."""
