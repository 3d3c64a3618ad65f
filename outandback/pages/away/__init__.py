"""Screen of being out: what is caught there, and a later return."""
