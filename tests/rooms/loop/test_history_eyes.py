"""What the statistics are not given: what was taken back, by either of the two."""

from __future__ import annotations

from datetime import datetime

from outandback.rooms.comeback.actions import mark_landing, withdraw
from outandback.rooms.loop.history import history_of
from outandback.rooms.people.models import Person
from tests.builders.homecomings import Returned, make_telling
from tests.fixtures import Keys


def told(person: Person, keys: Keys) -> tuple[int, float | None]:
    """In which way something of the only leave was told, and how that landed."""
    (leave,) = history_of(person, person.current, keys(person, room=True)).leaves
    return leave.channel, leave.landed


def test_a_telling_that_was_taken_back_was_never_told(
    ana: Person, ben: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    room = keys(ana, room=True)
    telling = make_telling(back, ana, room, at)
    mark_landing(telling, room, "yes")
    assert (told(ana, keys), told(ben, keys)) == ((1, 9.0), (1, None))
    withdraw(telling, at)
    assert (told(ana, keys), told(ben, keys)) == ((0, None), (0, None))
