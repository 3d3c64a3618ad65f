"""Notes held for the return, by the one at home; kept for whoever was out."""
