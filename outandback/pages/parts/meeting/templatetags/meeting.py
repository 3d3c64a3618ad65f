"""Where and when the two meet after a leave in a trip, as a template tag."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import template
from django.template import Context

from outandback.ui.spoken import figures

if TYPE_CHECKING:
    from outandback.rooms.leave.models import Leave, Plan

register = template.Library()


@register.simple_tag(takes_context=True)
def meeting(context: Context, leave: Leave) -> dict[str, Any]:
    """Nothing of a leave outside of a trip, nor with closed keys. The day is that of the return."""
    keyring = context["request"].keyring
    plan: Plan | None = keyring.open_if_possible(leave, "plan") if leave.trip_id else None
    if plan is None:
        return {}
    time = figures(datetime.fromisoformat(plan.meet_at)) if plan.meet_at else ""
    return {"time": time, "where": plan.meet, "said": bool(time or plan.meet)}
