from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from outandback.rooms.people.models import Person
from outandback.vault.models import Tier, Unlock
from outandback.web.cookies import UNLOCK_COOKIES
from tests.cast import AT, PASSPHRASE, Cast
from tests.fixtures import ClientOf

Clock = Callable[[datetime], None]
ROOM, WORDS = "start-recovery", "pair-words"


def stands_open(client: Client, name: str) -> bool:
    return client.get(reverse(name)).status_code == 200


def test_the_private_room_shuts_after_five_idle_minutes(
    ana: Person, client_of: ClientOf, clock: Clock
) -> None:
    clock(AT)
    client = client_of(ana, room=True)
    clock(AT + timedelta(minutes=4, seconds=59))
    assert stands_open(client, ROOM)
    clock(AT + timedelta(minutes=9))
    assert stands_open(client, ROOM)
    clock(AT + timedelta(minutes=14, seconds=1))
    assert not stands_open(client, ROOM)
    assert stands_open(client, WORDS)


def test_each_person_sets_how_long_their_room_waits(
    ana: Person, client_of: ClientOf, clock: Clock
) -> None:
    Person.objects.filter(pk=ana.pk).update(lock_after=1)
    clock(AT)
    client = client_of(ana, room=True)
    clock(AT + timedelta(minutes=1, seconds=1))
    assert not stands_open(client, ROOM)


def test_the_private_room_shuts_after_twelve_hours_whatever_one_does(
    ana: Person, client_of: ClientOf, clock: Clock
) -> None:
    Person.objects.filter(pk=ana.pk).update(lock_after=60)
    clock(AT)
    client = client_of(ana, room=True)
    for half_hours in range(1, 25):
        clock(AT + timedelta(minutes=30 * half_hours - 1))
        assert stands_open(client, ROOM)
    clock(AT + timedelta(hours=12, seconds=1))
    assert not stands_open(client, ROOM)


def test_words_close_after_twelve_idle_hours(
    ana: Person, client_of: ClientOf, clock: Clock
) -> None:
    clock(AT)
    client = client_of(ana)
    clock(AT + timedelta(hours=11))
    assert stands_open(client, WORDS)
    clock(AT + timedelta(hours=22))
    assert stands_open(client, WORDS)
    clock(AT + timedelta(hours=34, minutes=1))
    assert not stands_open(client, WORDS)


def test_the_date_in_the_rooms_cookie_cannot_be_moved(
    ana: Person, client_of: ClientOf, clock: Clock
) -> None:
    clock(AT)
    client = client_of(ana, room=True)
    later = AT + timedelta(hours=1)
    ticket, _, proof = client.cookies[UNLOCK_COOKIES[Tier.PRIVATE]].value.split(".")
    client.cookies[UNLOCK_COOKIES[Tier.PRIVATE]] = f"{ticket}.{int(later.timestamp())}.{proof}"
    clock(later)
    assert not stands_open(client, ROOM)


@pytest.mark.parametrize("cookie", ["", "nonsense", "a.b", "..", "é.1.2"])
def test_a_broken_cookie_opens_nothing(cookie: str, ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana, room=True)
    client.cookies[UNLOCK_COOKIES[Tier.PRIVATE]] = cookie
    assert not stands_open(client, ROOM)


def test_a_session_without_its_ticket_opens_no_words(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana, room=True)
    for tier in Tier:
        del client.cookies[UNLOCK_COOKIES[tier]]
    assert not stands_open(client, WORDS)
    assert not stands_open(client, ROOM)


def test_a_ticket_opens_nothing_in_another_session(
    ana: Person, cleo: Person, client_of: ClientOf
) -> None:
    anas, other = client_of(ana, room=True), Client()
    for person in (ana, cleo):
        other.force_login(person)
        for tier in Tier:
            other.cookies[UNLOCK_COOKIES[tier]] = anas.cookies[UNLOCK_COOKIES[tier]].value
        assert not stands_open(other, ROOM)


