"""6. Leaving the pair takes one person, one minute, no noise; each keeps a readable copy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from outandback.pages.settings.forms import PartingForm
from outandback.rooms.comeback.models import Homecoming, Telling
from outandback.rooms.leave.queries import open_leave
from outandback.rooms.notify import actions as notify
from outandback.rooms.notify.models import Job, Wording
from outandback.rooms.people.models import Membership, Parting, Person
from outandback.rooms.people.queries import both_sides
from tests.builders.homecomings import MARK, make_homecoming, make_telling, plan_and_depart
from tests.builders.leaves import make_departure, make_heads_up, make_leave
from tests.builders.quiet import agree_on_need, make_held_note
from tests.cast import PASSPHRASE, Cast, again
from tests.fixtures import ClientOf, Clock, Keys
from tests.promises import words
from tests.promises.pages import shown

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("reading", words.of(6), ids=str)
def test_nothing_says(reading: words.Reading) -> None:
    assert reading.found() == []


def test_a_passphrase_and_when_it_shows_are_all_that_has_to_be_given() -> None:
    required = {name for name, field in PartingForm.base_fields.items() if field.required}
    assert required == {"seen", "passphrase"}


@pytest.mark.parametrize("name", ["parting", "erasure", "export"])
def test_the_ways_out_stand_in_the_settings(name: str, ana: Person, client_of: ClientOf) -> None:
    assert f'href="{reverse(name)}"' in client_of(ana).get(reverse("settings")).content.decode()


# Wherever the two are ---------------------------------------------------------------------------

Life = Callable[[Person, Person, Keys, datetime], Any]


def nothing_planned(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    return None


def a_leave_ahead(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    make_heads_up(make_leave(ana, keys(ana), at), ana.current, keys(ana), at)


def out(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    plan_and_depart(ana, keys(ana), at - HOUR)


def out_untold(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    make_departure(make_leave(ana, keys(ana), at - HOUR), keys(ana), at - HOUR)


def out_with_notes_held_and_a_call_agreed(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    agree_on_need(ana, ben, keys(ana), at - 2 * HOUR)
    make_held_note(plan_and_depart(ana, keys(ana), at - HOUR).leave, ben, keys(ben), at)


def both_out(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    for person in (ana, ben):
        plan_and_depart(person, keys(person), at - HOUR)


def the_other_out(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    plan_and_depart(ben, keys(ben), at - HOUR)


def just_back_with_something_told(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    room = keys(ana, room=True)
    make_telling(make_homecoming(ana, room, at - HOUR), ana, room, at)


LIVES: tuple[Life, ...] = (
    nothing_planned,
    a_leave_ahead,
    out,
    out_untold,
    out_with_notes_held_and_a_call_agreed,
    both_out,
    the_other_out,
    just_back_with_something_told,
)


def part(client: Client, seen: str = "now") -> Any:
    typed = {"seen": seen, "words": "", "passphrase": PASSPHRASE}
    return client.post(reverse("parting"), typed)


@pytest.mark.parametrize("seen", ["now", "week"])
@pytest.mark.parametrize("life", LIVES, ids=lambda life: str(life.__name__))
def test_it_really_ends_the_pair(
    life: Life, seen: str, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, clock: Clock,
    at: datetime,
) -> None:  # fmt: skip
    clock(at)
    life(ana, ben, keys, at)
    for person in (ana, ben):
        notify.keep_preferences(person, wording=Wording.PLAIN, mail=True)
    mine, other = both_sides(again(ana))
    assert mine and other
    assert part(client_of(ana), seen).status_code == 303
    ended(ana, mine, at)
    assert not Job.objects.filter(person=ben).exists() and mail.outbox == []
    if seen == "now":
        page = shown(client_of(ben).get(reverse("today")))
        assert "This pair has ended." in page.pieces
        client_of(ben).post(reverse("parting-notice"))
        assert both_sides(again(ben)) == (None, None)


def ended(person: Person, mine: Membership, at: datetime) -> None:
    """Nobody's partner, at once: in the rows, on the pages and in the keys that a request has."""
    assert both_sides(again(person)) == (None, None)
    mine.refresh_from_db()
    assert mine.ended_at == at
    assert Parting.objects.filter(person=person, parted_at=at).count() == 1


@pytest.mark.parametrize("life", [out, both_out, out_untold], ids=lambda life: str(life.__name__))
def test_whoever_is_out_stays_out_and_comes_back(
    life: Life,
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    clock: Clock,
    at: datetime,
) -> None:
    clock(at)
    life(ana, ben, keys, at)
    client = client_of(ana, room=True)
    part(client)
    clock(at + HOUR)
    page = shown(client.get(reverse("today"))).body
    assert "You are out" in page and "Ben" not in page
    leave = open_leave(again(ana))
    assert leave is not None
    client.post(reverse("homecoming", args=[leave.pk]))
    assert Homecoming.objects.filter(leave=leave).exists()


def test_three_taps_from_the_settings(ana: Person, client_of: ClientOf) -> None:
    """The link, the button with what is chosen already, and nothing in between."""
    client = client_of(ana)
    form = client.get(reverse("parting")).content.decode().partition("<main")[2]
    assert form.count("<form") == 1 and 'value="now" id="id_seen" checked' in form
    client.post(reverse("parting"), {"seen": "now", "passphrase": PASSPHRASE})
    assert both_sides(again(ana)) == (None, None)


@pytest.mark.parametrize("leaver", ["Ana", "Ben"])
def test_both_go_on_reading_what_they_had(
    leaver: str,
    cast: Cast,
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    clock: Clock,
    at: datetime,
) -> None:
    clock(at)
    just_back_with_something_told(ana, ben, keys, at)
    part(client_of(cast.people[leaver]))
    told = Telling.objects.get()
    heard = reverse("reception", args=[told.pk]) + "?hear=now"
    pages = ((ana, reverse("telling", args=[told.pk])), (ben, heard))
    for person, page in pages:
        client = client_of(person, room=True)
        client.post(reverse("parting-notice"))
        assert MARK in client.get(page).content.decode()
