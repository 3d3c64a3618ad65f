"""One’s own leaves as stitches."""
