"""Full-text search in the story, and in the names of trips and of time together. It keeps nothing
of its own; what is looked for is gone with the answer."""
