"""Preferences for each of the five cares: what eases and what stretches a person."""
