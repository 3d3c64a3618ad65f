"""The private room closes by itself, here and on the server, and leaves nothing behind."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest

from .before import has_begun
from .conftest import Open
from .visitor import HERON, SHOWN, Visitor, same_cookies, somebody_in_their_room

pytestmark = pytest.mark.journey

# What waits for less waits no longer.
NINE_SECONDS = """() => {
    const wait = setTimeout;
    self.setTimeout = (act, time, ...more) => wait(act, time < 9000 ? 0 : time, ...more);
}"""
OWN = ("/pocket/", "/help/", "/static/")


def is_nameless(stored: str) -> bool:
    """What the browser keeps is the page that works without a network, and what it seals."""
    local, session, databases, caches = json.loads(stored)
    paths = [urlsplit(address).path for cache in caches for address in cache]
    own = {one["name"] for one in databases} <= {"pocket"}
    return own and not (local or session) and all(path.startswith(OWN) for path in paths)


def test_a_room_that_is_looked_away_from_is_shut(open_page: Open) -> None:
    robin = somebody_in_their_room(open_page())
    copy = same_cookies(robin, open_page())
    copy.page.goto("/mine/")
    assert copy.says(HERON)

    with robin.page.expect_event("requestfinished", lambda sent: sent.url.endswith("/lock/")):
        robin.look_elsewhere()
    assert HERON not in robin.page.content()
    assert is_nameless(robin.stored())
    copy.page.goto("/mine/")
    assert copy.says("Sealed with your passphrase")
    assert not copy.says(HERON)

    robin.look_again()
    robin.page.locator("#passphrase").wait_for()
    assert not robin.says(HERON)


def test_back_shows_the_door(open_page: Open) -> None:
    robin = somebody_in_their_room(open_page())
    robin.page.get_by_role("link", name="Story").click()
    robin.page.wait_for_url("**/story/")
    with robin.page.expect_event("requestfinished", lambda sent: sent.url.endswith("/lock/")):
        robin.look_elsewhere()
    robin.page.go_back()
    robin.page.locator("#passphrase").wait_for()
    assert HERON not in robin.page.content()


def test_a_room_stays_open_on_the_way_to_a_slow_page(open_page: Open) -> None:
    robin = somebody_in_their_room(open_page())
    copy = same_cookies(robin, open_page())
    robin.page.evaluate(NINE_SECONDS)
    robin.page.context.route("**/story/", lambda route: route.continue_())
    robin.page.get_by_role("link", name="Story").click()
    robin.page.wait_for_url("**/story/")
    copy.page.goto("/mine/")
    assert copy.says(HERON)


def test_a_room_that_is_looked_away_from_on_the_way_to_a_slow_page_is_shut(
    open_page: Open,
) -> None:
    robin = somebody_in_their_room(open_page())
    robin.page.context.route("**/story/", lambda route: None)
    robin.page.evaluate(f"() => addEventListener('click', () => setTimeout({SHOWN}, 0, 'hidden'))")
    with robin.page.expect_event("requestfinished", lambda sent: sent.url.endswith("/lock/")):
        robin.page.get_by_role("link", name="Story").click(no_wait_after=True)


def test_a_room_that_nobody_touches_is_shut(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    has_begun(robin)
    robin.keep(HERON)
    robin.page.goto("/settings/")
    robin.page.fill("input[name=lock_after]", "2")
    robin.press("Save")
    robin.page.clock.install()
    robin.enter_room()
    assert robin.says(HERON)

    robin.page.clock.run_for(61_000)
    assert robin.says("sealed again in a minute")
    robin.page.keyboard.press("ArrowDown")
    robin.page.clock.run_for(59_000)
    assert robin.says(HERON)
    robin.page.clock.run_for(62_000)
    robin.page.locator("#passphrase").wait_for()
    assert HERON not in robin.page.content()


def test_writing_never_asks_for_the_passphrase(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    has_begun(robin)
    robin.sign_out()
    robin.sign_in()
    robin.plan("Along the canal", meaning="Air")
    robin.set_out(guilt=4, says="That I should stay.")
    robin.catch("Insight", HERON)
    robin.come_home()
    robin.answer(felt=8)
    robin.page.goto("/mine/")
    assert robin.says("What you keep for yourself opens here")
    assert not robin.says(HERON)
    robin.open_room()
    assert robin.says(HERON)
    assert robin.says("Guilt 4")
