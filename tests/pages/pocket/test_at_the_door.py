"""What was answered at the door without a network arrives with the setting out, sealed, once."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from outandback.rooms.account.actions import join_vault
from outandback.rooms.away.models import Departure
from outandback.rooms.leave.models import DoorAnswers, DoorCheck, Leave
from outandback.rooms.leave.queries import energies_at_the_door
from outandback.rooms.people.models import Person
from outandback.rooms.pocket.models import Command
from outandback.vault import seal
from outandback.vault.fields import Stored
from outandback.vault.queries import private_keys
from tests.builders.leaves import make_leave
from tests.builders.phones import seal_command, send_command
from tests.cast import Cast
from tests.fixtures import ClientOf, Clock, Keys

HOUR = timedelta(hours=1)
ANSWERS: dict[str, Any] = {
    "guilt": 8,
    "energy": 3,
    "closeness": None,
    "says": "Canary: I should be the one who reads to them.",
    "to_whom": ["children", "partner"],
    "why": "rule",
}
NONSENSE: tuple[Any, ...] = (
    [],
    7,
    ANSWERS | {"guilt": 11},
    ANSWERS | {"guilt": True},
    ANSWERS | {"energy": "3"},
    ANSWERS | {"says": None},
    ANSWERS | {"to_whom": "children"},
    ANSWERS | {"to_whom": 7},
    ANSWERS | {"why": 1},
)


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Leave:
    clock(at + 5 * HOUR)
    return make_leave(ana, keys(ana), at)


def letter(
    person: Person, words: Any = None, name: UUID | None = None, column: str = "answers"
) -> bytes:
    """The name of a row, and what a phone seals into it."""
    name = name or uuid4()
    place = seal.EnvelopePlace(DoorCheck._meta.db_table, column, name, person.pk, 1)
    key = private_keys(person.pk)[-1]
    plain = json.dumps(ANSWERS if words is None else words).encode()
    sealed = seal.seal_letter(bytes(key.public), key.generation, place, plain)
    return name.bytes + Stored(1, 1, sealed).written()


def out(person: Person, leave: Leave, at: datetime, door: Any, name: UUID | None = None) -> bytes:
    text = urlsafe_b64encode(door).decode().rstrip("=") if isinstance(door, bytes) else door
    return seal_command(person, "out", leave.pk, at + HOUR, name, door=text)


def answered(keys: Keys, person: Person) -> DoorAnswers:
    found: DoorAnswers = keys(person, room=True).open(DoorCheck.objects.get(), "answers")
    return found


def test_all_six_answers_arrive_with_the_setting_out_and_join_the_room(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    client, raw = client_of(ana), out(ana, leave, at, letter(ana))
    assert [send_command(client, raw), send_command(client, raw)] == [204, 204]
    assert Departure.objects.get().set_out_at == at + HOUR
    assert keys(ana).is_letter(DoorCheck.objects.get(), "answers")
    join_vault(ana, keys(ana, room=True))
    assert not keys(ana).is_letter(DoorCheck.objects.get(), "answers")
    assert answered(keys, ana) == DoorAnswers(**ANSWERS)
    assert energies_at_the_door(ana, keys(ana, room=True)) == [3]


def test_what_was_answered_where_there_was_a_network_stays(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    client = client_of(ana)
    client.post(f"/leaves/{leave.pk}/departure/", {"guilt": "2", "says": "As typed online."})
    assert send_command(client, out(ana, leave, at, letter(ana))) == 204
    assert answered(keys, ana) == DoorAnswers(guilt=2, says="As typed online.")


def test_it_stays_where_the_phone_came_first(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    client = client_of(ana)
    assert send_command(client, out(ana, leave, at, letter(ana))) == 204
    client.post(f"/leaves/{leave.pk}/departure/", {"guilt": "2"})
    assert send_command(client, out(ana, leave, at, letter(ana, ANSWERS | {"guilt": 1}))) == 204
    assert answered(keys, ana) == DoorAnswers(**ANSWERS)


def test_the_answers_arrive_though_somebody_set_out_elsewhere_and_said_nothing(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    client = client_of(ana)
    assert send_command(client, seal_command(ana, "out", leave.pk, at + HOUR)) == 204
    DoorCheck.objects.all().delete()  # as with no key open
    assert send_command(client, out(ana, leave, at, letter(ana))) == 204
    assert answered(keys, ana) == DoorAnswers(**ANSWERS)


def test_a_setting_out_without_answers_is_as_before(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    for door in (None, ""):
        assert send_command(client_of(ana), out(ana, leave, at, door)) == 204
    assert answered(keys, ana) == DoorAnswers()


def test_while_another_leave_is_on_nothing_is_laid_down(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    client, other = client_of(ana), make_leave(ana, keys(ana), at)
    assert send_command(client, out(ana, leave, at, letter(ana))) == 204
    assert send_command(client, out(ana, other, at, letter(ana))) == 409
    assert DoorCheck.objects.get().leave_id == leave.pk


@pytest.mark.parametrize("who", ["Ben", "Cleo", "Dede"])
def test_answers_are_laid_to_their_own_persons_leave_alone(
    ana: Person, cast: Cast, client_of: ClientOf, at: datetime, leave: Leave, who: str
) -> None:
    other = cast.people[who]
    assert send_command(client_of(other), out(other, leave, at, letter(other))) == 422
    assert not DoorCheck.objects.exists()


def test_only_a_letter_to_its_own_person_is_taken(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    client, good = client_of(ana), letter(ana)
    version, schema = good[:16] + b"\0\0\0\2" + good[20:], good[:20] + b"\0\2" + good[22:]
    record = good[:25] + b"\x01" + good[26:]
    for bad in (version, schema, record, good[:20], b"x", "no letter", 7, ["x"]):
        assert send_command(client, out(ana, leave, at, bad)) == 422
    assert send_command(client, out(ana, leave, at, letter(ben))) == 412
    assert not (DoorCheck.objects.exists() or Departure.objects.exists())
    assert not Command.objects.exists()


@pytest.mark.parametrize("words", NONSENSE, ids=repr)
def test_what_is_no_answer_goes_before_anybody_reads_it(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave, words: Any
) -> None:
    assert send_command(client_of(ana), out(ana, leave, at, letter(ana, words))) == 204
    join_vault(ana, keys(ana, room=True))
    assert not DoorCheck.objects.exists()


def test_a_letter_of_another_place_opens_nowhere_and_goes(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    assert send_command(client_of(ana), out(ana, leave, at, letter(ana, column="turned"))) == 204
    join_vault(ana, keys(ana, room=True))
    assert not DoorCheck.objects.exists()


def test_the_longest_answer_fits(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    words = ANSWERS | {"says": "ह" * 8192}
    plain = letter(ana, words)
    assert send_command(client_of(ana), out(ana, leave, at, plain)) == 204
    assert answered(keys, ana) == DoorAnswers(**words)
