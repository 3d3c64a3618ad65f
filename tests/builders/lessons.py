"""Moments that are to be taught or given, for the tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from outandback.rooms.away.models import Moment
from outandback.rooms.comeback.actions import choose
from outandback.rooms.comeback.models import Decision, Telling
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Keyring
from tests.builders.homecomings import MARK, Returned, make_moment

KNIT = {"verb": "knit", "adverb": "precisely", "adjective": "free"}
HOW = "You count every stitch, and your head goes where it likes."
TEN = "Each of us ties one knot, eyes shut."


def make_waiting_moment(
    back: Returned, keys: Keyring, at: datetime, way: str = "teach", text: str = MARK
) -> Moment:
    """Decided at the threshold, and not done yet; `keys` hold the open room."""
    moment = make_moment(back.departure, keys, text, at)
    decide(back, moment, keys, at, way)
    return moment


def decide(back: Returned, moment: Moment, keys: Keyring, at: datetime, way: str) -> None:
    person: Person = back.home.person
    choose(back.home, keys, [Decision(moment, way)], person.current, at)


def giving_form(way: str = "teach", seen: Any = 0, **words: object) -> dict[str, Any]:
    """The form, as a page sends it."""
    start = {"along": ["words"], "weight": "light"}
    return {"way": way, "seen": str(seen), **start, **words}


def address(moment: Moment, what: str = "") -> str:
    return reverse(f"giving-{what}" if what else "giving", args=[moment.pk])


def make_lesson(client: Client, moment: Moment, **words: Any) -> Telling:
    answer = client.post(
        address(moment), giving_form(**(words or {**KNIT, "how": HOW, "ten": TEN}))
    )
    assert answer.status_code == 303, answer.content.decode()
    return Telling.objects.latest("told_at", "pk")
