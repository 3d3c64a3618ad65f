"""The quick way out, and the way to people who help."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Page

from tests.busy import slowdown

from .before import are_a_pair
from .conftest import Open, Outsiders
from .elsewhere import Elsewhere
from .test_every_page import ALONE, OWN, SETTINGS, SIGNED_OUT
from .visitor import HERON, Visitor, same_cookies, somebody_in_their_room

pytestmark = pytest.mark.journey

IN_TIME = 0.3
LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')
HELP = "/help/"


@pytest.fixture(autouse=True)
def _exit_is_welcome(outsiders: Outsiders, elsewhere: Elsewhere) -> None:
    outsiders.welcome = frozenset({elsewhere.address})


def press_exit(page: Page) -> None:
    page.get_by_role("link", name="Quick exit").click(no_wait_after=True)


def press_shift_three_times(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def seconds_to_leave(page: Page, leave: Callable[[Page], None], elsewhere: Elsewhere) -> float:
    """From the first touch to the moment in which the other page is asked for."""
    asked, places = len(elsewhere.asked_at), page.evaluate("history.length")
    began = time.perf_counter()
    leave(page)
    page.wait_for_url(elsewhere.address)
    assert page.evaluate("history.length") == places, "Back would return to the page"
    return elsewhere.asked_at[asked] - began


@pytest.mark.parametrize("leave", [press_exit, press_shift_three_times])
def test_one_touch_and_the_page_is_gone(
    open_page: Open, elsewhere: Elsewhere, leave: Callable[[Page], None]
) -> None:
    robin = somebody_in_their_room(open_page(motion="no-preference"))
    copy = same_cookies(robin, open_page())
    taken = [seconds_to_leave(robin.page, leave, elsewhere)]
    assert robin.headline == "Rain later."
    assert not any(elsewhere.told), "the other page learned where the visitor came from"
    copy.page.goto("/mine/")
    assert copy.says("What you keep for yourself opens here")
    copy.page.goto("/")
    assert copy.says("Your words are sealed")

    robin.page.go_back()
    robin.page.wait_for_load_state()
    assert HERON not in robin.page.content()
    for _ in range(2):
        robin.page.goto("/settings/")
        taken.append(seconds_to_leave(robin.page, leave, elsewhere))
    assert min(taken) <= IN_TIME * slowdown()


def test_it_is_a_plain_link_without_script(open_page: Open, elsewhere: Elsewhere) -> None:
    robin = somebody_in_their_room(open_page(javascript=False))
    press_exit(robin.page)
    robin.page.wait_for_url(elsewhere.address)
    robin.page.go_back()
    robin.page.wait_for_load_state()
    assert HERON not in robin.page.content()
    assert robin.page.locator("#passphrase").count()
    robin.page.goto("/")
    assert robin.says("Your words are sealed")


def links(page: Page, address: str) -> set[str]:
    answer = page.context.request.get(address)
    return set(LINK.findall(answer.text())) - {"/exit/"}


def far_from_help(page: Page, addresses: Iterable[str]) -> list[str]:
    """Those from which help is more than two taps away."""
    near: dict[str, set[str]] = {}

    def on(address: str) -> set[str]:
        return near.setdefault(address, links(page, address))

    return [one for one in addresses if not any(HELP in on(step) for step in {one, *on(one)})]


def test_help_is_never_more_than_two_taps_away(open_page: Open) -> None:
    robin, ellis = Visitor(open_page(), "Robin"), Visitor(open_page(), "Ellis")
    assert far_from_help(robin.page, SIGNED_OUT) == []
    are_a_pair(robin, ellis)
    assert far_from_help(robin.page, [*ALONE, *OWN, *SETTINGS]) == []
    robin.plan("Along the canal")
    robin.give_heads_up()
    leave = f"/leaves/{robin.leave}"
    ahead = [f"{leave}/{page}" for page in ("", "plan/", "heads-up/", "departure/")]
    assert far_from_help(robin.page, ["/", *ahead]) == []
    robin.set_out()
    assert far_from_help(robin.page, ["/", f"{leave}/away/", f"{leave}/return-time/"]) == []
    robin.come_home()
    assert far_from_help(robin.page, ["/", f"{leave}/homecoming/"]) == []
    assert far_from_help(ellis.page, ["/", f"{leave}/answer/", f"{leave}/check-in/"]) == []
