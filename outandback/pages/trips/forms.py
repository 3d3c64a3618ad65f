from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.rooms.leave.models import Plan, When
from outandback.rooms.trips.content import sentences
from outandback.rooms.trips.models import Days, TripWords
from outandback.rules.return_times import instant
from outandback.rules.text_direction import isolated
from outandback.ui.fields import Form, Typed, ZoneField, offer, offered, some_words
from outandback.ui.limits import SHORT
from outandback.ui.spoken import DayFormat, Here, figures, say_day
from outandback.ui.wall_times import WHICH, OvernightForm, a_day, an_hour, typed_wall
from outandback.ui.zones import zones_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outandback.rules.trip_days import TripDay

MOST_DAYS, MOST_PLACES, MORE_ROWS = 31, 31, 3


class PlaceForm(Form):
    """Where some days are spent. The time zone follows from the place, where that is known."""

    place = some_words(_("Where"))
    zone = ZoneField(_("Time zone"), required=False)
    from_on = a_day(_("From"))
    until_on = a_day(_("Until"))

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("place") and not typed.get("zone") and "zone" not in self.errors:
            found = zones_named(typed["place"])
            if len(found) == 1:
                typed["zone"] = found[0]
            else:
                self.add_error("zone", sentences.UNKNOWN_PLACE)
        return typed

    @property
    def says_something(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("place", "zone", "from_on"))

    @property
    def zone_open(self) -> bool:
        return bool(self["zone"].errors or self["zone"].value())


