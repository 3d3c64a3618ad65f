"""Django's backend for SQLite, which looks through the text of a question once."""
