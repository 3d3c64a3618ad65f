"""Row of one’s own leaves, drawn as stitches."""
