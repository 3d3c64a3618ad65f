"""Free hours ahead: a few for the two, a few of one's own, each with its reason and one button."""
