"""Signing in and up: the fields that both, and a new passphrase, ask for."""
