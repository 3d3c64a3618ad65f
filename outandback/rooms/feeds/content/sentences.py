"""What the calendars that are given out say, and the page on which their owner keeps them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

BUSY, AWAY = _("Busy"), _("Away")
WORDINGS = (
    ("busy", _("“Busy”, and nothing more")),
    ("away", _("“Away”, and nothing more")),
    ("title", _("What the leave is, in your words")),
)
SHORT = {
    "busy": _("Says “Busy”"),
    "away": _("Says “Away”"),
    "title": _("Says what each leave is"),
}
NO_NAME = _("Say who reads it: my phone, my mother.")
UNTOLD = _("Also leaves that {name} was not told of")
UNTOLD_HINT = _("Whoever has the address sees these times, too.")
