from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.rooms.quiet import queries

if TYPE_CHECKING:
    from outandback.rooms.leave.models import HeadsUp
    from outandback.web.requests import PersonRequest


def what_passes(
    request: PersonRequest, told: HeadsUp | None, meanwhile: queries.Meanwhile
) -> dict[str, object]:
    """For whoever is out, also while both are: a call of the other one, and the hellos that both
    picked. `told`: the own leave as the other knows it."""
    mine, person, keyring = request.membership, request.user, request.keyring
    return {
        "call": queries.call_to(person, mine) if mine and meanwhile.called else None,
        "hellos": queries.hellos_now(person, mine, keyring) if mine and meanwhile.hello else [],
        "need": of_this_pair(request, told) is not None and meanwhile.may_call,
        "watch": meanwhile.may_call,
    }


def of_this_pair(request: PersonRequest, told: HeadsUp | None) -> HeadsUp | None:
    mine = request.membership
    return told if told and mine and told.pair_id == mine.pair_id else None
