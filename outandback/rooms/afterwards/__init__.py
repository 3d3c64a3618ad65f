"""A few days on: the two evenings after a return, each for its person alone. And in the open
private room what may come next where telling lands flat: time together, or another listener."""