def test_a_restart_shuts_every_door(ana: Person, client_of: ClientOf, settings: Settings) -> None:
    client = client_of(ana, room=True)
    assert stands_open(client, ROOM)
    settings.BOOT_SECRET = bytes(32)
    assert not stands_open(client, ROOM)
    assert not stands_open(client, WORDS)


def test_an_open_door_keeps_no_key_in_the_database(ana: Person, cast: Cast) -> None:
    cast.client(ana, room=True)
    keyset = cast.keysets[ana.pk]
    secrets = [*keyset.private.values(), *keyset.everyday.values()]
    secrets += [key for keys in keyset.pairs.values() for key in keys.values()]
    for row in Unlock.objects.all():
        assert all(secret not in bytes(row.blob) for secret in secrets)


def test_a_hidden_page_locks_the_room_and_wants_no_answer(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana, room=True)
    answer = client.post(reverse("lock"), headers={"accept": "*/*"})
    assert answer.status_code == 204
    assert answer["Clear-Site-Data"] == '"cache"'
    assert not stands_open(client, ROOM)
    assert stands_open(client, WORDS)


def test_a_person_locks_the_room_and_sees_today(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana, room=True)
    answer = client.post(reverse("lock"), headers={"accept": "text/html,*/*"})
    assert answer["Location"] == reverse("today")


def test_a_page_that_is_being_hidden_needs_no_token(ana: Person, cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = cast.client(ana, room=True).cookies
    assert strict.post(reverse("lock")).status_code == 204
    assert strict.post(reverse("exit")).status_code == 302
    assert strict.post(reverse("pair-words")).status_code == 403


def test_the_quick_way_out_shuts_both_doors(
    ana: Person, client_of: ClientOf, settings: Settings
) -> None:
    settings.QUICK_EXIT_URL = "https://weather.example/"
    for ask in ("get", "post"):
        client = client_of(ana, room=True)
        answer = getattr(client, ask)(reverse("exit"))
        assert answer.status_code == 302
        assert answer["Location"] == "https://weather.example/"
        assert answer["Clear-Site-Data"] == '"cache"'
        assert Unlock.objects.count() == 0
        assert not stands_open(client, WORDS)


def test_the_quick_way_out_is_there_for_everyone(client: Client, db: None) -> None:
    assert client.get(reverse("exit")).status_code == 302


def test_signing_in_again_does_not_open_the_room(
    ana: Person, client_of: ClientOf, client: Client
) -> None:
    client.post("/sign-in/", {"login": "ana@example.org", "password": PASSPHRASE})
    assert stands_open(client, WORDS)
    assert not stands_open(client, ROOM)


def test_cookies_of_the_doors_are_shut_to_scripts(client: Client, db: None) -> None:
    signed_up = {
        "email": "n@example.org",
        "name": "Noor",
        "password1": "amber kettle near loud weather",
        "zone": "Paris",
    }
    cookies = client.post("/sign-up/", signed_up).cookies
    assert cookies[UNLOCK_COOKIES[Tier.SIGNED_IN]]["samesite"] == "Lax"
    assert cookies[UNLOCK_COOKIES[Tier.PRIVATE]]["samesite"] == "Strict"
    assert not cookies[UNLOCK_COOKIES[Tier.PRIVATE]]["max-age"]
    assert all(cookies[UNLOCK_COOKIES[tier]]["httponly"] for tier in Tier)


def test_a_door_notes_activity_once_a_minute_at_most(
    ana: Person, client_of: ClientOf, clock: Clock
) -> None:
    clock(AT)
    client = client_of(ana)
    for seconds in (10, 30, 59):
        clock(AT + timedelta(seconds=seconds))
        client.get(reverse(WORDS))
        assert Unlock.objects.get().active_at == AT
    clock(AT + timedelta(seconds=61))
    client.get(reverse(WORDS))
    assert Unlock.objects.get().active_at == timezone.now()
