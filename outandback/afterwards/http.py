from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from outandback.rules.afterwards import day_of, evening_after

from . import queries
from .models import AfterAnswers

if TYPE_CHECKING:
    from datetime import date, datetime

    from outandback.comeback.models import Homecoming
    from outandback.people.http import PersonRequest

    from .forms import EveningForm


def tonight(request: PersonRequest, at: datetime) -> date:
    return day_of(at, request.user.zone)


def answers(
    request: PersonRequest, home: Homecoming, form: EveningForm, at: datetime
) -> AfterAnswers:
    which = evening_after(home.came_back_at, at, request.user.zone) or 0
    return AfterAnswers(str(home.pk), which, **form.cleaned_data)


def beside(request: PersonRequest) -> dict[str, Any]:
    """For the pages of the private room: what may come next. In a closed one nothing is asked."""
    if not request.keyring.room_open:
        return {}
    near = queries.near(request.user, request.mine, request.keyring, timezone.now())
    return {"near": near}
