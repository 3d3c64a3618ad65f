"""What was told or answered, put in other words; the earlier ones."""
