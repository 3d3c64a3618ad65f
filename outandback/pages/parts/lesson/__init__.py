"""The sentence in which something is taught."""
