from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from outandback.rooms.comeback.models import Reception
from outandback.rooms.hearing.actions import note_sent_opened
from outandback.rooms.hearing.queries import all_opened
from outandback.rooms.sent.marks import mark_of
from outandback.rooms.sent.queries import month_before
from outandback.ui.middleware import asks_for_head

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.hearing.models import Opened
    from outandback.rooms.replies.models import Reply
    from outandback.web.requests import PersonRequest


def opens(request: PersonRequest, pair_id: UUID, *marks: str, opened: Opened | None = None) -> None:
    """This page shows what these marks name: it goes from the reader's Today, and nothing else
    comes of it. With closed keys it stays there, and a past pair has none. `opened`: what is known
    to be opened already, where the page has asked."""
    mine, keyring = request.membership, request.keyring
    now = mine is not None and mine.pair_id == pair_id and keyring.everyday_open
    if not now or not marks or asks_for_head(request):
        return
    opened = opened or all_opened(keyring, pair_id)
    if set(marks) - set(opened.sent):
        note_sent_opened(request.user, pair_id, keyring, marks)


def opens_words(
    request: PersonRequest,
    pair_id: UUID,
    said: Iterable[Reception | Reply | None],
    opened: Opened | None = None,
) -> None:
    """The same for a page on which these words are read as a whole. What is older than Today looks
    back is not asked about."""
    since = month_before(timezone.now())
    theirs = (row for row in said if row and row.person_id != request.user.pk)
    marks = [mark_of(row) for row in theirs if _said_at(row) > since]
    opens(request, pair_id, *marks, opened=opened)


def _said_at(row: Reception | Reply) -> datetime:
    return row.received_at if isinstance(row, Reception) else row.replied_at
