"""Telling what was brought home, hearing it, answering it."""
