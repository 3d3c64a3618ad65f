"""People to talk to."""
