from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.pages.parts.sent.context import opens
from outandback.rooms.cover import queries
from outandback.rooms.people.queries import name_of
from outandback.rooms.sent.marks import mark_of_answer

if TYPE_CHECKING:
    from outandback.rooms.cover.models import Answered
    from outandback.rooms.leave.models import Leave, Plan
    from outandback.web.requests import PersonRequest


def what_is_given(request: PersonRequest, own: Leave, plan: Plan | None) -> dict[str, object]:
    """For a page of one's own leave: what the partner said to it, and how cover stands."""
    told = getattr(own, "heads_up", None)
    answer = queries.answer_to(request.user, own) if told else None
    said: Answered | None = request.keyring.open_if_possible(answer, "said") if answer else None
    giver = queries.giver_of(answer, request.partner) if answer else request.partner
    items = queries.items_of(plan, said)
    if answer and said:
        opens(request, answer.pair_id, mark_of_answer(own, answer.answered_at))
    return {
        "said": said,
        "beside": said.words_beside(item.what for item in items) if said else [],
        "giver_name": name_of(request.keyring, giver),
        "giver_ink": giver.ink if giver else "",
        "items": items,
    }
