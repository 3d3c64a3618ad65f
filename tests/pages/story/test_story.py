"""The story of both, the row of stitches, and who may read which part of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.pages.story.views import by_month
from outandback.rooms.away.models import Departure
from outandback.rooms.comeback import actions
from outandback.rooms.comeback.models import Homecoming, Received, Telling
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.loop import queries
from outandback.rooms.loop.visibility import visibility_of
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.rooms.people.queries import Parted, person_of_session
from tests.builders.homecomings import (
    MARK,
    Returned,
    last_past_side,
    make_homecoming,
    make_moment,
    make_telling,
    open_tellings,
    shelf_of,
    unsaved_leaves,
    without_tokens,
)
from tests.fixtures import ClientOf, Clock, Keys

STORY, LOOP = "/story/", "/loop/"
DAY = timedelta(days=1)


def many(person: Person, count: int, at: datetime, pair: Any = None) -> list[Leave]:
    """Leaves that came back, told to a pair where one is named."""
    leaves = Leave.objects.bulk_create(unsaved_leaves(person, count, at))
    outs = [Departure(id=uuid4(), leave=x, person=person, set_out_at=x.out_at) for x in leaves]
    Departure.objects.bulk_create(outs)
    Homecoming.objects.bulk_create(
        Homecoming(departure=o, leave=o.leave, person=person, came_back_at=o.set_out_at)
        for o in outs
    )
    if pair:
        HeadsUp.objects.bulk_create(heads_up_of(leave, pair) for leave in leaves)
    return leaves


def heads_up_of(leave: Leave, pair: Any) -> HeadsUp:
    shared = {name: getattr(leave, name) for name in ("out_at", "begun_at", "returned_at", "zone")}
    return HeadsUp(
        leave=leave,
        pair_id=pair,
        person_id=leave.person_id,
        given_at=leave.out_at,
        back_zone=leave.zone,
        **shared,
    )


class TestReading:
    def test_both_find_the_same_leave_each_in_their_own_words(
        self, ana: Person, ben: Person, back: Returned, client_of: ClientOf
    ) -> None:
        hers = client_of(ana).get(STORY).content.decode()
        his = client_of(ben).get(STORY).content.decode()
        assert "Knit with the Thursday circle" in hers and "You</span> · Thursday 14 May" in hers
        assert "Knitting" in his and "Ana</span> · Thursday 14 May" in his
        assert "Knit with the Thursday circle" not in his

    def test_a_telling_stands_with_what_came_back(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        telling = make_telling(back, ana, keys(ana, room=True), at)
        open_tellings(ben, keys(ben), telling)
        for person in (ana, ben):
            body = client_of(person).get(STORY).content.decode()
            assert MARK in body and "“" not in body
        actions.receive(telling, ben, keys(ben), Received("Oh, really?", "Who is Wen?"), at)
        assert "Ben</span> “Oh, really? Who is Wen?”" in client_of(ana).get(STORY).content.decode()
        assert "You</span> “Oh, really? Who is Wen?”" in client_of(ben).get(STORY).content.decode()

    def test_whoever_listened_comes_from_it_to_what_they_heard(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        telling = make_telling(back, ana, keys(ana, room=True), at)
        way = f'href="{reverse("reception", args=[telling.pk])}">'
        client = client_of(ben)
        assert f"{way}Hear it</a>" in client.get(STORY).content.decode()
        said = actions.receive(telling, ben, keys(ben), Received("Oh, really?"), at)
        assert f"{way}What you said back</a>" in client.get(STORY).content.decode()
        actions.withdraw(said, at)
        assert f"{way}Hear it</a>" in client.get(STORY).content.decode()
        assert way not in client_of(ana).get(STORY).content.decode()

    def test_what_was_taken_back_is_in_nobodys_story(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        actions.withdraw(make_telling(back, ana, keys(ana, room=True), at), at)
        for person in (ana, ben):
            assert MARK not in client_of(person).get(STORY).content.decode()

    def test_what_was_kept_changes_nothing(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        clients = [client_of(ana), client_of(ben), client_of(ana, room=True)]
        before = [without_tokens(c.get(STORY).content) for c in clients]
        for i in range(50):
            make_moment(back.departure, keys(ana), f"kept {i}", at)
        assert [without_tokens(c.get(STORY).content) for c in clients] == before

    def test_a_leave_without_a_heads_up_is_in_the_story_of_its_person_alone(
        self, ana: Person, ben: Person, keys: Keys, at: datetime
    ) -> None:
        silent = make_homecoming(ana, keys(ana), at, heads_up=False)
        assert [c.leave_id for c in queries.story_of(ana, ana.current, None)] == [silent.leave.pk]
        assert queries.story_of(ben, ben.current, None) == []

    def test_what_was_brought_from_it_is_in_both_without_a_title_or_a_length(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        silent = make_homecoming(ana, keys(ana), at, heads_up=False)
        open_tellings(ben, keys(ben), make_telling(silent, ana, keys(ana, room=True), at))
        (chapter,) = queries.story_of(ben, ben.current, None)
        assert (chapter.heads_up, chapter.nights, chapter.leave) == (None, 0, None)
        body = client_of(ben).get(STORY).content.decode()
        assert "A leave" in body and MARK in body and "Knit with" not in body

    def test_a_partners_lateness_leaves_no_trace(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        late = make_homecoming(ana, keys(ana), at + 3 * DAY)
        (chapter,) = queries.story_of(ben, ben.current, None)
        assert chapter.leave_id == late.leave.pk and chapter.nights == 0

    def test_an_empty_story_says_so_in_pencil(self, cleo: Person, client_of: ClientOf) -> None:
        body = client_of(cleo).get(STORY).content.decode()
        assert "Nothing brought home yet." in body and 'class="pencil a"' in body

    def test_months_name_their_year_where_it_is_not_this_one(
        self, ana: Person, clock: Clock, at: datetime
    ) -> None:
        clock(at)
        many(ana, 2, at, None)
        chapters = queries.story_of(ana, None, None)
        [chapters[1].leave] = unsaved_leaves(ana, 1, at - 365 * DAY)
        assert [month for month, _ in by_month(chapters)] == ["May", "May 2025"]


class TestPages:
    def test_they_hold_every_leave_once_newest_first(
        self, ana: Any, ben: Any, client_of: ClientOf, at: datetime
    ) -> None:
        own = many(ana, 25, at, ana.current.pair_id)
        theirs = many(ben, 25, at, ben.current.pair_id)
        seen: list[Any] = []
        before = None
        for _ in range(-(-50 // queries.PAGE)):
            chapters = queries.story_of(ana, ana.current, before)[: queries.PAGE]
            seen += chapters
            before = chapters[-1].leave_id
        assert {c.leave_id for c in seen} == {leave.pk for leave in (*own, *theirs)}
        assert [c.at for c in seen] == sorted((c.at for c in seen), reverse=True)
        client = client_of(ana)
        assert f"?before={seen[queries.PAGE - 1].leave_id}" in client.get(STORY).content.decode()
        last = client.get(f"{STORY}?before={seen[-queries.PAGE - 1].leave_id}").content.decode()
        assert 'rel="next"' not in last

    @pytest.mark.parametrize("count", [10, 1000])
    def test_six_questions_for_few_and_for_many(
        self,
        count: int,
        ana: Any,
        ben: Any,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
        back: Returned,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        many(ana, count // 2, at - DAY, ana.current.pair_id)
        many(ben, count // 2, at - DAY, ben.current.pair_id)
        client = client_of(ben)
        with django_assert_num_queries(6):
            client.get(STORY)

    @pytest.mark.sqlite
    def test_every_list_is_read_through_an_index(self, ana: Any, ben: Any, at: datetime) -> None:
        many(ben, 30, at, ben.current.pair_id)
        visibility = visibility_of(ana.current)
        assert visibility
        for rows in (queries.own_homes(ana, ana.current), queries._told(visibility, None)):
            plan = rows[: queries.PAGE].explain()
            assert "SCAN" not in plan and "USE TEMP B-TREE FOR ORDER BY" not in plan, plan


class TestWhoseEyes:
    @pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
    def test_for_others_there_is_no_such_story(
        self,
        who: str,
        request: pytest.FixtureRequest,
        ana: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        other = request.getfixturevalue(who)
        make_telling(back, ana, keys(ana, room=True), at)
        assert queries.story_of(other, other.current, None) == []
        assert queries.stitches_of(other) == []
        with pytest.raises(Http404):
            queries.story_of(other, other.current, back.leave.pk)
        client = client_of(other)
        assert MARK not in client.get(STORY).content.decode()
        assert client.get(f"{STORY}?before={back.leave.pk}").status_code == 404

    def test_an_ex_keeps_what_they_heard_and_hears_nothing_more(
        self, ana: Person, ben: Any, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        open_tellings(ben, keys(ben), make_telling(back, ana, keys(ana, room=True), at))
        part_ways(ben.current, keys(ben), "", at + DAY, at + DAY)
        ana_now = person_of_session(ana.pk) or ana
        later = make_homecoming(ana_now, keys(ana), at + 3 * DAY)
        make_telling(
            later, ana_now, keys(ana, room=True), at + 3 * DAY, text="not for him any more"
        )
        alone = person_of_session(ben.pk) or ben
        side = last_past_side(ben)
        assert [c.leave_id for c in queries.story_of(alone, side, None)] == [back.leave.pk]
        assert queries.story_of(alone, None, None) == []
        body = client_of(ben, room=True).get(shelf_of(ben)).content.decode()
        assert MARK in body and "Ana</span>" in body and "not for him" not in body
        with pytest.raises(Http404):
            queries.story_of(alone, side, later.leave.pk)

    def test_what_was_taken_back_after_a_parting_stays_with_the_other(
        self, ana: Person, ben: Any, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        telling = make_telling(back, ana, keys(ana, room=True), at)
        open_tellings(ben, keys(ben), telling)
        part_ways(ben.current, keys(ben), "", at + DAY, at + DAY)
        Telling.objects.update(withdrawn_at=at + 2 * DAY)
        assert MARK in client_of(ben, room=True).get(shelf_of(ben)).content.decode()
        with pytest.raises(Parted):
            actions.receive(telling, ben, keys(ben), Received("written to nobody"), at + 2 * DAY)
        assert "written to nobody" not in client_of(ana).get(STORY).content.decode()

    def test_an_answer_given_after_the_teller_left_is_not_in_their_story(
        self, ana: Any, ben: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        telling = make_telling(back, ana, keys(ana, room=True), at)
        part_ways(ana.current, keys(ana), "", at + DAY, at + DAY)
        actions.receive(telling, ben, keys(ben), Received("into the quiet"), at + 2 * DAY)
        body = client_of(ana, room=True).get(shelf_of(ana)).content.decode()
        assert MARK in body and "into the quiet" not in body

    def test_a_return_after_the_leaver_left_is_not_in_the_others_story(
        self, ana: Any, ben: Person, keys: Keys, at: datetime
    ) -> None:
        from tests.builders.homecomings import plan_and_depart

        departure = plan_and_depart(ana, keys(ana), at)
        part_ways(ana.current, keys(ana), "", at + DAY, at + DAY)
        actions.come_back(departure, at + 2 * DAY)
        assert queries.story_of(ben, ben.current, None) == []


class TestTheLoop:
    def test_one_stitch_for_each_of_ones_own_leaves_and_no_figure(
        self, ana: Any, ben: Any, client_of: ClientOf, at: datetime
    ) -> None:
        many(ana, 3, at, ana.current.pair_id)
        many(ben, 5, at, ben.current.pair_id)
        body = client_of(ana).get(LOOP).content.decode()
        row = body.partition('<div class="stitches"')[2].partition("</div>")[0]
        assert row.count("<svg") == 3
        assert "one stitch each" in body and "as far as one can tell" in body
        assert "%" not in body.partition("<main")[2]

    def test_the_last_sixty_are_enough(self, ana: Person, at: datetime) -> None:
        leaves = many(ana, 70, at)
        assert queries.stitches_of(ana) == [leave.pk for leave in leaves[:60]][::-1]

    def test_before_the_first_there_is_pencil(self, cleo: Person, client_of: ClientOf) -> None:
        body = client_of(cleo).get(LOOP).content.decode()
        assert "No leaves of yours yet." in body and 'class="pencil a"' in body
