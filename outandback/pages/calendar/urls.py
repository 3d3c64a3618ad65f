from __future__ import annotations

from datetime import date

from django.urls import path, register_converter

from . import views


class MonthConverter:
    """2026-11, as the first day of it."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value.year:04}-{value.month:02}"


class MondayConverter:
    """2026-11-30. Any other day of the week is no address."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        day = date.fromisoformat(value)
        if day.weekday():
            raise ValueError("not a Monday")
        return day

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(MonthConverter, "month")
register_converter(MondayConverter, "monday")

urlpatterns = [
    path("calendar/", views.this_month, name="calendar"),
    path("calendar/<month:month>/", views.month, name="calendar-month"),
    path("calendar/week/<monday:monday>/", views.week, name="calendar-week"),
]
