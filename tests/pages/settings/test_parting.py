from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from outandback.rooms.account.content import sentences
from outandback.rooms.account.queries import everything_of
from outandback.rooms.comeback import actions as comeback
from outandback.rooms.comeback.models import Homecoming, Telling, Told
from outandback.rooms.leave import actions as leave_actions
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Parting, Person
from outandback.rooms.people.queries import both_sides
from tests.builders.homecomings import open_tellings, shelf_of
from tests.builders.leaves import make_departure, make_heads_up, make_leave, wall
from tests.cast import PASSPHRASE, again
from tests.fixtures import ClientOf, Keys

Clock = Callable[[datetime], None]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PARTING = "/settings/parting/"


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    cache.clear()
    clock(at)


def leave_pair(client: Client, seen: str = "now", words: str = "") -> tuple[int, str]:
    typed = {"seen": seen, "words": words, "passphrase": PASSPHRASE}
    response = client.post(PARTING, typed)
    return response.status_code, response.content.decode()


def leave_told(person: Person, keys: Keys, at: datetime) -> Leave:
    leave = make_leave(person, keys(person), at)
    make_heads_up(leave, person.current, keys(person), at)
    return leave


def telling(person: Person, keys: Keys, at: datetime, words: str) -> tuple[Leave, Homecoming]:
    """A finished leave of which something was told."""
    leave = leave_told(person, keys, at - 40 * HOUR)
    home = comeback.come_back(make_departure(leave, keys(person), at - 30 * HOUR), at - 28 * HOUR)
    bringing = comeback.Bringing(
        home, keys(person, room=True), person.current, frozenset(), at - 27 * HOUR
    )
    comeback.bring(bringing, Told("aha", words))
    return leave, home


def test_it_takes_three_taps_and_lands_on_a_today_of_ones_own(
    ana: Person, client_of: ClientOf
) -> None:
    client = client_of(ana)
    assert reverse("parting") in client.get("/settings/").content.decode()
    assert "is not asked" in client.get(PARTING).content.decode()
    response = client.post(PARTING, {"seen": "now", "passphrase": PASSPHRASE}, follow=True)
    assert response.redirect_chain == [("/", 303)]
    assert "On your own here" in response.content.decode()


def test_the_page_says_what_happens_and_where_to_talk(ana: Person, client_of: ClientOf) -> None:
    html = client_of(ana).get(PARTING).content.decode()
    for words in (
        "It takes effect at once. Ben is not asked, and you don’t have to say why.",
        "Each of you keeps a copy of what you shared up to now, in your own space.",
        "“This pair has ended.”",
        "Nothing for 7 days",
        "Is leaving safe for you today?",
    ):
        assert words in html
    assert reverse("help") in html


@pytest.mark.parametrize(("seen", "hours"), [("now", 0), ("words", 0), ("day", 24), ("week", 168)])
def test_the_leaver_chooses_when_it_shows(
    ana: Person, client_of: ClientOf, at: datetime, seen: str, hours: int
) -> None:
    assert leave_pair(client_of(ana), seen)[0] == 303
    assert Parting.objects.get(parted_at=at).notice_at == at + hours * HOUR


