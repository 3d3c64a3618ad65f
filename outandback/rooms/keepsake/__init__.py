"""Print and PDF of the story, and a year of it on one page. It keeps nothing of its own."""
