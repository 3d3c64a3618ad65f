"""What the partner said to one’s own leave, and how cover stands."""
