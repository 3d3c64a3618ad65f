"""Notification settings: which messages a person wants, and by which way."""
