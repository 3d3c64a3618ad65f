from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outandback.ui.fields import DayField, Form

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MONTH = "%Y-%m"
BACKWARDS = _("The last month is before the first. Swap the two.")


FIRST, LAST = date(1970, 1, 1), date(9000, 1, 1)


NO_MONTH = _("Write a month as 2026-05.")


def month_field(label: StrOrPromise) -> DayField:
    """A month. A browser without a picker for it takes the figures."""
    return DayField(
        label=label,
        required=False,
        input_formats=[MONTH],
        widget=forms.DateInput({"type": "month", "placeholder": "2026-05"}, MONTH),
        error_messages={"invalid": NO_MONTH},
        validators=[MinValueValidator(FIRST, NO_MONTH), MaxValueValidator(LAST, NO_MONTH)],
    )


class SpanForm(Form):
    """From the beginning of one month to the end of another; either may be left open."""

    since = month_field(_("From"))
    until = month_field(_("To"))

    def clean(self) -> dict[str, object]:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", BACKWARDS)
        return found

    @property
    def span(self) -> tuple[datetime | None, datetime | None]:
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        return begins(since) if since else None, begins(next_month(until)) if until else None


def begins(month: date) -> datetime:
    """The first moment of a month, where its reader is."""
    return datetime(month.year, month.month, 1, tzinfo=timezone.get_current_timezone())


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
