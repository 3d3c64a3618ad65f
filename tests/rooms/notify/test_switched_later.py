"""What is planned at an act comes for whoever wants messages when it is due; for nobody else."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from outandback.ops import jobs
from outandback.rooms.notify.actions import keep_preferences
from outandback.rooms.notify.models import Job, NotificationKind
from outandback.rooms.people.models import Person
from outandback.rooms.together.actions import SOON, count_in
from outandback.rules.whereabouts import DOOR_OPENS
from tests.builders.leaves import make_departure, make_leave
from tests.builders.notifications import pushing, run_all, switch_on
from tests.builders.times_together import make_time_together
from tests.cast import side_of
from tests.fixtures import Keys
from tests.house.source import python_files, tree

WEEK = timedelta(days=7)
OUT_AT = datetime(2026, 5, 14, 17, 30, tzinfo=UTC)
BEGINS = datetime(2026, 5, 17, 19, 0, tzinfo=UTC)
Act = Callable[[Person, Person, Keys, datetime], datetime]


def _plans(ana: Person, ben: Person, keys: Keys, at: datetime) -> datetime:
    make_leave(ana, keys(ana), at)
    return OUT_AT - DOOR_OPENS


def _both_hold(ana: Person, ben: Person, keys: Keys, at: datetime) -> datetime:
    count_in(make_time_together(ana, keys(ana), at), side_of(ben), at)
    return BEGINS - SOON


def _both_hold_weekly(ana: Person, ben: Person, keys: Keys, at: datetime) -> datetime:
    count_in(make_time_together(ana, keys(ana), at, weeks=1), side_of(ben), at)
    return BEGINS - SOON


# Each with an act that plans it; it says when it is due.
PLANNED: dict[NotificationKind, Act] = {
    NotificationKind.DOOR_SOON: _plans,
    NotificationKind.TOGETHER_SOON: _both_hold,
}
AT_ONCE = {
    NotificationKind.SOMETHING,
    NotificationKind.TIME_CHANGED,
    NotificationKind.NEED,
    NotificationKind.NEED_APART,
}
kinds = pytest.mark.parametrize("kind", PLANNED)


def test_every_kind_is_planned_or_said_at_once() -> None:
    assert PLANNED.keys() | AT_ONCE == set(NotificationKind)
    assert not PLANNED.keys() & AT_ONCE


def test_only_those_are_told_for_later() -> None:
    """`tell` with a time to come: each file that does so has its act above."""
    later = {
        file.name
        for file in python_files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "tell" and len(node.args) > 4
    }
    assert later == {"door_notice.py", "actions.py"} and len(later) == len(PLANNED)


@kinds
def test_it_comes_where_messages_were_switched_on_afterwards(
    kind: NotificationKind, ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    due = PLANNED[kind](ana, ben, keys, at)
    with pushing() as service:
        switch_on(ana, service, at)
        run_all(due - timedelta(minutes=1), jobs.still_true)
        assert not service.got
        run_all(due, jobs.still_true)
        assert len(service.got) == 1
    assert not Job.objects.filter(person=ana).exists()


@kinds
def test_it_does_not_where_they_were_switched_off(
    kind: NotificationKind, ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    with pushing() as service:
        switch_on(ana, service, at)
        due = PLANNED[kind](ana, ben, keys, at)
        keep_preferences(ana, wording="off")
        run_all(due, jobs.still_true)
        assert not service.got


@kinds
def test_a_season_off_that_is_over_by_then_takes_nothing_away(
    kind: NotificationKind, ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    with pushing() as service:
        switch_on(ana, service, at)
        keep_preferences(ana, season_off=True)
        due = PLANNED[kind](ana, ben, keys, at)
        keep_preferences(ana, season_off=False)
        run_all(due, jobs.still_true)
        assert len(service.got) == 1


@pytest.mark.parametrize("missed", ["off", "out", "nobody ran"])
def test_of_what_comes_again_the_next_one_comes_though_one_was_not_said(
    missed: str, ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    due = _both_hold_weekly(ana, ben, keys, at)
    with pushing() as service:
        switch_on(ana, service, at)
        switch_on(ben, service, at, "other phone")
        keep_preferences(ben, wording="off")
        if missed == "off":
            keep_preferences(ana, wording="off")
        if missed == "out":
            leave = make_leave(ana, keys(ana), at, out="2026-05-17T18:00", back="2026-05-18T09:00")
            make_departure(leave, keys(ana), due - SOON)
            Job.objects.filter(person=ben).delete()
        run_all(due + 2 * SOON if missed == "nobody ran" else due, jobs.still_true)
        assert not service.got
        keep_preferences(ana, wording="plain")
        run_all(due + WEEK, jobs.still_true)
        assert len(service.got) == (0 if missed == "out" else 1)
    assert Job.objects.filter(person=ana, due_at=due + 2 * WEEK).exists()
