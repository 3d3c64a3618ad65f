"""What is so, as one sentence in British English, read on the clock of the one who reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from outandback.rules.return_times import part_of_day, wall_at
from outandback.rules.whereabouts import Outing, Presence, Whereabouts, time_has_passed
from outandback.ui.spoken import (
    DayFormat,
    Here,
    counted,
    hours,
    say_day,
    say_time,
    until,
    when_in_words,
)

A_LEAVE = "A leave"


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


def headline(reader: Reader, what: Whereabouts, i_am_back: bool, partner_is_back: bool) -> str:
    """The sentence that the page opens with."""
    if what.place is Presence.HOME:
        return f"{_at_home(reader, i_am_back, partner_is_back)} {_next(reader, what)}".strip()
    if what.place is Presence.PARTNER_OUT and what.theirs:
        return _out(reader, reader.partner, "is", what.theirs)
    if what.mine is None:
        return ""
    both = what.place is Presence.BOTH_OUT
    return _both_out(reader, what.mine) if both else _out(reader, "you", "are", what.mine)


def kicker(reader: Reader, what: Whereabouts) -> str:
    """The day above the sentence; with the clock while somebody is out."""
    if what.place is Presence.HOME:
        return f"{say_day(reader.now, reader.here)}, {part_of_day(reader.now.replace(tzinfo=None))}"
    return f"{say_day(reader.now, reader.here)}, {say_time(reader.now, reader.here)}"


def span(reader: Reader, outing: Outing) -> str:
    """ "Tomorrow, 18:30 to 21:00" """
    day = say_day(outing.out_at, reader.here, outing.zone, DayFormat.NEAR).removeprefix("on ")
    return f"{opening(day)}, {times(reader, outing)}"


def times(reader: Reader, outing: Outing) -> str:
    """ "18:30 to 21:00", "18:30 to Saturday, 21:00", "18:30, no set time back" """
    return hours(outing, reader.here)


def week_in_words(reader: Reader, outings: Iterable[Outing], at: datetime) -> str:
    """The week's line for those who listen to it."""
    known = list(outings)
    been = [_was(reader, o) for o in known if not o.is_ahead(at) and not o.is_out]
    planned = [_was(reader, o) for o in known if o.is_ahead(at)]
    parts = [("Out this week: ", been), ("Planned: ", planned)]
    said = [f"{begins}{counted(names)}." for begins, names in parts if names]
    return " ".join(said) or "Nothing is planned this week."


def opening(words: str) -> str:
    """A sentence begins with a capital; a name stays as its person writes it."""
    plain = words.startswith(("you", "your ", "today", "tomorrow", "yesterday"))
    return words[0].upper() + words[1:] if plain else words


def _at_home(reader: Reader, i_am_back: bool, partner_is_back: bool) -> str:
    if i_am_back:
        return "You are back."
    if partner_is_back:
        return f"{opening(reader.partner)} is back."
    return _both_in(reader) if reader.partner else ""


def _both_in(reader: Reader) -> str:
    return "Neither of you is out." if reader.apart else "You are both home."


def _next(reader: Reader, what: Whereabouts) -> str:
    if what.door:
        return _at_door(reader, what.door)
    ahead = [outing for outing in what.ahead if outing.out_at > reader.now]
    return _goes(reader, ahead[0]) if ahead else _nothing(reader)


def _at_door(reader: Reader, door: Outing) -> str:
    when = when_in_words(door.out_at, reader.here, door.zone)
    return f"You go out {when}." if door.out_at > reader.now else f"You planned to go out {when}."


def _goes(reader: Reader, outing: Outing) -> str:
    who = "You go" if outing.own else f"{opening(reader.partner)} goes"
    return f"{who} out {when_in_words(outing.out_at, reader.here, outing.zone)}."


def _nothing(reader: Reader) -> str:
    return "Nothing is planned." if reader.partner else "You have nothing planned."


def _out(reader: Reader, who: str, verb: str, outing: Outing) -> str:
    begins = opening(who)
    if outing.back_at is None:
        return f"{begins} {verb} out, with no set time."
    if time_has_passed(outing, reader.now):
        return f"{begins} said {_until(reader, outing, outing.back_at)}."
    return f"{begins} {verb} out until {_until(reader, outing, outing.back_at)}."


def _both_out(reader: Reader, mine: Outing) -> str:
    if mine.back_at is None:
        return "You are both out."
    verb = "said" if time_has_passed(mine, reader.now) else "come back at"
    return f"You are both out. You {verb} {_until(reader, mine, mine.back_at)}."


def _until(reader: Reader, outing: Outing, at: datetime) -> str:
    return until(at, reader.here, outing.back_zone)


def _was(reader: Reader, outing: Outing) -> str:
    """ "you on Saturday evening": all of one week, so that its day is enough."""
    who = "you" if outing.own else reader.partner
    here = Here(reader.here.zone, outing.out_at)
    out = wall_at(outing.out_at, outing.zone or reader.here.zone)
    return (
        f"{who} on {say_day(outing.out_at, here, outing.zone, DayFormat.NAMED)} {part_of_day(out)}"
    )
