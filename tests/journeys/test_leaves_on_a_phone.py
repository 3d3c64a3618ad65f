"""Which of the leaves on a phone stands first, and how its hours are said; also for what an earlier
version kept on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page

from outandback.ui import spoken

from .conftest import Open

pytestmark = pytest.mark.journey

NOW = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)  # the clocks go back that night
HERE = spoken.Here("Europe/London", NOW)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ARRANGED = """async ([papers, chosen]) => {
    const { arranged } = await import("/static/pocket/leaves.js");
    const { leave, coming, others = [] } = arranged(papers, chosen);
    return [leave?.id ?? null, coming?.id ?? null, others.map(({ id }) => id)];
}"""
HOURS = """async (leave) => (await import("/static/pocket/times.js")).hours(leave)"""
HEADLINE = """async (leave) => (await import("/static/pocket/times.js")).headline(leave)"""
WRONG_CLOCKS = (-400 * DAY, -3 * DAY, 3 * DAY, 400 * DAY)


@pytest.fixture
def page(open_page: Open) -> Page:
    page = open_page()
    page.goto("/pocket/")
    page.clock.set_fixed_time(NOW)
    return page


def leave(name: str, hours: float, state: str = "ahead", **more: Any) -> dict[str, Any]:
    """Two hours, so many hours from now."""
    out = NOW + hours * HOUR
    back = out + 2 * HOUR
    known = {"id": name, "out": out.isoformat(), "back": back.isoformat(), "state": state}
    return {**known, "zone": "Europe/London", "out_zone": "Europe/London", **more}


def arranged(page: Page, first: dict[str, Any] | None, *more: Any, chosen: str = "") -> list[Any]:
    found: list[Any] = page.evaluate(ARRANGED, [{"leave": first, "next": list(more)}, chosen])
    return found


def test_the_next_one_stands_first_and_its_person_may_go_on_another(page: Page) -> None:
    three = leave("a", 1), leave("b", 5), leave("c", 25)
    assert arranged(page, *three) == ["a", "a", ["b", "c"]]
    assert arranged(page, *three, chosen="c") == ["c", "c", ["a", "b"]]
    assert arranged(page, leave("b", 5), leave("c", 25), leave("a", 1)) == ["a", "a", ["b", "c"]]


def test_nothing_is_offered_while_somebody_is_out(page: Page) -> None:
    assert arranged(page, leave("a", -1, "out"), leave("b", 5)) == ["a", None, []]


def test_hours_that_nobody_went_on_step_back_and_stay_for_a_day(page: Page) -> None:
    assert arranged(page, leave("a", -5), leave("b", 3)) == ["b", "b", ["a"]]
    assert arranged(page, leave("a", -30), leave("b", 3)) == ["b", "b", []]
    late = leave("a", -11, back=None)
    assert arranged(page, late, leave("b", 3)) == ["a", "a", ["b"]]


def test_coming_back_stands_first_until_the_next_one_is_near(page: Page) -> None:
    back = leave("a", -3, "back", came=(NOW - HOUR).isoformat())
    assert arranged(page, back) == ["a", None, []]
    assert arranged(page, back, leave("b", 2), leave("c", 25)) == ["a", "b", ["c"]]
    assert arranged(page, back, leave("b", 0.5), leave("c", 25)) == ["b", "b", ["c"]]
    assert arranged(page, back, leave("b", 2), chosen="b") == ["b", "b", []]
    assert arranged(page, back, leave("b", -5)) == ["a", None, ["b"]]
    just_now = {**back, "came": (NOW - HOUR / 4).isoformat()}
    assert arranged(page, just_now, leave("b", 0.1)) == ["a", "b", []]
    yesterday = {**back, "came": (NOW - DAY).isoformat()}
    assert arranged(page, yesterday, leave("b", 5)) == ["b", "b", []]
    assert arranged(page, yesterday) == ["a", None, []]


def test_what_an_earlier_version_kept_is_one_leave(page: Page) -> None:
    for state, coming in (("ahead", "a"), ("out", None), ("back", None)):
        old = {"leave": leave("a", 1, state), "person": "p", "token": "t", "used": 1}
        assert page.evaluate(ARRANGED, [old, None]) == ["a", coming, []]
    assert page.evaluate(ARRANGED, [{"leave": None, "person": "p"}, None]) == [None, None, []]
    old = leave("a", 1)
    del old["out_zone"]
    assert page.evaluate(HOURS, old) == "today, 14:00 to 16:00"


def test_a_leave_that_an_earlier_page_took_out_is_not_ahead_as_well(page: Page) -> None:
    """It changes the one at hand and knows of no others."""
    for state in ("out", "back"):
        gone = leave("b", 1, state)
        assert arranged(page, gone, leave("b", 1)) == ["b", None, []]


@pytest.mark.parametrize("off", WRONG_CLOCKS, ids=lambda off: f"{off.days} days")
def test_a_clock_that_is_wrong_takes_no_leave_away(page: Page, off: timedelta) -> None:
    page.clock.set_fixed_time(NOW + off)
    first, coming, others = arranged(page, leave("a", 1), leave("b", 5), leave("c", 25))
    assert first == coming and sorted([first, *others]) == ["a", "b", "c"]
    back = leave("a", -3, "back", came=(NOW + off).isoformat())
    shown, then, rest = arranged(page, back, leave("b", 1), leave("c", 5))
    assert {shown, then, *rest} >= {"b", "c"}


ZONES = ("Europe/London", "Europe/Lisbon", "Pacific/Auckland", "Pacific/Honolulu")
SPANS = ((0.5, 2), (5, 9), (5, 23), (20, 30), (40, None), (170, 172), (600 * 24, 600 * 24 + 1))


class Planned:
    def __init__(self, out: float, back: float | None, zone: str, back_zone: str) -> None:
        self.out_at = NOW + out * HOUR
        self.back_at = None if back is None else NOW + back * HOUR
        self.zone, self.back_zone = zone, back_zone


def by_the_server(one: Planned) -> str:
    shape = spoken.DayFormat.NEAR if is_near(one) else spoken.DayFormat.NAMED
    day = spoken.say_day(one.out_at, HERE, one.zone, shape)
    return f"{day}, {spoken.hours(one, HERE)}"


def is_near(one: Planned) -> bool:
    said = spoken.say_day(one.out_at, HERE, one.zone, spoken.DayFormat.NEAR)
    return said in {str(name) for name in spoken.NEXT_TO_TODAY.values()}


def test_the_phone_says_the_hours_as_the_server_does(page: Page) -> None:
    """Also over the date line, where one comes back on the day before."""
    for (out, back), zone, back_zone in product(SPANS, ZONES, ZONES):
        one = Planned(out, back, zone, back_zone)
        told = leave("a", out, out_zone=zone, zone=back_zone)
        told["back"] = one.back_at.isoformat() if one.back_at else None
        assert page.evaluate(HOURS, told) == by_the_server(one), (out, back, zone, back_zone)


def test_a_zone_that_a_browser_does_not_know_is_said_by_the_clock_here(page: Page) -> None:
    there = leave("a", 1, zone="Mars/Olympus_Mons", out_zone="Mars/Olympus_Mons")
    assert page.evaluate(HOURS, there) == "today, 14:00 to 16:00"
    assert page.evaluate(HEADLINE, there) == "You can set out. Back at 16:00."


def test_where_its_beginning_is_not_known_no_hours_are_said(page: Page) -> None:
    """The form of a door says until when, and not from when."""
    assert page.evaluate(HOURS, leave("a", 1, out=None)) == ""
