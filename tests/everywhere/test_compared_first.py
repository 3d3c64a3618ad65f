"""Before the four words are compared nothing goes to a partner: each place says so, and a form that
is sent all the same keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.cover.models import Answer
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.quiet.models import HeldNote, Hello
from tests.builders.leaves import make_departure, make_heads_up, make_leave
from tests.cast import side_of
from tests.fixtures import ClientOf, Keys

FIRST = "Before anything goes to"
WORDS = "a heron, twice"
FORMS: dict[str, dict[str, Any]] = {
    "answer": {"blessing": WORDS},
    "held-notes": {"text": WORDS, "form_id": str(uuid4())},
    "hello": {"form": "call", "day": "2026-05-14", "hello_time": "21:00"},
}


@pytest.fixture(autouse=True)
def now(at: datetime, clock: Callable[[datetime], None]) -> None:
    clock(at)


@pytest.fixture
def his(ben: Person, client_of: ClientOf) -> Client:
    Membership.objects.filter(person=ben).update(pin=None)
    return client_of(ben)


def address(name: str, ana: Person, keys: Keys, at: datetime) -> str:
    """Of a leave of Ana's, which Ben was told of: ahead, and for a note under way."""
    leave = make_leave(ana, keys(ana), at, back="2026-05-16T21:00")
    make_heads_up(leave, side_of(ana), keys(ana), at)
    if name == "held-notes":
        make_departure(leave, keys(ana), at)
    return reverse(name, args=[leave.pk])


@pytest.mark.parametrize("name", FORMS)
def test_its_place_says_so_and_a_form_keeps_what_was_typed(
    name: str, his: Client, ana: Person, keys: Keys, at: datetime
) -> None:
    page = address(name, ana, keys, at)
    asked = his.get(page).content.decode()
    assert FIRST in asked and f"{reverse('pair-words')}?next={page}" in asked
    sent = his.post(page, FORMS[name])
    kept = sent.content.decode()
    assert sent.status_code == 422 and "compare the four words" in kept
    assert any(typed in kept for typed in (WORDS, "21:00"))
    assert not any(model.objects.exists() for model in (Answer, HeldNote, Hello))


@pytest.mark.parametrize("name", FORMS)
def test_compared_nothing_is_said_of_it(
    name: str, ben: Person, client_of: ClientOf, ana: Person, keys: Keys, at: datetime
) -> None:
    page = address(name, ana, keys, at)
    client = client_of(ben)
    assert FIRST not in client.get(page).content.decode()
    assert client.post(page, FORMS[name]).status_code == 303
