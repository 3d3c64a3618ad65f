"""Judgement in plain Python: return times that keep the promised wall clock, where the two are, a
leave held against comfort, the next small step, what one's own past says, how cover stands.

Values in, values out: no rows, no clock, no English."""
