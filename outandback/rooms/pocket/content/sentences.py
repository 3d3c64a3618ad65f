"""In the pocket."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Names under which the app can stand on a home screen; none says what it is for.
NAMES = {"loop": _("Loop"), "notes": _("Notes"), "out": _("Out")}
USUAL = "loop"
TODAY = _("Today")
KINDS = (
    ("insight", _("Insight")),
    ("question", _("Question")),
    ("aha", _("Aha")),
    ("sense", _("Sense")),
)
LATER = (15, 30, 60)
# Why something that waited on a phone is never taken in, by what it is and what was answered.
REFUSALS = (
    (
        "moment 412",
        _("A moment, sealed for a key that this account does not have"),
        _(
            "Nobody can open it here. If this server has gone back to an older copy of itself, try "
            "again once the newer one is in place."
        ),
    ),
    (
        "moment",
        _("A moment, in a shape that this server does not take"),
        _("It was kept by another version of this program. Try again after the next update."),
    ),
    (
        "piece",
        _("A part of a photo or of a voice note"),
        _(
            "Its moment has arrived, with its words. The photo or the voice note is whole only "
            "with every part. Try again after the next update."
        ),
    ),
    (
        "command 412",
        _("Something that you did, sealed for another server’s key"),
        _(
            "Setting out with your answers at the door, a new time or coming back. If this server "
            "has gone back to an older copy of itself, or lost its file “transit_key”, try again "
            "once that is put right. You can also do the same once more on the leave’s own page."
        ),
    ),
    (
        "command",
        _("Something that you did, whose time can’t be, or whose leave is not there any more"),
        _(
            "Setting out, a new time or coming back. What is still true you can do once more on "
            "the leave’s own page."
        ),
    ),
)
