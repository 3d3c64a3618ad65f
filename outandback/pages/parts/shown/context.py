from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from outandback.pages.parts.sent.context import opens
from outandback.rooms.loop.content.findings import SURE, basis
from outandback.rooms.loop.content.shown_sentences import (
    LINE_ENDS,
    TOLD,
    limit,
    sentence,
)
from outandback.rooms.people.queries import name_of
from outandback.rooms.sent.marks import mark_of
from outandback.rooms.shown.queries import OpenedPicture, standing_in
from outandback.ui import charts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from outandback.rooms.people.models import Membership
    from outandback.rooms.shown.models import FrozenFinding
    from outandback.vault.keyring import Keyring
    from outandback.web.requests import PersonRequest

STROKES = 3


@dataclass(frozen=True)
class ShownFigure:
    """As the other reads it. `scale`: whether its picture has points from 0 to 10 beside it;
    `number`: of its question, for its address."""

    name: str
    ink: str
    number: int
    sentence: str
    sure: str
    strokes: tuple[bool, ...]
    picture: SafeString
    scale: bool
    ends: Sequence[Any]
    basis: str
    limit: str
    day: date
    own: bool = False


def shown_to(request: PersonRequest, side: Membership | None = None) -> dict[str, object]:
    """What the two of a pair show each other, the newest first; this page opens it. `side`: of a
    past pair. Raises Closed."""
    mine = side or request.membership
    if mine is None:
        return {"shown": []}
    standing = standing_in(mine, request.keyring)
    theirs = (one.row for one in standing if not one.own)
    opens(request, mine.pair_id, *(mark_of(row, row.row_version) for row in theirs))
    known = (one for one in standing if one.picture.finding in TOLD)
    return {"shown": [_figure(one, mine, request.keyring) for one in known]}


def _figure(one: OpenedPicture, mine: Membership, keyring: Keyring) -> ShownFigure:
    whose = mine if one.own else mine.other
    return figure_of(one.picture, name_of(keyring, whose), whose.ink if whose else "a", own=one.own)


def figure_of(picture: FrozenFinding, name: str, ink: str, *, own: bool = False) -> ShownFigure:
    """Of nothing but what was sealed then, so that it stays as it was."""
    told, is_line = TOLD[picture.finding], len(picture.drawn) > 1
    said = sentence(picture, name)
    return ShownFigure(
        name=name,
        ink=ink,
        number=told.number,
        sentence=said,
        sure=str(SURE[picture.strokes]),
        strokes=tuple(at < picture.strokes for at in range(STROKES)),
        picture=SafeString(_drawn(picture, told.most, ink, said)),
        scale=is_line,
        ends=LINE_ENDS if is_line else told.ends,
        basis=basis(picture),
        limit=limit(picture, name),
        day=picture.day,
        own=own,
    )


def _drawn(picture: FrozenFinding, most: float, ink: str, title: str) -> str:
    if len(picture.drawn) > 1:
        band = list(zip(*picture.drawn, strict=True))
        return charts.over_leaves((), len(picture.drawn), ink, band, title)
    low, middle, high = picture.drawn[0]
    return charts.change(low, middle, high, most, title, ink)
