"""What the form of a rhythm stands on, asked of the rooms."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from outandback.rooms.rhythms.content import sentences
from outandback.rooms.rhythms.queries import said_of
from outandback.ui.spoken import Here, say_day

from .forms import days_in, still_off

if TYPE_CHECKING:
    from outandback.rooms.leave.models import Leave
    from outandback.rooms.rhythms.models import LeaveRhythm
    from outandback.web.requests import PersonRequest


def rhythm_page(request: PersonRequest, own: Leave) -> dict[str, object]:
    return {"leave": own, "plan": request.keyring.open_if_possible(own, "plan")}


def weeks_to_choose(request: PersonRequest, row: LeaveRhythm | None) -> list[tuple[str, str]]:
    """Weeks off that were said before, each to be taken away."""
    today = timezone.localdate()
    said = said_of(request.keyring, row) if row else None
    known = {*days_in(request.POST.getlist("weeks_off")), *(still_off(said, today) if said else ())}
    return [(one, _week_of(one, today)) for one in sorted(known)]


def _week_of(day: str, today: date) -> str:
    said = say_day(date.fromisoformat(day), Here.on(today))
    return str(sentences.WEEK_OF).format(day=said)
