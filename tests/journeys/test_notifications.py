"""A phone is switched on, is pushed to, and shows the one sentence that its byte names."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.vault.phone import ReadingPhone

from .conftest import Open
from .visitor import Visitor

pytestmark = pytest.mark.journey

PAGE = "/settings/notifications/"
# No push service is asked: what a browser would hand on is given.
SUBSCRIBING = """given => {
    const subscription = {
        endpoint: given.endpoint,
        toJSON: () => given,
        unsubscribe: async () => { sessionStorage.removeItem("on"); return true; },
    };
    Notification.requestPermission = async () => given.permission;
    const on = () => sessionStorage.getItem("on");
    PushManager.prototype.getSubscription = async () => (on() ? subscription : null);
    PushManager.prototype.subscribe = async function (options) {
        const { applicationServerKey, userVisibleOnly } = options;
        if (applicationServerKey.length !== 65 || !userVisibleOnly) throw new Error();
        sessionStorage.setItem("on", "1");
        return subscription;
    };
}"""
SHOWN = """async () => {
    const registration = await navigator.serviceWorker.ready;
    const shown = await registration.getNotifications();
    return shown.map(({title, tag, silent, body}) => [title, tag, silent, body]);
}"""


@pytest.fixture(scope="module")
def browser(whole_browser: Browser) -> Browser:
    return whole_browser


def with_a_push_service(one: Visitor, permission: str = "granted") -> None:
    keys = ReadingPhone.new().typed
    endpoint = "https://updates.push.services.mozilla.com/wpush/v2/journey"
    given = {"endpoint": endpoint, "keys": keys, "permission": permission}
    one.page.add_init_script(f"({SUBSCRIBING})({json.dumps(given)})")


def somebody(open_page: Open) -> Visitor:
    one = Visitor(open_page(), "Robin")
    one.sign_up()
    return one


def shown_after(one: Visitor, address: str, *pushes: str) -> list[list[Any]]:
    """What stands on the lock screen after these pushes, each a letter for its byte."""
    one.page.context.grant_permissions(["notifications"], origin=address)
    phone = one.page.context.new_cdp_session(one.page)
    registered: list[dict[str, Any]] = []
    phone.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: registered.extend(said["registrations"]),
    )
    phone.send("ServiceWorker.enable")
    one.page.evaluate("navigator.serviceWorker.register('/worker.js', {scope: '/'})")
    one.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    one.page.wait_for_timeout(300)
    which = {"origin": address, "registrationId": registered[0]["registrationId"]}
    for push in pushes:
        phone.send("ServiceWorker.deliverPushMessage", {**which, "data": push})
    one.page.wait_for_timeout(700)
    return sorted(one.page.evaluate(SHOWN))


def test_a_push_shows_its_sentence_and_the_newest_takes_the_place(
    open_page: Open, address: str
) -> None:
    one = somebody(open_page)
    shown = shown_after(one, address, "\x01", "\x02", "\x05", "\x03")
    assert [line[:3] for line in shown] == [
        ["Please call home.", "need", False],
        ["Something of yours starts soon.", "one", True],
    ]
    assert {line[3] for line in shown} == {""}


def test_a_push_that_says_nothing_known_shows_the_plainest(open_page: Open, address: str) -> None:
    shown = shown_after(somebody(open_page), address, "z")
    assert [line[0] for line in shown] == ["There is something for you."]


def test_a_disguised_push_shows_the_disguised_sentence(open_page: Open, address: str) -> None:
    shown = shown_after(somebody(open_page), address, "\x12")
    assert [line[0] for line in shown] == ["Calendar updated."]


def test_a_phone_is_switched_on_and_off_on_the_page(open_page: Open) -> None:
    one = somebody(open_page)
    with_a_push_service(one)
    one.page.goto(PAGE)
    assert not one.page.get_by_text("It needs a browser that takes pushes").is_visible()
    one.press("Switch on here")
    one.page.get_by_role("button", name="Switch off all devices").wait_for()
    one.press("Switch off here")
    one.page.get_by_role("button", name="Switch on here").wait_for()
    assert not one.page.get_by_role("button", name="Switch off all devices").is_visible()


def test_a_browser_that_says_no_is_said(open_page: Open) -> None:
    one = somebody(open_page)
    with_a_push_service(one, "denied")
    one.page.goto(PAGE)
    one.press("Switch on here")
    one.page.get_by_text("The browser said no.").wait_for()
    assert one.page.get_by_role("button", name="Switch on here").is_visible()


def test_without_script_the_wishes_are_kept_and_the_page_says_what_is_needed(
    open_page: Open,
) -> None:
    one = Visitor(open_page(javascript=False), "Ellis")
    one.sign_up()
    one.page.goto(PAGE)
    assert one.says("It needs a browser that takes pushes")
    one.page.check("input[name=wording][value=disguised]")
    one.page.fill("input[name=quiet_from]", "22:00")
    one.page.fill("input[name=quiet_to]", "07:00")
    one.press("Keep")
    assert one.page.is_checked("input[name=wording][value=disguised]")
    assert one.page.input_value("input[name=quiet_to]") == "07:00"
