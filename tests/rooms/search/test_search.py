"""Looking for something in the story: who finds what, and that nothing of it rests anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.rooms.comeback import actions
from outandback.rooms.comeback.models import Decision, Received, Telling, Told
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.rooms.search import queries
from outandback.rooms.search.queries import Found
from outandback.rooms.search.sealed_rows import Held, words_back, words_of
from outandback.rules.folding import bare
from outandback.rules.sought import Sought
from tests.builders.homecomings import (
    MARK,
    Returned,
    make_homecoming,
    make_moment,
    make_telling,
    open_tellings,
)
from tests.cast import again
from tests.fixtures import ClientOf, Keys
from tests.pages.story.test_story import many

SEARCH = "/story/search/"
DAY = timedelta(days=1)


@pytest.fixture
def told(back: Returned, ana: Person, ben: Person, keys: Keys, at: datetime) -> Telling:
    """Ana brought something home, and Ben answered."""
    telling = make_telling(back, ana, keys(ana, room=True), at)
    actions.receive(telling, ben, keys(ben), Received("Oh, really?", "Who is Wén?"), at)
    return telling


def found(person: Any, keyring: Any, words: str = "", **asked: Any) -> Found:
    sought = Sought(tuple(bare(words).split()), **asked)
    return queries.look(person, person.current, keyring, sought)


def leaves(found: Found) -> list[Any]:
    return [chapter.leave_id for chapter in found.chapters]


class TestFinding:
    @pytest.mark.parametrize(
        "words", ["SLACK", "whole slack", "who is wen", "knit trick", "ŕeally"]
    )
    def test_words_are_found_by_both_in_titles_tellings_and_answers(
        self,
        words: str,
        ana: Person,
        ben: Person,
        told: Telling,
        back: Returned,
        client_of: ClientOf,
    ) -> None:
        for person in (ana, ben):
            body = client_of(person).post(SEARCH, {"words": words}).content.decode()
            assert MARK in body and f'href="/story/?at={back.leave.pk}"' in body, body

    @pytest.mark.parametrize(
        "words", ["precisely free", "wool dictionary", "one knot", "whole hat"]
    )
    def test_a_lesson_and_a_gift_are_found_by_each_of_their_words(
        self, words: str, ana: Person, ben: Person, back: Returned, keys: Keys, at: datetime
    ) -> None:
        room = keys(ana, room=True)
        lesson = Told("aha", "", way="teach", verb="knit", adverb="precisely", adjective="free")
        lesson = replace(lesson, how="It has a wool dictionary.", ten="One knot, eyes shut.")
        gift = Told("aha", "", way="give", gift="The whole hat.")
        for told in (lesson, gift):
            moment = make_moment(back.departure, room, "kept", at)
            decision = Decision(moment, told.way, given=told)
            actions.choose(back.home, room, [decision], ana.current, at)
        open_tellings(ben, keys(ben), *Telling.objects.all())
        for person in (ana, ben):
            assert len(found(person, keys(person), words).chapters[0].lines) == 1

    def test_each_finds_the_title_that_they_may_read(
        self, ana: Person, ben: Person, back: Returned, keys: Keys
    ) -> None:
        assert leaves(found(ana, keys(ana), "thursday circle")) == [back.leave.pk]
        assert leaves(found(ben, keys(ben), "thursday circle")) == []
        assert leaves(found(ben, keys(ben), "knitting")) == [back.leave.pk]

    def test_only_what_fits_of_a_leave_is_shown(
        self, ana: Person, ben: Person, told: Telling, back: Returned, keys: Keys, at: datetime
    ) -> None:
        later = at + timedelta(minutes=1)
        other = make_telling(back, ana, keys(ana, room=True), later, text="a heron on the weir")
        open_tellings(ben, keys(ben), other)
        (chapter,) = found(ben, keys(ben), "heron").chapters
        assert [line.telling.pk for line in chapter.lines] == [other.pk]

    def test_what_was_kept_or_taken_back_is_not_found(
        self, ana: Person, ben: Person, back: Returned, told: Telling, keys: Keys, at: datetime
    ) -> None:
        make_moment(back.departure, keys(ana), "a heron on the weir", at)
        assert not found(ana, keys(ana, room=True), "heron").chapters
        actions.withdraw(told, at)
        for person in (ana, ben):
            assert not found(person, keys(person), "slack").chapters

    def test_nothing_found_says_so(self, ana: Person, told: Telling, client_of: ClientOf) -> None:
        body = client_of(ana).post(SEARCH, {"words": "heron"}).content.decode()
        assert "Nothing of that is in the story." in body and 'value="heron"' in body

    def test_words_are_never_read_from_an_address(
        self, ana: Person, told: Telling, client_of: ClientOf
    ) -> None:
        assert MARK not in client_of(ana).get(f"{SEARCH}?words=heron").content.decode()
        answer = client_of(ana).get(f"{SEARCH}?whose=&words=heron")
        assert MARK in answer.content.decode() and "heron" not in answer.content.decode()

    def test_a_part_of_the_page_is_enough_for_a_script(
        self, ana: Person, told: Telling, client_of: ClientOf
    ) -> None:
        part = client_of(ana).post(SEARCH, {"words": "slack"}, headers={"HX-Request": "true"})
        assert MARK in part.content.decode() and "<html" not in part.content.decode()


class TestFilters:
    def test_without_words_the_address_keeps_them(
        self, ana: Any, told: Telling, client_of: Any
    ) -> None:
        answer = client_of(ana).post(SEARCH, {"whose": "mine", "kind": "aha", "since": "2026-05"})
        assert answer.status_code == 303
        assert answer.url == f"{SEARCH}?whose=mine&kind=aha&since=2026-05"
        assert MARK in client_of(ana).get(answer.url).content.decode()

    def test_whose(
        self, ana: Person, ben: Person, told: Telling, back: Returned, keys: Keys
    ) -> None:
        assert leaves(found(ana, keys(ana), whose="mine")) == [back.leave.pk]
        assert leaves(found(ben, keys(ben), whose="theirs")) == [back.leave.pk]
        assert not found(ana, keys(ana), whose="theirs").chapters
        assert not found(ben, keys(ben), whose="mine").chapters

    def test_what_kind_with_words_and_without(
        self, ben: Person, told: Telling, back: Returned, keys: Keys
    ) -> None:
        assert leaves(found(ben, keys(ben), kind="aha")) == [back.leave.pk]
        assert leaves(found(ben, keys(ben), "slack", kind="aha")) == [back.leave.pk]
        assert not found(ben, keys(ben), kind="question").chapters
        assert not found(ben, keys(ben), "slack", kind="question").chapters

    def test_months_are_those_of_setting_out(
        self, ana: Person, ben: Person, back: Returned, keys: Keys
    ) -> None:
        may, june = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
        for person in (ana, ben):
            assert leaves(found(person, keys(person), since=may, until=june)) == [back.leave.pk]
            assert not found(person, keys(person), since=june).chapters
            assert not found(person, keys(person), until=may).chapters

    @pytest.mark.parametrize(
        "typed",
        [
            {"since": "May"},
            {"until": "9999-12"},
            {"since": "0001-01"},
            {"since": "2026-05", "until": "2026-04"},
            {"kind": "boast"},
        ],
    )
    def test_what_cannot_be_is_said_and_what_was_typed_stays(
        self, typed: dict[str, str], ana: Person, told: Telling, client_of: ClientOf
    ) -> None:
        answer = client_of(ana).post(SEARCH, {"words": "slack", **typed})
        assert answer.status_code == 422 and 'value="slack"' in answer.content.decode()
        assert MARK not in answer.content.decode()


class TestPages:
    def test_every_leave_stands_on_one_page_once(
        self, ana: Any, ben: Any, keys: Keys, at: datetime
    ) -> None:
        rows = many(ana, 60, at, ana.current.pair_id) + many(ben, 60, at, ben.current.pair_id)
        seen, before = [], None
        while True:
            page = queries.look(ana, ana.current, keys(ana), Sought(), before)
            seen += leaves(page)
            before = page.earlier
            if before is None:
                break
        assert len(seen) == len(rows) and set(seen) == {leave.pk for leave in rows}

    @pytest.mark.parametrize("size", [1, 2, 3, 4])
    def test_nothing_is_left_out_where_a_turn_ends_within_a_leave(
        self,
        size: int,
        ana: Person,
        ben: Person,
        keys: Keys,
        at: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(queries, "FEW", size)
        monkeypatch.setattr(queries, "MANY", size)
        room, told = keys(ana, room=True), {}
        for day in range(3):
            back = make_homecoming(ana, keys(ana), at + day * DAY)
            minutes = [timedelta(minutes=n) for n in range(day + 1)]
            rows = [
                make_telling(back, ana, room, at + day * DAY + one, "a heron") for one in minutes
            ]
            told[back.leave.pk] = {row.pk for row in rows}
            open_tellings(ben, keys(ben), *rows)
        for person in (ana, ben):
            chapters = found(person, keys(person), "heron").chapters
            seen = {one.leave_id: {line.telling.pk for line in one.lines} for one in chapters}
            assert seen == told and len(chapters) == 3

    def test_no_more_is_opened_for_one_page_than_its_bound(
        self, ana: Person, told: Telling, keys: Keys, at: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        newer = make_homecoming(ana, keys(ana), at + DAY)
        monkeypatch.setattr(queries, "MOST", 1)
        page = found(ana, keys(ana), "heron")
        assert not page.chapters and page.earlier == newer.leave.pk

    def test_earlier_ones_are_asked_for_with_the_words_in_the_body(
        self,
        ana: Person,
        told: Telling,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        newer = make_homecoming(ana, keys(ana), at + DAY)
        monkeypatch.setattr(queries, "MOST", 1)
        body = client_of(ana).post(SEARCH, {"words": "slack"}).content.decode()
        assert "Not in the latest part of the story." in body and "?words" not in body
        typed = {"words": "slack", "before": str(newer.leave.pk)}
        assert MARK in client_of(ana).post(SEARCH, typed).content.decode()

    def test_a_place_that_is_not_ones_own_is_not_found(
        self, ana: Person, cleo: Person, told: Telling, back: Returned, client_of: ClientOf
    ) -> None:
        for address in (f"{SEARCH}?before={back.leave.pk}", f"/story/?at={back.leave.pk}"):
            assert client_of(cleo).get(address).status_code == 404
            assert client_of(ana).get(address).status_code == 200
        assert client_of(ana).get(f"/story/?at={uuid4()}").status_code == 404

    def test_the_place_in_the_story_begins_with_that_leave(
        self,
        ana: Person,
        told: Telling,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        newer = make_homecoming(ana, keys(ana), at + DAY)
        body = client_of(ana).get(f"/story/?at={back.leave.pk}").content.decode()
        assert MARK in body and body.count("<article") == 1
        assert client_of(ana).get(f"/story/?at={newer.leave.pk}").content.count(b"<article") == 2


class TestWhoseEyes:
    @pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
    def test_others_find_nothing(
        self,
        who: str,
        request: pytest.FixtureRequest,
        told: Telling,
        keys: Keys,
        client_of: ClientOf,
    ) -> None:
        other = request.getfixturevalue(who)
        assert not found(other, keys(other)).chapters
        assert not found(other, keys(other), "slack").chapters

    def test_an_ex_finds_nothing_of_it_outside_its_shelf(
        self, ana: Person, ben: Any, told: Telling, back: Returned, keys: Keys, at: datetime
    ) -> None:
        part_ways(ben.current, keys(ben), "", at + DAY, at + DAY)
        ana_now = again(ana)
        later = make_homecoming(ana_now, keys(ana), at + 3 * DAY)
        make_telling(later, ana_now, keys(ana, room=True), at + 3 * DAY, text="slack once more")
        alone = again(ben)
        assert leaves(found(alone, keys(ben), "slack")) == []
        assert leaves(found(alone, keys(ben), "knitting")) == []

    def test_nor_does_who_left_while_the_other_goes_on_until_they_know(
        self, ana: Any, ben: Person, back: Returned, keys: Keys, at: datetime
    ) -> None:
        telling = make_telling(back, ana, keys(ana, room=True), at)
        part_ways(ana.current, keys(ana), "", at + DAY, at + DAY)
        his = keys(ben)
        actions.receive(telling, ben, his, Received("into the quiet"), at + 2 * DAY)
        gone = again(ana)
        assert not found(gone, keys(ana), "quiet").chapters
        assert not found(gone, keys(ana), "slack").chapters
        assert leaves(found(ben, his, "quiet")) == [back.leave.pk]


def test_of_a_leave_of_which_two_pairs_of_the_same_two_knew_one_half_each_the_half_of_now_is_found(
    ana: Any, ben: Any, back: Returned, cast: Any, keys: Any, at: datetime
) -> None:
    cast.part(ana.current, at + DAY)
    cast.pair(*map(again, (ana, ben)), at + 2 * DAY)
    ana, ben = map(again, (ana, ben))
    telling = make_telling(
        back, ana, keys(ana, room=True), at + 3 * DAY, text="a heron on the weir"
    )
    open_tellings(ben, keys(ben), telling)
    assert leaves(found(ben, keys(ben), "heron"))[0] == back.leave.pk
    assert leaves(found(ben, keys(ben), "knitting heron")) == []


def test_words_are_compared_without_capitals_accents_and_printers_quotes() -> None:
    assert bare("Can’t “ÉTÉ” Straße Żó") == 'can\'t "ete" strasse zo'


@given(st.text())
def test_what_is_folded_stays_so_in_whatever_order_its_letters_come(text: str) -> None:
    once = bare(text)
    assert bare(once) == once == "".join(map(bare, text))


def test_all_words_of_a_telling_pass_through_one_place() -> None:
    assert words_of(Told("aha", "the slack")) == "the slack"


@given(st.text(), st.text())
def test_what_stands_around_a_text_never_hides_a_plain_word_of_it(before: str, back: str) -> None:
    packed = queries.RECEIVED.pack(Received(before, back))
    held = Held(queries.RECEIVED, packed, words_back)
    for word in bare(words_back(held.words)).split():
        assert not held.lacks((word,)), word
