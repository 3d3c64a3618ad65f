"""Frame of a page that only a pair has, while one is alone or the four words wait."""
