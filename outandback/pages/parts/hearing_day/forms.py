from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext

from outandback.ui.fields import Form
from outandback.ui.spoken import DayFormat, Here, say_day

DAYS_AHEAD = 7


class DayForm(Form):
    """The day on which a listener wants to hear it properly."""

    def __init__(self, *given: Any, today: date) -> None:
        super().__init__(*given)
        days = [today + timedelta(days=i) for i in range(DAYS_AHEAD)]
        self.fields["on"] = forms.TypedChoiceField(
            label=gettext("When would be good?"),
            choices=[(day.isoformat(), spoken_day(day, today)) for day in days],
            coerce=date.fromisoformat,
            error_messages={"required": gettext("Pick a day.")},
        )


def spoken_day(day: date, today: date) -> str:
    if day == today:
        return gettext("Tonight")
    if day == today + timedelta(days=1):
        return gettext("Tomorrow")
    return say_day(day, Here.on(today), shape=DayFormat.NAMED)
