"""Time together for the tests, made with the same actions as in the app."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from outandback.rooms.people.models import Person
from outandback.rooms.together.actions import put_in
from outandback.rooms.together.models import TimeTogether, TogetherWords
from outandback.rules.times_together import Hours, TimeHeld
from outandback.vault.keyring import Keyring
from tests.builders.leaves import wall
from tests.cast import side_of

SUNDAY, ITS_END = "2026-05-17T20:00", "2026-05-17T22:00"
SOUP = "Soup on the step."


def hours(start: str = SUNDAY, end: str = ITS_END) -> Hours:
    return Hours(wall(start), wall(end) if end else None)


def make_time_together(
    person: Person,
    keys: Keyring,
    at: datetime,
    start: str = SUNDAY,
    end: str = ITS_END,
    *,
    weeks: int = 0,
    ends_on: date | None = None,
    title: str = SOUP,
    **more: Any,
) -> TimeTogether:
    name, held = uuid4(), TimeHeld(hours(start, end), weeks, ends_on)
    put_in(side_of(person), keys, name, held, TogetherWords(title), at, **more)
    return TimeTogether.objects.get(pk=name)
