"""Pairing: an invitation, joining, comparing the four words."""
