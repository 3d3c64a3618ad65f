"""Evening check-ins: of one’s own while the other is out, and on the two evenings after a
return."""
