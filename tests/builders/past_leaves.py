"""Leaves that somebody came back from and answered to, made with the same actions as in the app."""

from __future__ import annotations

from datetime import datetime, timedelta

from outandback.rooms.away.actions import set_out
from outandback.rooms.comeback.actions import check_in, come_back
from outandback.rooms.comeback.models import HomeAnswers
from outandback.rooms.leave.models import DoorAnswers, Leave
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Keyring
from tests.builders.leaves import make_leave

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


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
