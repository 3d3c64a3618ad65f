"""Rhythms of leaves: a leave of one’s own that comes round, on days of the week. One is planned at
a time, after the last is over. What nobody went on leaves no trace, and nobody is told of any."""
