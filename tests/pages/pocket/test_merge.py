"""A week of one person with two phones and a browser: nothing is lost, and nothing is there twice.

The phones have a network for a while and then none, their clocks are right or wrong, answers get
lost after their work was done, and what is sent is sent again. MERGING=nightly tries ten thousand
weeks where every run of the tests tries a few; with any value a failing week is made as short as
it gets, which takes minutes.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from time import process_time
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from outandback.rooms.away.actions import join_vault
from outandback.rooms.away.models import Departure, Moment
from outandback.rooms.comeback.models import Homecoming
from outandback.rooms.leave.models import AgreedFact, HeadsUp, Leave
from outandback.rooms.people.models import Person
from tests.builders.leaves import make_heads_up, make_leave
from tests.builders.phones import phone_of
from tests.cast import AT, Cast
from tests.fixtures import Clock
from tests.pages.pocket.merging import DAY, MINUTE, Browser, Phone, Rules, Stands, Waiting

ASKED_FOR = os.environ.get("MERGING", "")
WEEKS = 10_000 if ASKED_FOR == "nightly" else 20
MANY = settings(
    max_examples=WEEKS,
    derandomize=ASKED_FOR != "nightly",
    deadline=None,
    database=None,
    phases=[Phase.generate, *([Phase.shrink] if ASKED_FOR else [])],
    suppress_health_check=list(HealthCheck),
)
HOUR = timedelta(hours=1)
PASSES = (3 * MINUTE, 40 * MINUTE, 5 * HOUR, 26 * HOUR)
CLOCKS = (0 * HOUR, 3 * MINUTE, HOUR, -HOUR, -DAY, 3 * DAY, -400 * DAY)
KINDS = ("insight", "question", "aha", "sense", "surprise")
# What becomes of one thing after the other that a phone sends; after six its network is gone.
LINE = ("heard",) * 5 + ("unanswered",) * 2 + ("lost",)
AT_ONCE = 6
STEPS = (
    "pass",
    "pass",
    "sync",
    "sync",
    "sync",
    "again",
    "clock",
    "clock",
    "reload",
    "out",
    "late",
    "late",
    "late",
    "back",
    "keep",
    "keep",
    "keep",
    "write",
    "browser out",
    "browser late",
    "browser late",
    "browser back",
    "calling off",
    "late elsewhere",
)
steps = st.tuples(st.sampled_from(STEPS), st.integers(0, 1), st.integers(0, 4999))
SEEN = ("again", "unanswered", "both", "older", "another before a network")
STATUSES = ("Done 204", "Done 409", "Done 422", "Caught 204", "Caught 409")
weeks = st.lists(steps, min_size=20, max_size=45)


class Week:
    """Three leaves are planned, of which the pair knows two; both phones carry them all."""

    def __init__(self, cast: Cast, client: Client, clock: Clock, seen: Counter[str]) -> None:
        self.clock, self.cast, self.seen = clock, cast, seen
        self.ana, self.rules = cast.people["Ana"], Rules(seen=seen)
        self._say_it_is(AT)
        for row in Leave.objects.filter(person=self.ana).order_by("out_at"):
            self.rules.leaves[row.pk] = Stands(row.planned_at, row.back_at)
        self.browser = Browser(client, self.rules)
        tokens = [phone_of(self.ana, AT) for _ in range(2)]
        self.phones = [Phone(self.ana, client, one, self.rules) for one in tokens]
        for phone in self.phones:
            phone.reads_papers()

    def _say_it_is(self, now: datetime) -> None:
        self.now = now
        self.clock(now)

    def step(self, what: str, which: int, number: int) -> None:
        phone, now = self.phones[which], self.now
        leave = list(self.rules.leaves)[number % 3]
        does: dict[str, Callable[[], None]] = {
            "pass": lambda: self._say_it_is(now + PASSES[number % 4]),
            "sync": lambda: phone.sends(now, line(number)),
            "again": lambda: self.sends_again(phone, number),
            "clock": lambda: setattr(phone, "off", CLOCKS[number % len(CLOCKS)]),
            "reload": phone.reloads,
            "out": lambda: phone.goes(now, number),
            "late": lambda: phone.runs_late(15 + number % 90, now),
            "back": lambda: phone.comes_back(now),
            "keep": lambda: phone.keeps(KINDS[number % len(KINDS)], f"{number}", now),
            "write": lambda: phone.writes(f"{number}", now),
            "browser out": lambda: self.browser.goes(leave, now),
            "browser late": lambda: self.promises(number),
            "browser back": self.comes_home,
            "late elsewhere": lambda: self.runs_late_twice(phone, number),
            "calling off": lambda: self.browser.calls_off(leave),
        }
        if what in ("late", "keep", "write", "late elsewhere"):
            phone.goes(now, number)
        does[what]()
        if what in ("sync", "again") or " " in what:
            self.holds()

    def sends_again(self, phone: Phone, number: int) -> None:
        """Something that was sent before, whatever came of it."""
        if phone.sent:
            phone.posts(phone.sent[number % len(phone.sent)], self.now, "again")

    def runs_late_twice(self, phone: Phone, number: int) -> None:
        """First on a phone without a network, and then where there is one."""
        phone.runs_late(15 + number % 90, self.now)
        self._say_it_is(self.now + 40 * MINUTE)
        self.promises(number)

    def promises(self, number: int) -> None:
        if out := self.rules.out_on:
            self.browser.promises(out, self.now + (number % 300) * MINUTE, self.now)

    def comes_home(self) -> None:
        if out := self.rules.out_on:
            self.browser.comes_back(out, self.now)

    def ends(self) -> None:
        """All that waits is sent, and she comes home, until nothing waits and nobody is out."""
        for _ in range(12):
            self._say_it_is(self.now + HOUR)
            cache.clear()
            for phone in self.phones:
                phone.reloads()
                phone.sends(self.now, lambda: "heard")
            self.holds()
            self.comes_home()
            if not any(one.refused is False for phone in self.phones for one in phone.outbox):
                return
        raise AssertionError("something waits for ever")

    # What holds ----------------------------------------------------------------------------------

    def holds(self) -> None:
        rows = Leave.objects.filter(person=self.ana)
        stand = {
            row.pk: Stands(row.planned_at, row.back_at, row.promised_at, *(ends_of(row)))
            for row in rows
        }
        assert stand == self.rules.leaves

    def holds_at_the_end(self) -> None:
        self.holds()
        assert {kind_of(one) for phone in self.phones for one in phone.outbox} <= {"late"}
        begun = {name for name, one in self.rules.leaves.items() if one.begun}
        sent = [one for phone in self.phones for one in phone.sent]
        assert {one.leave for one in sent if kind_of(one) == "out"} <= begun
        for model in (Departure, Homecoming):
            assert sorted(model._default_manager.values_list("leave", flat=True)) == sorted(begun)
        self.pair_knows(begun)
        kept = {name: one for phone in self.phones for name, one in phone.kept.items()}
        assert self.opened() == kept
        room = self.cast.keys(self.ana, room=True)
        join_vault(self.ana, room)
        assert self.opened() == kept
        self.seen["moments"] += len(kept)

    def pair_knows(self, begun: set[UUID]) -> None:
        """One return each, and the same times as the leave itself."""
        backs = AgreedFact.objects.filter(kind="returned").values_list("heads_up__leave", flat=True)
        told_of = list(HeadsUp.objects.all())
        assert sorted(backs) == sorted(begun & {one.leave_id for one in told_of})
        for one in told_of:
            leave = self.rules.leaves[one.leave_id]
            assert (one.back_at, *ends_of(one)) == (leave.back, leave.begun, leave.returned)

    def opened(self) -> dict[UUID, Any]:
        """Every row, by its name; two of one name would be one too few."""
        room = self.cast.keys(self.ana, room=True)
        rows = list(Moment.objects.filter(person=self.ana).select_related("departure"))
        found = {row.client_id: (row.departure.leave_id, room.open(row, "caught")) for row in rows}
        assert len(found) == len(rows)
        return found


def kind_of(one: Waiting) -> str:
    return one.what.kind


def ends_of(row: Any) -> tuple[datetime | None, datetime | None]:
    return row.begun_at, row.returned_at


def line(number: int) -> Callable[[], str]:
    """What becomes of each thing that is sent now."""
    left = Random(number).choices(LINE, k=AT_ONCE)
    return lambda: left.pop() if left else "lost"


@pytest.fixture
def client(cast: Cast, ana: Person, clock: Clock) -> Client:
    clock(AT)
    for day in range(3):
        out, keys = AT + day * 2 * DAY, cast.keys(ana)
        walls = (f"{out + hours * HOUR:%Y-%m-%dT%H:%M}" for hours in (5, 2))
        leave = make_leave(ana, keys, AT, *walls)
        if day != 1:
            make_heads_up(leave, ana.current, keys, AT)
    return cast.client(ana)


def test_two_phones_and_a_browser_lose_nothing_and_double_nothing(
    cast: Cast, client: Client, clock: Clock
) -> None:
    seen: Counter[str] = Counter()

    @given(weeks)
    @MANY
    def lived(week: list[tuple[str, int, int]]) -> None:
        cache.clear()
        with transaction.atomic():
            life = Week(cast, client, clock, seen)
            for step in week:
                life.step(*step)
            life.ends()
            life.holds_at_the_end()
            transaction.set_rollback(True)
        seen["weeks"] += 1

    began = process_time()
    lived()
    print(f"{process_time() - began:.1f} seconds of work:", dict(seen))
    assert seen["weeks"] >= WEEKS * 0.9
    for what in (*SEEN, *STATUSES, "moments"):
        assert seen[what] >= WEEKS / 10, what
