from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from outandback.rooms.account import actions
from outandback.rooms.account import queries as account_queries
from outandback.rooms.account.content import sentences
from outandback.rooms.people import actions as people
from outandback.rooms.people import queries as people_queries
from outandback.rooms.people.models import Person
from outandback.rooms.people.sessions import resting
from outandback.vault import actions as vault
from outandback.vault import queries as vault_queries
from outandback.vault.keyring import Keyring
from outandback.vault.models import Unlock
from outandback.web.cookies import DEVICE_COOKIE
from tests.builders.leaves import INTENTION, make_leave
from tests.cast import PASSPHRASE
from tests.fixtures import ClientOf, Keys

NEW = "seven lanterns over quiet water"
Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    cache.clear()
    clock(at)


@pytest.fixture
def sheet(ana: Person, keys: Keys, at: datetime) -> str:
    return vault.print_recovery_code(keys(ana, room=True).keyset, at)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def is_signed_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def known(client: Client, person: Person, at: datetime) -> Client:
    client.cookies[DEVICE_COOKIE] = people.know_device(person, at)
    return client


# The passphrase --------------------------------------------------------------------------------


def change(client: Client, old: str, new: str) -> tuple[int, str]:
    response = client.post("/settings/passphrase/", {"passphrase": old, "new": new})
    return response.status_code, response.content.decode()


def test_a_new_passphrase_signs_in_and_opens_and_the_old_one_does_neither(
    ana: Person, client_of: ClientOf
) -> None:
    assert change(client_of(ana), PASSPHRASE, NEW)[0] == 303
    ana.refresh_from_db()
    assert ana.check_password(NEW) and not ana.check_password(PASSPHRASE)
    assert vault.open_with_passphrase(ana.pk, NEW).private
    with pytest.raises(vault.NotOpened):
        vault.open_with_passphrase(ana.pk, PASSPHRASE)


def test_what_was_sealed_before_opens_after(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    leave = make_leave(ana, keys(ana), at)
    change(client_of(ana), PASSPHRASE, NEW)
    after = Keyring(ana.pk, vault.open_with_passphrase(ana.pk, NEW))
    assert after.open(leave, "plan").intention == INTENTION


def test_this_session_stays_and_every_other_ends(
    ana: Person, ben: Person, client_of: ClientOf
) -> None:
    here, elsewhere, partner = client_of(ana, room=True), client_of(ana, room=True), client_of(ben)
    change(here, PASSPHRASE, NEW)
    assert is_signed_in(here) and is_signed_in(partner)
    assert "Ben" in here.get("/settings/").content.decode()
    assert not is_signed_in(elsewhere)
    assert Unlock.objects.filter(person=ana.pk).count() == 2
    assert Session.objects.count() == 2


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("another heron under bridges", NEW, str(sentences.WRONG)),
        (PASSPHRASE, "short", "Use at least 15 characters"),
        (PASSPHRASE, "passwordpassword", "easy to guess"),
        (PASSPHRASE, PASSPHRASE, str(sentences.SAME)),
    ],
)
def test_what_will_not_do_changes_nothing(
    ana: Person, client_of: ClientOf, old: str, new: str, told: str
) -> None:
    status, html = change(client_of(ana), old, new)
    assert (status, told in html) == (422, True)
    assert vault.open_with_passphrase(ana.pk, PASSPHRASE).private


def test_after_a_reset_the_old_passphrase_joins_both_again(ana: Person) -> None:
    ana.set_password("new words after the flood")
    ana.save()
    assert change(signed_in(ana), PASSPHRASE, NEW)[0] == 303
    ana.refresh_from_db()
    assert ana.check_password(NEW)
    assert vault.open_with_passphrase(ana.pk, NEW).everyday


def test_the_sheet_goes_on_working_after_a_change(
    ana: Person, client_of: ClientOf, sheet: str
) -> None:
    change(client_of(ana), PASSPHRASE, NEW)
    assert vault.open_with_code(ana.pk, sheet).private


def test_sessions_are_found_by_their_person_alone(
    ana: Person, cleo: Person, dede: Person, client_of: ClientOf
) -> None:
    keys = {person.pk: client_of(person).session.session_key for person in (ana, cleo, dede)}
    for person in (ana, cleo, dede):
        found = account_queries.sessions_of(person).values_list("session_key", flat=True)
        assert list(found) == [resting(str(keys[person.pk]))]


# The recovery sheet ----------------------------------------------------------------------------


def use(client: Client, code: str, passphrase: str = PASSPHRASE) -> tuple[int, str]:
    response = client.post("/recovery/", {"code": code, "passphrase": passphrase})
    return response.status_code, response.content.decode()


def forget(person: Person) -> str:
    """Someone has lost their passphrase, and made a new one to sign in with."""
    person.set_password(NEW)
    person.save()
    return NEW


def test_on_a_known_device_it_opens_at_once(ana: Person, sheet: str, at: datetime) -> None:
    passphrase, client = forget(ana), known(signed_in(ana), ana, at)
    client.force_login(ana)
    assert 'name="code"' in client.get("/recovery/").content.decode()
    assert use(client, sheet.lower(), passphrase)[0] == 303
    assert vault.open_with_passphrase(ana.pk, passphrase).private
    with pytest.raises(vault.NotOpened):
        vault.open_with_passphrase(ana.pk, PASSPHRASE)
    assert "data-room-open" in client.get("/settings/").content.decode()


