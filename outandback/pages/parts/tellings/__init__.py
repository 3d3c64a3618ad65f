"""Who may read, answer and change what was told."""
