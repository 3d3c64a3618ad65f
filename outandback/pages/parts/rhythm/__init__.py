"""What a leave’s rhythm is, as its person reads it."""
