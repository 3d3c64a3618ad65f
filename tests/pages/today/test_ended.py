from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rooms.people.queries import both_sides, person_of_session
from tests.builders.leaves import make_heads_up, make_leave
from tests.fixtures import ClientOf, Keys

Clock = Callable[[datetime], None]
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


def part(
    person: Person, keys: Keys, at: datetime, words: str = "", later: timedelta = HOUR
) -> None:
    mine = both_sides(person)[0]
    assert mine
    people.part_ways(mine, keys(person), words, at + later, at)


def html(client: Client) -> str:
    return client.get("/").content.decode()


def test_at_the_time_that_was_chosen_one_calm_page_says_so(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    part(ana, keys, at, "I wish you well, Ben.")
    client = client_of(ben)
    assert "This pair has ended." not in html(client)
    clock(at + HOUR)
    page = html(client)
    for words in ("This pair has ended.", "I wish you well, Ben.", "Ana has left it."):
        assert words in page
    for name in ("story", "help", "parting-notice"):
        assert reverse(name) in page


def test_for_a_month_after_a_parting_nobody_is_asked_to_invite(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    part(ana, keys, at, later=timedelta())
    client_of(ben).post(reverse("parting-notice"))
    for days, asks in ((0, False), (29, False), (31, True)):
        clock(at + timedelta(days=days))
        for client in (client_of(ana), client_of(ben)):
            page = html(client)
            assert "On your own here" in page
            assert ("Invite a partner" in page) is asks


def test_an_answer_that_is_never_read_shuts_no_door(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    """A page's script may meet the parting first, and its page be left before it hears of it."""
    client = client_of(ben)
    part(ana, keys, at, "I wish you well, Ben.", later=timedelta())
    known = deepcopy(client.cookies)
    client.get(reverse("pocket-papers"))
    client.cookies = known
    for _ in range(2):
        assert "I wish you well, Ben." in html(client)


def test_without_words_there_are_none(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    part(ana, keys, at, later=timedelta())
    assert "<blockquote" not in html(client_of(ben))


def test_having_read_it_one_is_on_ones_own(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    part(ana, keys, at, later=timedelta())
    client = client_of(ben)
    response = client.post(reverse("parting-notice"))
    assert (response.status_code, response["Location"]) == (303, "/")
    assert "On your own here" in html(client)
    assert both_sides(person_of_session(ben.pk) or ben) == (None, None)


def test_before_its_time_reading_does_nothing(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    paired = client_of(ben).post(reverse("parting-notice"))
    part(ana, keys, at)
    parted = client_of(ben).post(reverse("parting-notice"))
    assert (paired.status_code, paired["Location"]) == (parted.status_code, parted["Location"])
    assert both_sides(person_of_session(ben.pk) or ben)[0] is not None


def test_the_leaver_is_on_their_own_at_once_and_nothing_was_sent(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    part(ana, keys, at)
    assert "On your own here" in html(client_of(ana))
    assert mail.outbox == []


def test_the_leavers_new_leaves_never_show(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    make_heads_up(make_leave(ana, keys(ana), at), ana.current, keys(ana), at)
    client = client_of(ben)
    before = html(client)
    assert "Ana goes out tomorrow" in before
    part(ana, keys, at, later=7 * 24 * HOUR)
    make_leave(ana, keys(ana), at + HOUR, out="2026-05-13T21:00", back="2026-05-13T22:00")
    clock(at + HOUR)
    assert "Ana goes out tomorrow" in html(client)
    assert "21:00 to 22:00" not in html(client)


def test_a_stranger_and_an_earlier_partner_are_told_nothing(
    ana: Person, cleo: Person, dede: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    part(ana, keys, at, "For Ben alone.", later=timedelta())
    for other in (cleo, dede):
        assert "ended" not in html(client_of(other))


def test_without_open_keys_the_words_wait_behind_the_passphrase(
    ana: Person, ben: Person, client: Client, keys: Keys, at: datetime
) -> None:
    part(ana, keys, at, "I wish you well, Ben.", later=timedelta())
    client.force_login(ben)
    page = html(client)
    assert "This pair has ended." in page and "I wish you well" not in page
    assert reverse("opening") in page
