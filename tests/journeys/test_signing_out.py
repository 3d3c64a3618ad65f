"""What a browser still holds after signing out: nothing that can be read, and nothing lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .conftest import Open
from .pocketing import DUMP, HAS_PAPERS, HAS_SENT, IS_OUT, WAITING, begin, until
from .visitor import Visitor

pytestmark = pytest.mark.journey

CANARY = "canary of the canal"
FORGOTTEN = "async () => !(await self.pocketStore?.allPapers() ?? [1]).length"
NO_LEAVE = "No planned leave is on this phone yet."


TOLD = """async () => {
    const { token, person, leave, keys } = await self.pocketStore.current();
    return [token, leave.out, keys.public, person];
}"""


def secrets_of(page: Page) -> list[str]:
    """Whatever of the papers says something: the token, the times, the key, whose they are."""
    until(page, HAS_PAPERS)
    return list(page.evaluate(TOLD))


def stored(page: Page) -> str:
    return str(page.evaluate(DUMP))


def test_with_nothing_waiting_nothing_stays(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    begin(robin)
    known = secrets_of(robin.page)
    assert all(one in stored(robin.page) for one in known), "the search itself is blind"
    robin.sign_out()
    until(robin.page, FORGOTTEN)
    assert [one for one in known if one in stored(robin.page)] == []
    robin.page.goto("/pocket/")
    robin.page.get_by_text(NO_LEAVE).wait_for()
    assert "Out I go" not in robin.page.locator("main").inner_text()


def test_what_waits_stays_sealed_and_arrives_when_its_person_is_back(
    open_page: Open,
) -> None:
    robin = Visitor(open_page(), "Robin")
    begin(robin)
    until(robin.page, HAS_PAPERS)
    robin.set_out()
    until(robin.page, IS_OUT)
    robin.page.get_by_role("button", name="Photo", exact=True).wait_for()
    token, out, key, _ = secrets_of(robin.page)
    robin.page.context.route("**/pocket/moments/", lambda route: route.abort())
    robin.page.context.set_offline(True)
    robin.page.fill("#id_text", CANARY)
    robin.page.get_by_role("button", name="Aha", exact=True).click()
    robin.page.get_by_text("Kept on this phone.", exact=True).wait_for()
    robin.page.context.set_offline(False)
    robin.sign_out()
    until(robin.page, FORGOTTEN)
    assert robin.page.evaluate(WAITING) == 1
    assert [one for one in (token, out, key, CANARY) if one in stored(robin.page)] == []
    robin.page.goto("/pocket/")
    robin.page.get_by_text(NO_LEAVE).wait_for()
    robin.page.context.unroute("**/pocket/moments/")
    robin.sign_in()
    until(robin.page, HAS_SENT)
