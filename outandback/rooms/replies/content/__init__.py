"""The sentences of replies."""