def test_using_it_uses_it_up_and_offers_a_new_one(ana: Person, sheet: str, at: datetime) -> None:
    client = known(signed_in(ana), ana, at)
    response = client.post("/recovery/", {"code": sheet, "passphrase": PASSPHRASE})
    assert response["Location"] == reverse("start-recovery")
    assert not vault_queries.has_recovery_sheet(ana.pk)
    assert "has been used" in client.get("/recovery/").content.decode()


def test_every_other_session_ends(
    ana: Person, client_of: ClientOf, sheet: str, at: datetime
) -> None:
    elsewhere, here = client_of(ana, room=True), known(signed_in(ana), ana, at)
    use(here, sheet)
    assert is_signed_in(here) and not is_signed_in(elsewhere)


def test_on_an_unknown_device_there_is_a_day_of_waiting(
    ana: Person, sheet: str, at: datetime, clock: Clock
) -> None:
    client = signed_in(ana)
    assert use(client, sheet)[0] == 200
    client.post("/recovery/wait/")
    page = client.get("/recovery/").content.decode()
    assert "It opens tomorrow at 19:00" in page and 'name="code"' not in page
    clock(at + timedelta(hours=23, minutes=59))
    assert use(client, sheet)[0] == 200
    clock(at + timedelta(hours=24))
    assert use(client, sheet)[0] == 303


def test_nothing_that_one_can_do_there_makes_it_shorter(
    ana: Person, sheet: str, at: datetime, clock: Clock
) -> None:
    client = signed_in(ana)
    client.post("/recovery/wait/")
    clock(at + timedelta(hours=20))
    client.cookies[DEVICE_COOKIE] = "a guess"
    for address in ("/recovery/wait/", "/recovery/calling-off/", "/recovery/wait/", "/recovery/"):
        client.post(address, {"code": sheet, "passphrase": PASSPHRASE})
    clock(at + timedelta(hours=25))
    assert use(client, sheet)[0] == 200
    assert vault_queries.has_recovery_sheet(ana.pk)


def test_a_device_of_somebody_elses_is_not_known(
    ana: Person, cleo: Person, dede: Person, sheet: str, at: datetime
) -> None:
    for other in (cleo, dede):
        page = known(signed_in(ana), other, at).get("/recovery/")
        assert 'name="code"' not in page.content.decode()


def test_whoever_is_signed_in_can_call_it_off(
    ana: Person, client_of: ClientOf, sheet: str, at: datetime, clock: Clock
) -> None:
    thief, owner = signed_in(ana), client_of(ana)
    assert "was asked for" not in owner.get("/settings/").content.decode()
    thief.post("/recovery/wait/")
    assert "was asked for" in owner.get("/settings/").content.decode()
    assert owner.post("/recovery/calling-off/").status_code == 303
    clock(at + timedelta(hours=25))
    assert use(thief, sheet)[0] == 200
    assert vault_queries.has_recovery_sheet(ana.pk)


def test_calling_it_off_wins_also_at_the_last_moment(
    ana: Person, sheet: str, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = people.ask_for_recovery(ana, True, at)
    people.call_off_recovery(ana, at)
    monkeypatch.setattr(people, "ask_for_recovery", lambda *_: asked)
    with pytest.raises(actions.RecoverySheetNotReady):
        actions.recover(ana, sheet, PASSPHRASE, True, "", at)
    assert vault_queries.has_recovery_sheet(ana.pk)


def test_one_cannot_call_off_or_see_what_is_anothers(
    ana: Person, cleo: Person, dede: Person, client_of: ClientOf, sheet: str
) -> None:
    signed_in(ana).post("/recovery/wait/")
    for other in (cleo, dede):
        client = client_of(other)
        assert "was asked for" not in client.get("/settings/").content.decode()
        client.post("/recovery/calling-off/")
    assert people_queries.recovery_waiting(ana) is not None


@pytest.mark.parametrize("code", ["ABCD-EFGH", "0" * 33, "nonsense"])
def test_a_wrong_code_opens_nothing_and_can_be_typed_again(
    ana: Person, sheet: str, at: datetime, code: str
) -> None:
    client = known(signed_in(ana), ana, at)
    status, html = use(client, code)
    assert (status, str(sentences.WRONG_CODE) in html, code in html) == (422, True, True)
    assert use(client, sheet)[0] == 303


def test_the_code_needs_the_sign_in_passphrase_too(ana: Person, sheet: str, at: datetime) -> None:
    status, html = use(known(signed_in(ana), ana, at), sheet, "another heron under bridges")
    assert (status, str(sentences.NOT_YOURS) in html) == (422, True)
    assert vault_queries.has_recovery_sheet(ana.pk)


def test_nobody_elses_sheet_opens_it(
    ana: Person, cleo: Person, sheet: str, keys: Keys, at: datetime
) -> None:
    other = vault.print_recovery_code(keys(cleo, room=True).keyset, at)
    assert use(known(signed_in(ana), ana, at), other)[0] == 422
