"""What a child reads, and what a parent can say, by language."""
