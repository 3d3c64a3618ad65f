from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from outandback.rooms.people.models import Called, Ease, Person
from outandback.vault import actions, queries, seal
from outandback.vault.fields import Stored
from outandback.vault.keyring import Closed, Keyring
from outandback.vault.keyset import Keyset
from outandback.vault.models import Slot, Tier, Unlock

AT = datetime(2026, 5, 13, 18, tzinfo=UTC)
PHRASE = "four plain words here"


@pytest.fixture
def robin(db: None) -> Person:
    return Person.objects.create(email="robin@example.org", joined_on=date(2026, 5, 1))


@pytest.fixture
def keyset(robin: Person) -> Keyset:
    return actions.found_vault(robin.pk, PHRASE, AT)


def test_the_passphrase_opens_what_sign_up_made(robin: Person, keyset: Keyset) -> None:
    again = actions.open_with_passphrase(robin.pk, PHRASE)
    assert (again.private, again.everyday) == (keyset.private, keyset.everyday)


def test_another_passphrase_opens_nothing(robin: Person, keyset: Keyset) -> None:
    with pytest.raises(actions.NotOpened):
        actions.open_with_passphrase(robin.pk, PHRASE + " ")


def test_a_new_passphrase_replaces_the_old_one(robin: Person, keyset: Keyset) -> None:
    actions.set_passphrase(keyset, "quite another four words", AT)
    assert (
        actions.open_with_passphrase(robin.pk, "quite another four words").private == keyset.private
    )
    with pytest.raises(actions.NotOpened):
        actions.open_with_passphrase(robin.pk, PHRASE)


def test_the_recovery_sheet_opens_the_room_until_a_newer_one_is_printed(
    robin: Person, keyset: Keyset
) -> None:
    sheet = actions.print_recovery_code(keyset, AT)
    assert actions.open_with_code(robin.pk, sheet.lower()).private == keyset.private
    actions.print_recovery_code(keyset, AT)
    with pytest.raises(actions.NotOpened):
        actions.open_with_code(robin.pk, sheet)


def test_everyday_words_open_with_the_session_and_private_ones_do_not(
    robin: Person, keyset: Keyset
) -> None:
    keyring = Keyring(robin.pk, keyset)
    keyring.seal(robin, "called", Called("Robin", "Ro"))
    keyring.seal(robin, "ease", Ease("an evening", ("guilt",)))
    signed_in = Keyring(robin.pk, keyset.signed_in_part)
    assert signed_in.open(robin, "called") == Called("Robin", "Ro")
    with pytest.raises(Closed):
        signed_in.open(robin, "ease")
    assert keyring.open(robin, "ease").longest == "an evening"


def test_writing_never_waits_for_the_passphrase(robin: Person, keyset: Keyset) -> None:
    signed_in = Keyring(robin.pk, keyset.signed_in_part)
    signed_in.seal(robin, "ease", Ease("a walk"))
    assert signed_in.is_letter(robin, "ease")
    with pytest.raises(Closed):
        signed_in.open(robin, "ease")
    assert Keyring(robin.pk, keyset).open(robin, "ease").longest == "a walk"


def test_words_cannot_be_moved_to_another_row_or_another_version(
    robin: Person, keyset: Keyset
) -> None:
    keyring = Keyring(robin.pk, keyset)
    keyring.seal(robin, "called", Called("Robin"))
    stored = Stored.read(robin.called)
    robin.called = replace(stored, version=stored.version + 1).written()
    with pytest.raises(seal.Unopenable):
        keyring.open(robin, "called")
    other = Person(id=uuid4(), called=stored.written())
    with pytest.raises(Closed):
        keyring.open(other, "called")


def test_a_pair_key_opens_for_its_holder_alone(robin: Person, keyset: Keyset) -> None:
    pair = uuid4()
    held = actions.hold_pair_key(keyset, pair, 1, bytes(range(32)))
    assert held.pairs == {pair: {1: bytes(range(32))}}
    assert actions.open_with_passphrase(robin.pk, PHRASE).pairs == held.pairs
    assert queries.pair_keys(uuid4(), pair, keyset).pairs == {}


def test_a_door_needs_its_row_its_cookie_and_this_start_of_the_server(
    robin: Person, keyset: Keyset, settings: Settings
) -> None:
    ticket = actions.read_ticket(actions.unlock("session", Tier.SIGNED_IN, keyset, AT)) or b""
    row = Unlock.objects.get()
    behind = actions.unsealed(row, "session", ticket)
    assert behind and (behind.everyday, behind.private) == (keyset.everyday, {})
    assert actions.unsealed(row, "another session", ticket) is None
    assert actions.unsealed(row, "session", bytes(32)) is None
    settings.BOOT_SECRET = bytes(32)
    assert actions.unsealed(row, "session", ticket) is None


def test_locking_removes_the_row(robin: Person, keyset: Keyset) -> None:
    actions.unlock("session", Tier.PRIVATE, keyset, AT)
    actions.unlock("session", Tier.SIGNED_IN, keyset, AT)
    actions.lock("session", Tier.PRIVATE)
    assert [row.tier for row in Unlock.objects.all()] == [Tier.SIGNED_IN]


def test_shredding_leaves_no_key(robin: Person, keyset: Keyset) -> None:
    actions.shred(robin.pk)
    assert not Slot.objects.exists()
    with pytest.raises(actions.NotOpened):
        actions.open_with_passphrase(robin.pk, PHRASE)


def test_keys_show_nothing_of_themselves(robin: Person, keyset: Keyset) -> None:
    keyring = Keyring(robin.pk, keyset)
    assert keyset.private[1].hex() not in repr(keyset) + repr(keyring)


def test_a_door_of_long_ago_is_cleared_away_by_the_next_one(robin: Person, keyset: Keyset) -> None:
    actions.unlock("long ago", Tier.SIGNED_IN, keyset, AT - timedelta(days=31))
    actions.unlock("lately", Tier.SIGNED_IN, keyset, AT - timedelta(days=29))
    actions.unlock("now", Tier.PRIVATE, keyset, AT)
    assert Unlock.objects.count() == 2
