"""What the two have as two: how they live, and their rituals of parting and of coming back, in
their own words."""
