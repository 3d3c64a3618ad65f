"""Where somebody left off to become a pair: there they go on, once the four words are compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Membership, Person
from tests.builders.homecomings import make_homecoming, make_moment
from tests.builders.leaves import make_leave
from tests.fixtures import ClientOf, Keys
from tests.pages.carried.test_unsent import PLAN, hand_in

from .test_pairing import accept, code_from, join, said_yes

FIRST = "Before anything goes to"


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    clock(at)


@pytest.fixture
def hers(cleo: Person, keys: Keys, at: datetime) -> Leave:
    return make_leave(cleo, keys(cleo), at)


def words_not_compared(client: Client, person: Person) -> Client:
    Membership.objects.filter(person=person).update(pin=None)
    return client


def test_both_go_on_where_they_left_off(
    cleo: Person, thea: Person, client_of: ClientOf, hers: Leave
) -> None:
    inviter, invited = client_of(cleo), client_of(thea)
    told = reverse("leave-heads-up", args=[hers.pk])
    way = f"{reverse('pair')}?next={told}"
    assert way in inviter.get(told).content.decode()
    inviter.get(way)
    invited.get(f"{reverse('pair')}?next={reverse('windows')}")
    join(invited, code_from(inviter))
    accept(invited)
    assert "Then you go on where you left off." in words_page(invited)
    assert said_yes(invited)["Location"] == reverse("windows")
    assert said_yes(inviter)["Location"] == told
    assert "Tell Thea in your own words." in inviter.get(told).content.decode()


def words_page(client: Client) -> str:
    return client.get(reverse("pair-words")).content.decode()


def test_it_is_gone_to_once(cleo: Person, thea: Person, client_of: ClientOf) -> None:
    inviter, invited = client_of(cleo), client_of(thea)
    join(invited, code_from(inviter))
    accept(invited)
    invited.get(f"{reverse('pair-words')}?next={reverse('windows')}")
    assert said_yes(invited)["Location"] == reverse("windows")
    assert "Go to Today" in words_page(invited)


def test_a_half_written_plan_is_where_they_left_off(ben: Person, client_of: ClientOf) -> None:
    client = words_not_compared(client_of(ben), ben)
    assert said_yes(client)["Location"] == reverse("today")
    words_not_compared(client, ben)
    hand_in(client)
    assert said_yes(client)["Location"] == PLAN


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "/lock/"])
def test_no_other_place_is_gone_to(elsewhere: str, ben: Person, client_of: ClientOf) -> None:
    client = words_not_compared(client_of(ben), ben)
    client.get(reverse("pair-words"), {"next": elsewhere})
    assert said_yes(client)["Location"] == reverse("today")


def test_until_then_a_plan_says_in_place_that_words_come_first(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    own = make_leave(ana, keys(ana), at)
    client = client_of(ana)
    for name in ("leave", "leave-check"):
        assert FIRST not in client.get(reverse(name, args=[own.pk])).content.decode()
    words_not_compared(client, ana)
    for name in ("leave", "leave-check"):
        page = reverse(name, args=[own.pk])
        assert says_it_comes_first(client, page, "Ben")


def says_it_comes_first(client: Client, page: str, name: str) -> bool:
    said = client.get(page).content.decode()
    shown = re.sub("<[^>]+>|[\u2068\u2069]", "", said)
    link = f'href="{reverse("pair-words")}?next={page}"'
    return f"{FIRST} {name}, compare the four words once." in shown and link in said


def test_until_then_nothing_that_was_caught_can_be_told(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    returned = make_homecoming(ana, keys(ana, room=True), at)
    make_moment(returned.departure, keys(ana, room=True), "a heron", at)
    page = reverse("homecoming", args=[returned.home.leave_id])
    client = client_of(ana, room=True)
    assert 'value="tell"' in client.get(page).content.decode()
    words_not_compared(client, ana)
    assert says_it_comes_first(client, page, "Ben")
    assert 'value="tell"' not in client.get(page).content.decode()


def test_the_invitation_shows_what_the_other_will_see(cleo: Person, client_of: ClientOf) -> None:
    page = client_of(cleo).post(reverse("pair-invitation")).content.decode()
    seen = page[page.index('class="phone"') :]
    assert "asks you to join." in seen and "Join" in seen and "Not now" in seen
    assert "<img" not in page


def test_the_link_can_be_shared_and_copied_where_there_is_script(
    cleo: Person, client_of: ClientOf
) -> None:
    page = client_of(cleo, room=True).post(reverse("pair-invitation")).content.decode()
    assert '<share-link for="link"' in page
    assert page.count('type="button" hidden') == 2
    assert "data-room-open" not in page  # another app comes before it, and it is shown this once
