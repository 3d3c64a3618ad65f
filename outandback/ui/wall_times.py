"""Asking for a day and an hour on the clock of a place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from outandback.rules.return_times import WallTime, WallTimeKind, instant, kind_of

from .fields import DayField, Form, HourField, Offered
from .spoken import figures

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WHICH: Offered = (("0", _("First time round")), ("1", _("Second time round")))
TWICE = _("Clocks go back then, so {time} comes twice. Choose the first or the second.")
NO_YEAR = _("Choose a day between 2000 and 2100.")


def near_year(day: date) -> None:
    if not 2000 <= day.year <= 2100:
        raise ValidationError(NO_YEAR)


def a_day(label: StrOrPromise, required: bool = False) -> DayField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    told = {"required": _("Say which day.")}
    return DayField(
        label=label, required=required, widget=widget, validators=[near_year], error_messages=told
    )


def an_hour(label: StrOrPromise, required: bool = False) -> HourField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    told = {"required": _("Say when you go.")}
    return HourField(label=label, required=required, widget=widget, error_messages=told)


def typed_wall(form: forms.Form, name: str, on: date | None, zone: str) -> WallTime | None:
    """The wall time that was typed. Asks which one is meant where clocks show it twice."""
    at: time | None = form.cleaned_data.get(f"{name}_time")
    if on is None or at is None or not zone:
        return None
    wall, which = datetime.combine(on, at), form.cleaned_data.get(f"{name}_fold")
    if kind_of(wall, zone) is WallTimeKind.FOLD and not which:
        form.add_error(f"{name}_fold", TWICE.format(time=figures(wall)))
        return None
    return WallTime(wall, zone, int(which or 0))


class OvernightForm(Form):
    """A time to be back, which may lie past midnight: where it is too early, one tap says so."""

    next_day = False

    def back_after(
        self, before: datetime | None, on: date | None, zone: str, name: str, says: StrOrPromise
    ) -> WallTime | None:
        """The typed time to be back. One that is not after `before` is refused in the field `name`,
        and the next day is offered, or taken where the button that offers it was pressed."""
        back = typed_wall(self, "back", on, zone)
        if back is None or before is None or instant(back) > before:
            return back
        next_day = back.wall.date() + timedelta(days=1)
        self.next_day = instant(replace(back, wall=back.wall + timedelta(days=1))) > before
        if not self.next_day or "next_day" not in self.data:
            self.add_error(name, says)
            return back
        self.next_day, self.data = False, {**dict(self.data.items()), name: next_day.isoformat()}
        return typed_wall(self, "back", next_day, zone)
