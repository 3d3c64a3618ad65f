"""Form fields of the sentence in which something is taught."""
