"""12. Works without JavaScript: every form, every button, every way on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from html.parser import HTMLParser

import pytest
from django.test import Client

from outandback.rooms.people.models import Person
from tests.builders.boards import hang_board
from tests.builders.cover import make_leave_with_needs, make_window
from tests.builders.feeds import give_calendar
from tests.builders.homecomings import make_homecoming, make_telling, plan_and_depart
from tests.builders.ideas import make_idea
from tests.builders.quiet import agree_on_need, make_held_note
from tests.builders.spans import make_span
from tests.builders.times_together import make_time_together
from tests.builders.traditions import make_spin, make_tradition
from tests.builders.trips import make_hours, some_trip
from tests.builders.written import NOWHERE, write_into
from tests.fixtures import ClientOf, Clock, Keys
from tests.promises.excused import ONLY_WITH_SCRIPT, WITHIN_A_FORM
from tests.promises.pages import Rows, another_world, seen_by
from tests.promises.reading import Template, built_with, templates

HOUR = timedelta(hours=1)
VOID = {"input", "br", "img", "meta", "link", "hr", "source", "path", "use"}
INCLUDE = re.compile(r'{%\s*include\s+"([^"]+)"[^%]*%}')
EXTENDS = re.compile(r'{%\s*extends\s+"([^"]+)"')
BUTTON = re.compile(r"{%\s*(button|link_button|text_link)\s+(.*?)\s*%}")
NAMED = re.compile(r"{%\s*url\s+'([\w-]+)'[^%]*?\bas\s+(\w+)\s*%}")
BLOCK = re.compile(r"{%\s*block\s+(\w+)\s*%}(.*?){%\s*endblock\b[^%]*%}", re.DOTALL)
OF_PARTS = "ui/parts"  # a page of the tests' settings, on which nothing is sent


@dataclass
class Element:
    tag: str
    given: dict[str, str]
    above: list[Element] = field(default_factory=list)

    @property
    def form(self) -> Element | None:
        return next((one for one in reversed(self.above) if one.tag == "form"), None)

    @property
    def shown(self) -> bool:
        """Before any script has run."""
        return not any("hidden" in one.given for one in (*self.above, self))

    @property
    def submits(self) -> bool:
        kind = self.given.get("type", "submit" if self.tag == "button" else "text")
        pressed = self.tag == "button" and kind == "submit"
        return (pressed or kind in {"submit", "image"}) and "disabled" not in self.given


class Page(HTMLParser):
    """Every element of a template, with what it stands in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        one = Element(tag, {name: value or "" for name, value in attrs}, list(self.open))
        self.found.append(one)
        if tag not in VOID:
            self.open.append(one)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return


# Templates as they are written -----------------------------------------------------------------


@cache
def by_name() -> dict[str, Template]:
    return {one.name: one for one in templates()}


def whole(template: Template, deep: int = 0) -> str:
    """Written into the page that it is built on, with what it includes; but for the bare frame."""
    source = template.source
    if (above := EXTENDS.search(source)) and not above[1].startswith("ui/"):
        blocks = dict(BLOCK.findall(source))
        frame = whole(by_name()[above[1]], deep + 1)
        source = BLOCK.sub(lambda found: blocks.pop(found[1], found[2]), frame)
        source += "".join(blocks.values())  # for a frame further up
    return INCLUDE.sub(
        lambda found: whole(by_name()[found[1]], deep + 1) if deep < 6 else "", source
    )


def with_buttons(source: str) -> str:
    """The tags that are a button or a link, as the elements that they write."""
    addresses = {variable: f"/{name}/" for name, variable in NAMED.findall(source)}
    source = re.sub(r"{{ (\w+) }}", lambda one: addresses.get(one[1], one[0]), source)
    return BUTTON.sub(lambda one: element_of(one[1], one[2], addresses), source)


def element_of(tag: str, rest: str, addresses: dict[str, str]) -> str:
    label = re.match(r'_\("[^"]*"\)|\S+', rest)
    words = rest[label.end() :].split() if label else []
    pairs = dict(one.split("=", 1) for one in words if "=" in one and one[0].isalpha())
    pairs = {name.replace("_", "-"): said(value, addresses) for name, value in pairs.items()}
    if tag != "button":
        pairs["href"] = said(words[0], addresses)
    inside = "".join(f' {name}="{value}"' for name, value in pairs.items())
    return f"<button{inside}></button>" if tag == "button" else f"<a{inside}></a>"


def said(value: str, addresses: dict[str, str]) -> str:
    if value.startswith("'"):
        return f"/{value[1:-1]}/"  # the name of an address
    return value[1:-1] if value.startswith('"') else addresses.get(value, "…")


@cache
def page_of(name: str) -> Page:
    source = with_buttons(whole(by_name()[name]))
    # a tag within a tag would end it early; a condition around an attribute leaves it there
    source = re.sub(r"{%\s*csrf_token\s*%}", '<input name="csrf">', source)
    source = re.sub(r"{%\s*url\s+'?\"?([\w-]+)[^%]*%}", r"/\1/", source)
    source = re.sub(r"{%[^%]*%}|{#.*?#}", "", source)
    return Page(re.sub(r"{{.*?}}", "…", source))


def pages() -> list[str]:
    """Every template that stands by itself: no other one includes it or is built on it."""
    used = {part for one in templates() for part in built_with(one)}
    alone = [one.name for one in templates() if one.name.endswith(".html") and one.name not in used]
    return [name for name in alone if not name.startswith(OF_PARTS)]


PAGES = pytest.mark.parametrize("name", pages())


