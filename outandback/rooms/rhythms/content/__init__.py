"""The sentences of rhythms."""
