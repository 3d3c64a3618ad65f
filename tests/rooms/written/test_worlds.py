"""What is written shows what a calendar that is given out shows, and no act besides: not in its
bytes, and not by a request. What others wrote there never changes."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from outandback.net import client
from outandback.rooms.account.actions import leave_pair
from outandback.rooms.calendars import caldav, visits
from outandback.rooms.leave import actions
from outandback.rooms.leave.models import Leave, Plan, When
from outandback.rooms.people.models import Person
from outandback.rooms.written.actions import disconnect, write_again, write_due
from outandback.rooms.written.models import WrittenCalendar
from outandback.rooms.written.queries import written_of
from tests.builders.calendar_servers import PASSWORD, Owner
from tests.builders.leaves import make_heads_up, make_leave, wall
from tests.builders.written import FOREIGN, files_of, put_foreign, write_all, write_into
from tests.cast import again
from tests.fixtures import Clock, Keys
from tests.pages.feeds.test_versions import ACTS, SEEN_AS_BUSY, SEEN_BY_ALL, Acts

DAY = timedelta(days=1)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("plain", "seen"),
    [({"says": "busy"}, SEEN_AS_BUSY), ({"says": "away", "untold": True}, SEEN_BY_ALL)],
    ids=["busy", "untold too"],
)
def test_no_act_that_it_does_not_show_asks_the_calendar_for_anything(
    ana: Person, keys: Keys, at: datetime, clock: Clock, owner: Owner,
    monkeypatch: pytest.MonkeyPatch, act: str, plain: dict[str, Any], seen: set[str],
) -> None:  # fmt: skip
    clock(at)
    acts = Acts(ana, keys, at)
    write_into(ana, keys(ana), at, f"{owner.home}ours/", owner.user, PASSWORD, **plain)
    write_all(at)
    before, asked = files_of(owner, "ours"), list[str]()
    whole = client.fetch

    def fetch(request: Any, *given: Any) -> Any:
        asked.append(request.method)
        return whole(request, *given)

    monkeypatch.setattr(visits, "fetch", fetch)
    getattr(acts, act)()
    write_all(at + timedelta(seconds=1))
    assert (files_of(owner, "ours") != before, bool(asked)) == (act in seen, act in seen)


def parted(person: Person, keys: Any, at: datetime) -> None:
    assert person.current is not None
    leave_pair(person.current, keys, "week", "", at)


def test_after_a_parting_it_stands_still_until_its_owner_wants_it_to_go_on(
    ana: Person, ben: Person, keys: Keys, at: datetime, owner: Owner
) -> None:
    for day in (14, 28):
        leave = make_leave(ana, keys(ana), at, f"2026-05-{day}T21:00", f"2026-05-{day}T18:30")
        make_heads_up(leave, ana.current, keys(ana), at)
    own = write_into(ana, keys(ana), at, f"{owner.home}ours/", owner.user, PASSWORD)
    write_all(at)
    before = files_of(owner, "ours")
    parted(ana, keys(ana), at)
    make_leave(again(ana), keys(ana), at, "2026-05-16T21:00", "2026-05-16T18:30")
    write_all(at + timedelta(hours=1))
    assert files_of(owner, "ours") == before, "nothing tells of it before the other knows"
    feed = written_of(ana, own.pk).feed
    assert feed.still_since == at and feed.rests_at
    write_all(feed.rests_at + timedelta(hours=1))
    assert len(files_of(owner, "ours")) < len(before), "what had not begun is gone"
    write_again(written_of(ana, own.pk), keys(ana), feed.rests_at + timedelta(hours=2))
    write_all(feed.rests_at + timedelta(hours=2))
    assert len(files_of(owner, "ours")) > 1 and not written_of(ana, own.pk).feed.still_since


# What others wrote ------------------------------------------------------------------------------


class Cut(BaseException):
    """The program ends here, whatever it was doing."""


class Weeks:
    """Whatever happens in some weeks, here and there, one thing after the other."""

    def __init__(self, seed: int, person: Person, keys: Keys, owner: Owner, at: datetime) -> None:
        self.by, self.at, self.owner = random.Random(seed), at, owner
        self.person, self.keys = person, keys(person)
        self.foreign: dict[str, bytes] = {}
        self.connect()

    def step(self) -> None:
        acts = (self.plan, self.move, self.call_off, self.delete_there, self.write_there,
                self.take_our_place, self.take_away, self.work, self.work, self.a_day)  # fmt: skip
        self.by.choice(acts)()

    def connect(self) -> None:
        url = f"{self.owner.home}ours/"
        write_into(self.person, self.keys, self.at, url, self.owner.user, PASSWORD, untold=True)

    def plan(self) -> None:
        day = (self.at + self.by.randrange(1, 9) * DAY).date()
        make_leave(self.person, self.keys, self.at, f"{day}T21:00", f"{day}T18:30")

    def _some(self) -> Leave | None:
        found = list(Leave.objects.filter(person=self.person, called_off_at=None))
        return self.by.choice(found) if found else None

    def move(self) -> None:
        if leave := self._some():
            day = (self.at + self.by.randrange(1, 9) * DAY).date()
            when = When(wall(f"{day}T09:00"), wall(f"{day}T11:00"))
            seen = leave.row_version
            actions.change_plan(leave, self.keys, seen, when, Plan("Swim"), self.at)

    def call_off(self) -> None:
        if leave := self._some():
            actions.call_off(leave, self.at)

    def _ours(self) -> list[str]:
        return [name for name in files_of(self.owner, "ours") if name not in self.foreign]

    def delete_there(self) -> None:
        if names := self._ours():
            self.owner.remove(f"ours/{self.by.choice(names)}")

    def write_there(self) -> None:
        name = f"other{len(self.foreign)}"
        put_foreign(self.owner, "ours", name)
        self._remember(f"{name}.ics")

    def take_our_place(self) -> None:
        """Something of theirs, in a file that has the name of one of ours."""
        if names := self._ours():
            name = self.by.choice(names)
            self.owner.remove(f"ours/{name}")
            self.owner.put(f"ours/{name}", FOREIGN.format(uid=f"theirs{len(self.foreign)}"))
            self._remember(name)

    def _remember(self, name: str) -> None:
        self.foreign[name] = files_of(self.owner, "ours")[name]

    def take_away(self) -> None:
        for own in WrittenCalendar.objects.all():
            disconnect(own, self.at, remove=True)
        self.connect()

    def work(self) -> None:
        """To its end, or cut off in the middle of it."""
        if self.by.random() < 0.5:
            write_all(self.at)
            return
        with pytest.MonkeyPatch.context() as patch:
            cut_after(patch, self.by.choice(["put", "delete"]), self.by.randrange(2))
            try:
                write_due(self.at)
            except Cut:
                self.at += timedelta(minutes=10)

    def a_day(self) -> None:
        self.at += self.by.choice([1, 20]) * DAY


def cut_after(patch: pytest.MonkeyPatch, name: str, left: int) -> None:
    whole: Callable[..., Any] = getattr(caldav, name)

    def cut(*given: Any) -> Any:
        nonlocal left
        found = whole(*given)
        left -= 1
        if left < 0:
            raise Cut
        return found

    patch.setattr(caldav, name, cut)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_what_others_wrote_stays_as_it_is_and_nothing_stands_twice(
    ana: Person, keys: Keys, at: datetime, owner: Owner, seed: int
) -> None:
    weeks = Weeks(seed, ana, keys, owner, at)
    weeks._remember("dentist.ics")
    for _ in range(40):
        weeks.step()
        there = files_of(owner, "ours")
        assert {name: there.get(name) for name in weeks.foreign} == weeks.foreign
    weeks.at += timedelta(minutes=10)
    write_all(weeks.at)
    for own in WrittenCalendar.objects.all():
        disconnect(own, weeks.at, remove=True)
    write_all(weeks.at)
    assert files_of(owner, "ours") == weeks.foreign and not WrittenCalendar.objects.exists()
