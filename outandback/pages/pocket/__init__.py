"""The shell page and the scripts that a phone carries without a network."""
