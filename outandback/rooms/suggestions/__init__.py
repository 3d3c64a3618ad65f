"""Suggestions on Today, one at a time: time together, or hours of one’s own, with the reason; and
which were put away, for how long."""
