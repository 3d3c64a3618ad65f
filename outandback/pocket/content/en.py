"""In the pocket, in British English."""

from __future__ import annotations

# Names under which the app can stand on a home screen; none says what it is for.
NAMES = {"loop": "Loop", "notes": "Notes", "out": "Out"}
USUAL = "loop"
TODAY = "Today"
KINDS = (
    ("insight", "Insight"),
    ("question", "Question"),
    ("aha", "Aha"),
    ("sense", "Sense"),
)
LATER = (15, 30, 60)
