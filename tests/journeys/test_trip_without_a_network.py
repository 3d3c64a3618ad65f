"""A holiday of two with two windows in one day, all of it without a network; telling at dinner."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser

from . import before
from .conftest import Open
from .pocketing import (
    HAS_PAPERS,
    HAS_SENT,
    HOME,
    MOMENTS,
    WAITING,
    Phone,
    catch,
    it_is,
    phone_on,
    quietly,
    rows,
    until,
    without_network,
)
from .test_trip import BREWERY, MUSEUM, add_hours, plan_trip
from .visitor import LONDON, Visitor

pytestmark = pytest.mark.journey

Take = Callable[[], Phone]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CARRIES_TWO = "async () => (await self.pocketStore.current()).next?.length === 1"
OUT = "select set_out_at from away_departure where leave_id=?"
PLANNED_FOR = (
    "update leave_leave set out_at=?, out_wall=?, back_at=?, back_wall=?, planned_at=? where id=?"
)
TOLD_FOR = "update leave_headsup set out_at=?, back_at=? where leave_id=?"
COMMANDS, CAUGHT = 5, ("canary of the blue tiles", "canary of the yard", "canary of the hops")


@pytest.fixture
def take_phone(
    browser: Browser, chromium: str | None, address: str, tmp_path: Path
) -> Iterator[Take]:
    """The same phone each time, with all that it held before."""
    taken: list[Phone] = []

    def take() -> Phone:
        taken.append(phone_on(browser, chromium, tmp_path / "robin", address))
        return taken[-1]

    yield take
    for phone in taken:
        with quietly():
            phone.context.close()


def plan_hours(robin: Visitor, trip: str, out: datetime, what: str, day: int) -> str:
    add_hours(robin, trip, out, what, "Keep and tell Ellis", day)
    robin.follow(what)
    robin.note_leave()
    return UUID(robin.leave).hex


def was_planned_for(data_folder: Path, leave: str, out: datetime) -> None:
    """As if it had been planned the day before, for hours that are over by now: nobody has done
    anything in a time that is still to come."""
    back = out + 2 * HOUR
    walls = [f"{at.astimezone(LONDON):%Y-%m-%dT%H:%M}" for at in (out, back)]
    kept = [f"{at:%Y-%m-%d %H:%M:%S}" for at in (out, back, out - DAY)]
    with sqlite3.connect(data_folder / "db.sqlite3", timeout=10) as database:
        database.execute(PLANNED_FOR, (kept[0], walls[0], kept[1], walls[1], kept[2], leave))
        database.execute(TOLD_FOR, (kept[0], kept[1], leave))
    database.close()


def at(data_folder: Path, asked: str, leave: str) -> datetime:
    [(time,)] = rows(data_folder, asked, leave)
    return datetime.fromisoformat(time).replace(tzinfo=UTC)


def reopened(take_phone: Take, robin: Visitor, phone: Phone, now: datetime) -> Phone:
    """The browser is killed, and opened again with no network."""
    phone.kill()
    phone = take_phone()
    robin.page = phone.page
    it_is(phone.page, now)
    without_network(phone)
    return phone


def two_windows(
    robin: Visitor, data_folder: Path, first: datetime, second: datetime
) -> tuple[str, list[str]]:
    """Both on the first day of a holiday. Returns the holiday, and the leaves."""
    begins = datetime.now(LONDON) + 5 * MINUTE
    trip = plan_trip(robin, begins)
    later = begins + 3 * HOUR
    day = (later.date() - begins.date()).days
    leaves = [
        plan_hours(robin, trip, begins, MUSEUM, 0),
        plan_hours(robin, trip, later, BREWERY, day),
    ]
    for leave, out in zip(leaves, (first, second), strict=True):
        was_planned_for(data_folder, leave, out)
    return trip, leaves


def test_two_windows_in_one_day_without_a_network(
    take_phone: Take, open_page: Open, data_folder: Path
) -> None:
    phone = take_phone()
    robin, ellis = Visitor(phone.page, "Robin"), Visitor(open_page(), "Ellis")
    before.are_a_pair(robin, ellis)
    dinner = datetime.now(UTC).replace(second=0, microsecond=0)
    first, second = dinner - 8 * HOUR, dinner - 4 * HOUR
    _trip, leaves = two_windows(robin, data_folder, first, second)
    robin.page.goto("/")
    until(phone.page, HAS_PAPERS)
    until(phone.page, CARRIES_TWO)

    it_is(phone.page, first - 10 * MINUTE)
    without_network(phone)
    assert robin.headline.startswith("You can set out. Back")
    assert MUSEUM not in phone.stored()
    it_is(phone.page, first)
    robin.press("Out I go")
    catch(phone.page, "Insight", CAUGHT[0])
    it_is(phone.page, first + 90 * MINUTE)
    runs_late(robin)

    phone = reopened(take_phone, robin, phone, first + 2 * HOUR)
    robin.page.get_by_role("heading", name=re.compile("You are out")).wait_for()
    robin.press("I’m back")
    robin.page.get_by_role("heading", name="You are back.").wait_for()
    assert robin.page.get_by_role("heading", name="Your next leave").is_visible()

    phone = reopened(take_phone, robin, phone, second - 20 * MINUTE)
    robin.page.get_by_role("heading", name=re.compile("You can set out. Back")).wait_for()
    it_is(phone.page, second)
    robin.press("Out I go")
    catch(phone.page, "Surprise", CAUGHT[1])
    robin.page.fill("#text", CAUGHT[2])
    until(phone.page, "async () => (await self.pocketStore.outbox()).some((one) => one.draft)")
    phone = reopened(take_phone, robin, phone, second + 2 * HOUR)
    robin.press("I’m back")
    robin.page.get_by_role("heading", name="You are back.").wait_for()
    assert not rows(data_folder, OUT, leaves[0]) and not phone.files_with("canary")
    assert phone.page.evaluate(WAITING) == COMMANDS + len(CAUGHT)

    it_is(phone.page, datetime.now(UTC))
    phone.context.set_offline(False)
    robin.sign_in()
    until(phone.page, HAS_SENT)
    for leave, out in zip(leaves, (first, second), strict=True):
        assert at(data_folder, OUT, leave) == out
        assert at(data_folder, HOME, leave) == out + 2 * HOUR
    assert [rows(data_folder, MOMENTS, leave) for leave in leaves] == [[(1,)], [(2,)]]
    tells_at_dinner(robin, ellis, leaves)


def runs_late(robin: Visitor) -> None:
    robin.page.locator("summary", has_text="Running late").click()
    late = robin.page.locator("[data-later]").first
    hour = late.inner_text().rpartition(" ")[2]  # after midnight the day stands before it
    late.click()
    said = re.compile(rf"You are out\. Back (.+ )?at {hour}\.")
    robin.page.get_by_role("heading", name=said).wait_for()


def tells_at_dinner(robin: Visitor, ellis: Visitor, leaves: list[str]) -> None:
    for leave, words in zip(leaves, CAUGHT[:2], strict=True):
        robin.page.goto(f"/leaves/{UUID(leave)}/homecoming/")
        robin.open_room_if_closed()
        robin.bring(words)
    heard = []
    for _ in CAUGHT[:2]:
        ellis.hear()
        heard += [words for words in CAUGHT[:2] if ellis.says(words)]
        ellis.say_back("Oh, really?", "What stayed with you?")
    assert sorted(heard) == sorted(CAUGHT[:2])
