"""How much comes over the wire, and what every answer says about itself."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from .before import are_a_pair
from .conftest import Open
from .visitor import Visitor

pytestmark = pytest.mark.journey

BYTES, REQUESTS, WITH_A_FORM = 32_000, 3, 5
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


class Wire:
    """What a phone receives, as its own network counts it: heads, bodies, compressed."""

    def __init__(self, page: Page) -> None:
        self.bytes: Counter[str] = Counter()
        self.names: dict[str, str] = {}
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        line.on("Network.requestWillBeSent", self._asked)
        line.on("Network.loadingFinished", self._came)

    def _asked(self, event: dict[str, object]) -> None:
        request = event["request"]
        assert isinstance(request, dict)
        self.names[str(event["requestId"])] = request["url"]

    def _came(self, event: dict[str, object]) -> None:
        name = self.names[str(event["requestId"])]
        self.bytes[name] += int(str(event["encodedDataLength"]).partition(".")[0])


def strangeness(answer: Response) -> list[str]:
    """What an answer says that it should not, or leaves unsaid."""
    headers, path = answer.headers, urlsplit(answer.url).path
    policy = {part.strip() for part in headers.get("content-security-policy", "").split(";")}
    kept = headers.get("cache-control", "")
    nowhere = "geolocation=()" in headers.get("permissions-policy", "")
    right = "immutable" in kept if path.startswith("/static/") else "no-store" in kept
    return [
        *(f"{path} lacks {rule}" for rule in sorted(POLICY - policy)),
        *([] if nowhere else [f"{path} may ask where the phone is"]),
        *([] if right else [f"{path} may be kept: {kept!r}"]),
        *([] if headers.get("x-content-type-options") == "nosniff" else [f"{path} is sniffed"]),
    ]


def test_the_first_load_of_today_is_light(open_page: Open) -> None:
    robin, ellis = Visitor(open_page(), "Robin"), Visitor(open_page(), "Ellis")
    are_a_pair(robin, ellis)
    robin.plan("Along the canal")
    assert robin.says("Along the canal")
    robin.give_heads_up()
    is_light(first_load(robin), REQUESTS)
    robin.set_out()
    # a form of more than one line comes with its script, which asks for what was half-written
    is_light(first_load(ellis), WITH_A_FORM)
    assert ellis.page.get_by_role("textbox").count() == 1


def first_load(visitor: Visitor) -> Wire:
    visitor.page = visitor.page.context.new_page()
    wire = Wire(visitor.page)
    visitor.page.goto("/", wait_until="networkidle")
    return wire


def is_light(wire: Wire, requests: int) -> None:
    assert sum(wire.bytes.values()) <= BYTES, wire.bytes
    assert len(wire.bytes) <= requests, wire.bytes
    assert len({urlsplit(name).netloc for name in wire.bytes}) == 1


def test_every_answer_keeps_to_the_policy(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    strange: list[str] = []
    robin.page.on("response", lambda answer: strange.extend(strangeness(answer)))
    robin.start()
    robin.keep("The heron waits for everyone.")
    for address in ("/", "/mine/", "/story/", "/loop/", "/settings/", "/help/", "/no-such-page/"):
        robin.page.goto(address)
    robin.enter_room()
    robin.sign_out()
    assert sorted(set(strange)) == []
