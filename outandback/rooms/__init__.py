"""What is kept: rows, questions, verbs. A room may know its past, never its future."""
