from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from outandback.rules.afterwards import day_of

from .forms import DayForm

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest


def day_form(request: PersonRequest, posted: object = None) -> DayForm:
    """Tonight is the same evening until five in the morning, as on Today."""
    return DayForm(posted, today=day_of(timezone.now(), request.user.zone))
