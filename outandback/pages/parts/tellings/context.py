from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from outandback.rooms.comeback import queries
from outandback.rooms.hearing.queries import opened_by
from outandback.rooms.people.queries import name_of
from outandback.ui.drawing import other_ink

if TYPE_CHECKING:
    from outandback.rooms.comeback.models import Telling, Told
    from outandback.web.requests import PersonRequest


def is_ours(request: PersonRequest, told: Telling) -> bool:
    return request.membership is not None and request.membership.pair_id == told.pair_id


def ours(request: PersonRequest, told: Telling) -> Telling:
    """Only the pair of now can answer, name a day or take something back."""
    if not is_ours(request, told):
        raise Http404
    return told


def may_read(request: PersonRequest, told: Telling) -> bool:
    """Its teller; and its listener, once they said that they can hear it, or answered."""
    if told.person_id == request.user.pk or hasattr(told, "reception"):
        return True
    return told.pk.hex in opened_by(request.keyring, told.pair_id)


def readable(request: PersonRequest, told: Telling) -> Told:
    """What it holds, for whoever may read it now. Raises Closed."""
    words: Told = request.keyring.open(told, "told")
    if not may_read(request, told):
        raise Http404
    return words


def the_other(request: PersonRequest, told: Telling) -> dict[str, str]:
    """Name and ink of the other one in the pair it was told in, also when that pair is past."""
    side = queries.other_side(request.user, told.pair_id)
    ink = side.ink if side else "b"
    inks = {"their_ink": ink, "ink": other_ink(ink)}
    return {"their_name": name_of(request.keyring, side), **inks}
