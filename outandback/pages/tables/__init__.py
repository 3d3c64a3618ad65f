"""Own answers as tables, for whoever works with figures."""
