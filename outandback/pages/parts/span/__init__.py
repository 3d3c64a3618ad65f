"""Form of a time span: from one month to another."""
