"""Judgement in plain Python: return times that keep the promised wall clock, and where the two are.

Values in, values out: no rows, no clock, no English."""
