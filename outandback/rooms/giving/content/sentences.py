"""What is asked where something is taught or given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Offered = tuple[tuple[str, "StrOrPromise"], ...]

WAYS: Offered = (("teach", _("Teach")), ("give", _("Give")))
ALONG: Offered = (
    ("words", _("Your words from there")),
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

HALF_A_SENTENCE = _(
    "The sentence wants what you did and what it made you. Or leave all three of its words out."
)
NOTHING_TO_TEACH = _(
    "A sentence, a few words, or something that goes along: any one of them is enough."
)
NOTHING_TO_GIVE = _("A few words of the gift, or something that goes along: any one is enough.")
GIVEN_BEFORE = _("You gave this before, and that stands. This was not sent; it is all still here.")
SEALED_MEANWHILE = _(
    "Your words were sealed while you wrote. Open them here: it is all still here."
)
