"""What needs somebody at home, and how an answer to it reads, by language."""
