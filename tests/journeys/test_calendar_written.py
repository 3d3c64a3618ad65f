"""A leave in a calendar of one's own account: planned it stands there, called off it is cancelled
there, and once the calendar is taken away nothing of ours is left beside what others wrote."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.builders.calendar_servers import PASSWORD, Owner, Radicale
from tests.builders.written import files_of, put_foreign

from .conftest import Open
from .partners import Partner
from .test_every_page import look

pytestmark = pytest.mark.journey

PATIENCE = 60.0  # seconds: the program looks every few, and a busy machine takes longer
DENTIST = "dentist.ics"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_leave_stands_in_a_calendar_until_it_is_taken_away(
    open_page_at: Open, near_calendars: str, calendars: Radicale, javascript: bool
) -> None:
    robin = Partner(open_page_at(near_calendars, javascript=javascript), "Robin")
    owner = with_a_dentist(calendars)
    robin.begin()
    problems = connect(robin, owner)
    robin.plan("Swim to the weir")
    leave = robin.leave
    waits_until(lambda: states(owner) == ["CONFIRMED"])
    robin.page.goto(f"/leaves/{leave}/")
    robin.press("Stay in")
    waits_until(lambda: states(owner) == ["CANCELLED"])
    robin.page.goto("/calendars/out/")
    robin.page.get_by_role("link", name="Ours").click()
    robin.hears("It is up to date.")
    problems += look(robin.page)
    expect(robin.page.get_by_label("Also remove there what was written")).to_be_checked()
    robin.press("Take it away")
    waits_until(lambda: list(files_of(owner, "ours")) == [DENTIST])
    robin.page.goto("/calendars/out/")
    waits_until(lambda: is_gone(robin))
    assert "The dentist" in owner.read(f"ours/{DENTIST}")
    assert not problems


def with_a_dentist(calendars: Radicale) -> Owner:
    owner = calendars.new_owner()
    owner.make_calendar("ours")
    owner.make_calendar("club", "The club")
    put_foreign(owner, "ours")
    return owner


def connect(one: Partner, owner: Owner) -> list[str]:
    one.page.goto("/calendars/out/")
    one.follow("Into a calendar account")
    problems = look(one.page)
    typed = {"address": owner.server.address, "user": owner.user, "password": "not this one"}
    for name, text in typed.items():
        one.page.fill(f"[name={name}]", text)
    one.press("Look for its calendars")
    one.hears("The name or the password was not taken.")
    one.page.fill("[name=password]", PASSWORD)
    one.press("Look for its calendars")
    one.page.get_by_label("Ours").check()
    problems += look(one.page)
    assert PASSWORD not in one.page.content()
    one.press("Write into this calendar")
    one.hears("Written into a calendar account as “Busy”.")
    return problems


def states(owner: Owner) -> list[str]:
    """Of our entries, as the calendar's server has them."""
    files = files_of(owner, "ours")
    assert DENTIST in files
    ours = (raw for name, raw in files.items() if name != DENTIST)
    return [str(one["STATUS"]) for raw in ours for one in Calendar.from_ical(raw).walk("VEVENT")]


def is_gone(one: Partner) -> bool:
    one.page.reload()
    return one.page.get_by_role("link", name="Ours").count() == 0


def waits_until(there: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.2)
