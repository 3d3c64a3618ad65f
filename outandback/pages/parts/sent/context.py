from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.rooms.hearing.actions import note_sent_opened
from outandback.rooms.hearing.queries import sent_and_opened
from outandback.ui.middleware import asks_for_head

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.web.requests import PersonRequest


def opens(request: PersonRequest, pair_id: UUID, *marks: str) -> None:
    """This page shows what these marks name: it goes from the reader's Today, and nothing else
    comes of it. With closed keys it stays there, and a past pair has none."""
    mine, keyring = request.membership, request.keyring
    now = mine is not None and mine.pair_id == pair_id and keyring.everyday_open
    if not now or not marks or asks_for_head(request):
        return
    if set(marks) - sent_and_opened(keyring, pair_id):
        note_sent_opened(request.user, pair_id, keyring, marks)
