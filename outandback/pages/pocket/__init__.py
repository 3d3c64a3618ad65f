"""Offline app: the service worker, the shell page and the scripts that a phone carries without a
network."""
