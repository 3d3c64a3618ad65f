"""What somebody's own leaves propose to what they call easy, in words."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from outandback.rules.comfort_proposals import EASY, OWN, STEPS, TALK, THEIRS

if TYPE_CHECKING:
    from outandback.rules.comfort_proposals import ComfortProposal, ProposedStep, SoFar

TEN = 10
LENGTHS = {
    "hour": _("an hour"),
    "hours": _("two or three hours"),
    "half": _("half a day"),
    "day": _("a whole day"),
    "night": _("a day and a night"),
    "nights": _("more than a day and a night"),
}
FOUND = {
    (OWN, EASY): _("So far, going out for up to {length} has felt good to you."),
    (OWN, TALK): _("So far, going out for {length} or longer has more often not felt good to you."),
    (THEIRS, EASY): _(
        "So far, being at home while the other is out for up to {length} has felt good to you."
    ),
    (THEIRS, TALK): _(
        "So far, being at home while the other is out for {length} or longer has more often not"
        " felt good to you."
    ),
}
STEP_WORDS = {
    (OWN, EASY): _("When you go: up to {length} is easy"),
    (OWN, TALK): _("When you go: from {length} on, talk first"),
    (THEIRS, EASY): _("When the other goes: up to {length} is easy"),
    (THEIRS, TALK): _("When the other goes: from {length} on, talk first"),
}


def found(step: ProposedStep) -> str:
    return str(FOUND[step.side, step.level]).format(length=LENGTHS[step.option])


def said(proposal: ComfortProposal) -> str:
    """What its person has said themselves."""
    if not proposal.said:
        return gettext("You have not called any length easy.")
    return gettext("You say that up to {length} is easy.").format(length=LENGTHS[proposal.said])


def basis(about: SoFar) -> str:
    """Between which the share of such leaves is, and how many answers bear on it: said always."""
    low, high = about.chance
    return ngettext(
        "Of ten such times, {low} to {high} would feel good, as far as {count} answer can tell.",
        "Of ten such times, {low} to {high} would feel good, as far as {count} answers can tell.",
        about.n,
    ).format(low=min(floor(low * TEN), TEN - 1), high=ceil(high * TEN), count=about.n)


def in_short(step: ProposedStep) -> str:
    return str(STEP_WORDS[step.side, step.level]).format(length=LENGTHS[step.option])


STEPS_IN_SHORT = {key: lazy(in_short, str)(step) for key, step in STEPS.items()}
