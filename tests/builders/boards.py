"""Boards for the tests, made with the same actions as in the app."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from outandback.rooms.board.actions import make_board, show_leave
from outandback.rooms.board.models import BoardWords, SleepsBoard
from outandback.rooms.board.queries import token_of
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Keyring
from tests.builders.leaves import LONDON

RITUAL = "Two kisses and the wave from the gate."
WORDS = BoardWords(called="Ro", child="Mika", ritual=RITUAL)


def hang_board(person: Person, keys: Keyring, at: datetime, **plain: Any) -> SleepsBoard:
    words = plain.pop("words", WORDS)
    board = SleepsBoard(person=person, **{"zone": LONDON, **plain})
    make_board(keys, board, words, at)
    return board


def show_on_board(board: SleepsBoard, leave: Leave, keys: Keyring, sentence: str = "") -> None:
    show_leave(board, keys, leave, True, sentence)


def page_of(board: SleepsBoard, keys: Keyring) -> str:
    board.refresh_from_db()
    return reverse("kids", args=[token_of(keys, board)])


def read_page(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def headline(html: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", html)
    assert found
    return found[1]


def words_in(html: str) -> list[str]:
    """Everything that a page says, outside its head."""
    body = html.partition("<body")[2].partition(">")[2]
    parts = re.split(r"<[^>]*>", body)
    return [part.strip() for part in parts if part.strip()]


def board_form(**changes: object) -> dict[str, Any]:
    """A board as someone types it; a change to None leaves the field out."""
    board = {
        "form_id": str(uuid4()),
        "called": "Ro",
        "child": "Mika",
        "ritual": RITUAL,
        "place": "here",
        "ink": "a",
        "which": "chosen",
        "show_flowers": "on",
        "zone": LONDON,
    }
    return {name: value for name, value in (board | changes).items() if value is not None}
