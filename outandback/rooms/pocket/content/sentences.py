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
# Why something that waited on a phone is never taken in, by what it is and what was answered.
REFUSALS = (
    (
        "moment 412",
        "A moment, sealed for a key that this account does not have",
        "Nobody can open it here. If this server has gone back to an older copy of itself, try "
        "again once the newer one is in place.",
    ),
    (
        "moment",
        "A moment, in a shape that this server does not take",
        "It was kept by another version of this program. Try again after the next update.",
    ),
    (
        "piece",
        "A part of a photo or of a voice note",
        "Its moment has arrived, with its words. The photo or the voice note is whole only with "
        "every part. Try again after the next update.",
    ),
    (
        "command 412",
        "Something that you did, sealed for another server’s key",
        "Setting out with your answers at the door, a new time or coming back. If this server has "
        "gone back to an older copy of itself, or lost its file “transit_key”, try again once "
        "that is put right. You can also do the same once more on the leave’s own page.",
    ),
    (
        "command",
        "Something that you did, whose time can’t be, or whose leave is not there any more",
        "Setting out, a new time or coming back. What is still true you can do once more on the "
        "leave’s own page.",
    ),
)
