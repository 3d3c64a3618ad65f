"""Small leaves for the one who could never leave."""
