"""What one's own leaves say of how long is easy, as a proposal to what one said of that oneself.

Own reasoning, no outside source. Nothing changes by itself: its person takes it, changes it, or
puts it away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from .cares import LENGTHS, Level

# Hours of a leave of each length. What is longer has no end, and nothing that was lived reaches it.
USUAL_HOURS = {"hour": 1.0, "hours": 3.0, "half": 6.0, "day": 12.0, "night": 24.0}
OWN, THEIRS = "own", "theirs"  # whose leaves
EASY, TALK = "easy", "talk"


class SoFar(NamedTuple):
    """Leaves of one length, by what one person answered of leaves in one role.

    `felt_good`: up to this length they have. `rather_not`: from this length on they more often have
    not. `chance`: between which the share of such leaves is that feel good, with 80 in 100. `n`:
    how many answers it rests on.
    """

    option: str
    felt_good: bool
    rather_not: bool
    chance: tuple[float, float]
    n: int


class ProposedStep(NamedTuple):
    """EASY: for leaves of this side, up to this length is easy. TALK: from there on it is to be
    talked about first."""

    side: str
    option: str
    level: str

    @property
    def key(self) -> str:
        return " ".join(self)


STEPS = {
    step.key: step
    for step in (
        ProposedStep(side, option, level)
        for side in (OWN, THEIRS)
        for option in USUAL_HOURS
        for level in (EASY, TALK)
    )
}


class ComfortProposal(NamedTuple):
    """`said`: the longest that its person calls easy; "" for none."""

    step: ProposedStep
    about: SoFar
    said: str


def proposal(
    side: str, found: Sequence[SoFar], said: Mapping[str, Level], decided: Collection[str]
) -> ComfortProposal | None:
    """What there is to propose to what was `said` by option; None where the two agree, or where
    its person has decided on that step before. Less comes before more."""
    easy = _longest_easy(said)
    too_long = [one for one in found if one.rather_not and _place(one.option) <= _place(easy)]
    longer = [one for one in found if one.felt_good and _place(one.option) > _place(easy)]
    if not too_long and not longer:
        return None
    about, level = (too_long[0], TALK) if too_long else (longer[-1], EASY)
    step = ProposedStep(side, about.option, level)
    return None if step.key in decided else ComfortProposal(step, about, easy)


def filled_in(said: Mapping[str, str], step: ProposedStep) -> dict[str, str]:
    """Answers by option as they would be with this step, for its person to keep or to change."""
    place = LENGTHS.index(step.option)
    if step.level == EASY:
        return {**said, **dict.fromkeys(LENGTHS[: place + 1], EASY)}
    stretching = [one for one in LENGTHS[place:] if said.get(one) == EASY]
    return {**said, **dict.fromkeys(stretching, TALK)}


def _longest_easy(said: Mapping[str, Level]) -> str:
    """More is never easier than less: what is beyond a length that stretches is not easy."""
    easy = ""
    for option in LENGTHS:
        level = said.get(option, Level.EASY)
        if level is not Level.EASY:
            break
        easy = option if option in said else easy
    return easy


def _place(option: str) -> int:
    return LENGTHS.index(option) if option else -1
