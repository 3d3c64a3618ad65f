"""What the two have as two: how they live, their rituals of parting and of coming back, and small
ideas for a time out, in their own words."""
