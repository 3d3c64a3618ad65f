"""Whoever has compared the four words shares with those keys alone. Other keys share nothing."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.comeback.models import CheckIn, HearingDay, Reception, Telling
from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.people import compared_keys, queries
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.compared_keys import require_pinned_keys
from outandback.rooms.people.models import Person
from outandback.vault.models import PersonKey
from tests.builders.homecomings import (
    MARK,
    make_homecoming,
    make_moment,
    make_telling,
    threshold_form,
)
from tests.builders.leaves import make_leave
from tests.cast import Cast, side_of
from tests.fixtures import ClientOf, Keys

SAID = "Your partner’s keys have changed since you compared the four words."
WORDS = {"seen": "0", "title": "Knitting", "words": "Off to the circle."}
FELT = {"felt": "9", "closeness": "7"}


def swap_keys(person: Person) -> None:
    """As somebody with the database in hand would: other public keys in the place of theirs."""
    PersonKey.objects.filter(person=person.pk).update(public=b"\x07" * 32)


def refused(client: Client, name: str, row: Any, form: dict[str, Any]) -> str:
    answer = client.post(reverse(name, args=[row.pk]), form)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert SAID in body
    assert re.search(rf'href="{reverse("pair-words")}\?next=[^"]+">Compare them again</a>', body)
    return body


class TestSharingIsRefused:
    def test_a_heads_up_stays_on_the_page(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        leave = make_leave(ana, keys(ana), at)
        swap_keys(ben)
        body = refused(client_of(ana), "leave-heads-up", leave, WORDS)
        assert WORDS["words"] in body and not HeadsUp.objects.exists()

    def test_nothing_is_told_and_nothing_decided(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        back = make_homecoming(ana, keys(ana), at)
        first, second = (make_moment(back.departure, keys(ana), MARK, at) for _ in range(2))
        swap_keys(ben)
        form = threshold_form(first, what="keep") | threshold_form(second, what="tell")
        form["moment"] = [str(first.pk), str(second.pk)]
        body = refused(client_of(ana, room=True), "choices", back.leave, form)
        assert re.search(rf'name="{second.pk}-what" value="tell"[^>]* checked', body)
        assert not Telling.objects.exists()

    @pytest.mark.parametrize("who", ["ana", "ben"])
    def test_a_check_in_is_not_shared(
        self, who: str, cast: Cast, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        back, person = make_homecoming(ana, keys(ana), at), cast.people[who.capitalize()]
        other = {"ana": "Ben", "ben": "Ana"}[who]
        swap_keys(cast.people[other])
        refused(client_of(person), "check-in", back.leave, FELT | {"share": ["felt"]})
        assert not CheckIn.objects.exists()

    def test_nothing_is_said_back(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        told = make_telling(make_homecoming(ana, keys(ana), at), ana, keys(ana, room=True), at)
        swap_keys(ana)
        body = refused(client_of(ben), "reception", told, {"own": "Slack first?"})
        assert "Slack first?" in body and not Reception.objects.exists()

    def test_no_day_is_named(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        told = make_telling(make_homecoming(ana, keys(ana), at), ana, keys(ana, room=True), at)
        swap_keys(ana)
        tomorrow = timezone.localdate() + timedelta(days=1)
        refused(client_of(ben), "hearing-day", told, {"on": tomorrow.isoformat()})
        assert not HearingDay.objects.exists()


class TestWhatIsOnesOwn:
    def test_goes_on(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        back = make_homecoming(ana, keys(ana), at)
        moment = make_moment(back.departure, keys(ana), MARK, at)
        swap_keys(ben)
        room = client_of(ana, room=True)
        own = {"choices": threshold_form(moment, what="keep"), "check-in": FELT}
        for name, form in own.items():
            assert room.post(reverse(name, args=[back.leave.pk]), form).status_code == 303
        assert CheckIn.objects.get().shared is None


class TestComparingAgain:
    def test_the_page_says_what_happened_and_the_same_four_open_the_way(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        leave, client, page = make_leave(ana, keys(ana), at), client_of(ana), reverse("pair-words")
        assert "You have compared them." in client.get(page).content.decode()
        swap_keys(ben)
        body = client.get(page).content.decode()
        assert "You have compared them." not in body
        assert "Your partner’s keys have changed since you compared" in body
        seen = compared_keys.fingerprint_of_partner(side_of(ana)).hex()
        assert client.post(page, {"seen": seen}).status_code == 303
        answer = client.post(reverse("leave-heads-up", args=[leave.pk]), WORDS)
        assert answer.status_code == 303 and HeadsUp.objects.exists()

    def test_other_words_end_the_pair(self, ana: Person, ben: Person, client_of: ClientOf) -> None:
        client, page = client_of(ana), reverse("pair-words-differ")
        assert client.post(page).status_code == 303
        assert side_of(ana).other is not None
        swap_keys(ben)
        assert client.post(page).status_code == 200
        ana.refresh_from_db()
        assert ana.current is None


def test_it_asks_two_more_questions_at_the_most(
    ana: Person, keys: Keys, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    mine = queries.both_sides(ana)[0]
    with django_assert_max_num_queries(2):
        require_pinned_keys(mine, keys(ana))


def test_a_partner_who_has_quietly_left_is_not_given_away(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    """What is written now is sealed for its writer alone, whatever became of the other's keys."""
    leave = make_leave(ana, keys(ana), at)
    part_ways(side_of(ben), keys(ben), "", timezone.now() + timedelta(days=7), at)
    swap_keys(ben)
    answer = client_of(ana).post(reverse("leave-heads-up", args=[leave.pk]), WORDS)
    assert answer.status_code == 303