class TripForm(Form):
    """A trip: its name, its days, and its places. Of an older one `seen` is the version shown."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    name = Typed(
        label=_("What do you call it?"),
        max_length=SHORT,
        error_messages={"required": sentences.WITHOUT_NAME},
    )
    first_on = a_day(_("First day"), required=True)
    last_on = a_day(_("Last day"), required=True)

    def __init__(
        self, *args: Any, home: str, places: Sequence[dict[str, Any]] = (), **kwargs: Any
    ) -> None:
        """`home`: the zone of whoever writes; `places`: those that are known."""
        super().__init__(*args, **kwargs)
        self.home = home
        for name in ("first_on", "last_on"):
            self.fields[name].error_messages["required"] = sentences.WITHOUT_DAYS
        self.places = [
            PlaceForm(self.data or None, prefix=f"p{number}", initial=self._known(places, number))
            for number in range(self._rows(len(places)))
        ]

    def _rows(self, known: int) -> int:
        """As many as were sent; a few more where they were asked for."""
        sent = {name.partition("-")[0] for name in self.data if name.endswith("-place")}
        rows = len(sent) or known + 1
        return min(rows + (MORE_ROWS if "more" in self.data else 0), MOST_PLACES)

    @staticmethod
    def _known(places: Sequence[dict[str, Any]], number: int) -> dict[str, Any]:
        return places[number] if number < len(places) else {}

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        first, last = typed.get("first_on"), typed.get("last_on")
        if not first or not last:
            return typed
        if last < first:
            self.add_error("last_on", sentences.LAST_FIRST)
        elif (last - first).days >= MOST_DAYS:
            self.add_error("last_on", sentences.TOO_LONG)
        else:
            self._check_places(first, last)
        return typed

    def _check_places(self, first: date, last: date) -> None:
        before = first
        for number, one in enumerate(self._said()):
            begins = one.cleaned_data.get("from_on") or (None if number else first)
            one.cleaned_data["from_on"] = begins
            if begins is None:
                one.add_error("from_on", sentences.WITHOUT_PLACE_DAY)
            elif not first <= begins <= last:
                one.add_error("from_on", sentences.OUTSIDE)
            elif begins < before:
                one.add_error("from_on", sentences.OUT_OF_ORDER)
            before = begins or before

    def is_valid(self) -> bool:
        own = super().is_valid()
        return all([own, *(one.is_valid() for one in self.places)])

    def _said(self) -> list[PlaceForm]:
        return [one for one in self.places if one.is_valid() and one.says_something]

    @property
    def more_open(self) -> bool:
        """Where there is more than one place, or one has something to put right."""
        wrong = any(one.errors for one in self.places[1:])
        return wrong or "more" in self.data or any(one["place"].value() for one in self.places[1:])

    @property
    def days(self) -> Days:
        typed, places = self.cleaned_data, self._said()
        zone = places[0].cleaned_data["zone"] if places else ""
        return Days(typed["first_on"], typed["last_on"], zone or self.home)

    def words(self, before: TripWords | None = None) -> TripWords:
        kept = before.tellings if before else ()
        name = " ".join(self.cleaned_data["name"].split())
        return TripWords(name, self._places(), kept)

    def _places(self) -> list[dict[str, str]]:
        said = [one.cleaned_data for one in self._said()]
        ends = [one["from_on"] for one in said[1:]] + [self.cleaned_data["last_on"]]
        return [
            {
                "name": one["place"],
                "zone": one["zone"] or self.home,
                "first_on": one["from_on"].isoformat(),
                "last_on": max(one.get("until_on") or end, one["from_on"]).isoformat(),
            }
            for one, end in zip(said, ends, strict=True)
        ]

    @cached_property
    def named(self) -> UUID:
        return self.cleaned_data["form_id"] or uuid4()


def written_trip(days: Days, words: TripWords, seen: int) -> dict[str, Any]:
    return {"seen": seen, "name": words.name, "first_on": days.first, "last_on": days.last}


def written_places(words: TripWords) -> list[dict[str, Any]]:
    return [
        {
            "place": one["name"],
            "zone": "" if zones_named(one["name"]) == (one["zone"],) else one["zone"],
            "from_on": date.fromisoformat(one["first_on"]),
            "until_on": date.fromisoformat(one["last_on"]),
        }
        for one in words.places
    ]


def day_choices(days: Sequence[TripDay]) -> list[tuple[str, str]]:
    """Each day of a trip, with its place where the date comes twice. Its year is known."""
    placed = gettext("{day}, {place}")
    said = [(day, say_day(day.on, Here.on(day.on), shape=DayFormat.SHORT)) for day in days]
    return [
        (
            str(number),
            placed.format(day=name, place=isolated(day.place or day.zone)) if day.twice else name,
        )
        for number, (day, name) in enumerate(said)
    ]


class TripHoursForm(OvernightForm):
    """Hours of one's own on one day of a trip, by the clock of that day's place."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    on = forms.ChoiceField(
        label=_("Day"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), sentences.WHICH_DAY),
    )
    out_time = an_hour(_("From"), required=True)
    out_fold = offered(_("From: which of the two times?"), WHICH)
    back_day = a_day(_("Until which day?"))
    back_time = an_hour(_("To"), required=True)
    back_fold = offered(_("To: which of the two times?"), WHICH)
    what = some_words(_("What will you do?"))
    meet = some_words(_("Where do you two meet?"))
    meet_time = an_hour(_("When do you meet?"))

    when: When | None = None
    meet_at = ""

    def __init__(self, *args: Any, days: Sequence[TripDay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = days
        offer(self, "on", day_choices(days))
        self.fields["back_time"].error_messages["required"] = sentences.NO_END

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if "on" not in typed:
            return typed
        day = self.days[int(typed["on"])]
        out = typed_wall(self, "out", day.on, day.zone)
        back = self.back_after(
            instant(out) if out else None,
            typed.get("back_day") or day.on,
            day.zone,
            "back_day",
            sentences.ENDS_FIRST,
        )
        if back and not self.errors:
            self._meet_after(back.wall)
        if out and not self.errors:
            self.when = When(out, back)
        return typed

    def _meet_after(self, back: datetime) -> None:
        meet = self.cleaned_data.get("meet_time")
        if meet is None:
            return
        wall = datetime.combine(back.date(), meet)
        if wall < back:
            self.add_error("meet_time", sentences.MEET_FIRST)
        self.meet_at = wall.isoformat(timespec="minutes")

    @property
    def over_night(self) -> bool:
        return bool(self["back_day"].errors or self["back_day"].value())

    @cached_property
    def named(self) -> UUID:
        return self.cleaned_data["form_id"] or uuid4()

    def said(self) -> dict[str, Any]:
        """The words of the plan that this form asks for."""
        typed = self.cleaned_data
        return {"intention": typed["what"], "meet": typed["meet"], "meet_at": self.meet_at}

    def plan(self) -> Plan:
        return Plan(**self.said())


class TellingForm(Form):
    """A time at which the two tell each other what they found."""

    on = forms.ChoiceField(
        label=_("Day"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), sentences.WHICH_DAY),
    )
    at_time = an_hour(_("When?"), required=True)
    words = some_words(_("Where, or over what?"))

    def __init__(self, *args: Any, days: Sequence[TripDay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = days
        offer(self, "on", day_choices(days))
        self.fields["at_time"].error_messages["required"] = sentences.WITHOUT_TIME

    @property
    def telling(self) -> dict[str, str]:
        typed = self.cleaned_data
        day = self.days[int(typed["on"])]
        at = figures(datetime.combine(day.on, typed["at_time"]))
        return {"on": day.on.isoformat(), "at": at, "zone": day.zone, "words": typed["words"]}


def number_of(days: Sequence[TripDay], wanted: str) -> str:
    """The day of a form that a link names by its place in the trip."""
    return wanted if wanted.isdecimal() and len(wanted) < 3 and int(wanted) < len(days) else ""
