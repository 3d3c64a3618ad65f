"""Teaching and giving, as a person does it from the threshold on."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import uuid4

from playwright.sync_api import expect

from .partners import Partner
from .visitor import LONDON, Visitor

THRESHOLD = re.compile("/homecoming/")
ITS_PAGE = re.compile("/bringing/")


def been_out(one: Partner, intention: str, *moments: str) -> None:
    """A leave that is over, on which these words were caught: what its forms send."""
    now = datetime.now(LONDON) + timedelta(minutes=2)
    clock = {"day": f"{now:%Y-%m-%d}", "out_time": f"{now:%H:%M}", "open_ended": "on"}
    zones = {"zone": "Europe/London", "back_zone": "Europe/London"}
    one.send("/leaves/new/", form_id=str(uuid4()), intention=intention, **clock, **zones)
    one.send(f"/leaves/{one.leave}/heads-up/", title=intention)
    one.send(f"/leaves/{one.leave}/departure/")
    for words in moments:
        one.send(f"/leaves/{one.leave}/moments/", kind="aha", text=words)
    one.send(f"/leaves/{one.leave}/homecoming/")


def stand_at_threshold(one: Partner) -> None:
    """With the private room open. An address typed anew would close it again."""
    if not THRESHOLD.search(one.page.url):
        one.page.goto(f"/leaves/{one.leave}/homecoming/")
    stand_before(one, ".bring")


def stand_before(one: Partner, what: str) -> None:
    """A page of the open room. Where the way there took long, it has closed behind them."""
    door = one.page.locator("input[name=passphrase]")
    expect(door.or_(one.page.locator(what)).first).to_be_attached()
    one.open_room_if_closed()
    one.unfold_return()
    expect(one.page.locator(what)).to_be_visible()


def choose_way(one: Partner, text: str, way: str) -> None:
    """For the moment with these words; its own page follows."""
    stand_at_threshold(one)
    one.page.locator(".carry", has_text=text).locator(f"input[value={way}]").check()
    one.choose()
    expect(one.page).to_have_url(ITS_PAGE)
    stand_before(one, "#giving")


def write(one: Visitor, **words: str) -> None:
    for name, text in words.items():
        one.page.fill(f"[name={name}]", text)


def give(one: Partner, to: str) -> None:
    """The last one that waits: the threshold follows."""
    one.press(f"Give it to {to}")
    expect(one.page).to_have_url(THRESHOLD)
