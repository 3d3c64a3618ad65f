"""Days that were not like others, as a list says them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outandback.rooms.people.queries import name_of
from outandback.rooms.spans import queries
from outandback.rooms.spans.content import sentences
from outandback.ui.templatetags.times import here

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from outandback.rooms.spans.queries import OpenedSpan
    from outandback.web.requests import PersonRequest


@dataclass(frozen=True)
class Listed:
    """`shared`: of one's own, whether the other reads it too."""

    id: UUID
    called: str
    days: str
    left_out: bool
    own: bool
    shared: bool


def listed(request: PersonRequest) -> dict[str, object]:
    """One's own, then what the other shares. Raises Closed."""
    both = queries.shared_spans(request.membership, request.keyring)
    shared = {one.id for one in both if one.own}
    own = queries.own_spans(request.user, request.keyring)
    return {
        "own": _shown(own, shared),
        "theirs": _shown(one for one in both if not one.own),
        "room_for_more": len(own) < queries.MOST,
    }


def _shown(spans: Iterable[OpenedSpan], shared: Iterable[UUID] = ()) -> list[Listed]:
    now = here()
    return [
        Listed(
            one.id,
            sentences.called(one.words),
            sentences.days(one.words, now),
            one.words.left_out,
            one.own,
            one.id in shared,
        )
        for one in spans
    ]


def share_with(request: PersonRequest) -> str:
    """Who can read it too: nobody before the four words were compared."""
    compared = request.membership is not None and request.membership.words_compared
    return name_of(request.keyring, request.partner) if compared else ""
