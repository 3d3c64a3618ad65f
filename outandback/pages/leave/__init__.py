"""Detail page of a leave of one’s own: when, what the partner said, how cover stands."""
