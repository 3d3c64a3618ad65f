"""What a month asks does not grow with all that was: of leaves it reads those near its days."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people.models import Person
from tests.builders.homecomings import unsaved_leaves
from tests.builders.leaves import make_heads_up, make_leave
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.calendar.test_calendar import html, week_html

pytestmark = pytest.mark.sqlite
TABLES = {model._meta.db_table for model in (Leave, HeadsUp)}
STEP = re.compile(r"(SCAN|SEARCH) (\S+)(?: USING .*?INDEX \S+)?(?: \((.*)\))?")


def is_wide(step: str) -> bool:
    """Whether it goes through all leaves of somebody, or through all before or after a day; those
    that returned since are few."""
    found = STEP.search(step)
    if found is None or found[2] not in TABLES:
        return False
    columns = (found[3] or "").replace("returned_at>?", "").split(" AND ")
    bounds = [one for one in columns if one and one not in ("person_id=?", "pair_id=?")]
    is_open = len(bounds) == 1 and bounds[0][-2:] in (">?", "<?")
    return is_open or (not bounds and "returned_at" not in (found[3] or ""))


def steps_of(read: Callable[[], Any]) -> list[str]:
    """Of the plan of everything that is asked meanwhile."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(note):
        read()
    with connection.cursor() as cursor:
        plans = [
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()
            for sql, params in asked
            if sql.startswith("SELECT")
        ]
    return [str(row[-1]) for plan in plans for row in plan]


@pytest.mark.parametrize(
    ("step", "wide"),
    [
        ("SCAN leave_leave", True),
        ("SEARCH leave_leave USING INDEX leaves_by_start (person_id=?)", True),
        ("SEARCH leave_headsup USING INDEX heads_ups_by_start (pair_id=? AND out_at<?)", True),
        ("SEARCH leave_leave USING INDEX x (person_id=? AND back_at>? AND back_at<?)", False),
        ("SEARCH leave_leave USING INDEX x (person_id=? AND returned_at>?)", False),
        ("SEARCH leave_leave USING INDEX x (id=?)", False),
        ("SCAN trips_trip", False),
    ],
)
def test_a_step_through_everything_is_told_from_a_narrow_one(step: str, wide: bool) -> None:
    assert is_wide(step) is wide


@pytest.mark.parametrize("page", [html, lambda client: week_html(client, date(2026, 5, 11))])
def test_of_leaves_it_reads_those_near_its_days(
    page: Callable[[Any], str],
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    clock: Clock,
    at: datetime,
) -> None:
    clock(at)
    for person in (ana, ben):
        Leave.objects.bulk_create(unsaved_leaves(person, 30, at - timedelta(days=1)))
    make_heads_up(make_leave(ben, keys(ben), at), ben.current, keys(ben), at)
    client = client_of(ana)
    steps = steps_of(lambda: page(client))
    assert any("leave_headsup" in step for step in steps)
    assert any("leave_leave" in step for step in steps)
    assert [step for step in steps if is_wide(step)] == []
