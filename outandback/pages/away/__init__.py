"""Being out: the away page, what is caught there, a later return."""
