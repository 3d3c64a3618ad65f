"""Follow-up after a return: the two evenings after it, each for its person alone. And in the open
private room what may come next where telling lands flat: time together, or another listener."""
