"""Replies to a heads-up by the one at home: a word, cover, an offered window of hours. None of it
is asked for leave to go."""
