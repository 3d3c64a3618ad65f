"""What a phone says without a network, by language."""
