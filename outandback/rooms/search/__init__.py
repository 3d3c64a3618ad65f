"""Full-text search in the story. It keeps nothing of its own; what is looked for is gone with the
answer."""
