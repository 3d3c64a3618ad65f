"""A photo or a voice note of a moment."""
