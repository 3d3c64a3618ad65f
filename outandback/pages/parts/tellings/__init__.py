"""Access to what was told: who may read, answer and change it."""
