"""What a phone seals and hands in, for the tests."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from outandback.rooms.away.models import Moment
from outandback.rooms.people.models import Person
from outandback.rooms.pocket import queries
from outandback.rooms.pocket.actions import give_token
from outandback.vault import seal
from outandback.vault.fields import Stored
from outandback.vault.queries import private_keys

BYTES = "application/octet-stream"
WORDS = {"kind": "aha", "text": "The heron waits.", "caught_at": "2026-05-13T19:00:00+00:00"}


def seal_command(
    person: Person, kind: str, leave: UUID, at: datetime, name: UUID | None = None, **more: object
) -> bytes:
    """Something that was done on a phone, sealed to the server."""
    name = name or uuid4()
    words = {"kind": kind, "leave": str(leave), "at": at.isoformat(), "back": None, **more}
    return name.bytes + seal_command_bytes(person, name, json.dumps(words).encode())


def seal_command_bytes(person: Person, name: UUID, plain: bytes) -> bytes:
    key = queries.transit_key()
    return seal.seal_letter(key.public, key.generation, queries.command_place(person, name), plain)


def seal_moment(
    person: Person, leave: UUID, name: UUID | None = None, words: dict[str, Any] | None = None
) -> bytes:
    """A moment as a phone hands it in, sealed to its person."""
    name = name or uuid4()
    place = seal.EnvelopePlace(Moment._meta.db_table, "caught", name, person.pk, 1)
    key = private_keys(person.pk)[-1]
    plain = json.dumps(WORDS if words is None else words).encode()
    letter = seal.seal_letter(bytes(key.public), key.generation, place, plain)
    return name.bytes + leave.bytes + Stored(1, 1, letter).written()


def phone_of(person: Person, at: datetime) -> dict[str, str]:
    """The headers of a phone that holds a token, and no cookie."""
    return {"Authorization": f"Pocket {give_token(person, at)}"}


def hand_in(headers: dict[str, str], raw: bytes, client: Client | None = None) -> int:
    sent = (client or Client()).post(reverse("pocket-moments"), raw, BYTES, headers=headers)
    return sent.status_code


def send_command(client: Client, raw: bytes) -> int:
    return client.post(reverse("pocket-commands"), raw, BYTES).status_code
