"""What the ladder says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from outandback.rules.ladder import Feeling, Why

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from outandback.rules.ladder import Proposal

Offered = tuple[tuple[str, "StrOrPromise"], ...]

WHY = {
    Why.FIRST: _("Ten minutes in another room is a leave."),
    Why.AGAIN: _("Much the same again, as often as you like."),
    Why.NEXT: _("A little longer than the last one, if you like."),
    Why.SMALLER: _("The last one was hard, so here is a shorter one."),
    Why.REST: _("Nothing longer today. Staying in is fine too."),
}
FROM_THERE = _("Start with a size that is nearly comfortable.")
AS_SHORT = _("The last one was hard. This is the shortest one, and it can wait.")

LENGTHS = (
    _("Ten minutes"),
    _("Twenty minutes"),
    _("Forty minutes"),
    _("An hour and a quarter"),
    _("Two and a half hours"),
    _("Five hours"),
    _("Ten hours"),
    _("A day and a night"),
    _("A weekend"),
)
FEELINGS: Offered = (
    (Feeling.RESTLESS, _("Restless")),
    (Feeling.TIRED, _("Tired")),
    (Feeling.TOO_MUCH, _("Too much all at once")),
    (Feeling.UNSURE, _("Can’t tell")),
    ("", _("Skip")),
)
INSTEAD = {
    "rest": _("Rest. Lying down for a while is reason enough."),
    "smaller": _("Something shorter, further down this page."),
    "cover": _("Hours in which somebody else takes over"),
    "person": _("A person to talk to: ring the one who lets you finish your sentences."),
    "help": _("Somebody outside to talk to"),
}

FURTHER = _("That is more than one step ahead. Here is the next step.")
TOO_OLD = _("That page was too old. Here is the next step.")


def why(proposal: Proposal, last: int | None) -> str:
    """One plain sentence for the step that is proposed; `last`: the size of the one before."""
    if proposal.why is Why.SMALLER and proposal.size == last:
        return str(AS_SHORT)
    if proposal.why is Why.FIRST and proposal.size:
        return str(FROM_THERE)
    return str(WHY[proposal.why])
