from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.shortcuts import render
from django.utils import timezone

from outandback.pages.parts.while_out.context import what_passes
from outandback.rooms.leave.models import progress

if TYPE_CHECKING:
    from datetime import datetime

    from django.forms import Form
    from django.http import HttpResponse

    from outandback.rooms.leave.models import Leave
    from outandback.rooms.quiet.queries import Meanwhile
    from outandback.web.requests import PersonRequest

LATER = (15, 30, 60)
QUARTER = 15 * 60


def away_page(
    request: PersonRequest,
    leave: Leave,
    meanwhile: Meanwhile,
    form: Form,
    kept: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    passes = what_passes(request, getattr(leave, "heads_up", None), meanwhile)
    context = on_the_way(leave, timezone.now()) | passes | kept | not_said_yet(request, leave)
    context |= {
        "form": form,
        "client_id": uuid4(),
        "alone": request.membership is None,
        "catches": True,
    }
    return render(request, "parts/away_screen.html", context, status=status)


def on_the_way(leave: Leave, at: datetime) -> dict[str, object]:
    """Where someone is between going and coming back, and the times to tap when it gets later."""
    return {
        "leave": leave,
        "leave_id": leave.pk,
        "progress": progress(leave, at),
        "late": leave.back_at is not None and at > leave.back_at,
        "later": _later_times(leave, at),
    }


def not_said_yet(request: PersonRequest, leave: Leave) -> dict[str, object]:
    """Of a leave that was gone on at once: what it is, and whether the partner was told."""
    plan = request.keyring.open_if_possible(leave, "plan")
    mine = request.membership
    return {
        "unsaid": request.keyring.everyday_open and not (plan and plan.intention),
        "untold": mine is not None and mine.words_compared and not hasattr(leave, "heads_up"),
    }


def _later_times(leave: Leave, at: datetime) -> list[datetime]:
    """Three times to tap, from the promised one or from now, on the quarter hour."""
    start = max(leave.back_at or at, at)
    start += timedelta(seconds=-start.timestamp() % QUARTER)
    return [start + timedelta(minutes=minutes) for minutes in LATER]
