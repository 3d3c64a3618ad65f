"""Fields of an account at a calendar server: its address, the name and the app password there."""
