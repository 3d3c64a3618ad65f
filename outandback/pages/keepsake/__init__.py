"""Print and PDF: the story on paper, and a year on one page."""
