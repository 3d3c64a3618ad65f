"""An evening of one’s own while the other is out, and the two evenings after a return."""
