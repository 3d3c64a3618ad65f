"""A form that is refused before the four words are compared leads to them, and from there back to
itself with all that was typed, whichever form it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import resolve, reverse

from outandback.rooms.carried.actions import MOST
from outandback.rooms.carried.models import Carried
from outandback.rooms.people.models import Membership, Person
from tests.cast import Cast
from tests.everywhere.pages import FoundForm, forms_of, two_people
from tests.fixtures import Clock
from tests.house.source import PACKAGE, python_files
from tests.pages.carried.test_carried import standing, typed_into
from tests.promises.pages import another_world

LINK = re.compile(r'href="(/pair/words/[^"]*)"')
SEEN = re.compile(r'name="seen" value="(\w+)"')
HOUR = timedelta(hours=1)
# Forms that only pick: what is sent beside what stands in them already.
PICKED = {"form": "call", "day": "2026-05-20", "hello_time": "21:00", "shared": "on"}
# Forms that share something, so that the walk is known to reach them.
REACHED = {
    "Ana": {"hello", "reply", "telling-change", "reply-change"},
    "Ben": {"hello", "answer", "held-notes", "held-note", "reception-change"},
}
# Templates that lead to the four words with no form beside the link.
NO_FORM = {
    "need/later.html",
    "parts/for_two.html",
    "plan/untold.html",
    "today/_asides.html",
    "today/_sent.html",
}


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


@pytest.fixture
def ids(cast: Cast, at: datetime) -> dict[str, list[Any]]:
    return two_people(cast, at)


def links_in(answer: Any) -> set[str]:
    return {unescape(link) for link in LINK.findall(answer.content.decode())}


def filled(form: FoundForm) -> dict[str, Any]:
    names = {control.name for control in form.controls}
    picked = {name: value for name, value in PICKED.items() if name in names}
    return form.filled(**typed_into(form), **picked)


def compares(client: Client, link: str) -> Any:
    """Follow a link to the four words, say that they are the same, and be where that leads."""
    page = client.get(link).content.decode()
    seen = SEEN.search(page)
    assert seen, link
    answer = client.post(reverse("pair-words"), {"seen": seen[1]})
    return client.get(answer["Location"], follow=True)


@pytest.mark.parametrize("name", REACHED)
def test_every_refused_form_leads_to_the_words_and_back_to_what_was_typed(
    name: str, cast: Cast, ids: dict[str, list[Any]]
) -> None:
    person, reached = cast.people[name], set[str]()
    Membership.objects.filter(person=person).update(pin=None)
    for form in forms_of(cast.client(person, room=True), ids):
        with another_world():
            client = cast.client(person, room=True)
            answer = client.post(form.action, filled(form))
            links = links_in(answer) if answer.status_code == 422 else set()
            if not links:
                continue
            assert len(links) == 1, (form.action, links)
            again = compares(client, *links)
            assert again.status_code == 200, (form.action, again.status_code)
            stands = standing(again.content.decode(), form.action)
            for box, typed in (typed_into(form) | boxes_picked(form)).items():
                assert typed in stands.get(box, []), (form.action, box)
            reached.add(resolve(form.action).url_name or "")
    assert reached >= REACHED[name]


def boxes_picked(form: FoundForm) -> dict[str, str]:
    names = {control.name for control in form.controls if control.kind not in {"radio", "hidden"}}
    return {name: value for name, value in PICKED.items() if name in names}


def test_every_link_to_the_words_beside_a_form_is_one_that_comes_back() -> None:
    """In a template by its tag, in a sentence of a form by the one place that writes it."""
    templates = {
        "/".join(file.parts[-2:])
        for file in PACKAGE.rglob("*.html")
        if "'pair-words'" in file.read_text(encoding="utf-8") and "pairing" not in file.parts
    }
    assert templates == NO_FORM
    code = {
        file.name
        for file in python_files()
        if 'reverse("pair-words")' in file.read_text(encoding="utf-8").replace("'", '"')
    }
    assert code == {"key_checks.py", "compare_first.py"}


# The way back, later on ---------------------------------------------------------------------------


@pytest.fixture
def refused(ben: Person, cast: Cast, ids: dict[str, list[Any]]) -> tuple[Client, str, str]:
    """Ben's browser, the page of an answer that was refused, and its link."""
    Membership.objects.filter(person=ben).update(pin=None)
    client, page = cast.client(ben), reverse("answer", args=[ids["leave_id"][2]])
    (link,) = links_in(client.post(page, {"blessing": "Go well."}))
    return client, page, link


def test_what_was_typed_is_kept_once_for_its_writer(
    refused: tuple[Client, str, str], ben: Person
) -> None:
    row = Carried.objects.get()
    assert row.person == ben and row.box is None and b"Go well" not in bytes(row.sent or b"")


def test_whoever_is_not_sure_yet_goes_back_to_it_as_well(
    refused: tuple[Client, str, str],
) -> None:
    client, _, link = refused
    back = parse_qs(urlsplit(link).query)["next"][0]
    html = client.get(back).content.decode()
    assert "Go well." in html and Carried.objects.count() == 1
    (again,) = links_in(client.get(back))
    assert parse_qs(urlsplit(again).query)["next"][0] == back


def test_after_an_hour_it_leads_to_the_page_alone(
    refused: tuple[Client, str, str], clock: Clock, at: datetime
) -> None:
    client, page, link = refused
    clock(at + 2 * HOUR)
    assert compares(client, link).request["PATH_INFO"] == page


def test_what_a_script_has_handed_in_since_stands_on_the_page_itself(
    refused: tuple[Client, str, str],
) -> None:
    client, page, link = refused
    draft = {"unsent": str(uuid4()), "unsent_form": f"{page} {page}", "blessing": "Go well."}
    assert client.post(reverse("unsent"), draft).status_code == 204
    assert compares(client, link).request["PATH_INFO"] == page


def test_whoever_was_refused_too_often_still_comes_back_to_the_page(
    refused: tuple[Client, str, str],
) -> None:
    client, page, _ = refused
    for _ in range(MOST):
        answer = client.post(page, {"blessing": "Go well."})
    assert "Go well." in answer.content.decode()
    (link,) = links_in(answer)
    assert parse_qs(urlsplit(link).query)["next"] == [page]