def test_words_go_along_only_when_they_were_chosen(
    ana: Person, ben: Person, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    leave_pair(client_of(ana), "day", "Written and then thought better of")
    clock(at + 25 * HOUR)
    assert "thought better" not in client_of(ben).get("/").content.decode()
    assert Parting.objects.get(parted_at=at).words is None


def test_chosen_words_are_read_by_the_partner(
    ana: Person, ben: Person, client_of: ClientOf
) -> None:
    leave_pair(client_of(ana), "words", "I wish you well, Ben.")
    assert "I wish you well, Ben." in client_of(ben).get("/").content.decode()


@pytest.mark.parametrize("typed", [{"passphrase": "another heron"}, {}, {"seen": "never"}])
def test_a_form_that_is_not_right_changes_nothing_and_keeps_the_words(
    ana: Person, client_of: ClientOf, typed: dict[str, str]
) -> None:
    form = {"seen": "words", "words": "Kept as typed", **typed}
    response = client_of(ana).post(PARTING, form)
    assert response.status_code == 422
    assert "Kept as typed" in response.content.decode()
    assert both_sides(again(ana))[0] is not None


def test_tries_at_other_doors_never_block_this_one(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana)
    for _ in range(11):
        client.post("/opening/", {"passphrase": "another heron under bridges"})
    assert leave_pair(client)[0] == 303
    assert both_sides(again(ana)) == (None, None)


def test_it_works_without_open_keys_but_then_without_words(ana: Person) -> None:
    client = Client()
    client.force_login(ana)
    status, html = leave_pair(client, "words", "Some words")
    assert (status, str(sentences.CLOSED_WORDS) in html) == (422, True)
    assert both_sides(again(ana))[0] is not None
    assert leave_pair(client, "now")[0] == 303
    assert both_sides(again(ana)) == (None, None)


def test_someone_alone_is_sent_home(cleo: Person, dede: Person, client_of: ClientOf) -> None:
    for person in (cleo, dede):
        for response in (client_of(person).get(PARTING), client_of(person).post(PARTING)):
            assert (response.status_code, response["Location"]) == (303, "/")


def test_nothing_is_sent(ana: Person, client_of: ClientOf) -> None:
    leave_pair(client_of(ana), "words", "Some words")
    assert mail.outbox == []


def test_it_works_while_out_and_the_way_home_stays(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    leave = leave_told(ana, keys, at)
    departure = make_departure(leave, keys(ana), at)
    client = client_of(ana)
    assert leave_pair(client)[0] == 303
    assert both_sides(again(ana)) == (None, None)
    assert Parting.objects.filter(person=ana, parted_at=at).exists()
    assert "You are out until" in client.get("/").content.decode()
    comeback.come_back(departure, at + HOUR)
    assert "You are back." in client.get("/").content.decode()


def test_the_one_who_was_left_can_leave_too_and_nothing_looks_different(
    ana: Person, ben: Person, client_of: ClientOf, at: datetime
) -> None:
    client = client_of(ben)
    before = still(client.get(PARTING).content.decode())
    leave_pair(client_of(ana), "week")
    assert still(client.get(PARTING).content.decode()) == before
    assert leave_pair(client, "words", "For nobody any more")[0] == 303
    assert both_sides(again(ben)) == (None, None)
    own = Parting.objects.get(person=ben)
    assert own.words is not None and own.parted_at > at
    held = {person: everything_of(again(person), at + 99 * DAY, True) for person in (ana, ben)}
    rows = {person: [row for kind in kinds for row in kind.rows] for person, kinds in held.items()}
    assert own in rows[ben] and own not in rows[ana]


def still(html: str) -> str:
    return re.sub(r'(X-CSRFToken": |csrfmiddlewaretoken" value=)"\w+"', r"\1", html)


def test_until_the_notice_the_others_pages_are_the_same_bytes(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    leave, _ = telling(ana, keys, at, "A stitch is a small loop.")
    ahead = leave_told(ana, keys, at)
    pages = ("/", "/story/", "/loop/", "/settings/", "/pair/words/", PARTING)
    told_of = [reverse("answer", args=[row.pk]) for row in (leave, ahead)]
    client = client_of(ben)
    clock(at + HOUR)
    before = {page: still(client.get(page).content.decode()) for page in (*pages, *told_of)}
    clock(at)
    leave_pair(client_of(ana), "week", "")
    later = make_leave(ana, keys(ana), at, out="2026-05-15T18:30", back="2026-05-15T21:00")
    leave_actions.promise_return(ahead, wall("2026-05-14T23:00"), at)
    make_departure(later, keys(ana), at)
    clock(at + HOUR)
    for page, bytes_before in before.items():
        assert still(client.get(page).content.decode()) == bytes_before, page


def test_the_ex_reaches_nothing_that_came_later(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    telling(ben, keys, at, "Told while we were two.")
    open_tellings(ana, keys(ana), Telling.objects.get())
    leave_pair(client_of(ana))
    clock(at + HOUR)
    client_of(ben).get("/")
    leave, _ = telling(ben, keys, at + 50 * HOUR, "Told into the silence.")
    clock(at + 60 * HOUR)
    client = client_of(ana)
    assert "Told while" not in client.get("/story/").content.decode()
    shelf = client_of(ana, room=True).get(shelf_of(ana)).content.decode()
    assert "Told while we were two." in shelf
    assert "Told into the silence." not in shelf
    names = ("leave-heads-up", "answer", "leave", "check-in", "homecoming", "departure", "away")
    for name in names:
        assert client.get(reverse(name, args=[leave.pk])).status_code == 404, name
