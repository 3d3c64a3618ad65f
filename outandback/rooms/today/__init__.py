"""The page for where you are now: who is home, who is out and until when, what comes next, and what
waits to be finished or heard. One sentence first; nothing is counted."""
