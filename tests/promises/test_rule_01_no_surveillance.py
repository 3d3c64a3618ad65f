"""1. No surveillance: where somebody is, when they looked, and what their real times were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import DateTimeField
from django.urls import reverse

from outandback.rooms.away.actions import set_out
from outandback.rooms.board.models import SleepsBoard
from outandback.rooms.board.queries import token_of
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.actions import promise_return
from outandback.rooms.leave.models import DoorAnswers, Leave
from outandback.rooms.people.models import Person
from tests.builders.boards import hang_board
from tests.builders.leaves import make_heads_up, make_leave, wall
from tests.fixtures import ClientOf, Clock, Keys
from tests.promises import words
from tests.promises.excused import PRINTED_TIMES
from tests.promises.pages import Pages, Rows, another_world, differing, seen_by
from tests.promises.reading import printed

Promise = tuple[datetime, str]  # when it was said, and what was promised
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LAST = "2026-05-14T22:45"
# What is agreed beforehand, and what an offer or a pause ends with: no time at which somebody did
# something.
PROMISED = {"out_at", "back_at", "starts_at", "ends_at", "opens_at", "notice_at", "due_at"}


@pytest.mark.parametrize("reading", words.of(1), ids=str)
def test_nothing_says(reading: words.Reading) -> None:
    assert reading.found() == []


def real_times() -> set[str]:
    """Every column with a moment in it that is not a promise."""
    return {
        column.name
        for model in apps.get_models()
        for column in model._meta.get_fields()
        if isinstance(column, DateTimeField)
    } - PROMISED


def test_real_times_are_printed_only_where_they_are_ones_own_or_were_said() -> None:
    found = {
        (one.place, name)
        for one in printed()
        for name in one.names & real_times()
        if not one.expression.startswith(("if ", "elif "))
    }
    assert found == set(PRINTED_TIMES)


@dataclass
class Evening:
    """A leave of Ana's for Thursday, 18:30 to 21:00, that Ben was told of; and a child's page."""

    ana: Person
    ben: Person
    leave: Leave
    board: SleepsBoard
    keys: Keys
    client_of: ClientOf
    clock: Callable[[datetime], None]

    @property
    def out_at(self) -> datetime:
        return self.leave.out_at

    def seen(
        self, at: datetime, out: datetime, *promises: Promise, back: datetime | None = None
    ) -> Pages:
        """All that Ben is shown, and the child's page, after Ana has done this at these times."""
        with another_world():
            departure = self._at(out, set_out, self._leave(), self.keys(self.ana), DoorAnswers())
            for said_at, promised in promises:
                self._at(said_at, promise_return, self._leave(), wall(promised))
            if back:
                self._at(back, come_back, departure)
            self.clock(at)
            secret = token_of(self.keys(self.ana), SleepsBoard.objects.get(pk=self.board.pk))
            rows = Rows(leave_id=[self.leave.pk], token=[secret])
            return seen_by(self.client_of(self.ben), rows)

    def _at(self, at: datetime, act: Callable[..., Any], *given: object) -> Any:
        self.clock(at)
        return act(*given, at)

    def _leave(self) -> Leave:
        return Leave.objects.get(pk=self.leave.pk)


@pytest.fixture
def evening(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
) -> Evening:
    clock(at)
    leave = make_leave(ana, keys(ana), at)
    make_heads_up(leave, ana.current, keys(ana), at)
    board = hang_board(ana, keys(ana), at, shows_all=True)
    return Evening(ana, ben, leave, board, keys, client_of, clock)


def early(evening: Evening) -> tuple[datetime, Promise]:
    """Set out before the time, and promised another one once."""
    out = evening.out_at
    return out - 25 * MINUTE, (out + 2 * HOUR, LAST)


def late(evening: Evening) -> tuple[datetime, Promise, Promise, Promise]:
    """Set out after the time, and promised three others, the same one in the end."""
    out = evening.out_at
    return (
        out + 22 * MINUTE,
        (out + HOUR, "2026-05-14T21:30"),
        (out + 80 * MINUTE, "2026-05-15T00:15"),
        (out + 2 * HOUR, LAST),
    )


def test_while_somebody_is_out_no_page_tells_when_they_set_out_or_how_often_they_promised(
    evening: Evening,
) -> None:
    at = evening.out_at + 3 * HOUR
    assert differing(evening.seen(at, *early(evening)), evening.seen(at, *late(evening))) == []


def test_once_they_are_back_no_page_tells_whether_that_was_early_or_late(evening: Evening) -> None:
    promised = evening.out_at + 255 * MINUTE
    at = promised + 2 * HOUR
    one = evening.seen(at, *early(evening), back=promised - 50 * MINUTE)
    other = evening.seen(at, *late(evening), back=promised + 75 * MINUTE)
    assert differing(one, other) == []


def test_these_worlds_do_show_what_was_promised(evening: Evening) -> None:
    """So that the tests above are known to look in the right place."""
    out = evening.out_at
    seen = evening.seen(out + 3 * HOUR, out, (out + HOUR, LAST))
    for page in (reverse("today"), reverse("answer", args=[evening.leave.pk])):
        assert "22:45" in seen[page].body or "quarter to eleven" in seen[page].body
    assert sum(page.status == 200 for page in seen.values()) > 35
