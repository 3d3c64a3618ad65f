"""Replies of the partner to one’s own leave, and how cover stands."""
