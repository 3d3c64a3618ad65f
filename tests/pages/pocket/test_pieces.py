"""A photo or a voice note arrives in pieces, each once, after its moment, for its person alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache

from outandback.rooms.away.actions import join_vault
from outandback.rooms.away.models import Departure, Moment, Piece
from outandback.rooms.people.models import Person
from outandback.rooms.pocket import actions
from outandback.rooms.pocket.queries import token_behind
from tests.builders.homecomings import plan_and_depart
from tests.builders.media import PHOTO, hand_in_piece, seal_piece
from tests.builders.phones import WORDS, hand_in, phone_of, seal_moment
from tests.fixtures import ClientOf, Clock, Keys

HOUR = timedelta(hours=1)


@pytest.fixture
def out(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Departure:
    clock(at + HOUR)
    return plan_and_depart(ana, keys(ana), at)


@pytest.fixture
def phone(ana: Person, at: datetime) -> dict[str, str]:
    return phone_of(ana, at)


@pytest.fixture
def caught(ana: Person, phone: dict[str, str], out: Departure) -> Any:
    name = uuid4()
    assert hand_in(phone, seal_moment(ana, out.leave_id, name)) == 204
    return name


def test_a_piece_opens_for_its_person_alone(
    ana: Person, keys: Keys, phone: dict[str, str], caught: Any
) -> None:
    name = uuid4()
    assert hand_in_piece(phone, seal_piece(ana, caught, PHOTO, name)) == 204
    row = Piece.objects.get(pk=name)
    assert (row.moment_id, row.person_id) == (caught, ana.pk)
    assert keys(ana, room=True).open(row, "held") == PHOTO
    assert PHOTO not in bytes(row.held)


def test_what_arrives_twice_is_there_once(ana: Person, phone: dict[str, str], caught: Any) -> None:
    raw = seal_piece(ana, caught, PHOTO)
    assert [hand_in_piece(phone, raw), hand_in_piece(phone, raw)] == [204, 204]
    assert Piece.objects.count() == 1


def test_a_piece_waits_for_its_moment(
    ana: Person, ben: Person, at: datetime, phone: dict[str, str], caught: Any
) -> None:
    assert hand_in_piece(phone, seal_piece(ana, uuid4(), PHOTO)) == 409
    assert hand_in_piece(phone_of(ben, at), seal_piece(ben, caught, PHOTO)) == 409
    assert not Piece.objects.exists()


def test_only_a_letter_to_its_own_person_is_taken(
    ana: Person, ben: Person, phone: dict[str, str], caught: Any
) -> None:
    good = seal_piece(ana, caught, PHOTO)
    as_a_moment = caught.bytes + good[16:]
    assert hand_in_piece(phone, seal_piece(ben, caught, PHOTO)) == 412
    for bad in (b"", good[:20], good[:36] + b"\0\2" + good[38:]):
        assert hand_in_piece(phone, bad) == 422
    assert hand_in_piece(phone, seal_piece(ana, caught, bytes(300_000))) == 422
    assert hand_in_piece(phone, seal_piece(ana, caught, bytes(256 * 1024 - 1))) == 204
    assert hand_in(phone, as_a_moment) == 409


def test_without_a_token_nothing_is_taken(ana: Person, client_of: ClientOf, caught: Any) -> None:
    raw = seal_piece(ana, caught, PHOTO)
    assert hand_in_piece({}, raw) == hand_in_piece({}, raw, client_of(ana)) == 401


def test_there_is_an_end_to_the_pieces_of_one_moment(
    ana: Person, phone: dict[str, str], caught: Any
) -> None:
    for _ in range(actions.MOST_PIECES):
        assert hand_in_piece(phone, seal_piece(ana, caught, b"x")) == 204
    assert hand_in_piece(phone, seal_piece(ana, caught, b"x")) == 422


def test_pieces_do_not_use_up_what_a_phone_may_keep(
    ana: Person, phone: dict[str, str], out: Departure, caught: Any
) -> None:
    token = token_behind(phone["Authorization"].removeprefix("Pocket "))
    assert token is not None
    cache.set(f"pocket:pieces:{token.pk.hex}", actions.PIECES_AN_HOUR, 60)
    assert hand_in_piece(phone, seal_piece(ana, caught, PHOTO)) == 429
    assert hand_in(phone, seal_moment(ana, out.leave_id)) == 204


@pytest.mark.parametrize("names", ["no list", ["no name"], [7], {"a": 1}])
def test_a_moment_that_names_no_pieces_but_nonsense_is_none(
    ana: Person, keys: Keys, phone: dict[str, str], out: Departure, names: Any
) -> None:
    assert hand_in(phone, seal_moment(ana, out.leave_id, words={**WORDS, "photo": names})) == 204
    join_vault(ana, keys(ana, room=True))
    assert not Moment.objects.exists()


def test_a_moment_that_names_its_pieces_stays(
    ana: Person, keys: Keys, phone: dict[str, str], out: Departure
) -> None:
    words = {**WORDS, "photo": [str(uuid4())], "voice": []}
    assert hand_in(phone, seal_moment(ana, out.leave_id, words=words)) == 204
    join_vault(ana, keys(ana, room=True))
    assert Moment.objects.count() == 1
