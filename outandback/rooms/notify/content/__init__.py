"""The fixed sentences, by language."""
