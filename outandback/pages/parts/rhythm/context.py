from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from outandback.rooms.rhythms.content import sentences
from outandback.rooms.rhythms.queries import next_when, rhythm_at, said_of
from outandback.rules.return_times import instant

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rooms.leave.models import Leave
    from outandback.rooms.rhythms.models import LeaveRhythm
    from outandback.web.requests import PersonRequest


@dataclass(frozen=True)
class ComesRoundSaid:
    """`often`: "Every Thursday", "" where its words are closed. `following`: when the one after
    this leave goes out, in `zone`; None where this is the last. `planned`: it is planned already.
    """

    row: LeaveRhythm
    often: str
    following: datetime | None
    zone: str
    planned: bool


def comes_round(request: PersonRequest, own: Leave) -> ComesRoundSaid | None:
    row = rhythm_at(request.user, own) if getattr(own, "in_rhythm", True) else None
    if row is None:
        return None
    said = said_of(request.keyring, row)
    often = sentences.says(said.weekdays, said.weeks) if said else ""
    if row.leave_id != own.pk:
        return ComesRoundSaid(row, often, row.leave.out_at, row.leave.zone, planned=True)
    when = next_when(own, said, request.user.zone, timezone.now()) if said else None
    at, zone = (instant(when.out), when.out.zone) if when else (None, "")
    return ComesRoundSaid(row, often, at, zone, planned=False)
