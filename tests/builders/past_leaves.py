"""Leaves that somebody came back from and answered to, made with the same actions as in the app."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from outandback.rooms.away.actions import set_out
from outandback.rooms.comeback.actions import check_in, come_back
from outandback.rooms.comeback.models import HomeAnswers
from outandback.rooms.leave.models import DoorAnswers, Leave
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Keyring
from tests.builders.leaves import LONDON, make_heads_up, make_leave

if TYPE_CHECKING:
    from tests.fixtures import Keys

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOURS = 2, 5, 9, 14, 23


def make_past_leave(
    person: Person,
    keys: Keyring,
    at: datetime,
    *,
    guilt: int | None = None,
    felt: int | None = None,
    energy: int | None = None,
    hours: float = 1,
) -> Leave:
    """Out and back an hour before `at`, without a heads-up; `guilt` and `energy` at the door."""
    leave = make_leave(person, keys, at - DAY)
    answers = DoorAnswers(guilt=guilt, energy=energy)
    home = come_back(set_out(leave, keys, answers, at - (1 + hours) * HOUR), at - HOUR)
    check_in(home, person, keys, HomeAnswers(felt=felt), HomeAnswers(), None, at)
    return leave


def make_past_leaves(
    person: Person, keys: Keyring, at: datetime, pairs: list[tuple[int, int]]
) -> list[Leave]:
    """One leave a day up to the day before `at`, the oldest first: guilt before, felt after."""
    days = range(len(pairs), 0, -1)
    return [
        make_past_leave(person, keys, at - day * DAY, guilt=guilt, felt=felt)
        for day, (guilt, felt) in zip(days, pairs, strict=True)
    ]


def make_shared_leaves(
    two: tuple[Person, Person], keys: Keys, at: datetime, many: int, felt: int
) -> list[Leave]:
    """By turns, told of, one a day up to `at`, the oldest first; both shared how it was."""
    return [
        make_shared_leave(two, keys, at - DAY * (many - 1 - number), HOURS[number % 5], felt)
        for number in range(many)
    ]


def make_shared_leave(
    two: tuple[Person, Person], keys: Keys, at: datetime, hours: int, felt: int
) -> Leave:
    """Of so many hours, back at `at`; the one who left is another on each day."""
    leaver = two[at.toordinal() % 2]
    room, out = keys(leaver, room=True), at - timedelta(hours=hours)
    leave = make_leave(leaver, room, out, wall_text(at), wall_text(out))
    make_heads_up(leave, leaver.current, room, out)
    home = come_back(set_out(leave, room, DoorAnswers(), out), at)
    said = HomeAnswers(felt=felt)
    for person in two:
        check_in(home, person, keys(person, room=True), said, said, person.current, at)
    return leave


def wall_text(at: datetime) -> str:
    return at.astimezone(ZoneInfo(LONDON)).strftime("%Y-%m-%dT%H:%M")
