"""What a page shows comes in an order of its own, and not in the one in which the database happens
to hand out rows. PostgreSQL puts a row that was written at the end, which would show who wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import connection

from outandback.rooms.traditions.models import Tradition
from tests.builders.cover import make_window
from tests.builders.homecomings import make_homecoming, make_moment, make_telling
from tests.builders.ideas import make_idea
from tests.builders.lessons import make_waiting_moment
from tests.builders.quiet import heads_up_of
from tests.builders.traditions import make_spin, make_tradition
from tests.cast import EITHER, Cast
from tests.everywhere.test_parting_worlds import differences, read_by
from tests.everywhere.two_worlds import HOUR, Couple, in_a_world
from tests.everywhere.walking import seeded

pytestmark = pytest.mark.sqlite


@contextmanager
def handed_out_backwards() -> Iterator[None]:
    """Rows whose order no query asks for come the other way round."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA reverse_unordered_selects = ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA reverse_unordered_selects = OFF")


def says_the_same(couple: Couple) -> None:
    """Whatever somebody may say twice at one time, with nothing to tell the two apart."""
    ana, keys, at = couple.ana, couple.keys(couple.ana), couple.at
    back = make_homecoming(ana, keys, at - 5 * HOUR)
    make_moment(back.departure, keys, "The same words.", at - 5 * HOUR)
    make_waiting_moment(back, keys, at - 5 * HOUR)
    make_telling(back, ana, keys, at - 4 * HOUR, "The same words.")
    tradition = make_tradition(ana, keys, "A walk on Friday")
    make_spin(tradition, ana, keys, "The same spin.", heads_up_of(back.leave), at.date())
    make_idea(ana, keys, "The same idea.")
    make_window(ana, keys, at - HOUR, out="2026-05-18T14:00", back="2026-05-18T16:00")


@pytest.fixture
def couple(cast: Cast, clock: Callable[[datetime], None], at: datetime) -> Couple:
    clock(at)
    return Couple(cast, clock, at)


def test_rows_are_handed_out_backwards(couple: Couple) -> None:
    for name in ("One", "Two"):
        make_tradition(couple.ana, couple.keys(couple.ana), name)
    names = [str(row.pk) for row in Tradition.objects.all()]
    with handed_out_backwards():
        assert [str(row.pk) for row in Tradition.objects.all()] == names[::-1]


@pytest.mark.parametrize("reader", EITHER)
def test_no_page_shows_in_which_order_rows_were_written(
    couple: Couple, monkeypatch: pytest.MonkeyPatch, reader: str
) -> None:
    seed = seeded(monkeypatch)
    couple.lives(his_out=True)
    seed("alike")
    for _ in range(2):
        says_the_same(couple)
    person = couple.ana if reader == "Ana" else couple.ben
    usual = in_a_world(lambda: read_by(couple, person, seed, 1))
    with handed_out_backwards():
        backwards = in_a_world(lambda: read_by(couple, person, seed, 1))
    assert differences(usual, backwards) == []
