"""More than one leave on a phone without a network: another one than the next, what an earlier
version of the phone held, and what was planned or called off elsewhere meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser

from . import before
from .conftest import Open
from .pocketing import (
    DUMP,
    HAS_PAPERS,
    HAS_SENT,
    HOME,
    MOMENTS,
    Phone,
    catch,
    phone_on,
    quietly,
    rows,
    until,
    without_network,
)
from .visitor import LONDON, Visitor

pytestmark = pytest.mark.journey

CARRIES = "async () => (await self.pocketStore.current()).next?.length === {}"
# As a phone held it that knew of one leave, whose two times had one zone.
AS_BEFORE = """async () => {
    const { person } = await self.pocketStore.current();
    await self.pocketStore.changePapers(person, ({ next, leave, ...papers }) => {
        const { out_zone, ...one } = leave;
        return { ...papers, leave: one };
    });
}"""
KNOWN = """async () => {
    const { leave, next } = await self.pocketStore.current();
    return [leave, ...next].map(({ out }) => out);
}"""
FORGOTTEN = "async () => !(await self.pocketStore?.allPapers() ?? [1]).length"


@pytest.fixture
def phone(browser: Browser, chromium: str | None, address: str, tmp_path: Path) -> Iterator[Phone]:
    taken = phone_on(browser, chromium, tmp_path / "robin", address)
    yield taken
    with quietly():
        taken.context.close()


def plans(robin: Visitor, *hours_ahead: float) -> list[str]:
    """Leaves of an hour each. Returns their names as rows have them."""
    leaves = []
    for ahead in hours_ahead:
        robin.write_plan("Along the canal", datetime.now(LONDON) + timedelta(hours=ahead), 1)
        robin.keep_plan()
        leaves.append(UUID(robin.leave).hex)
    return leaves


def carries(phone: Phone, robin: Visitor, *hours_ahead: float) -> list[str]:
    before.has_begun(robin)
    leaves = plans(robin, *hours_ahead)
    robin.page.goto("/")
    until(phone.page, HAS_PAPERS)
    until(phone.page, CARRIES.format(len(leaves) - 1))
    return leaves


def goes_and_comes_back(phone: Phone, robin: Visitor, words: str) -> None:
    robin.press("Out I go")
    phone.page.get_by_role("heading", name=re.compile("You are out")).wait_for()
    catch(phone.page, "Surprise", words)
    robin.press("I’m back")
    phone.page.get_by_role("heading", name="You are back.").wait_for()


def back_in_a_network(phone: Phone) -> None:
    phone.context.set_offline(False)
    phone.page.goto("/settings/")
    until(phone.page, HAS_SENT)


def gone_and_back(data_folder: Path, leaves: list[str]) -> list[tuple[Any, ...]]:
    return [
        (len(rows(data_folder, HOME, leave)), rows(data_folder, MOMENTS, leave)[0][0])
        for leave in leaves
    ]


def test_another_one_than_the_next_is_one_tap_away(phone: Phone, data_folder: Path) -> None:
    robin = Visitor(phone.page, "Robin")
    leaves = carries(phone, robin, 0.2, 30, 60)
    without_network(phone)
    page = phone.page
    page.locator("summary", has_text="Your other leaves").click()
    listed = page.locator("[data-list] button")
    chosen = listed.nth(1).inner_text()
    listed.nth(1).click()
    day, hours = chosen.split(", ", 1)
    planned = page.locator("[data-planned]").inner_text()
    assert planned.lower() == f"planned for {day}, {hours}.".lower()
    assert page.evaluate("document.activeElement.textContent.trim()") == "Out I go"
    goes_and_comes_back(phone, robin, "canary of the third")
    goes_and_comes_back(phone, robin, "canary of the first")
    back_in_a_network(phone)
    assert gone_and_back(data_folder, leaves) == [(1, 1), (0, 0), (1, 1)]


def test_what_an_earlier_version_held_is_gone_on_and_loses_nothing(
    phone: Phone, data_folder: Path
) -> None:
    robin = Visitor(phone.page, "Robin")
    leaves = carries(phone, robin, 0.2, 30)
    phone.page.evaluate(AS_BEFORE)
    without_network(phone)
    assert phone.page.locator("[data-planned]").inner_text().startswith("Planned for ")
    assert not phone.page.get_by_text("Your other leaves").is_visible()
    goes_and_comes_back(phone, robin, "canary of the first")
    back_in_a_network(phone)
    assert gone_and_back(data_folder, leaves) == [(1, 1), (0, 0)]
    until(phone.page, CARRIES.format(0))


def test_what_was_planned_or_called_off_elsewhere_comes_with_the_network(
    phone: Phone, open_page: Open, data_folder: Path
) -> None:
    """What was done stands, also on a leave that was called off meanwhile."""
    robin = Visitor(phone.page, "Robin")
    leaves = carries(phone, robin, 0.2, 30, 60)
    without_network(phone)
    goes_and_comes_back(phone, robin, "canary of the first")
    other = Visitor(open_page(), "Robin", email=robin.email)
    other.sign_in()
    for leave in leaves[1:]:
        before.taken(before.send(other, f"/leaves/{UUID(leave)}/calling-off/"))
    leaves += plans(other, 90)
    phone.page.reload()
    goes_and_comes_back(phone, robin, "canary of the second")
    back_in_a_network(phone)
    assert gone_and_back(data_folder, leaves) == [(1, 1), (1, 1), (0, 0), (0, 0)]
    known = "async () => (await self.pocketStore.current()).leave?.id"
    until(phone.page, f"async () => (await ({known})()) === '{UUID(leaves[3])}'")
    until(phone.page, CARRIES.format(0))


def test_signing_out_takes_the_times_of_every_leave_along(phone: Phone) -> None:
    robin = Visitor(phone.page, "Robin")
    carries(phone, robin, 0.2, 30, 60)
    times = phone.page.evaluate(KNOWN)
    assert len(times) == 3
    assert all(time in phone.page.evaluate(DUMP) for time in times), "the search itself is blind"
    robin.sign_out()
    until(phone.page, FORGOTTEN)
    assert not any(time in phone.page.evaluate(DUMP) for time in times)
