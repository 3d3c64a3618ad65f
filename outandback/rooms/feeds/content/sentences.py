"""What the calendars that are given out say, and the page on which their owner keeps them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

BUSY, AWAY = _("Busy"), _("Away")
TOGETHER, TRIP = _("Time together"), _("A trip")
WORDINGS = (
    ("busy", _("“Busy”, and nothing more")),
    ("away", _("“Away”, and nothing more")),
    ("title", _("What it is, in your words")),
)
SHORT = {
    "busy": _("Says “Busy”"),
    "away": _("Says “Away”"),
    "title": _("Says what it is, in your words"),
}
NO_NAME = _("Say who reads it: my phone, my mother.")
SHARED = _("Also time together and trips")
SHARED_HINT = _("What {name} wrote is never in it. Of a trip the days are shown, and no hours.")
UNTOLD = _("Also leaves that {name} was not told of")
UNTOLD_HINT = _("Whoever has the address sees these times, too.")
