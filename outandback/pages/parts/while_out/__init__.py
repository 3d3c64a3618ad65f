"""Call, hello and notes between the two while one is out."""
