"""A heads-up as the one at home reads it, and what they say to it."""
