"""What one's own leaves propose to what one calls easy: for its person to decide on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outandback.rooms.afterwards.queries import steps_decided, suggestion_of
from outandback.rooms.comfort.content import proposals as sentences
from outandback.rooms.comfort.models import CareAnswer, WhoseLeaves
from outandback.rooms.comfort.queries import time_of
from outandback.rules.cares import Care
from outandback.rules.comfort_proposals import proposal

if TYPE_CHECKING:
    from outandback.insight.answers import LoopAnswers
    from outandback.rules.comfort_proposals import ComfortProposal
    from outandback.web.requests import PersonRequest


@dataclass(frozen=True)
class Proposed:
    """`step` names it for the form that decides on it."""

    step: str
    found: str
    said: str
    basis: str


def proposals_of(request: PersonRequest, answers: LoopAnswers) -> list[Proposed]:
    """For leaves of one's own, and for those of the other. Raises Closed."""
    if not any(answers.comfort):
        return []
    said = time_of(request.user, request.keyring)
    decided = steps_decided(suggestion_of(request.user), request.keyring)
    sides = zip(WhoseLeaves, answers.comfort, strict=True)
    each = [
        proposal(side.value, so_far, said.get(side, CareAnswer()).by_option(Care.TIME), decided)
        for side, so_far in sides
    ]
    return [_shown(one) for one in each if one]


def _shown(one: ComfortProposal) -> Proposed:
    return Proposed(
        one.step.key,
        sentences.found(one.step),
        sentences.said(one),
        sentences.basis(one.about),
    )
