"""Search form and results, in the story."""
