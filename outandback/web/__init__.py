"""What every page needs of HTTP: who is asking, which keys are open, where an answer leads."""
