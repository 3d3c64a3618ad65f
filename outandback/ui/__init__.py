"""The look and the voice: the one line, the inks, the icons and the parts of every page."""
