"""Every page of two people, and the forms on it, as a browser would find them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from outandback.rooms.people.models import Person
from tests.builders.boards import hang_board
from tests.builders.calendars import bring_in_address, bring_in_file
from tests.builders.cover import make_window
from tests.builders.feeds import give_calendar
from tests.builders.homecomings import make_homecoming, make_moment, make_telling, plan_and_depart
from tests.builders.ideas import make_idea
from tests.builders.leaves import make_heads_up, make_leave
from tests.builders.quiet import agree_on_need, make_held_note
from tests.builders.rhythms import make_rhythm
from tests.builders.shown import make_shown
from tests.builders.spans import make_span
from tests.builders.traditions import make_spin, make_tradition
from tests.builders.trips import make_hours, some_trip
from tests.builders.versions import make_reception, make_reply
from tests.builders.written import NOWHERE, write_into
from tests.cast import Cast

TYPED = {"text", "textarea", "search", "email", "tel"}
HOUR = timedelta(hours=1)
SIGNS_OUT = {"exit", "account_logout"}


@dataclass
class Control:
    kind: str
    name: str
    value: str = ""
    chosen: bool = True
    about: dict[str, str | None] = field(default_factory=dict)


@dataclass
class FoundForm:
    page: str
    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    name: str = ""

    @property
    def words(self) -> list[str]:
        """The names of the boxes that somebody types into."""
        return [control.name for control in self.controls if control.kind in TYPED]

    @property
    def long_words(self) -> list[Control]:
        return [control for control in self.controls if control.kind == "textarea"]

    def filled(self, **typed: str) -> dict[str, list[str]]:
        """What a browser sends: everything as it stands, and what was typed now."""
        sent: dict[str, list[str]] = {}
        for control in self.controls:
            if control.chosen and control.kind != "submit":
                sent.setdefault(control.name, []).append(control.value)
        return sent | {name: [words] for name, words in typed.items()}


class Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms, self.open = page, list[FoundForm](), list[FoundForm]()
        self.ids, self.headings, self.text = list[str](), list[str](), list[str]()
        self.apart = list[tuple[str, Control]]()
        self.area: Control | None = None
        self.select: Control | None = None
        self.heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if about.get("id"):
            self.ids.append(str(about["id"]))
        if tag in {"h1", "h2", "h3"}:
            self.heading = True
            self.headings.append("")
        if tag == "form":
            where = (about.get("action") or self.page).partition("#")[0]
            method, name = (about.get("method") or "get").lower(), about.get("id") or ""
            self.open = [FoundForm(self.page, where, method, name=name)]
            self.forms += self.open
        elif tag == "button" and about.get("form"):
            button = Control(
                "submit", about.get("name") or "", about.get("value") or "", False, about
            )
            self.apart.append((str(about["form"]), button))
        elif self.open:
            self._control(tag, about)

    def _control(self, tag: str, about: dict[str, str | None]) -> None:
        name, value = about.get("name") or "", about.get("value") or ""
        if tag == "input" and name:
            kind = about.get("type") or "text"
            chosen = kind not in {"checkbox", "radio"} or "checked" in about
            self._add(
                Control(kind, name, value or ("on" if kind == "checkbox" else ""), chosen, about)
            )
        elif tag == "textarea":
            self.area = Control("textarea", name, "", True, about)
            self._add(self.area)
        elif tag == "button":
            self._add(Control("submit", name, value, False, about))
        elif tag == "select":
            self.select = Control("select", name, "", True, about)
            self._add(self.select)
        elif tag == "option" and self.select and "selected" in about:
            self.select.value = value

    def _add(self, control: Control) -> None:
        self.open[-1].controls.append(control)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = []
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag in {"h1", "h2", "h3"}:
            self.heading = False

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.value += data
        elif self.heading:
            self.headings[-1] += data
        self.text.append(data)


def read(html: str, page: str = "/") -> Reader:
    reader = Reader(page)
    reader.feed(html)
    for owner, button in reader.apart:
        (form,) = [one for one in reader.forms if one.name == owner]
        form.controls.append(button)
    for form in reader.forms:
        for control in form.controls:
            if control.kind == "textarea":
                control.value = control.value.removeprefix("\n").replace("\r\n", "\n")
    return reader


# A world with a page in every state ------------------------------------------------------------


def two_people(cast: Cast, at: datetime) -> dict[str, list[Any]]:
    """Ana and Ben with something of everything; answers the ids by the names in addresses."""
    ana, ben = (cast.people[name] for name in ("Ana", "Ben"))
    keys, opened, theirs = cast.keys(ana), cast.keys(ana, room=True), cast.keys(ben)
    agree_on_need(ana, ben, keys, at)
    home = make_homecoming(ana, opened, at - 3 * HOUR)
    moment = make_moment(home.departure, opened, "a heron on the weir", at - 4 * HOUR)
    tellings = [
        make_telling(home, ana, opened, at - 2 * HOUR, text=text)
        for text in ("one", "two", "three")
    ]
    for answered in (tellings[0], tellings[2]):
        make_reception(answered, ben, theirs, at)
    make_reply(tellings[0], ana, keys, at)
    out = plan_and_depart(ana, opened, at - HOUR)
    ahead = make_leave(ana, keys, at, out="2026-05-20T18:00", back="2026-05-21T21:00")
    make_heads_up(ahead, ana.current, keys, at)
    own = make_leave(ana, keys, at, out="2026-06-20T18:00", back="2026-06-20T21:00")
    for one, days in ((ahead, "2"), (own, "5")):
        make_rhythm(one, keys, at, weekdays=[days], off=["2026-06-01"])
    tradition, trip = make_tradition(ana, keys), some_trip(ana, keys, at)
    hours = make_hours(trip, ana, keys, at)
    make_shown(ana, keys, at)
    make_shown(ben, theirs, at)
    return {
        "leave_id": [home.leave.pk, out.leave_id, ahead.pk, own.pk, hours.pk],
        "trip_id": [trip.pk],
        "telling_id": [telling.pk for telling in tellings],
        "moment_id": [moment.pk],
        "note_id": [make_held_note(out.leave, ben, theirs, at).pk],
        "window_id": [make_window(ben, theirs, at).pk],
        "idea_id": [make_idea(ben, theirs).pk],
        "tradition_id": [tradition.pk],
        "spin_id": [make_spin(tradition, ben, theirs).pk],
        "feed_id": [give_calendar(ana, keys, at).pk],
        "written_id": [write_into(ana, keys, at, NOWHERE, "ana", "lamp-in-the-hall").pk],
        "source_id": [
            bring_in_file(ana, keys, at).pk,
            bring_in_address(ana, keys, at - HOUR).pk,
        ],
        "board_id": [hang_board(ana, keys, at).pk],
        "span_id": [make_span(ana, opened, shared=True).pk],
        "place": [*range(1, 6)],
    }


def patterns(found: Any = None) -> Iterator[URLPattern]:
    for one in found or get_resolver().url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def addresses(ids: dict[str, list[Any]]) -> list[str]:
    """Every address there is, with every id that fits it."""
    found = []
    for pattern in patterns():
        names = list(pattern.pattern.converters)
        fitting = ids.get(names[0], []) if names else [None]
        for one in fitting if len(names) < 2 else ():
            try:
                found.append(reverse(str(pattern.name), args=[one] if names else []))
            except NoReverseMatch:
                continue
    return list(dict.fromkeys(found))


def plain_addresses() -> list[str]:
    """Of every page that needs no id and signs nobody out."""
    found = (one for one in patterns() if one.name and not one.pattern.regex.groups)
    return sorted({reverse(str(one.name)) for one in found if one.name not in SIGNS_OUT})


def pages_of(
    client: Client, ids: dict[str, list[Any]], **skip: object
) -> Iterator[tuple[str, str]]:
    """Each page that this browser is shown, with its address."""
    for address in addresses(ids):
        if address in {"/exit/", "/parts"}:
            continue
        answer = client.get(address)
        html = answer.get("Content-Type", "").startswith("text/html")
        if answer.status_code == 200 and html:
            yield address, answer.content.decode()


def forms_of(client: Client, ids: dict[str, list[Any]]) -> list[FoundForm]:
    """Each form that this browser can send, once for each page on which it stands."""
    found = [form for page, html in pages_of(client, ids) for form in read(html, page).forms]
    return [form for form in found if form.method == "post"]


def client_in(cast: Cast, person: Person, room: bool) -> Client:
    return cast.client(person, room=room)
