"""What whoever runs the server could do, said before the first private words."""
