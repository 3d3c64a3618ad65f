"""What the statistics are not given: what was taken back, by either of the two, and what
others share."""

from __future__ import annotations

from datetime import datetime

from outandback.rooms.comeback.actions import check_in, mark_landing, withdraw
from outandback.rooms.comeback.models import HomeAnswers
from outandback.rooms.loop.history import history_of
from outandback.rooms.people.models import Person
from tests.builders.homecomings import Returned, make_homecoming, make_telling
from tests.cast import Cast
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


def test_what_two_others_share_is_theirs(
    cast: Cast, ana: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    """Of their answers not even the sealed words are asked for: no key here would open them."""
    cleo, thea = cast.people["Cleo"], cast.people["Thea"]
    cast.pair(cleo, thea)
    theirs, answers = make_homecoming(cleo, keys(cleo, room=True), at), HomeAnswers(felt=8)
    check_in(theirs.home, cleo, keys(cleo, room=True), answers, answers, cleo.current, at)
    (seen,) = history_of(thea, thea.current, keys(thea, room=True)).leaves
    assert seen.felt[1] == 8
    (own,) = history_of(ana, ana.current, keys(ana, room=True)).leaves
    assert (own.own, own.felt) == (True, (None, None))
