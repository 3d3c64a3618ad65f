"""What is asked and said while one is away, by language."""
