"""Whatever is pressed on a page keeps everything that was typed on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from outandback.pages.plan.forms import OF_BACK, OF_OUT
from outandback.rooms.away.models import Departure, Moment
from outandback.rooms.people.models import Person
from outandback.rooms.quiet.models import HeldNote
from tests.cast import EITHER, Cast
from tests.everywhere.pages import Control, FoundForm, pages_of, read, two_people
from tests.pages.carried.test_carried import sign_in, sign_out_everywhere

WRITTEN = {
    **dict.fromkeys(("text", "textarea", "search"), "herons"),
    **{"email": "a@heron.example", "tel": "+44 20 7946 0018", "number": "7"},
    **{"date": "2026-06-20", "time": "06:07"},
}
# What goes with the thing itself, where its person takes the thing away.
GOES_ALONG = {
    "/leaves/…/calling-off/": "how setting out is, on a leave that is called off",
    "/boards/…/taking-down/": "the page that the words are about is taken down",
    "/together/ideas/…/taking-away/": "the idea whose words they are is taken away",
    "/spins/…/taking-away/": "the spin whose words they are is taken away",
    "/loop/spans/…/removal/": "the days that the words are about are taken away",
    "/calendars/…/taking-away/": "the calendar whose name it is is taken away",
    "/tellings/…/withdrawal/": "the telling on which the mark is made is taken back",
}
# What is typed goes into what begins: the words of a leave that is gone on at once.
BEGINS = {"/leaves/now/"}
# What a tap is there to write, whatever stands in it.
WRITES = {"out": (*OF_OUT, *OF_BACK), "back": OF_BACK}
# Forms that ask for something to look at, and keep nothing.
LOOKS = {"get"}


class Undone(Exception):
    pass


@dataclass(frozen=True)
class Press:
    """One button of a page, with every field of the page filled by somebody."""

    page: str
    form: FoundForm
    button: Control
    beside: tuple[FoundForm, ...]

    @property
    def address(self) -> str:
        return str(self.button.about.get("formaction") or self.form.action).partition("#")[0]

    @property
    def writes(self) -> set[str]:
        tap = self.button.value if self.button.name == "tap" else ""
        return set(WRITES.get(tap.partition("-")[0], ()))

    @property
    def plain(self) -> str:
        parts = urlsplit(self.address).path.split("/")
        return "/".join("…" if len(part) == 36 else part for part in parts)


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


def asked(form: FoundForm) -> list[Control]:
    """What somebody types or chooses in a form."""
    kinds = {*WRITTEN, "radio", "checkbox", "select"}
    return [one for one in form.controls if one.kind in kinds and one.name]


def presses(client: Client, ids: dict[str, list[Any]]) -> Iterator[Press]:
    """Every button of every page with something to type and more than one thing to press."""
    for page, html in pages_of(client, ids):
        forms = [form for form in read(html, page).forms if form.method not in LOOKS]
        buttons = [(form, one) for form in forms for one in form.controls if one.kind == "submit"]
        buttons = [(f, one) for f, one in buttons if one.about.get("type", "submit") == "submit"]
        if any(map(asked, forms)) and len(buttons) > 1:
            for form, button in buttons:
                beside = tuple(one for one in forms if one is not form and asked(one))
                yield Press(page, form, button, beside)


def filled(form: FoundForm) -> dict[str, list[str]]:
    """Everything is typed, and where there is something to choose, another answer is chosen."""
    sent = form.filled()
    for control in asked(form):
        if control.kind in WRITTEN:
            sent[control.name] = [WRITTEN[control.kind]]
        elif control.kind in {"radio", "checkbox"} and control.value and not control.chosen:
            sent[control.name] = [control.value]
    return sent


def pressed(client: Client, press: Press, typed: dict[str, list[str]]) -> tuple[Any, int]:
    """The answer, and how many moments there are then. Nothing of it stays for the next press."""
    sent = dict(typed)
    if press.button.name:
        sent[press.button.name] = [press.button.value]
    try:
        with transaction.atomic():
            cache.clear()
            answer = client.post(press.address, sent)
            moments = Moment.objects.count()
            raise Undone
    except Undone:
        return answer, moments


def said(fields: dict[str, list[str]], name: str) -> list[str]:
    return [one for one in fields.get(name, []) if one]


def stands(answer: Any, press: Press, typed: dict[str, list[str]]) -> bool:
    """Whether the page that follows holds all that was typed in the form."""
    html = answer.content.decode() if answer.status_code < 300 or answer.status_code > 400 else ""
    for form in read(html, press.address).forms if html else ():
        there, names = form.filled(), {one.name for one in asked(press.form)} - press.writes
        if names and all(said(there, name) == said(typed, name) for name in names):
            return True
    return False


@pytest.mark.parametrize("room", [False, True])
@pytest.mark.parametrize("name", EITHER)
def test_every_button_keeps_what_is_typed_on_its_page(
    cast: Cast, at: datetime, name: str, room: bool
) -> None:
    ids, lost, tried = two_people(cast, at), [], 0
    client = cast.client(cast.people[name], room=room)
    before = Moment.objects.count()
    for press in list(presses(client, ids)):
        if press.plain in GOES_ALONG or press.plain in BEGINS:
            continue
        if press.beside:
            lost.append(f"{press.page} {press.plain} sends nothing of the form beside it")
            continue
        if press.address == press.form.action or not asked(press.form):
            continue
        tried += 1
        typed = filled(press.form)
        answer, moments = pressed(client, press, typed)
        saved = answer.status_code == 303 and moments > before
        if not saved and not stands(answer, press, typed):
            lost.append(f"{press.page} {press.plain} {answer.status_code}")
    assert tried > 3
    assert lost == []


@pytest.mark.parametrize("name", EITHER)
def test_where_nothing_was_typed_a_button_does_its_own_and_leads_on(
    cast: Cast, at: datetime, name: str
) -> None:
    ids = two_people(cast, at)
    client = cast.client(cast.people[name], room=True)
    held = {}
    for press in list(presses(client, ids)):
        if "stood" not in press.form.filled() or press.address == press.form.action:
            continue
        held[press.plain] = pressed(client, press, press.form.filled())[0].status_code
    assert held and set(held.values()) == {303}


def test_a_button_pressed_after_signing_out_brings_back_what_was_typed_beside_it(
    cast: Cast, at: datetime
) -> None:
    note, ben = two_people(cast, at)["note_id"][0], cast.people["Ben"]
    page = f"/notes/{note}/"
    client = cast.client(ben)
    (form,) = read(client.get(page).content.decode(), page).forms
    sign_out_everywhere()
    carried = client.post(f"{page}withdrawal/", form.filled(text="Two herons."))
    assert "Two herons." in sign_in(client, ben, carried).content.decode()
    assert HeldNote.objects.get(pk=note).withdrawn_at is None


def test_what_is_in_the_box_when_somebody_is_back_is_one_more_moment(
    cast: Cast, at: datetime
) -> None:
    two_people(cast, at)
    ana = cast.people["Ana"]
    client, before = cast.client(ana), Moment.objects.count()
    page = next(page for page, _ in pages_of(client, {"leave_id": out_of(ana)}) if "away" in page)
    (form,) = [one for one in read(client.get(page).content.decode(), page).forms if one.words]
    home = page.replace("/away/", "/homecoming/")
    too_long = client.post(home, form.filled(text="heron " * 3000))
    assert too_long.status_code == 422 and "heron heron" in too_long.content.decode()
    answer = client.post(home, form.filled(text="Two herons."))
    assert (answer.status_code, answer["Location"]) == (303, home)
    assert Moment.objects.count() == before + 1
    assert "Two herons." in cast.client(ana, room=True).get(home).content.decode()


def out_of(person: Person) -> list[Any]:
    return list(Departure.objects.filter(leave__person=person).values_list("leave", flat=True))
