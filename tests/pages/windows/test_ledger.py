"""Hours side by side: shown where both opened it, and by the agreed times alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from outandback.rooms.cover import actions, queries
from outandback.rooms.cover.content import sentences
from outandback.rooms.leave.actions import remember_return
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people.models import Person
from tests.builders.leaves import bare, make_departure, make_heads_up, make_leave
from tests.fixtures import ClientOf, Clock, Keys

DAY = timedelta(days=1)
PAGE = "/windows/"


def read(client: Client) -> str:
    return str(client.get(PAGE).content.decode())


@pytest.fixture(autouse=True)
def now(at: datetime, clock: Clock) -> None:
    clock(at)


class TestTheLedger:
    """Shown where both opened it; with one side open, the other page is the same bytes."""

    def toggle(self, client: Client, answer: str) -> None:
        sent = client.post("/windows/ledger/", {"open": answer})
        assert (sent.status_code, sent["Location"]) == (303, f"{PAGE}#ledger")

    def out(self, person: Person, keys: Keys, at: datetime, back: str) -> Leave:
        leave = make_leave(person, keys(person), at, out="2026-05-12T18:30", back=back)
        make_heads_up(leave, person.current, keys(person), at)
        make_departure(leave, keys(person), at)
        remember_return(leave, at)
        return leave

    def test_both_open_it_and_either_closes_it_silently(
        self, ana: Person, ben: Person, client_of: ClientOf
    ) -> None:
        hers, his = client_of(ana), client_of(ben)
        neither = bare(read(his))
        self.toggle(hers, "yes")
        self.toggle(hers, "yes")
        assert bare(read(his)) == neither
        alone = bare(read(hers))
        assert "You have switched it on." in alone and "by the times you agreed" not in alone
        self.toggle(his, "yes")
        for client in (hers, his):
            assert "by the times you agreed" in read(client)
        self.toggle(his, "no")
        assert bare(read(hers)) == alone
        assert bare(read(his)) == neither

    def test_it_adds_up_the_agreed_times(
        self, ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
    ) -> None:
        self.out(ana, keys, at, "2026-05-12T21:00")
        self.out(ana, keys, at, "2026-05-12T19:30")
        self.out(ben, keys, at, "2026-05-12T19:30")
        HeadsUp.objects.update(returned_at=at + 99 * DAY)
        for client in map(client_of, (ana, ben)):
            self.toggle(client, "yes")
        assert "yours planned for 3½ hours, Ben’s planned for 1 hour." in read(client_of(ana))
        assert "yours planned for 1 hour, Ana’s planned for 3½ hours." in read(client_of(ben))

    def test_without_an_end_a_leave_is_left_out_and_that_is_said(
        self, ana: Any, ben: Any, keys: Any, at: datetime
    ) -> None:
        for side in (ana.current, ben.current):
            actions.open_ledger(side)
        first = queries.hours_side_by_side(ana, ana.current, at)
        assert first == queries.SideBySide(timedelta(), timedelta(), some_open=False)
        self.out(ana, keys, at, "")
        now = queries.hours_side_by_side(ana, ana.current, at)
        assert now == queries.SideBySide(timedelta(), timedelta(), some_open=True)

    def test_only_what_was_told_and_gone_on_in_four_weeks(
        self, ana: Any, ben: Any, keys: Any, at: datetime
    ) -> None:
        for side in (ana.current, ben.current):
            actions.open_ledger(side)
        out = self.out(ana, keys, at, "2026-05-12T21:00")
        silent = make_leave(ana, keys(ana), at, out="2026-05-12T10:00", back="2026-05-12T17:00")
        make_departure(silent, keys(ana), at)
        remember_return(silent, at)
        make_heads_up(
            make_leave(ana, keys(ana), at, out="2026-05-12T10:00"), ana.current, keys(ana), at
        )
        for later, hours in ((0, 2.5), (25, 2.5), (28, 0)):
            seen = queries.hours_side_by_side(ana, ana.current, at + later * DAY)
            assert seen and seen.mine == timedelta(hours=hours), (later, out)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 hours"), (30, "half an hour"), (60, "1 hour"), (150, "2½ hours"), (110, "2 hours")],
)
def test_hours_are_said_to_the_half(minutes: int, said: str) -> None:
    assert sentences.hours(timedelta(minutes=minutes)) == said
