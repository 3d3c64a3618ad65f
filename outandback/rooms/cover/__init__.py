"""What the one at home gives towards a leave: a word to the heads-up, cover, an offered window.
None of it is asked for leave to go."""
