from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from outandback.rooms.account.content import sentences
from outandback.rooms.away.models import Moment
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.vault.models import Tier, Unlock
from outandback.web.cookies import UNLOCK_COOKIES
from tests.builders.leaves import catch_aha, make_departure, make_leave
from tests.cast import PASSPHRASE
from tests.fixtures import ClientOf, Keys

OPENING = "/opening/"


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


def signed_in(person: Person) -> Client:
    """In without a passphrase, as with a passkey: no door stands open."""
    client = Client()
    client.force_login(person)
    return client


def tries(client: Client, passphrase: str, **more: str) -> tuple[int, str]:
    response = client.post(OPENING, {"passphrase": passphrase, **more})
    return response.status_code, response.content.decode()


def test_signed_out_the_way_leads_through_signing_in(db: object, client: Client) -> None:
    response = client.get(OPENING)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_the_passphrase_opens_the_words_and_goes_on_to_where_one_was(ana: Person) -> None:
    client = signed_in(ana)
    response = client.post(OPENING, {"passphrase": PASSPHRASE, "next": "/story/"})
    assert (response.status_code, response["Location"]) == (303, "/story/")
    assert set(Unlock.objects.values_list("tier", flat=True)) == {Tier.SIGNED_IN}
    assert "Ben" in client.get("/settings/").content.decode()


def test_the_private_door_opens_both(ana: Person) -> None:
    client = signed_in(ana)
    client.post(OPENING, {"passphrase": PASSPHRASE, "door": "p"})
    assert set(Unlock.objects.values_list("tier", flat=True)) == set(Tier)
    assert client.cookies[UNLOCK_COOKIES[Tier.PRIVATE]]["samesite"] == "Strict"


def test_opening_gives_the_session_a_new_key(ana: Person) -> None:
    client = signed_in(ana)
    before = client.session.session_key
    client.post(OPENING, {"passphrase": PASSPHRASE})
    assert client.session.session_key not in (before, None)
    assert client.get("/settings/").status_code == 200


@pytest.mark.parametrize(
    "next_", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"]
)
def test_the_way_on_never_leads_elsewhere(ana: Person, next_: str) -> None:
    response = signed_in(ana).post(OPENING, {"passphrase": PASSPHRASE, "next": next_})
    assert response["Location"] == "/"


def test_opening_the_private_room_moves_letters_in(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    departure = make_departure(make_leave(ana, keys(ana), at), keys(ana), at)
    catch_aha(departure, keys(ana), "Caught with the room closed", at)
    assert keys(ana).is_letter(Moment.objects.get(), "caught")
    tries(client_of(ana), PASSPHRASE, door="p")
    moment = Moment.objects.get()
    assert not keys(ana).is_letter(moment, "caught")
    assert keys(ana, room=True).open(moment, "caught").text == "Caught with the room closed"


def test_a_wrong_one_opens_nothing_and_says_so(ana: Person) -> None:
    status, html = tries(signed_in(ana), "another heron under bridges")
    assert (status, str(sentences.WRONG) in html) == (422, True)
    assert not Unlock.objects.exists()


def test_what_was_typed_is_not_sent_back(ana: Person) -> None:
    assert "another heron" not in tries(signed_in(ana), "another heron under bridges")[1]


def test_after_ten_wrong_ones_it_rests_and_opens_again_by_itself(
    ana: Person, ben: Person, clock: Callable[[datetime], None], at: datetime
) -> None:
    client = signed_in(ana)
    for _ in range(10):
        tries(client, "another heron under bridges")
    status, html = tries(client, PASSPHRASE)
    assert (status, "Too many tries. Wait 60 minutes" in html) == (422, True)
    assert tries(signed_in(ben), PASSPHRASE)[0] == 303
    clock(at + timedelta(minutes=61))
    assert tries(client, PASSPHRASE)[0] == 303


def test_a_right_one_forgets_the_wrong_ones(ana: Person) -> None:
    client = signed_in(ana)
    for _ in range(3):
        for _ in range(9):
            tries(client, "another heron under bridges")
        assert tries(client, PASSPHRASE)[0] == 303


def test_after_a_reset_sign_in_works_and_the_writing_stays_locked(ana: Person) -> None:
    ana.set_password("new words after the flood")
    ana.save()
    client = signed_in(ana)
    status, html = tries(client, "new words after the flood")
    assert (status, str(sentences.STILL_LOCKED) in html) == (422, True)
    assert tries(client, PASSPHRASE)[0] == 303


def test_nobody_elses_passphrase_opens_it(ana: Person, cleo: Person) -> None:
    cleo.set_password("the strangers own long words")
    cleo.save()
    assert tries(signed_in(ana), "the strangers own long words")[0] == 422


def test_the_door_says_who_runs_the_server(ana: Person, at: datetime) -> None:
    client = signed_in(ana)
    assert "This server is run by" not in client.get(OPENING).content.decode()
    people.say_who_runs_it("Ben", at)
    assert "This server is run by Ben." in client.get(OPENING).content.decode()


def test_the_closed_door_is_the_same_with_and_without_private_writing(
    ana: Person, keys: Keys, at: datetime
) -> None:
    client = signed_in(ana)
    before = client.get(OPENING + "?door=p").content
    departure = make_departure(make_leave(ana, keys(ana), at), keys(ana), at)
    for number in range(20):
        catch_aha(departure, keys(ana), f"A thing {number}", at)
    assert len(client.get(OPENING + "?door=p").content) == len(before)


def test_the_room_shuts_after_the_minutes_that_one_chose(
    ana: Person, client_of: ClientOf, at: datetime, clock: Callable[[datetime], None]
) -> None:
    people.keep_preferences(ana, ana.zone, 2)
    client = client_of(ana)
    tries(client, PASSPHRASE, door="p")
    assert 'data-lock-minutes="2"' in client.get("/settings/").content.decode()
    clock(at + timedelta(minutes=3))
    assert "data-room-open" not in client.get("/settings/").content.decode()


def test_a_room_that_stands_open_can_be_opened_again(
    ana: Person, client_of: ClientOf, clock: Callable[[datetime], None], at: datetime
) -> None:
    """After a minute its old ticket is dated anew in the same answer: the new one counts."""
    client = client_of(ana, room=True)
    clock(at + timedelta(minutes=2))
    assert tries(client, PASSPHRASE, door="p")[0] == 303
    assert "Lock" in client.get("/mine/").content.decode()
