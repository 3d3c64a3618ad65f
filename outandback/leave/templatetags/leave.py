"""How stored answers of a plan read, and when a leave is, in the reader's zone."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone

from outandback.leave.content import en
from outandback.leave.models import HeadsUp, Leave

register = template.Library()


@register.filter
def reads(stored: str) -> str:
    return en.READS.get(stored, "")


@register.filter
def same_day(leave: Leave | HeadsUp) -> bool:
    if leave.back_at is None:
        return True
    return timezone.localdate(leave.out_at) == timezone.localdate(leave.back_at)


@register.filter
def which_day(at: datetime) -> str:
    """today, tomorrow, or on a day of the week."""
    day = timezone.localdate(at)
    ahead = (day - timezone.localdate()).days
    return {0: "today", 1: "tomorrow"}.get(ahead, f"on {day:%A}")
