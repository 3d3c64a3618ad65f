"""The private room: sealed or open, and nothing in between."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.comeback import actions, queries
from outandback.rooms.comeback.models import Decision, HomeAnswers
from outandback.rooms.people.models import Person
from tests.builders.homecomings import (
    MARK,
    Returned,
    make_moment,
    make_telling,
    unsaved_leaves,
    without_tokens,
)
from tests.fixtures import ClientOf, Keys

MINE = "/mine/"
KEPT = "Your answers are kept."


def test_sealed_it_is_the_same_page_with_nothing_and_with_five_hundred_moments_behind_it(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    client, keyring = client_of(ana), keys(ana)
    before = without_tokens(client.get(MINE).content)
    for i in range(500):
        make_moment(back.departure, keyring, f"{MARK} {i}", at)
    answers = HomeAnswers(felt=3)
    actions.check_in(back.home, ana, keyring, answers, HomeAnswers(), ana.current, at)
    assert without_tokens(client.get(MINE).content) == before
    assert 'name="passphrase"' in before


def test_sealed_it_asks_the_database_for_nothing_of_it(
    ana: Person,
    back: Returned,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(ana)
    with django_assert_max_num_queries(3) as asked:
        client.get(MINE)
    text = " ".join(query["sql"] for query in asked.captured_queries)
    assert "away_" not in text and "comeback_" not in text and "leave_" not in text


def test_open_it_shows_what_was_not_brought_and_how_each_leave_was(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    room = keys(ana, room=True)
    make_moment(back.departure, keys(ana), "kept as it is", at)
    make_moment(back.departure, keys(ana), "", at, kind="sense")
    make_telling(back, ana, room, at, text="carried over the threshold")
    answers = HomeAnswers(felt=3, guilt=8)
    actions.check_in(back.home, ana, keys(ana), answers, HomeAnswers(), ana.current, at)
    body = client_of(ana, room=True).get(MINE).content.decode()
    assert "kept as it is" in body and "No words yet." in body
    assert "carried over the threshold" not in body
    assert "Guilt 7." in body and "All in all 3. Guilt 8." in body
    assert "Knit with the Thursday circle" in body
    assert f'action="{reverse("lock")}"' in body


def test_what_was_taken_back_is_here_again(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    actions.withdraw(make_telling(back, ana, keys(ana, room=True), at), at)
    assert MARK in client_of(ana, room=True).get(MINE).content.decode()


def test_words_found_later_stand_with_their_moment(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    moment, room = make_moment(back.departure, keys(ana), "", at), keys(ana, room=True)
    actions.choose(back.home, room, [Decision(moment, "keep", words=MARK)], ana.current, at)
    assert MARK in client_of(ana, room=True).get(MINE).content.decode()


def test_the_one_at_home_finds_their_answers_here(
    ben: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    answers = HomeAnswers(felt=6, closeness=5)
    actions.check_in(back.home, ben, keys(ben), answers, HomeAnswers(), ben.current, at)
    body = client_of(ben, room=True).get(MINE).content.decode()
    assert "All in all 6. Closeness 5." in body
    assert "Knit with the Thursday circle" not in body


def test_older_leaves_come_page_by_page_each_once(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    from outandback.rooms.leave.models import Leave

    Leave.objects.bulk_create(unsaved_leaves(ana, 45, at))
    seen: list[Any] = []
    before = None
    for _ in range(3):
        leaves = queries.leaves_in_the_room(ana, before)
        seen += [leaf.leave_id for leaf in leaves[: queries.PAGE]]
        before = leaves[: queries.PAGE][-1].leave_id
    assert len(seen) == len(set(seen)) == 45
    client = client_of(ana, room=True)
    assert 'rel="next"' in client.get(MINE).content.decode()
    assert 'rel="next"' not in client.get(f"{MINE}?before={seen[39]}").content.decode()
    assert client.get(f"{MINE}?before=nonsense").status_code == 404


def test_a_page_asks_the_same_number_of_questions_for_few_and_for_many(
    ana: Person,
    back: Returned,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    from outandback.rooms.leave.models import Leave

    client = client_of(ana, room=True)
    for count in (10, 990):
        Leave.objects.bulk_create(unsaved_leaves(ana, count, at - timedelta(days=count)))
        make_moment(back.departure, keys(ana), MARK, at)
        with django_assert_num_queries(14):
            client.get(MINE)


@pytest.mark.parametrize("who", ["ben", "cleo", "dede", "thea"])
def test_nobody_elses_room_holds_any_of_it(
    who: str,
    request: pytest.FixtureRequest,
    ana: Person,
    back: Returned,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
) -> None:
    other = request.getfixturevalue(who)
    moment = make_moment(back.departure, keys(ana), MARK, at)
    answers = HomeAnswers(felt=3)
    actions.check_in(back.home, ana, keys(ana), answers, HomeAnswers(), ana.current, at)
    assert queries.leaves_in_the_room(other, None) == []
    with pytest.raises(Http404):
        queries.leaves_in_the_room(other, back.leave.pk)
    assert queries.choices_about(other, [moment]) == {}
    leaf = queries.Leaf(at, back.leave.pk, back.leave)
    queries.fill(other, keys(other, room=True), [leaf])
    assert leaf.kept == [] and leaf.check_in is None
    client = client_of(other, room=True)
    assert MARK not in client.get(MINE).content.decode()
    assert client.get(f"{MINE}?before={back.leave.pk}").status_code == 404


@pytest.mark.parametrize("whose", ["ana", "ben"])
def test_a_closed_room_shows_nothing_of_an_answered_check_in(
    whose: str, back: Returned, ana: Person, ben: Person, client_of: ClientOf
) -> None:
    """For the one who was out and for the one at home; in the open room it does show."""
    person, name = (ana, "homecoming") if whose == "ana" else (ben, "check-in")
    page, closed = reverse(name, args=[back.leave.pk]), client_of(person)
    before = without_tokens(closed.get(page).content)
    said = closed.post(reverse("check-in", args=[back.leave.pk]), {"felt": "6"})
    assert said.status_code == 303
    assert KEPT in closed.get(said["Location"]).content.decode()
    assert without_tokens(closed.get(page).content) == before
    assert KEPT in client_of(person, room=True).get(page).content.decode()
