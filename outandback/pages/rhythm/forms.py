from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from outandback.rooms.rhythms.content import sentences
from outandback.rooms.rhythms.models import ComesRound
from outandback.rules.rhythm import monday_of
from outandback.ui.fields import Form, offer, offered, several
from outandback.ui.wall_times import a_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outandback.rooms.leave.models import Leave

MOST_OFF = 12


class RhythmForm(Form):
    """`weeks_off`: those that were said before, each of which can be taken away."""

    weekdays = several(sentences.ON, sentences.WEEKDAYS)
    weeks = offered(sentences.HOW_OFTEN, sentences.HOW_OFTENS)
    ends_on = a_day(sentences.UNTIL)
    weeks_off = several(sentences.WEEKS_OFF)
    week_off = a_day(sentences.A_WEEK_OFF)

    def __init__(self, *args: Any, off: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """`off`: the Monday of each week off that is to come, and how it is said."""
        super().__init__(*args, **kwargs)
        self.has_off = bool(off)
        offer(self, "weeks_off", off)

    def clean(self) -> dict[str, object]:
        typed = self.cleaned_data
        if not typed.get("weekdays") and "weekdays" not in self.errors:
            self.add_error("weekdays", sentences.WITHOUT_DAY)
        if not self.errors and len(self._off()) > MOST_OFF:
            self.add_error("week_off", sentences.FULL)
        return typed

    @property
    def more_open(self) -> bool:
        """Where something of an end or a week off stands, or is to be put right."""
        more = (self["ends_on"], self["week_off"])
        return self.has_off or any(one.errors or one.value() for one in more)

    def comes(self) -> ComesRound:
        typed = self.cleaned_data
        ends: date | None = typed["ends_on"]
        return ComesRound(
            weekdays=sorted(typed["weekdays"]),
            weeks=int(typed["weeks"] or 1),
            ends_on=ends.isoformat() if ends else "",
            off=self._off(),
        )

    def _off(self) -> list[str]:
        more: date | None = self.cleaned_data.get("week_off")
        days = [date.fromisoformat(one) for one in self.cleaned_data.get("weeks_off", ())]
        return sorted({monday_of(one).isoformat() for one in (*days, more) if one})


def begun_with(leave: Leave) -> dict[str, object]:
    """A form to begin with: every week, on the day of the leave."""
    return {"weekdays": [str(leave.when.out.wall.weekday())], "weeks": "1"}


def as_said(said: ComesRound, today: date) -> dict[str, object]:
    """A rhythm as its form shows it; a week off that has passed is left out."""
    return {
        "weekdays": list(said.weekdays),
        "weeks": str(said.weeks),
        "ends_on": date.fromisoformat(said.ends_on) if said.ends_on else None,
        "weeks_off": still_off(said, today),
    }


def still_off(said: ComesRound, today: date) -> list[str]:
    return [one for one in said.off if date.fromisoformat(one) >= monday_of(today)]


def days_in(posted: Sequence[str]) -> list[str]:
    """Weeks off that a form brings, also where what was said before is closed or gone."""
    return [one for one in posted if _is_day(one)]


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
