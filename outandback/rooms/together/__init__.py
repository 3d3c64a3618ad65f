"""Settings that a pair shares: how the two live, their rituals of parting and of coming back, and
small ideas for a time out, in their own words."""
