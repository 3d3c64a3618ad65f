"""The story once more: looking for something in it. It keeps nothing of its own; what is looked for
is gone with the answer."""
