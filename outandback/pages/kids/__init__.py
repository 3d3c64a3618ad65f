"""Public countdown page of a child, and the pages on which its owner keeps it."""
