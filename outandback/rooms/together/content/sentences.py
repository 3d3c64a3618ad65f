"""What the page of the two asks and says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Offered = tuple[tuple[str, "StrOrPromise"], ...]

HOMES = _("Where do the two of you live?")
LIVING: Offered = (
    ("one home", _("One home")),
    ("two homes", _("Two homes")),
    ("apart", _("Far apart")),
    ("", _("Skip")),
)
LIVE = {kind: label for kind, label in LIVING if kind}
UNSAID = _("Unsaid")
TITLES = {"parting": _("How you part"), "return": _("How you come back to each other")}
HINTS = {
    "parting": _("It is shown before one of you sets out."),
    "return": _("It is shown when one of you is back."),
}
WORDS = {
    "parting": _("At parting, in your own words"),
    "return": _("At coming back, in your own words"),
}
WHICH = _("Choose one, and change what you like")

KINDS: Offered = (
    ("visit", _("To visit")),
    ("eat", _("To eat or drink")),
    ("witness", _("To witness")),
)
WHICH_KIND = _("What kind is it?")
IDEA = _("The idea, in your own words")
WITHOUT_KIND = _("Choose one of the three.")
WITHOUT_WORDS = _("Write a few words.")
ENOUGH_IDEAS = _("There is no room for more. Remove one of yours, then keep this one.")
