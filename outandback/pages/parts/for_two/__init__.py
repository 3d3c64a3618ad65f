"""What a page says while one is alone or the four words wait: as a page of its own, or in place."""
