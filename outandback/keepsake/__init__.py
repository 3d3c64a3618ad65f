"""The story once more: looking for something in it, a year of it on one page, and a print of
what both have. It keeps nothing of its own: what is looked for is gone with the answer."""
