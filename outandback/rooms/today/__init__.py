"""Dashboard of now: who is home, who is out and until when, what comes next, and what waits to be
finished or heard. Nothing is counted."""
