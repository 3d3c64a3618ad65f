from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outandback.rooms.quiet import queries

if TYPE_CHECKING:
    from outandback.rooms.leave.models import HeadsUp
    from outandback.web.requests import PersonRequest


def what_passes(request: PersonRequest, told: HeadsUp | None, passes: bool) -> dict[str, Any]:
    """For whoever is out, also while both are: a call of the other one, and the hellos that both
    picked. `told`: the own leave as the other knows it; `passes`: whether there is any of these."""
    mine = request.mine if passes else None
    return {
        "call": queries.call_to(request.user, mine) if mine else None,
        "hellos": queries.hellos_now(request.user, mine, request.keyring) if mine else [],
        "need": of_this_pair(request, told) is not None and may_call(request),
        "watch": may_call(request),
    }


def may_call(request: PersonRequest) -> bool:
    """Whether both said yes to what it is for."""
    return request.mine is not None and request.mine.need_agreed_at is not None


def of_this_pair(request: PersonRequest, told: HeadsUp | None) -> HeadsUp | None:
    mine = request.mine
    return told if told and mine and told.pair_id == mine.pair_id else None
