"""A couple who never lived, for a server that somebody only wants to look at."""
