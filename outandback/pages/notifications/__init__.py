"""Which messages a person wants, and by which way."""