def elements(name: str, *tags: str) -> Iterator[Element]:
    return (one for one in page_of(name).found if one.tag in tags)


def excused(name: str, said: str) -> bool:
    return any(place == name and phrase in said for place, phrase in ONLY_WITH_SCRIPT)


@PAGES
def test_each_form_says_how_and_can_be_sent(name: str) -> None:
    for form in elements(name, "form"):
        assert form.given.get("method", "").lower() in {"get", "post"}, form
        inside = [one for one in page_of(name).found if one.form is form]
        marked = any(one.given.get("name") == "csrf" for one in inside)
        assert marked == (form.given["method"].lower() == "post"), form
        own = form.given.get("id")
        apart = [one for one in page_of(name).found if own and one.given.get("form") == own]
        sending = [one for one in (*inside, *apart) if one.submits and one.shown]
        assert sending or excused(name, str(form.given)), form
        by_script = form.given.get("hx-post") or form.given.get("hx-get")
        assert by_script in {None, form.given.get("action")}, form


@PAGES
def test_what_is_shown_can_be_pressed_without_a_script(name: str) -> None:
    for one in elements(name, "button", "input", "a", "area", "summary"):
        if one.tag == "button" and one.shown and not excused(name, str(one.given)):
            in_a_form = one.form or one.given.get("form") or name in WITHIN_A_FORM
            assert one.submits and in_a_form, one.given
        if one.tag in {"a", "area"}:
            address = one.given.get("href", "#")
            assert address != "#" and not address.startswith("javascript:"), one.given
        if one.tag == "summary":
            assert one.above and one.above[-1].tag == "details"
    for one in page_of(name).found:
        acts = (
            one.given.get("role") in {"button", "link", "switch", "tab"} or "tabindex" in one.given
        )
        native = one.tag in {"a", "button", "input", "summary"} or one.given.get("tabindex") == "-1"
        assert native or not acts, one.given


@PAGES
def test_what_a_script_asks_for_can_be_asked_for_without_it(name: str) -> None:
    by_hand = {
        one.given[how].removesuffix("…")
        for one in page_of(WITHIN_A_FORM.get(name, name)).found
        for how in ("action", "formaction", "href")
        if how in one.given
    }
    asked = {
        one.given[how]
        for one in page_of(name).found
        for how in ("hx-post", "hx-get", "hx-put", "hx-delete", "hx-patch")
        if how in one.given
    }
    assert asked <= by_hand


def test_each_excuse_is_needed() -> None:
    for name, phrase in ONLY_WITH_SCRIPT:
        found = [
            one
            for one in elements(name, "form", "button")
            if phrase in str(one.given) and (one.tag == "form" or not one.submits)
        ]
        assert found, (name, phrase)


# Pages as they are answered --------------------------------------------------------------------


@pytest.fixture
def rows(ana: Person, ben: Person, keys: Keys, at: datetime, clock: Clock) -> Rows:
    """A life with something of every kind in it."""
    clock(at)
    room = keys(ana, room=True)
    back = make_homecoming(ana, room, at - 30 * HOUR)
    telling = make_telling(back, ana, room, at - 29 * HOUR)
    agree_on_need(ana, ben, keys(ana), at)
    ahead = make_leave_with_needs(ana, keys(ana), at, children="open")
    out = plan_and_depart(ana, room, at - HOUR)
    tradition, trip = make_tradition(ana, keys(ana)), some_trip(ana, keys(ana), at)
    hours = make_hours(trip, ana, keys(ana), at)
    return Rows(
        leave_id=[ahead.pk, out.leave_id, back.leave.pk, hours.pk],
        trip_id=[trip.pk],
        telling_id=[telling.pk],
        note_id=[make_held_note(out.leave, ben, keys(ben), at).pk],
        feed_id=[give_calendar(ana, keys(ana), at).pk],
        written_id=[write_into(ana, keys(ana), at, NOWHERE, "ana", "lamp-in-the-hall").pk],
        board_id=[hang_board(ana, keys(ana), at).pk],
        window_id=[make_window(ben, keys(ben), at).pk],
        idea_id=[make_idea(ben, keys(ben)).pk],
        tradition_id=[tradition.pk],
        span_id=[make_span(ana, room, shared=True).pk],
        spin_id=[make_spin(tradition, ben, keys(ben)).pk],
        together_id=[make_time_together(ana, keys(ana), at).pk],
    )


@pytest.mark.parametrize("who", ["ana", "ben"])
def test_every_form_and_link_that_a_page_shows_leads_somewhere(
    who: str, rows: Rows, ana: Person, ben: Person, client_of: ClientOf
) -> None:
    client = client_of({"ana": ana, "ben": ben}[who], room=True)
    posted, followed = set(), set()
    for address, page in seen_by(client, rows).items():
        for one in Page(page.body).found if page.status == 200 else ():
            form = one if one.tag == "form" else one.form
            if form and form.given.get("method") == "post":
                posted.add(one.given.get("formaction") or form.given.get("action") or address)
            elif one.tag == "a":
                followed.add(one.given.get("href", ""))
    assert len(posted) > 30 and len(followed) > 30
    assert [one for one in sorted(posted) if taken(client, "post", one) in {404, 405}] == []
    lead = [
        one.partition("#")[0]
        for one in sorted(followed)
        if one.startswith("/") and "exit" not in one
    ]
    assert [one for one in lead if one and taken(client, "get", one) in {404, 405}] == []


def taken(client: Client, method: str, address: str) -> int:
    with another_world():
        return int(
            getattr(client, method)(address.partition("#")[0].replace("&amp;", "&")).status_code
        )
