"""Emergency contacts: people to talk to."""
