"""What is asked where something is taught or given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Offered = tuple[tuple[str, "StrOrPromise"], ...]

WAYS: Offered = (("teach", _("Teach")), ("give", _("Give")))
ALONG: Offered = (
    ("words", _("What you wrote there")),
    ("photo", _("The photo")),
    ("voice", _("The voice note")),
)
PART_OF_A_SENTENCE = {
    "verb": _("What you did"),
    "adverb": _("In what way"),
    "adjective": _("What it made you"),
}
HOW = _("How so?")
TEN = _("In your own words")
TEN_OFFERED = _("Or one of these")
GIFT = _("What is it?")
GIFT_OFFERED = _("Or something small, from these")
NONE_OF_THESE = ("", _("None of these"))

HALF_A_SENTENCE = _("Say what you did and what it made you, or leave all three words out.")
NOTHING_TO_TEACH = _(
    "Give a sentence, a few words, or something that goes along. One of them is enough."
)
NOTHING_TO_GIVE = _("Write a few words about the gift, or choose something that goes along.")
GIVEN_BEFORE = _("You have given this already. This was not sent; it is all still here.")
SEALED_MEANWHILE = _(
    "Your words were sealed while you wrote. Open them here: it is all still here."
)
