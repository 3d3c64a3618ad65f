"""What the other one sent stands on Today until it was opened, and that it was is nobody else's."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.comeback.actions import say_day, withdraw
from outandback.rooms.comeback.models import Telling
from outandback.rooms.hearing.models import Listening
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.quiet.actions import write_agreement
from outandback.rooms.sent import queries
from outandback.rooms.trips.actions import change_trip
from outandback.rooms.trips.models import Days, TripWords
from outandback.vault.models import Tier
from outandback.web.cookies import UNLOCK_COOKIES
from tests.builders.cover import make_answer, make_window
from tests.builders.homecomings import Returned, make_telling
from tests.builders.leaves import bare, make_heads_up, make_leave
from tests.builders.trips import FIRST, LISBON, some_trip
from tests.builders.versions import address, change_words, make_reception, make_reply, read
from tests.cast import side_of
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.settings.test_export import taken

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BACK, REPLIED = "Ben said something back.", "Ana answered your question."
ANSWERED, OFFERED = "Ben answered your heads-up.", "Ben offers you"
NAMED, NEED = "Ben wants to hear what you told.", "Ben wrote what “I need you” is for."
JOINED = "Ben has joined you here."
PLANNED = "Ben planned a trip: A week by the sea, 14 to 17 May."
CHANGED = "Ben changed a trip: Porto, Thursday 14 May."


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    clock(at + 2 * HOUR)


@pytest.fixture
def telling(ana: Person, back: Returned, keys: Keys, at: datetime) -> Telling:
    return make_telling(back, ana, keys(ana, room=True), at)


@pytest.fixture
def sends(
    ana: Person, ben: Person, telling: Telling, keys: Keys, at: datetime
) -> dict[str, Callable[[], str]]:
    """Each kind of thing that Ben can send to Ana, and the page that opens it."""

    def says_back() -> str:
        make_reception(telling, ben, keys(ben), at)
        return address(telling, "telling")

    def names_day() -> str:
        say_day(telling, ben, keys(ben), (at + DAY).date(), at)
        return address(telling, "telling")

    def answers() -> str:
        leave = make_leave(ana, keys(ana), at, out="2026-05-20T18:00", back="2026-05-20T21:00")
        make_heads_up(leave, ana.current, keys(ana), at)
        make_answer(leave, ben, keys(ben), at, blessing="Go well.")
        return reverse("leave", args=[leave.pk])

    def offers() -> str:
        make_window(ben, keys(ben), at)
        return reverse("windows")

    def asks_for_a_word() -> str:
        write_agreement(side_of(ben), keys(ben), 0, "A child in hospital.", at)
        return reverse("need")

    def plans_trip() -> str:
        return reverse("trip", args=[some_trip(ben, keys(ben), at).pk])

    def changes_trip() -> str:
        trip = some_trip(ana, keys(ana), at)
        days, words = Days(FIRST, FIRST, LISBON), TripWords("Porto")
        change_trip(trip, side_of(ben), keys(ben), 1, days, words, at)
        return reverse("trip", args=[trip.pk])

    return {
        PLANNED: plans_trip,
        CHANGED: changes_trip,
        BACK: says_back,
        NAMED: names_day,
        ANSWERED: answers,
        OFFERED: offers,
        NEED: asks_for_a_word,
    }


KINDS = [PLANNED, CHANGED, BACK, NAMED, ANSWERED, OFFERED, NEED]


@pytest.mark.parametrize("line", KINDS)
def test_it_stands_there_until_it_was_opened(
    line: str, sends: dict[str, Callable[[], str]], ana: Person, client_of: ClientOf
) -> None:
    client = client_of(ana)
    assert line not in read(client, "/")
    page = sends[line]()
    for _ in range(2):
        assert line in read(client, "/")
    assert page in read(client, "/")
    client.head(page)
    assert line in read(client, "/")
    client.get(page)
    assert line not in read(client, "/")


@pytest.mark.parametrize("line", KINDS)
def test_that_it_was_opened_changes_nothing_for_the_one_who_sent_it(
    line: str,
    sends: dict[str, Callable[[], str]],
    ana: Person,
    ben: Person,
    telling: Telling,
    client_of: ClientOf,
) -> None:
    page = sends[line]()
    pages = ["/", "/story/", reverse("windows"), reverse("need"), address(telling, "reception")]
    sender = client_of(ben, room=True)
    before = [_plain(sender, one) for one in pages]
    held = json.dumps(taken(client_of(ben)))
    client_of(ana).get("/")
    client_of(ana).get(page)
    assert Listening.objects.filter(person=ana).exists()
    assert [_plain(sender, one) for one in pages] == before
    assert json.dumps(taken(client_of(ben))) == held


def test_the_answer_to_ones_question_comes_back_the_same_way(
    ana: Person, ben: Person, telling: Telling, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    client = client_of(ben)
    make_reception(telling, ben, keys(ben), at)
    assert REPLIED not in read(client, "/")
    make_reply(telling, ana, keys(ana), at)
    assert REPLIED in read(client, "/")
    client.get(address(telling, "reception"))
    assert REPLIED not in read(client, "/")


def test_joining_stands_there_for_the_one_who_invited(
    ana: Person, ben: Person, client_of: ClientOf, at: datetime
) -> None:
    Membership.objects.filter(ended_at=None).update(joined_at=at, pin=None)
    client = client_of(ana)
    assert JOINED in read(client, "/") and "has joined you" not in read(client_of(ben), "/")
    client.get(reverse("pair-words"))
    assert JOINED not in read(client, "/")


def test_other_words_bring_nothing_up_and_another_day_does(
    ana: Person, ben: Person, telling: Telling, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    client, own = client_of(ana), address(telling, "telling")
    say_day(telling, ben, keys(ben), (at + DAY).date(), at)
    client.get(own)
    say_day(telling, ben, keys(ben), (at + 2 * DAY).date(), at)
    assert NAMED in read(client, "/")
    said = make_reception(telling, ben, keys(ben), at)
    client.get(own)
    change_words(said, ben, keys(ben), at + HOUR, thing_back="Loose steps.")
    assert BACK not in read(client, "/") and NAMED not in read(client, "/")


def test_what_was_taken_back_or_emptied_or_is_over_is_not_brought_up(
    ana: Person,
    ben: Person,
    telling: Telling,
    sends: dict[str, Callable[[], str]],
    keys: Keys,
    client_of: ClientOf,
    clock: Clock,
    at: datetime,
) -> None:
    client = client_of(ana)
    sends[NAMED]()
    clock(at + 3 * DAY)
    assert NAMED not in read(client, "/")
    said = make_reception(telling, ben, keys(ben), at)
    withdraw(said, at)
    assert BACK not in read(client, "/")
    leave = make_leave(ana, keys(ana), at, out="2026-05-20T18:00", back="2026-05-20T21:00")
    make_heads_up(leave, ana.current, keys(ana), at)
    make_answer(leave, ben, keys(ben), at, blessing="Go well.")
    make_answer(leave, ben, keys(ben), at + HOUR)
    assert ANSWERED not in read(client, "/")


def test_after_a_month_it_rests_where_it_is(
    ana: Person,
    sends: dict[str, Callable[[], str]],
    client_of: ClientOf,
    clock: Clock,
    at: datetime,
) -> None:
    sends[BACK]()
    clock(at + queries.LATELY + DAY)
    assert BACK not in read(client_of(ana), "/")


def test_no_more_than_a_few_stand_there(
    ana: Person, ben: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    for number in range(5):
        told = make_telling(back, ana, keys(ana, room=True), at + number * HOUR / 9, f"{number}")
        make_reception(told, ben, keys(ben), at + number * HOUR / 9)
    assert read(client_of(ana), "/").count(BACK) == queries.AT_ONCE


def test_with_closed_keys_nothing_is_said_of_it(
    ana: Person, sends: dict[str, Callable[[], str]], client_of: ClientOf
) -> None:
    sends[BACK]()
    client = client_of(ana)
    del client.cookies[UNLOCK_COOKIES[Tier.SIGNED_IN]]
    assert "said something back" not in read(client, "/")


def test_it_costs_one_question_and_none_where_nothing_was_sent(
    ana: Person,
    sends: dict[str, Callable[[], str]],
    client_of: ClientOf,
    telling: Telling,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(ana)
    client.get("/")
    with django_assert_num_queries(6):
        client.get("/")
    sends[BACK]()
    with django_assert_num_queries(7):
        client.get("/")
    client.get(address(telling, "telling"))
    with django_assert_num_queries(7):
        client.get("/")


def test_the_marks_are_sealed_to_their_reader_and_few_are_kept(
    ana: Person, ben: Person, telling: Telling, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    said = make_reception(telling, ben, keys(ben), at)
    client_of(ana).get(address(telling, "telling"))
    row = Listening.objects.get(person=ana)
    assert said.pk.hex.encode() not in bytes(row.opened or b"")
    assert keys(ana).open(row, "opened").sent == [said.pk.hex]
    assert keys(ben, room=True).open_if_possible(row, "opened") is None
    assert said.pk.hex not in json.dumps(taken(client_of(ana)))


class TestSaysThatItWasSent:
    """The same whatever the other one does with it."""

    def test_words_back_an_answer_and_a_day(
        self, ana: Person, ben: Person, telling: Telling, client_of: ClientOf, at: datetime
    ) -> None:
        his, hers = client_of(ben), client_of(ana)
        day = {"on": f"{at:%Y-%m-%d}"}
        for client, name, form in (
            (his, "hearing-day", day),
            (his, "reception", {"own": "Slack!", "question": "Who is Wen?"}),
            (hers, "reply", {"text": "The one at the wool stall."}),
        ):
            sent = client.post(address(telling, name), form)
            page = read(client, sent["Location"])
            assert "Sent.</strong>" in page and "sent=1" in sent["Location"]
        assert "Sent.</strong>" not in read(his, address(telling, "reception"))

    def test_a_heads_up_and_what_is_said_to_it(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        leave = make_leave(ana, keys(ana), at, out="2026-05-20T18:00", back="2026-05-20T21:00")
        hers, his = client_of(ana), client_of(ben)
        sent = hers.post(reverse("leave-heads-up", args=[leave.pk]), {"title": "Out"})
        assert "Sent.</strong>" in read(hers, sent["Location"])
        answer = reverse("answer", args=[leave.pk])
        nothing = his.post(answer, {})
        assert "Sent.</strong>" not in read(his, nothing["Location"])
        sent = his.post(answer, {"blessing": "Go well."})
        assert "Sent.</strong>" in read(his, sent["Location"])


def _plain(client: Client, page: str) -> Any:
    return bare(client.get(page).content.decode())
