"""Form and rows of a note that is held for the return."""
