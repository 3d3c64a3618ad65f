"""The sentences of Today, by language."""
