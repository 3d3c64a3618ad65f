"""Looking for something in the story."""
