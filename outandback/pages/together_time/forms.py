from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.rooms.together.content import sentences
from outandback.rooms.together.models import TogetherWords
from outandback.rules.quick_times import EVENING, evenings_ahead, last_evening
from outandback.rules.return_times import WallTime, instant, wall_at
from outandback.rules.times_together import Hours, TimeHeld
from outandback.ui.fields import Form, offer, offered, some_words
from outandback.ui.spoken import DAYS
from outandback.ui.wall_times import WHICH, OvernightForm, a_day, an_hour, typed_wall

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from outandback.rooms.together.queries import Occurrence

REQUIRED = {"day": sentences.WITHOUT_DAY, "out_time": sentences.WITHOUT_START}
OF_TIMES = ("day", "out_time", "out_fold", "back_day", "back_time", "back_fold")


class HoursForm(OvernightForm):
    """When, by the clock of whoever says it: a day, an hour, and an end where one is known."""

    day = a_day(_("Day"))
    out_time = an_hour(_("From"))
    out_fold = offered(_("From: which of the two times?"), WHICH)
    back_time = an_hour(_("Until"))
    back_day = a_day(_("Until which day?"))
    back_fold = offered(_("Until: which of the two times?"), WHICH)

    hours: Hours | None = None

    def __init__(self, *args: Any, zone: str, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.at = zone, at
        self.now = wall_at(at.replace(second=0, microsecond=0), zone).replace(fold=0)

    def clean(self) -> dict[str, object]:
        typed = self.cleaned_data
        self._complete(typed)
        start = typed_wall(self, "out", typed.get("day"), self.zone)
        end = self._end(start)
        if start and not self.errors:
            self.hours = Hours(start, end)
            self._look_at(self.hours)
        return typed

    @property
    def times_open(self) -> bool:
        """Where another time than the offered ones stands, or one has something to put right."""
        return any(self[name].errors or self[name].value() for name in OF_TIMES)

    def _complete(self, typed: dict[str, Any]) -> None:
        for name in ("day", "out_time"):
            if not typed.get(name) and name not in self.errors:
                self.add_error(name, REQUIRED[name])

    def _end(self, start: WallTime | None) -> WallTime | None:
        typed = self.cleaned_data
        if typed.get("back_day") and not typed.get("back_time") and "back_time" not in self.errors:
            self.add_error("back_time", sentences.WITHOUT_HOUR)
        begins, on = instant(start) if start else None, typed.get("back_day") or typed.get("day")
        return self.back_after(begins, on, self.zone, "back_day", sentences.ENDS_FIRST)

    def _look_at(self, hours: Hours) -> None:
        if hours.over_at <= self.at:
            self.add_error("day", sentences.IS_OVER_TO_MOVE)


class HoldingForm(HoursForm):
    """Time as two, to be held; or one that was, where “We had it” was pressed."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    what = some_words(_("What will it be?"))
    quick = forms.ChoiceField(
        label=_("When"),
        required=False,
        error_messages={"invalid_choice": sentences.WITHOUT_EVENING},
    )
    weeks = offered(_("How often"), sentences.HOW_OFTENS)
    ends_on = a_day(_("Until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.evenings = {one.date().isoformat(): one for one in evenings_ahead(self.now)}
        offer(self, "quick", [(on, self._named(one)) for on, one in self.evenings.items()])

    @property
    def had(self) -> bool:
        return "had" in self.data

    @property
    def held(self) -> TimeHeld | None:
        typed = self.cleaned_data
        weeks = 0 if self.had else int(typed["weeks"] or 0)
        ends_on = typed["ends_on"] if weeks else None
        return TimeHeld(self.hours, weeks, ends_on) if self.hours else None

    @property
    def words(self) -> TogetherWords:
        return TogetherWords(self.cleaned_data["what"])

    @property
    def round_open(self) -> bool:
        """Where it comes again, or something of that is to be put right."""
        weeks, ends_on = self["weeks"], self["ends_on"]
        return bool(weeks.errors or ends_on.errors or ends_on.value() or weeks.value() not in OFTEN)

    def _named(self, evening: datetime) -> StrOrPromise:
        if evening.date() == self.now.date():
            late = evening.time() != EVENING
            return sentences.from_now(evening) if late else sentences.THIS_EVENING
        return str(sentences.EVENING_OF).format(weekday=DAYS[evening.weekday()])

    def _complete(self, typed: dict[str, Any]) -> None:
        """An evening that was tapped, or of one that was the last there was, where none is said."""
        quick = self.evenings.get(typed.get("quick", ""))
        meant = last_evening(self.now) if self.had and not quick else quick
        if not typed.get("day") and "day" not in self.errors:
            if meant is None:
                self._ask_for_evening()
                return
            typed["day"] = meant.date()
        if not typed.get("out_time") and "out_time" not in self.errors:
            typed["out_time"] = self._hour(typed["day"], meant)

    def _ask_for_evening(self) -> None:
        if "quick" not in self.errors:
            self.add_error("quick", sentences.WITHOUT_EVENING)

    def _hour(self, day: date | None, meant: datetime | None) -> object:
        return meant.time() if meant and meant.date() == day else EVENING

    def _look_at(self, hours: Hours) -> None:
        """What is held is ahead, and what was had is not; where it comes again, it comes once."""
        if self.had and instant(hours.start) > self.at:
            self.add_error("day", sentences.IS_AHEAD)
        if not self.had and hours.over_at <= self.at:
            self.add_error("day", sentences.IS_OVER)
        ends_on = self.cleaned_data.get("ends_on")
        if ends_on and ends_on < hours.start.wall.date():
            self.add_error("ends_on", sentences.ENDS_BEFORE)


class HadForm(Form):
    """A few words to one that they had. `on`: which of those that come again."""

    on = forms.DateField(widget=forms.HiddenInput)
    words = some_words(_("A few words"))


class TitleForm(Form):
    """Another title. `seen`: the version that this form showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    what = some_words(_("What will it be?"))

    @property
    def words(self) -> TogetherWords:
        return TogetherWords(self.cleaned_data["what"])


OFTEN = (None, "", "0")


def blank_time() -> dict[str, object]:
    return {"form_id": uuid4(), "weeks": "0"}


def as_it_is(one: Occurrence, zone: str) -> dict[str, object]:
    """Its hours as a form shows them again."""
    start = wall_at(one.starts_at, zone)
    begins = {"day": start.date(), "out_time": start.time()}
    if one.ends_at is None:
        return begins
    end = wall_at(one.ends_at, zone)
    next_day = end.date() if end.date() != start.date() else None
    return begins | {"back_time": end.time(), "back_day": next_day}
