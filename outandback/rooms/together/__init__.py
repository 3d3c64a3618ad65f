"""Settings that a pair shares, and time as two: how the two live, their rituals of parting and of
coming back, small ideas for a time out, in their own words; and time together that one of them put
in, with what the two did about it."""
