"""The steps of the ladder and what is said beside them, by language."""
