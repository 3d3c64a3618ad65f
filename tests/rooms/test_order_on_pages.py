"""What a page shows comes in an order of its own, and not in the one in which the database happens
to hand out rows. PostgreSQL puts a row that was written at the end, which would show who wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import connection

from outandback.rooms.traditions.models import Tradition
from tests.cast import Cast
from tests.rooms.covering import offered
from tests.rooms.giving import waiting
from tests.rooms.quieting import told_of
from tests.rooms.returning import brought, caught_moment, returned
from tests.rooms.shelving import shelved, spun
from tests.rooms.test_parting_worlds import differences, read_by
from tests.rooms.thinking import thought
from tests.rooms.two_worlds import HOUR, Couple, in_a_world
from tests.rooms.walking import seeded

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
    back = returned(ana, keys, at - 5 * HOUR)
    caught_moment(back.departure, keys, "The same words.", at - 5 * HOUR)
    waiting(back, keys, at - 5 * HOUR)
    brought(back, ana, keys, at - 4 * HOUR, "The same words.")
    tradition = shelved(ana, keys, "A walk on Friday")
    spun(tradition, ana, keys, "The same spin.", told_of(back.leave), at.date())
    thought(ana, keys, "The same idea.")
    offered(ana, keys, at - HOUR, out="2026-05-18T14:00", back="2026-05-18T16:00")


@pytest.fixture
def couple(cast: Cast, clock: Callable[[datetime], None], at: datetime) -> Couple:
    clock(at)
    return Couple(cast, clock, at)


def test_rows_are_handed_out_backwards(couple: Couple) -> None:
    for name in ("One", "Two"):
        shelved(couple.ana, couple.keys(couple.ana), name)
    names = [str(row.pk) for row in Tradition.objects.all()]
    with handed_out_backwards():
        assert [str(row.pk) for row in Tradition.objects.all()] == names[::-1]


@pytest.mark.parametrize("reader", ["Ana", "Ben"])
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
