"""Out of reach of any network: set out, keep, run late, come back; then all of it arrives, once."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Route

from outandback.ui.spoken import Here, stamp

from .conftest import Open
from .going import go
from .pocketing import (
    FIXED_LINE,
    HAS_SENT,
    HOME,
    IS_OUT,
    MOMENTS,
    WAITING,
    Phone,
    begin,
    begun,
    catch,
    it_is,
    phone_on,
    quietly,
    rows,
    until,
    without_network,
)
from .visitor import LONDON, Visitor

pytestmark = pytest.mark.journey

KINDS = ("Insight", "Question", "Aha", "Sense", "Surprise")
UNFINISHED = "canary the sentence that was never"
CACHED = """async () => (await Promise.all((await caches.keys()).map(async (name) =>
    (await (await caches.open(name)).keys()).map((one) => one.url)))).flat()"""
WITHOUT = {
    "crypto.subtle": "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined });",
    "navigator.serviceWorker": "delete Navigator.prototype.serviceWorker;",
    "indexedDB.open": "IDBFactory.prototype.open = () => { throw new DOMException('no'); };",
    "indexedDB": "delete self.indexedDB; delete Window.prototype.indexedDB;",
}
PLANNED_EARLIER = (
    "update leave_leave set planned_at = strftime('%Y-%m-%d %H:%M:%f', planned_at, '-1 day') "
    "where id = ?"
)
Take = Callable[[str], Phone]


@pytest.fixture
def take_phone(
    browser: Browser, chromium: str | None, address: str, tmp_path: Path
) -> Iterator[Take]:
    """`take_phone("robin")` opens the browser of that name, with all that it held before."""
    taken: list[Phone] = []

    def take(name: str) -> Phone:
        taken.append(phone_on(browser, chromium, tmp_path / name, address))
        return taken[-1]

    yield take
    for phone in taken:
        with quietly():
            phone.context.close()


def time_of(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def planned_a_day_ago(data_folder: Path, leave: str) -> None:
    with sqlite3.connect(data_folder / "db.sqlite3", timeout=10) as database:
        database.execute(PLANNED_EARLIER, (UUID(leave).hex,))
    database.close()


def test_a_leave_far_from_any_network(take_phone: Take, open_page: Open, data_folder: Path) -> None:
    phone = take_phone("robin")
    robin = begun(phone, "Robin")
    gone = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)
    planned_a_day_ago(data_folder, robin.leave)
    without_network(phone)
    assert phone.page.title() == "Out"
    assert FIXED_LINE in phone.page.locator("main").inner_text()
    it_is(phone.page, gone)
    robin.press("Out I go")
    caught = [f"canary {number} of the canal" for number in range(20)]
    for number, words in enumerate(caught):
        it_is(phone.page, gone + timedelta(minutes=5 * number))
        phone.page.fill("#text", "")
        catch(phone.page, KINDS[number % 5], words)
    phone.page.fill("#text", UNFINISHED)
    until(phone.page, "async () => (await self.pocketStore.outbox()).some((one) => one.draft)")
    assert "canary" not in phone.stored()
    phone.kill()
    assert phone.files_with("pocket"), "the search itself is blind"
    assert not phone.files_with("canary")

    phone = take_phone("robin")
    robin.page = phone.page
    it_is(phone.page, gone + timedelta(minutes=140))
    without_network(phone)
    phone.page.get_by_text("You are out.").wait_for()
    assert phone.page.input_value("#text") == ""
    phone.page.locator("summary", has_text="Running late").click()
    late = phone.page.locator("[data-later]").nth(1)
    hour = late.inner_text().rpartition(" ")[2]  # after midnight the day stands before it
    late.click()
    said = re.compile(rf"You are out\. Back (.+ )?at {hour}\.")
    phone.page.get_by_role("heading", name=said).wait_for()
    it_is(phone.page, gone + timedelta(minutes=150))
    robin.press("I’m back")
    phone.page.get_by_text("You are back.").wait_for()

    other = Visitor(open_page(), "Robin", email=robin.email)
    other.sign_in()
    other.page.goto(f"/leaves/{robin.leave}/")
    assert not other.says("You are back.")
    phone.context.clear_cookies()  # a kill may take them along
    phone.context.set_offline(False)
    phone.page.reload()
    assert phone.page.evaluate(WAITING) == 24
    robin.sign_in()
    until(phone.page, HAS_SENT)

    leave = UUID(robin.leave).hex
    [(set_out,)] = rows(
        data_folder, "select set_out_at from away_departure where leave_id=?", leave
    )
    assert time_of(set_out) == gone
    [(came_back,)] = rows(data_folder, HOME, leave)
    assert time_of(came_back) == gone + timedelta(minutes=150)
    assert rows(data_folder, MOMENTS, leave) == [(21,)]

    other.page.goto("/mine/")
    other.open_room_if_closed()
    seen = other.page.locator("main").inner_text()
    assert [seen.count(words) for words in [*caught, UNFINISHED]] == [1] * 21
    here = Here(str(LONDON), datetime.now(UTC))
    times = [stamp(gone + timedelta(minutes=5 * number), here) for number in range(20)]
    kept = [f"{KINDS[number % 5]}, {time}" for number, time in enumerate(times)]
    assert [one for one in kept if one not in seen] == [], seen[:400]


def lost_on_the_way(route: Route) -> None:
    route.fetch()
    route.abort()


def look(phone: Phone) -> tuple[str, bytes]:
    """The page as its own bytes, and as it looks."""
    phone.page.goto("/")
    phone.page.get_by_text("You are out.").wait_for()
    return phone.page.content(), phone.page.screenshot(full_page=True, animations="disabled")


def test_nothing_waiting_and_fifty_things_waiting_look_alike(take_phone: Take) -> None:
    phone = take_phone("robin")
    robin = begun(phone, "Robin")
    robin.set_out()
    until(phone.page, IS_OUT)
    phone.context.set_offline(True)
    it_is(phone.page, datetime.now(UTC))
    nothing = look(phone)
    assert phone.page.evaluate(WAITING) == 0
    for number in range(50):
        phone.page.locator("#kept").evaluate("one => { one.textContent = ''; }")
        catch(phone.page, KINDS[number % 5], "canary " * number)
    assert phone.page.evaluate(WAITING) == 50
    assert look(phone) == nothing
    assert "canary" not in phone.stored()


def test_a_token_is_enough_to_hand_in_moments(take_phone: Take, data_folder: Path) -> None:
    """Signed out everywhere, the phone keeps what was done, and hands in what was caught."""
    phone = take_phone("robin")
    robin = begun(phone, "Robin")
    robin.set_out()
    until(phone.page, IS_OUT)
    without_network(phone)
    catch(phone.page, "Aha", "canary the lock opens upstream")
    robin.press("I’m back")
    phone.page.get_by_text("You are back.").wait_for()
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    phone.page.goto("/pocket/")
    until(phone.page, f"async () => (await ({WAITING})()) === 1")
    [(came,)] = rows(data_folder, MOMENTS, UUID(robin.leave).hex)
    assert came == 1
    assert not rows(data_folder, HOME, UUID(robin.leave).hex)
    robin.sign_in()
    until(phone.page, HAS_SENT)
    assert len(rows(data_folder, HOME, UUID(robin.leave).hex)) == 1


def test_two_devices_merge_without_loss(
    take_phone: Take, open_page: Open, data_folder: Path
) -> None:
    """One phone is without a network all along, another device is not: both keep and neither
    loses."""
    phone = take_phone("robin")
    robin = begun(phone, "Robin")
    without_network(phone)
    robin.press("Out I go")
    for number in range(3):
        phone.page.locator("#kept").evaluate("one => { one.textContent = ''; }")
        catch(phone.page, "Insight", f"canary {number} of the phone")
    other = Visitor(open_page(), "Robin", email=robin.email, leave=robin.leave)
    other.sign_in()
    other.set_out()
    other.catch("Aha", "canary of the other")
    other.come_home()
    [(came_back,)] = rows(data_folder, HOME, UUID(robin.leave).hex)
    phone.context.set_offline(False)
    until(phone.page, HAS_SENT)
    assert rows(data_folder, MOMENTS, UUID(robin.leave).hex) == [(4,)]
    assert rows(data_folder, HOME, UUID(robin.leave).hex) == [(came_back,)]
    other.enter_room()
    seen = other.page.locator("main").inner_text()
    words = [f"canary {number} of the phone" for number in range(3)]
    assert [seen.count(one) for one in (*words, "canary of the other")] == [1] * 4


def test_a_button_of_an_ordinary_page_that_gets_nowhere_leads_to_the_same_page(
    take_phone: Take,
) -> None:
    phone = take_phone("robin")
    robin = begun(phone, "Robin")
    robin.set_out()
    until(phone.page, IS_OUT)
    phone.context.set_offline(True)
    robin.press("I’m back")
    phone.page.get_by_text("You are out.").wait_for()
    robin.press("I’m back")
    phone.page.get_by_text("You are back.").wait_for()
    phone.context.set_offline(False)
    phone.page.wait_for_url(f"**/leaves/{robin.leave}/homecoming/")
    assert robin.headline.startswith("You are back.")


def test_the_ordinary_page_keeps_what_gets_nowhere(take_phone: Take, data_folder: Path) -> None:
    phone = take_phone("robin")
    robin = begun(phone, "Robin")
    robin.set_out()
    until(phone.page, IS_OUT)
    phone.context.set_offline(True)
    for kind, words in (
        ("Aha", "canary one\nand two"),
        ("Surprise", "canary three"),
        ("Sense", ""),
    ):
        phone.page.fill("[name=text]", words)
        robin.press(kind)
        phone.page.get_by_text("Kept on this phone.", exact=True).wait_for()
        assert phone.page.input_value("[name=text]") == ""
        phone.page.locator("[data-kept]").evaluate("one => one.replaceChildren()")
    assert not phone.page.locator("#trouble").is_visible()
    phone.page.fill("[name=text]", UNFINISHED)
    until(phone.page, "async () => (await self.pocketStore.outbox()).some((one) => one.draft)")
    assert "canary" not in phone.stored()
    phone.context.set_offline(False)
    phone.page.goto("/")
    until(phone.page, f"async () => self.pocketStore && !(await ({WAITING})())")
    assert rows(data_folder, MOMENTS, UUID(robin.leave).hex) == [(4,)]
    robin.enter_room()
    assert robin.says("and two") and robin.says(UNFINISHED) and robin.says("Surprise")


def test_a_moment_that_had_arrived_after_all_is_one(take_phone: Take, data_folder: Path) -> None:
    """The answer is lost on its way: the phone keeps the moment too, under the same name."""
    phone = take_phone("robin")
    robin = begun(phone, "Robin")
    robin.set_out()
    until(phone.page, IS_OUT)
    phone.page.route("**/moments/", lost_on_the_way)
    phone.page.fill("[name=text]", " canary one\nand two ")
    robin.press("Question")
    phone.page.get_by_text("Kept on this phone.", exact=True).wait_for()
    assert rows(data_folder, MOMENTS, UUID(robin.leave).hex) == [(1,)]
    phone.page.unroute("**/moments/")
    phone.page.goto("/pocket/")
    until(phone.page, HAS_SENT)
    assert rows(data_folder, MOMENTS, UUID(robin.leave).hex) == [(1,)]


def test_what_was_kept_online_leaves_no_second_one(take_phone: Take, data_folder: Path) -> None:
    phone = take_phone("robin")
    robin = begun(phone, "Robin")
    robin.set_out()
    until(phone.page, IS_OUT)
    phone.page.fill("[name=text]", "canary kept online")
    until(phone.page, "async () => (await self.pocketStore.outbox()).some((one) => one.draft)")
    robin.press("Aha")
    phone.page.get_by_text("Kept.", exact=True).first.wait_for()
    until(phone.page, HAS_SENT)
    phone.page.goto("/pocket/")
    phone.page.get_by_text("You are out.").wait_for()
    assert rows(data_folder, MOMENTS, UUID(robin.leave).hex) == [(1,)]


def test_nothing_but_the_page_and_its_files_is_ever_cached(take_phone: Take) -> None:
    phone = take_phone("robin")
    robin = begun(phone, "Robin")
    robin.set_out()
    robin.catch("Aha", "canary online")
    for address in ("/", "/mine/", "/settings/", "/help/"):
        phone.page.goto(address)
    cached = phone.page.evaluate(CACHED)
    shared = ("/pocket/", "/help/", "/static/")
    assert cached and all(urlsplit(one).path.startswith(shared) for one in cached)
    assert "canary" not in phone.stored() and "Robin" not in phone.stored()


def test_people_to_talk_to_are_one_tap_away_without_a_network(take_phone: Take) -> None:
    phone = take_phone("robin")
    begun(phone, "Robin")
    phone.page.goto("/help/")
    online = phone.page.locator("h1").inner_text()
    without_network(phone)
    go(phone.page.get_by_role("link", name="Help"))
    assert phone.page.locator("h1").inner_text() == online
    assert "Robin" not in phone.page.content()


def test_another_key_in_its_place_stops_the_keeping(take_phone: Take) -> None:
    phone = take_phone("robin")
    robin = begun(phone, "Robin")
    robin.set_out()
    until(phone.page, IS_OUT)
    phone.page.evaluate(
        """async () => {
            const { person } = await self.pocketStore.current();
            await self.pocketStore.changePapers(person, (papers) =>
                ({ ...papers, keys: { ...papers.keys, fingerprint: "another" } }));
        }"""
    )
    phone.page.goto("/pocket/")
    phone.page.get_by_text("The key for your words is not the one that this phone knows").wait_for()
    assert not phone.page.locator("#text").is_visible()
    phone.page.goto("/settings/phone/")
    robin.press("Use the new key from now on")
    phone.page.locator("pocket-key").wait_for(state="hidden")
    phone.page.goto("/pocket/")
    phone.page.get_by_text("You are out.").wait_for()


@pytest.mark.parametrize("without", WITHOUT)
def test_a_browser_that_can_not_seal_keeps_nothing_and_works(open_page: Open, without: str) -> None:
    page = open_page()
    page.add_init_script(WITHOUT[without])
    robin = Visitor(page, "Robin")
    begin(robin)
    robin.set_out()
    robin.catch("Aha", "canary online")
    page.wait_for_timeout(2500)
    page.goto("/pocket/")
    page.get_by_text("This browser can’t seal what you write").wait_for()
    assert not page.locator("#text").is_visible()
    robin.come_home()
    assert robin.headline.startswith("You are back.")


def test_the_page_says_what_it_needs_where_there_is_no_script(open_page: Open) -> None:
    page = open_page(javascript=False)
    page.goto("/pocket/")
    assert "This page needs script." in page.locator("main").inner_text()
    robin = Visitor(page, "Robin")
    begin(robin)
    robin.set_out()
    robin.catch("Aha", "canary without script")
    page.goto("/pocket/now/")
    assert robin.headline.startswith("You are out.")
    robin.come_home()
    assert robin.headline.startswith("You are back.")
