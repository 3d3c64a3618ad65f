"""Where what an address shows is another than before, so is its version; and nowhere else."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from outandback.rooms.away.actions import go_now, set_out
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave import actions
from outandback.rooms.leave.models import DoorAnswers, Leave, Plan, Shown, When
from outandback.rooms.people.models import Person
from tests.builders.feeds import address_of, give_calendar
from tests.builders.leaves import make_heads_up, make_leave, wall
from tests.fixtures import Clock, Keys

LATER = When(wall("2026-05-14T19:30"), wall("2026-05-14T22:00"))


class Acts:
    """All that somebody does with a leave, each as it is done in the app."""

    def __init__(self, ana: Person, keys: Keys, at: datetime) -> None:
        self.ana, self.keys, self.at = ana, keys(ana, room=True), at
        self.leave = make_leave(ana, self.keys, at)
        self.told = make_leave(ana, self.keys, at, out="2026-05-15T10:00", back="2026-05-15T12:00")
        make_heads_up(self.told, ana.current, self.keys, at)

    def plan(self) -> None:
        make_leave(self.ana, self.keys, self.at)

    def plan_again(self) -> None:
        plan = Plan("Something from an old form")
        actions.plan_leave(
            self.ana, self.keys, self.told.pk, self.told.when, plan, self.at + timedelta(hours=1)
        )

    def tell(self) -> None:
        assert self.ana.current is not None
        actions.give_heads_up(self.leave, self.ana.current, self.keys, Shown("Out"), self.at)

    def move_untold(self) -> None:
        actions.change_plan(self.leave, self.keys, 1, LATER, Plan("Swim"), self.at)

    def move(self) -> None:
        actions.change_plan(self.told, self.keys, 1, LATER, Plan("Swim"), self.at)

    def say_otherwise(self) -> None:
        actions.change_plan(self.told, self.keys, 1, self.told.when, Plan("Swim"), self.at)

    def call_off(self) -> None:
        actions.call_off(self.told, self.at)

    def go_after_all(self) -> None:
        actions.call_off(self.told, self.at)
        set_out(self.told, self.keys, DoorAnswers(), self.at)

    def set_out(self) -> None:
        set_out(self.told, self.keys, DoorAnswers(guilt=3), self.at)

    def promise(self) -> None:
        self.set_out()
        actions.promise_return(self.told, wall("2026-05-15T13:00"), self.at)

    def promise_none(self) -> None:
        self.set_out()
        actions.promise_return(self.told, None, self.at)

    def come_back(self) -> None:
        come_back(set_out(self.told, self.keys, DoorAnswers(), self.at), self.at)

    def go_at_once(self) -> None:
        go_now(self.ana, self.keys, uuid4(), When(wall("2026-05-13T19:00")), Plan(), self.at)

    def say_what(self) -> None:
        self.set_out()
        actions.say_what(self.told, self.keys, self.at, intention="Swim")

    def clocks_change(self) -> None:
        Leave.objects.filter(pk=self.told.pk).update(out_at=self.told.out_at - timedelta(hours=1))
        actions.keep_wall_times(self.at)


ACTS = [name for name in vars(Acts) if not name.startswith("_")]
# Acts of which these say something; of all others a calendar with “Busy” says nothing.
SEEN_AS_BUSY = {"tell", "move", "call_off", "go_after_all", "promise", "promise_none"}
SEEN_AS_BUSY |= {"clocks_change"}  # the same hour at another instant is counted
SEEN_BY_TITLE = SEEN_AS_BUSY | {"say_otherwise", "say_what"}
SEEN_BY_ALL = SEEN_AS_BUSY | {"plan", "move_untold", "go_at_once"}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("plain", "seen"),
    [
        ({"says": "busy"}, SEEN_AS_BUSY),
        ({"says": "title"}, SEEN_BY_TITLE),
        ({"says": "away", "untold": True}, SEEN_BY_ALL),
    ],
    ids=["busy", "title", "untold too"],
)
def test_a_version_says_whether_the_bytes_are_the_same(
    ana: Person,
    keys: Keys,
    at: datetime,
    clock: Clock,
    act: str,
    plain: dict[str, str],
    seen: set[str],
) -> None:
    clock(at)
    acts = Acts(ana, keys, at)
    address = address_of(give_calendar(ana, keys(ana), at, **plain), keys(ana))
    before = Client().get(address)
    getattr(acts, act)()
    after = Client().get(address)
    changed = before.content != after.content
    assert (changed, before["ETag"] != after["ETag"]) == (act in seen, act in seen)


@pytest.mark.parametrize("act", ["move", "call_off", "promise", "say_what", "tell", "plan"])
def test_one_question_more_where_nobody_has_a_calendar(
    ana: Person, keys: Keys, at: datetime, act: str
) -> None:
    acts = Acts(ana, keys, at)
    with CaptureQueriesContext(connection) as asked:
        getattr(acts, act)()
    of_feeds = [one["sql"] for one in asked if "feeds_feed" in one["sql"]]
    assert len(of_feeds) <= (2 if act in {"promise", "say_what"} else 1)
