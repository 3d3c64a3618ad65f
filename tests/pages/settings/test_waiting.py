"""What happens to an account by itself, if nobody calls it off: a recovery, an erasure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outandback.ops.jobs import erase_what_is_due
from outandback.rooms.account import actions
from outandback.rooms.account.models import Erasure
from outandback.rooms.account.queries import erasures_due
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rooms.people.queries import person_of_session
from outandback.vault.models import PairKey, PersonKey, Slot, Unlock
from tests.builders.leaves import make_departure, make_heads_up, make_leave
from tests.cast import PASSPHRASE, Cast
from tests.fixtures import ClientOf, Keys

ERASURE, CALLED_OFF = "/settings/erasure/", "/settings/erasure/calling-off/"
NEW = "seven lanterns over quiet water"
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
TO_BE_ERASED = "Your account is to be erased on Wednesday 20 May at 19:00."
Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


def ask(client: Client, when: str, passphrase: str = PASSPHRASE) -> str:
    typed = {"passphrase": passphrase, "word": "erase", "when": when}
    return client.post(ERASURE, typed, follow=True).content.decode()


def reset(person: Person) -> Client:
    """Somebody chose a new passphrase by the link of a mail, and signed in with it."""
    person.set_password(NEW)
    person.save()
    client = Client()
    client.force_login(person)
    return client


def is_here(person: Person) -> bool:
    keys = all(
        model._default_manager.filter(person=person.pk).exists() for model in (Slot, PersonKey)
    )
    return keys and person_of_session(person.pk) is not None


# In seven days ------------------------------------------------------------------------------------


def test_a_week_is_a_week(ana: Person, client_of: ClientOf, at: datetime) -> None:
    assert TO_BE_ERASED in ask(client_of(ana), "week")
    erase_what_is_due(at + WEEK - timedelta(seconds=1))
    assert is_here(ana)
    erase_what_is_due(at + WEEK)
    assert not is_here(ana)


def test_it_shows_on_every_own_today_and_in_the_settings(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    client = client_of(ana)
    ask(client, "week")
    assert TO_BE_ERASED in client.get("/settings/").content.decode()
    assert TO_BE_ERASED in client.get("/").content.decode()
    bens = make_leave(ben, keys(ben), at)
    make_heads_up(bens, ben.current, keys(ben), at)
    make_departure(bens, keys(ben), at)
    assert TO_BE_ERASED in client.get("/").content.decode()
    make_departure(make_leave(ana, keys(ana), at), keys(ana), at)
    assert TO_BE_ERASED in client.get("/").content.decode()


def test_the_partner_sees_the_same_bytes(ana: Person, ben: Person, client_of: ClientOf) -> None:
    bens = client_of(ben)
    pages = ("/", "/settings/", "/story/", "/pair/words/")
    before = [without_tokens(bens.get(page)) for page in pages]
    ask(client_of(ana), "week")
    people.ask_for_recovery(ana, False, Erasure.objects.get().asked_at)
    assert [without_tokens(bens.get(page)) for page in pages] == before


def without_tokens(answer: Any) -> str:
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "", answer.content.decode())


@pytest.mark.parametrize("room", [False, True])
def test_any_signed_in_device_calls_it_off(
    ana: Person, client_of: ClientOf, at: datetime, room: bool
) -> None:
    ask(client_of(ana), "week")
    elsewhere = client_of(ana, room=room)
    answer = elsewhere.post(CALLED_OFF, {"next": "/"})
    assert answer["Location"] == "/"
    assert "to be erased" not in elsewhere.get("/").content.decode()
    erase_what_is_due(at + 9 * WEEK)
    assert is_here(ana)


def test_a_device_without_any_key_calls_it_off_too(ana: Person, client_of: ClientOf) -> None:
    ask(client_of(ana), "week")
    without = Client()
    without.force_login(ana)
    assert TO_BE_ERASED in without.get("/").content.decode()
    without.post(CALLED_OFF)
    assert not Erasure.objects.exists()


def test_nobody_calls_off_what_is_anothers(ana: Person, ben: Person, client_of: ClientOf) -> None:
    ask(client_of(ana), "week")
    client_of(ben).post(CALLED_OFF)
    assert Erasure.objects.filter(person=ana).exists()


def test_asking_again_makes_it_neither_sooner_nor_later(
    ana: Person, client_of: ClientOf, at: datetime, clock: Clock
) -> None:
    client = client_of(ana)
    ask(client, "week")
    clock(at + 2 * HOUR)
    ask(client, "week")
    assert Erasure.objects.get().due_at == at + WEEK


def test_with_the_passphrase_now_is_now_also_while_it_waits(
    ana: Person, client_of: ClientOf
) -> None:
    client = client_of(ana)
    ask(client, "week")
    assert "Your account is erased." in ask(client, "now")
    assert not is_here(ana) and not Erasure.objects.exists()


# After a reset ------------------------------------------------------------------------------------


def test_after_a_reset_now_is_seven_days(ana: Person, at: datetime) -> None:
    assert TO_BE_ERASED in ask(reset(ana), "now", NEW)
    assert is_here(ana)
    erase_what_is_due(at + WEEK)
    assert not is_here(ana)


def test_whoever_still_has_the_old_passphrase_chooses(ana: Person) -> None:
    assert "Your account is erased." in ask(reset(ana), "now", PASSPHRASE)


def test_a_signed_in_device_sees_after_a_reset_what_was_asked_for(ana: Person) -> None:
    ask(reset(ana), "now", NEW)
    owner = Client()
    owner.force_login(Person.objects.get(pk=ana.pk))
    assert TO_BE_ERASED in owner.get("/").content.decode()


HURRY = st.sampled_from(("now", "week", "call off", "wait a day", "worker"))


@given(acts=st.lists(HURRY, max_size=12))
@settings(
    max_examples=25,
    deadline=None,  # the machine's load decides how long one takes
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each act sets its own time
)
def test_nothing_that_a_reset_can_do_erases_within_a_week(
    acts: list[str], thea: Person, at: datetime, clock: Clock
) -> None:
    Erasure.objects.all().delete()
    client, when = reset(thea), at
    asked: datetime | None = None
    for act in acts:
        clock(when)
        if act == "wait a day":
            when += timedelta(days=1)
        elif act == "worker":
            if asked is None or when < asked + WEEK:
                erase_what_is_due(when)
        elif act == "call off":
            client.post(CALLED_OFF)
            asked = None
        else:
            ask(client, act, NEW)
            asked = asked or when
        assert is_here(thea)


# Carried out --------------------------------------------------------------------------------------


def test_it_is_carried_out_without_a_key_and_twice_is_as_good_as_once(
    ana: Person, ben: Person, client_of: ClientOf, at: datetime
) -> None:
    ask(client_of(ana), "week")
    waiting = erasures_due(at + WEEK)
    Unlock.objects.all().delete()
    for _ in range(2):
        for one in waiting:
            actions.carry_out(one, at + WEEK)
    for kept in (Slot, PersonKey, PairKey):
        assert not kept._default_manager.filter(person=ana.pk).exists()
    left = Person.objects.get(pk=ana.pk)
    assert (left.email, left.called, left.is_active) == (None, None, False)
    assert not Erasure.objects.exists()
    assert is_here(ben)


def test_one_that_goes_wrong_changes_nothing_and_holds_up_nobody(
    ana: Person, ben: Person, client_of: ClientOf, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in (ana, ben):
        ask(client_of(person), "week")
    real = actions._forget_sign_in

    def breaks(person: Person) -> None:
        if person.pk == ana.pk:
            raise OSError("the disk is full")
        real(person)

    monkeypatch.setattr(actions, "_forget_sign_in", breaks)
    erase_what_is_due(at + WEEK)
    assert is_here(ana) and not is_here(ben)
    monkeypatch.undo()
    erase_what_is_due(at + WEEK)
    assert not is_here(ana)


def test_it_is_carried_out_for_somebody_who_is_out(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    make_departure(make_leave(ana, keys(ana), at), keys(ana), at)
    ask(client_of(ana), "week")
    erase_what_is_due(at + WEEK)
    assert not is_here(ana)
    clock(at + WEEK)
    assert "This pair has ended." in client_of(ben).get("/").content.decode()


# A recovery ---------------------------------------------------------------------------------------


def test_a_recovery_that_waits_shows_on_ones_own_today_and_is_called_off_there(
    ana: Person, ben: Person, client_of: ClientOf, at: datetime
) -> None:
    people.ask_for_recovery(ana, False, at)
    client = client_of(ana)
    page = client.get("/").content.decode()
    assert "It can be used from Thursday 14 May at 19:00." in page
    assert "recovery sheet was asked for" not in client_of(ben).get("/").content.decode()
    client.post("/recovery/calling-off/", {"next": "/"})
    assert "recovery sheet was asked for" not in client.get("/").content.decode()


def test_without_either_today_says_nothing_of_it(cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.people["Ana"]).get("/").content.decode()
    assert "erased" not in page and "asked for" not in page
