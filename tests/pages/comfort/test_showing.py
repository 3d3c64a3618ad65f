"""Comfort shown all at once, or none of it: what the other sees, and what nobody can tell."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.comfort import actions, queries
from outandback.rooms.comfort.models import CareAnswer, Comfort, SharedComfort, WhoseLeaves
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Membership, Person
from outandback.rules.cares import Care
from outandback.vault.models import PersonKey
from tests.builders.comfort import keep_comfort, say_all_comfort, show_comfort
from tests.builders.leaves import bare
from tests.cast import AT, Cast, side_of
from tests.fixtures import ClientOf, Keys

ALL, NONE = {"show": "all"}, {"show": "none"}
MINE, THEIRS = reverse("comfort"), reverse("comfort-theirs")
ADDED = "Tell me early."


def press(client: Client, what: dict[str, str], address: str = MINE) -> Any:
    return client.post(address, what)


def pages(client: Client) -> list[str]:
    return [bare(client.get(address).content.decode()) for address in (MINE, THEIRS)]


@pytest.mark.parametrize("address", [MINE, THEIRS])
def test_one_tap_shows_all_that_was_said_and_one_shows_none(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, address: str
) -> None:
    say_all_comfort(ana, keys(ana), "talk", ADDED, show=False)
    say_all_comfort(ben, keys(ben), "easy")
    client = client_of(ana, room=True)
    assert press(client, ALL, address)["Location"] == address
    assert SharedComfort.objects.filter(person=ana).count() == 2 * len(Care)
    for page in pages(client_of(ben)):
        assert page.count("Shown by both of you.") == len(Care)
        assert "Ana: talk first." in page and ADDED in page
    assert press(client, NONE, address)["Location"] == address
    assert not SharedComfort.objects.filter(person=ana).exists()
    assert Comfort.objects.filter(person=ana).count() == 2 * len(Care)


def test_what_was_not_said_is_not_shown_with_the_rest(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    keep_comfort(ana, keys(ana), Care.TIME, WhoseLeaves.OWN, hour="easy")
    keep_comfort(ana, keys(ana), Care.COMPANY, WhoseLeaves.OWN)
    press(client_of(ana, room=True), ALL)
    assert [row.care for row in SharedComfort.objects.all()] == ["time"]


def test_what_was_taken_back_looks_like_what_was_never_shown(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys
) -> None:
    say_all_comfort(ana, keys(ana), "talk", ADDED, show=False)
    say_all_comfort(ben, keys(ben), "easy")
    never = pages(client_of(ben)), pages(client_of(ben, room=True))
    client = client_of(ana, room=True)
    press(client, ALL)
    assert pages(client_of(ben)) != never[0]
    press(client, NONE)
    assert (pages(client_of(ben)), pages(client_of(ben, room=True))) == never


def test_a_closed_room_says_the_same_whatever_it_holds(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    empty = pages(client_of(ana))
    say_all_comfort(ana, keys(ana), "talk", ADDED, show=False)
    assert pages(client_of(ana)) == empty
    assert ", not shown" in empty[0] and ", not said" not in empty[0]
    assert 'value="all"' not in empty[0]


def test_showing_all_needs_the_open_room_and_showing_none_does_not(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    say_all_comfort(ana, keys(ana), "easy")
    SharedComfort.objects.all()[0].delete()
    kept = SharedComfort.objects.count()
    client = client_of(ana)
    assert press(client, ALL)["Location"] == f"/opening/?door=p&next={MINE.replace('/', '%2F')}"
    assert SharedComfort.objects.count() == kept
    assert press(client, NONE).status_code == 303
    assert not SharedComfort.objects.exists()


def test_not_shown_and_not_for_now_do_not_look_or_read_alike(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys
) -> None:
    for person, side in ((ana, WhoseLeaves.OWN), (ben, WhoseLeaves.THEIRS)):
        show_comfort(person, keys(person), Care.TIME, side, hour="not")
    show_comfort(ana, keys(ana), Care.COMPANY, WhoseLeaves.OWN, nobody="not")
    page = pages(client_of(ana))[0]
    company, time = page.partition('id="company"')[2], page.partition('id="time"')[2]
    assert "Both: not for now." in time and "blank" not in time
    assert "The other line is not shown." in company.partition("</section>")[0]
    assert 'class="blank b"' in company.partition("</section>")[0]


def test_nothing_is_shown_before_the_four_words_or_to_other_keys(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys
) -> None:
    keep_comfort(ana, keys(ana), Care.TIME, WhoseLeaves.OWN, hour="easy")
    client = client_of(ana, room=True)
    PersonKey.objects.filter(person=ben.pk).update(public=b"\x04" + b"\x01" * 64)
    answer = press(client, ALL)
    assert answer.status_code == 422 and "Compare them again" in answer.content.decode()
    Membership.objects.filter(person=ana).update(pin=None)
    page = pages(client)[0]
    assert 'value="all"' not in page and "compare the four" in page
    press(client, ALL)
    assert not SharedComfort.objects.exists()


def test_alone_there_is_nothing_to_press(cleo: Person, client_of: ClientOf, keys: Keys) -> None:
    keep_comfort(cleo, keys(cleo), Care.TIME, WhoseLeaves.OWN, hour="easy")
    client = client_of(cleo, room=True)
    assert 'value="all"' not in pages(client)[0]
    assert press(client, ALL).status_code == 303 and not SharedComfort.objects.exists()


def test_what_is_none_of_the_two_says_so(ana: Person, client_of: ClientOf) -> None:
    assert press(client_of(ana, room=True), {"show": "some"}).status_code == 422


def test_the_one_who_was_left_keeps_what_the_two_had(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys
) -> None:
    say_all_comfort(ana, keys(ana), "easy")
    kept = {row.pk: bytes(row.said or b"") for row in SharedComfort.objects.all()}
    people.part_ways(side_of(ben), keys(ben), "", AT + timedelta(days=7), AT)
    client = client_of(ana, room=True)
    for what in (ALL, NONE):
        assert press(client, what).status_code == 303
        had = SharedComfort.objects.filter(alone=False)
        assert {row.pk: bytes(row.said or b"") for row in had} == kept
    mine = queries.Comforts(ana, side_of(ana), keys(ana))
    assert mine.shared(WhoseLeaves.OWN, own=True) == {}


def test_a_letter_that_waits_is_shown_too(
    ana: Person, cast: Cast, client_of: ClientOf, keys: Keys
) -> None:
    """What was said while the room was closed."""
    said = CareAnswer({"hour": "easy"}, "", "2026-05-03")
    row = actions.say_comfort(ana, keys(ana), Care.TIME, WhoseLeaves.OWN, said)
    assert keys(ana).is_letter(row, "said")
    press(client_of(ana, room=True), ALL)
    assert SharedComfort.objects.count() == 1
