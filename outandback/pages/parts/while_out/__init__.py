"""What passes between the two while one is out."""
