"""Labels of the five cares, and what was said of them, as words."""
