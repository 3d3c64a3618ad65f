"""What is so, as one sentence, read on the clock of the one who reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.rules.return_times import PartOfDay, part_of_day, wall_at
from outandback.rules.text_direction import isolated
from outandback.rules.whereabouts import Outing, Presence, Whereabouts, time_has_passed
from outandback.ui.spoken import (
    DayFormat,
    Here,
    counted,
    hours,
    say_day,
    say_days,
    say_time,
    until,
    when_in_words,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from outandback.rooms.together.queries import Occurrence
    from outandback.rooms.trips.queries import DatedTrip

# By part of the day: the day above the page's sentence, and the evening on which somebody was out.
KICKERS = {
    PartOfDay.MORNING: _("{day}, morning"),
    PartOfDay.AFTERNOON: _("{day}, afternoon"),
    PartOfDay.EVENING: _("{day}, evening"),
    PartOfDay.NIGHT: _("{day}, night"),
}
YOU_WERE = {
    PartOfDay.MORNING: _("you on {day} morning"),
    PartOfDay.AFTERNOON: _("you on {day} afternoon"),
    PartOfDay.EVENING: _("you on {day} evening"),
    PartOfDay.NIGHT: _("you on {day} night"),
}
THEY_WERE = {
    PartOfDay.MORNING: _("{name} on {day} morning"),
    PartOfDay.AFTERNOON: _("{name} on {day} afternoon"),
    PartOfDay.EVENING: _("{name} on {day} evening"),
    PartOfDay.NIGHT: _("{name} on {day} night"),
}

TOGETHER = {
    PartOfDay.MORNING: _("{day} morning"),
    PartOfDay.AFTERNOON: _("{day} afternoon"),
    PartOfDay.EVENING: _("{day} evening"),
    PartOfDay.NIGHT: _("{day} night"),
}


@dataclass(frozen=True)
class Reader:
    """Who reads: what their partner is called ("" when alone), what time it is for them, and
    whether the two live apart."""

    partner: str
    now: datetime
    apart: bool = False

    @property
    def here(self) -> Here:
        return Here(str(self.now.tzinfo), self.now)


def headline(
    reader: Reader,
    what: Whereabouts,
    i_am_back: bool,
    partner_is_back: bool,
    two: Occurrence | None = None,
) -> str:
    """The sentence that the page opens with. `two`: the next time together."""
    if what.place is Presence.HOME:
        return f"{_at_home(reader, i_am_back, partner_is_back)} {_next(reader, what, two)}".strip()
    if what.place is Presence.PARTNER_OUT and what.theirs:
        return _they_are_out(reader, what.theirs)
    if what.mine is None:
        return ""
    both = what.place is Presence.BOTH_OUT
    return _both_out(reader, what.mine) if both else _you_are_out(reader, what.mine)


def kicker(reader: Reader, what: Whereabouts) -> str:
    """The day above the sentence; with the clock while somebody is out."""
    day = say_day(reader.now, reader.here)
    if what.place is Presence.HOME:
        return _by_part(KICKERS, reader.now.replace(tzinfo=None)).format(day=day)
    return gettext("{day}, {time}").format(day=day, time=say_time(reader.now, reader.here))


def span(reader: Reader, outing: Outing) -> str:
    """ "Tomorrow, 18:30 to 21:00" """
    day = say_day(outing.out_at, reader.here, outing.zone, DayFormat.NEAR).removeprefix("on ")
    return gettext("{day}, {times}").format(day=opening(day), times=times(reader, outing))


def times(reader: Reader, outing: Outing) -> str:
    """ "18:30 to 21:00", "18:30 to Saturday, 21:00", "18:30, no set time back" """
    return hours(outing, reader.here)


def week_in_words(
    reader: Reader,
    outings: Iterable[Outing],
    at: datetime,
    two: Iterable[Occurrence] = (),
    trips: Iterable[DatedTrip] = (),
) -> str:
    """The week's line for those who listen to it. What nobody noted of time together is planned."""
    known, as_two = list(outings), list(two)
    had = [_together(reader, one) for one in as_two if one.had]
    held = [_together(reader, one) for one in as_two if not one.had]
    been = [_was(reader, o) for o in known if not o.is_ahead(at) and not o.is_out]
    planned = [_was(reader, o) for o in known if o.is_ahead(at)]
    parts = [
        (gettext("Out this week: {names}."), been),
        (gettext("Together this week: {names}."), had),
        (gettext("Planned: {names}."), planned),
        (gettext("Planned together: {names}."), held),
        (gettext("A trip: {names}."), [_trip(reader, one) for one in trips]),
    ]
    said = [sentence.format(names=counted(names)) for sentence, names in parts if names]
    return " ".join(said) or gettext("Nothing is planned this week.")


