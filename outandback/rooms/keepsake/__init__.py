"""The story on paper, and a year of it on one page. It keeps nothing of its own."""
