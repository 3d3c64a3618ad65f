"""The story on paper, and a year on one page."""