def opening(words: str) -> str:
    """A sentence begins with a capital; a name stays as its person writes it."""
    plain = words.startswith(("you", "your ", "today", "tomorrow", "yesterday"))
    return words[0].upper() + words[1:] if plain else words


def _at_home(reader: Reader, i_am_back: bool, partner_is_back: bool) -> str:
    if i_am_back:
        return gettext("You are back.")
    if partner_is_back:
        return gettext("{name} is back.").format(name=opening(reader.partner))
    return _both_in(reader) if reader.partner else ""


def _both_in(reader: Reader) -> str:
    return gettext("Neither of you is out.") if reader.apart else gettext("You are both home.")


def _next(reader: Reader, what: Whereabouts, two: Occurrence | None) -> str:
    if what.door:
        return _at_door(reader, what.door)
    ahead = [outing for outing in what.ahead if outing.out_at > reader.now]
    if two and two.starts_at > reader.now and not ahead:
        when = when_in_words(two.starts_at, reader.here, two.zone)
        return gettext("There is time together {when}.").format(when=when)
    return _goes(reader, ahead[0]) if ahead else _nothing(reader)


def _at_door(reader: Reader, door: Outing) -> str:
    ahead = door.out_at > reader.now
    said = gettext("You go out {when}.") if ahead else gettext("You planned to go out {when}.")
    return said.format(when=when_in_words(door.out_at, reader.here, door.zone))


def _goes(reader: Reader, outing: Outing) -> str:
    said = gettext("You go out {when}.") if outing.own else gettext("{name} goes out {when}.")
    when = when_in_words(outing.out_at, reader.here, outing.zone)
    return said.format(name=opening(reader.partner), when=when)


def _nothing(reader: Reader) -> str:
    alone = gettext("You have nothing planned.")
    return gettext("Nothing is planned.") if reader.partner else alone


def _you_are_out(reader: Reader, outing: Outing) -> str:
    if outing.back_at is None:
        return gettext("You are out, with no set time.")
    passed = time_has_passed(outing, reader.now)
    said = gettext("You said {time}.") if passed else gettext("You are out until {time}.")
    return said.format(time=_until(reader, outing, outing.back_at))


def _they_are_out(reader: Reader, outing: Outing) -> str:
    name = opening(reader.partner)
    if outing.back_at is None:
        return gettext("{name} is out, with no set time.").format(name=name)
    passed = time_has_passed(outing, reader.now)
    said = gettext("{name} said {time}.") if passed else gettext("{name} is out until {time}.")
    return said.format(name=name, time=_until(reader, outing, outing.back_at))


def _both_out(reader: Reader, mine: Outing) -> str:
    if mine.back_at is None:
        return gettext("You are both out.")
    if time_has_passed(mine, reader.now):
        said = gettext("You are both out. You said {time}.")
    else:
        said = gettext("You are both out. You come back at {time}.")
    return said.format(time=_until(reader, mine, mine.back_at))


def _until(reader: Reader, outing: Outing, at: datetime) -> str:
    return until(at, reader.here, outing.back_zone)


def _was(reader: Reader, outing: Outing) -> str:
    """ "you on Saturday evening": all of one week, so that its day is enough."""
    here = Here(reader.here.zone, outing.out_at)
    day = say_day(outing.out_at, here, outing.zone, DayFormat.NAMED)
    out = wall_at(outing.out_at, outing.zone or reader.here.zone)
    said = _by_part(YOU_WERE if outing.own else THEY_WERE, out)
    return said.format(name=reader.partner, day=day)


def _together(reader: Reader, one: Occurrence) -> str:
    """ "Sunday evening" """
    here = Here(reader.here.zone, one.starts_at)
    day = say_day(one.starts_at, here, one.zone, DayFormat.NAMED)
    return _by_part(TOGETHER, wall_at(one.starts_at, one.zone)).format(day=day)


def _trip(reader: Reader, one: DatedTrip) -> str:
    """ "Lisbon, 14 to 17 May" """
    days = say_days(one.first, one.last, reader.here)
    return gettext("{name}, {days}").format(name=isolated(one.name), days=days)


def _by_part(said: Mapping[PartOfDay, StrOrPromise], wall: datetime) -> str:
    return str(said[PartOfDay(part_of_day(wall))])
