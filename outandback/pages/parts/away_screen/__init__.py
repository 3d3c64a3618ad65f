"""Screen of being out, with the box in which a moment is caught."""
