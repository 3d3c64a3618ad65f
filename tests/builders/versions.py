"""Something told and answered, and put otherwise, for the tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from outandback.rooms.comeback.actions import receive
from outandback.rooms.comeback.models import Received, Reception, Telling
from outandback.rooms.people.models import Person
from outandback.rooms.replies.actions import answer_question
from outandback.rooms.replies.models import Replied, Reply
from outandback.rooms.versions.actions import put_otherwise
from outandback.vault.keyring import Keyring
from tests.builders.homecomings import make_homecoming, make_telling
from tests.fixtures import Keys

FIRST, SECOND = "Slack, and nothing else.", "Slack is most of it."
BACK, OTHERWISE = "Fixed steps, loose grip.", "Loose steps, too."
ASKED, REPLY = "Who is Wen?", "The one at the wool stall."
DAY = timedelta(days=1)


def make_reception(
    telling: Telling, person: Person, keys: Keyring, at: datetime, question: str = ASKED
) -> Reception:
    return receive(telling, person, keys, Received(BACK, question), at)


def make_reply(
    telling: Telling, person: Person, keys: Keyring, at: datetime, text: str = REPLY
) -> Reply:
    return answer_question(telling, person, keys, Replied(text=text), at)


def change_words(
    row: Telling | Reception | Reply, person: Person, keys: Keyring, at: datetime, **said: str
) -> None:
    assert person.current is not None
    row = type(row)._default_manager.get(pk=row.pk)
    put_otherwise(row, person.current, keys, row.row_version, said, at)


def make_changed_telling(person: Person, keys: Keys, at: datetime) -> Telling:
    told = make_telling(
        make_homecoming(person, keys(person), at), person, keys(person, room=True), at, FIRST
    )
    change_words(told, person, keys(person), at + DAY, text=SECOND)
    return told


def make_changed_reception(telling: Telling, person: Person, keys: Keys, at: datetime) -> Reception:
    said = make_reception(telling, person, keys(person), at + DAY)
    change_words(said, person, keys(person), at + 2 * DAY, thing_back=OTHERWISE)
    return said


def address(telling: Telling, name: str = "telling-change") -> str:
    return reverse(name, args=[telling.pk])


def send(client: Client, telling: Telling, seen: int = 1, **words: str) -> Any:
    """As the page of a telling sends it."""
    start = {"text": FIRST, "weight": "light", "seen": str(seen)}
    return client.post(address(telling), start | words)


def send_answer(client: Client, telling: Telling, seen: int = 1, **words: str) -> Any:
    start = {"thing_back": BACK, "question": ASKED, "seen": str(seen)}
    return client.post(address(telling, "reception-change"), start | words)


def read(client: Client, place: str) -> str:
    return client.get(place).content.decode()
