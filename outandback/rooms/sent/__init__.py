"""What the other one sent to somebody, one line each on Today until it was opened: an act of the
other's, never the lack of one. It keeps nothing of its own; the marks are those of `hearing`.
"""
