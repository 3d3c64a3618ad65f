"""One's own public key, replaced in the database by somebody who would like to read along."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from outandback.rooms.away.actions import set_out
from outandback.rooms.away.models import Departure, Moment
from outandback.rooms.carried.models import Carried
from outandback.rooms.leave.models import DoorAnswers
from outandback.rooms.people.models import Person
from outandback.rooms.pocket.queries import keys_for
from outandback.vault import actions, seal
from outandback.vault.fields import Sealed, SealedRow, To, sealed_fields
from outandback.vault.keyring import Closed, Keyring, KeyUnproven
from outandback.vault.models import PersonKey
from tests.builders.leaves import make_departure, make_leave
from tests.cast import PASSPHRASE, Cast
from tests.fixtures import ClientOf

COLUMNS = [f for m in apps.get_models() for f in sealed_fields(m) if f.to is To.PRIVATE]
NAMES = [f"{field.model._meta.label}.{field.name}" for field in COLUMNS]
WORDS = "the slack & the whole trick"
STRANGER = seal.new_key_pair(1)


class Anything:
    """Words of any column: only the bytes count here."""


def swap(person: Person) -> None:
    PersonKey.objects.filter(person=person.pk, kind="private").update(public=STRANGER.public)


def newer(person: Person) -> None:
    """A generation more, put in by hand."""
    row = PersonKey.objects.get(person=person.pk, kind="private")
    PersonKey.objects.create(
        person=person.pk,
        kind="private",
        generation=2,
        public=STRANGER.public,
        wrapped_secret=row.wrapped_secret,
        proof=row.proof,
    )


def with_another_proof(person: Person) -> None:
    swap(person)
    everyday = PersonKey.objects.get(person=person.pk, kind="everyday")
    PersonKey.objects.filter(person=person.pk, kind="private").update(proof=everyday.proof)


SWAPS = [swap, newer, with_another_proof]


def sealed_into(column: Sealed, keyring: Keyring, person: Person) -> Any:
    row: Any = column.model(pk=person.pk if column.of == "id" else uuid4())
    if column.of != "id":
        setattr(row, column.of, person.pk)
    keyring._sealed(row, column, b"{}")
    return row


@pytest.mark.parametrize("column", COLUMNS, ids=NAMES)
def test_no_private_column_takes_a_letter_to_a_key_that_nobody_vouched_for(
    column: Sealed, cast: Cast, ana: Person
) -> None:
    assert issubclass(column.model, SealedRow)
    sealed_into(column, cast.keys(ana), ana)
    with pytest.raises(Closed):
        sealed_into(column, Keyring(ana.pk), ana)
    swap(ana)
    with pytest.raises(KeyUnproven):
        sealed_into(column, cast.keys(ana), ana)
    sealed_into(column, cast.keys(ana, room=True), ana)


@pytest.mark.parametrize("how", SWAPS)
def test_no_way_of_putting_another_key_there_is_taken(how: Any, cast: Cast, ana: Person) -> None:
    how(ana)
    with pytest.raises(KeyUnproven):
        sealed_into(COLUMNS[0], cast.keys(ana), ana)
    assert keys_for(ana, cast.keys(ana)) is None


def test_a_phone_is_told_and_handed_nothing(cast: Cast, ana: Person) -> None:
    papers = cast.client(ana).get("/pocket/papers/").json()
    assert papers["keys"]["fingerprint"] and not papers["replaced"]
    swap(ana)
    papers = cast.client(ana).get("/pocket/papers/").json()
    assert papers["keys"] is None and papers["replaced"] is True


# An account of before, and one whose proof was taken away -----------------------------------------


def test_an_earlier_account_gets_its_proof_with_the_passphrase(cast: Cast, ana: Person) -> None:
    PersonKey.objects.filter(person=ana.pk).update(proof=None)
    with pytest.raises(Closed):
        sealed_into(COLUMNS[0], cast.keys(ana), ana)
    Client().post("/sign-in/", {"login": ana.email, "password": PASSPHRASE})
    assert not PersonKey.objects.filter(person=ana.pk, proof=None).exists()
    sealed_into(COLUMNS[0], cast.keys(ana), ana)


def test_the_passphrase_vouches_for_no_other_key(cast: Cast, ana: Person) -> None:
    PersonKey.objects.filter(person=ana.pk).update(proof=None)
    swap(ana)
    actions.open_with_passphrase(ana.pk, PASSPHRASE)
    with pytest.raises(KeyUnproven):
        sealed_into(COLUMNS[0], cast.keys(ana), ana)


# On the page --------------------------------------------------------------------------------------


@pytest.fixture
def box(cast: Cast, ana: Person) -> str:
    keys, at = cast.keys(ana), timezone.now()
    return f"/leaves/{make_departure(make_leave(ana, keys, at), keys, at).leave_id}/moments/"


def posted() -> dict[str, str]:
    return {"text": WORDS, "kind": "aha", "client_id": str(uuid4())}


def signed_in_without_words(person: Person) -> Client:
    """As after signing in with a passkey."""
    client = Client()
    client.force_login(person)
    return client


def go_on(client: Client, box: str, told: str) -> None:
    """The words stand on the page, and the passphrase lets them be kept."""
    asked = client.post(box, posted(), follow=True)
    assert not Moment.objects.exists()
    html = asked.content.decode()
    assert told in html
    _, _, onwards = asked.redirect_chain[-1][0].partition("next=")
    said = {"passphrase": PASSPHRASE, "next": unquote(onwards)}
    door = "p" if "door=p" in asked.redirect_chain[-1][0] else "s"
    back = client.post("/opening/", {**said, "door": door}, follow=True)
    assert escape(WORDS) in back.content.decode()
    assert client.post(box, posted()).status_code == 303


def test_words_wait_on_the_page_where_the_key_was_replaced(
    box: str, cast: Cast, ana: Person, client_of: ClientOf
) -> None:
    swap(ana)
    go_on(client_of(ana), box, "is not yours any more")
    kept = Moment.objects.get()
    assert not cast.keys(ana).is_letter(kept, "caught")
    assert cast.keys(ana, room=True).open(kept, "caught").text == WORDS


def test_words_wait_on_the_page_where_everyday_words_are_closed(
    box: str, cast: Cast, ana: Person
) -> None:
    go_on(signed_in_without_words(ana), box, "Open your words")
    assert cast.keys(ana, room=True).open(Moment.objects.get(), "caught").text == WORDS


@pytest.mark.parametrize("how", [None, swap])
def test_what_is_carried_through_signing_in_is_sealed_to_no_key_of_the_database(
    how: Any, box: str, cast: Cast, ana: Person
) -> None:
    if how:
        how(ana)
    signed_in_without_words(ana).post(box, posted())
    row = Carried.objects.get()
    assert row.box and row.sent is None
    assert b"OB\x01\x02" not in bytes(row.box) and WORDS.encode() not in bytes(row.box)


def test_a_part_of_a_page_is_told_to_keep_what_it_has(box: str, ana: Person) -> None:
    """Then the phone's own key decides, where it has one."""
    client = signed_in_without_words(ana)
    answer = client.post(box, posted(), headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "data-pocket" in client.get(box.replace("moments", "away")).content.decode()


@pytest.mark.parametrize("how", [None, swap])
def test_leaving_waits_for_no_key(how: Any, cast: Cast, ana: Person) -> None:
    keys = cast.keys(ana)
    leave = make_leave(ana, keys, timezone.now())
    if how:
        how(ana)
    set_out(leave, keys if how else Keyring(ana.pk), DoorAnswers(), timezone.now())
    assert Departure.objects.filter(leave=leave).exists()
