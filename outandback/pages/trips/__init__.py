"""Pages of a trip: its days, the hours of one’s own in it, where the two meet."""
