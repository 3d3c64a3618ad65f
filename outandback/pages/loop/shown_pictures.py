"""A finding of now as the picture that the other would be shown: of this reader's open room, and
with no single answer in it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils import timezone

from outandback.rooms.loop.content.shown_sentences import FEWEST, as_said
from outandback.rooms.shown.models import FrozenFinding
from outandback.rooms.shown.queries import own_standing

from .context import answers_to

if TYPE_CHECKING:
    from outandback.insight.answers import LoopAnswer, LoopAnswers
    from outandback.insight.effects import Effect
    from outandback.rooms.shown.models import Knot
    from outandback.web.requests import PersonRequest

HALVES = 2
STROKES = {"clear": 3, "fairly clear": 2}
WITH_A_LINE = "growing easier"


def picture_now(request: PersonRequest, question: str) -> FrozenFinding | None:
    """None where too few answers bear on it. Raises Closed.

    It is what the last check found, after every tenth leave, and the same in between: whoever knew
    every answer but one could else tell that one by two pictures.
    """
    answers = answers_to(request)
    one = answers.by_name.get(question) if answers else None
    if answers is None or one is None or one.checked is None or one.checked.n < FEWEST:
        return None
    return _picture(answers, one, one.checked)


def shown_here(request: PersonRequest) -> dict[str, object]:
    """For the loop page: which questions can be shown to the other, and which are."""
    mine = request.membership
    if mine is None or not mine.words_compared:
        return {"showing": None}
    return {"showing": own_standing(mine, request.keyring)}


def digest(picture: FrozenFinding) -> str:
    """By which a form says what its reader saw."""
    return sha256(repr(picture).encode()).hexdigest()[:16]


def _picture(answers: LoopAnswers, one: LoopAnswer, checked: Effect) -> FrozenFinding:
    knot = (checked.likely[0], checked.middle, checked.likely[1])
    low, middle, high = map(as_said, knot)
    return FrozenFinding(
        finding=one.name,
        on=timezone.localdate().isoformat(),
        direction=int(one.verdict.direction),
        strokes=STROKES.get(one.verdict.how_sure.value, 0),
        low=low,
        middle=middle,
        high=high,
        n=checked.n,
        drawn=_in_halves(_line(answers) if one.name == WITH_A_LINE else [knot]),
    )


def _line(answers: LoopAnswers) -> list[Knot]:
    """At its beginning and at its end: no leave stands out of it."""
    line = answers.easing_checked
    if line is None:
        return []
    last = len(line.middle) - 1
    return [(line.low[at], line.middle[at], line.high[at]) for at in (0, last)]


def _in_halves(knots: list[Knot]) -> tuple[Knot, ...]:
    return tuple(tuple(round(value * HALVES) / HALVES for value in knot) for knot in knots)
