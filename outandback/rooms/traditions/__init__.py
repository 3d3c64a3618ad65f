"""What the two do again and again: the old way, and the new spins that were brought home to it."""
