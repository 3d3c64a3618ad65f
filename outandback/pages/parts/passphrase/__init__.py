"""Passphrase fields of signing in, signing up and a new passphrase."""
