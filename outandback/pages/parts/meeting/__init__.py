"""Where and when the two meet after hours of one’s own in a trip, with the way to change it."""
