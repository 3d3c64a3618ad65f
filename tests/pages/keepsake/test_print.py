"""A keepsake on paper: only what both have, the same for both, and what a parting leaves of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.comeback import actions
from outandback.rooms.comeback.models import Homecoming, Received, Telling, Told
from outandback.rooms.keepsake import queries
from outandback.rooms.leave.actions import give_heads_up
from outandback.rooms.leave.models import HeadsUp, Shown
from outandback.rooms.people.actions import close_side, part_ways
from outandback.rooms.people.models import Membership, Person
from outandback.rules.sought import Sought
from tests.builders.homecomings import (
    MARK,
    Returned,
    keep_all_private,
    last_past_side,
    make_homecoming,
    make_moment,
    make_telling,
    open_tellings,
    shelf_of,
)
from tests.builders.media import PHOTO, VOICE, make_telling_with_media
from tests.cast import AT, YEAR, again
from tests.fixtures import ClientOf, Keys
from tests.pages.story.test_story import many

KEEPSAKE = "/story/keepsake/"
MAY = {"since": "2026-05", "until": "2026-05"}
DAY = timedelta(days=1)
PARTED = AT - YEAR  # the day on which Ana left Dede


def paper(client: Client, **asked: str) -> str:
    """What is printed; empty where nothing is."""
    answer = client.get(KEEPSAKE, asked or MAY)
    assert answer.status_code == 200
    body: str = answer.content.decode()
    return body.partition('<section class="paper">')[2].partition("</section>")[0]


def both_part(leaver: Person, other: Person, keys: Keys, at: datetime) -> None:
    """One leaves, and the other has read of it a day later."""
    assert leaver.current and other.current
    part_ways(leaver.current, keys(leaver), "", at, at)
    close_side(other.current, at + DAY)


class TestWhatBothHave:
    def test_both_print_the_same_bytes_under_both_names(
        self, ana: Person, ben: Person, told: Telling, client_of: ClientOf
    ) -> None:
        hers, his = paper(client_of(ana, room=True)), paper(client_of(ben))
        assert hers == his
        assert "<h2>Ana and Ben</h2> <p>May 2026</p>" in " ".join(hers.split())
        assert "Ana</span> · Thursday 14 May 2026" in hers and "Knitting</h3>" in hers
        assert MARK in hers and "Ben</span> “Oh, really? Who is Wen?”" in hers
        assert "Knit with the Thursday circle" not in hers and "You</span>" not in hers

    def test_in_whatever_zone_it_is_read(
        self, ana: Person, ben: Person, told: Telling, client_of: ClientOf
    ) -> None:
        Person.objects.filter(pk=ben.pk).update(zone="Pacific/Auckland")
        assert paper(client_of(ana)) == paper(client_of(again(ben)))

    def test_what_is_ones_own_is_not_in_it(
        self,
        ana: Person,
        back: Returned,
        told: Telling,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        before = paper(client_of(ana, room=True))
        silent = make_homecoming(ana, keys(ana), at + DAY, heads_up=False)
        for one in (back, silent):
            keep_all_private(one, ana, keys(ana), at)
        assert paper(client_of(ana, room=True)) == before

    def test_what_was_brought_from_a_leave_without_a_heads_up_has_no_title(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        silent = make_homecoming(ana, keys(ana), at, heads_up=False)
        open_tellings(ben, keys(ben), make_telling(silent, ana, keys(ana, room=True), at))
        hers, his = paper(client_of(ana)), paper(client_of(ben))
        assert hers == his and "A leave</h3>" in hers and MARK in hers and "Knit" not in hers

    def test_what_was_taken_back_is_not_in_it(
        self, ana: Person, ben: Person, keys: Keys, told: Telling, client_of: ClientOf, at: datetime
    ) -> None:
        silent = make_homecoming(ana, keys(ana), at + DAY, heads_up=False)
        other = make_telling(silent, ana, keys(ana, room=True), at + DAY, text="the other one")
        actions.withdraw(told, at)
        actions.withdraw(other, at + DAY)
        for person in (ana, ben):
            body = paper(client_of(person))
            assert MARK not in body and "the other one" not in body and body.count("<li>") == 1

    def test_a_photo_is_not_waited_for_and_a_voice_is_named(
        self, ana: Any, ben: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        whole: Any = {"photo": [PHOTO], "voice": [VOICE]}
        telling = make_telling_with_media(back.home, keys(ana, room=True), ana.current, at, **whole)
        open_tellings(ben, keys(ben), telling)
        body = paper(client_of(ben))
        assert f'src="/tellings/{telling.pk}/photo/"' in body and "lazy" not in body
        assert "Spoken, too." in body and body == paper(client_of(ana))

    @pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
    def test_nobody_else_has_it(
        self,
        who: str,
        request: pytest.FixtureRequest,
        told: Telling,
        back: Returned,
        client_of: ClientOf,
    ) -> None:
        client = client_of(request.getfixturevalue(who))
        assert paper(client) == "" and paper(client, leave=str(back.leave.pk)) == ""


class TestChoosing:
    def test_months_are_those_of_setting_out(
        self, ana: Person, ben: Person, told: Telling, client_of: ClientOf
    ) -> None:
        for person in (ana, ben):
            client = client_of(person)
            assert MARK in paper(client, since="2026-05") and MARK in paper(client, since="")
            assert MARK in paper(client, until="2026-05")
            assert paper(client, until="2026-04") == paper(client, since="2026-06") == ""

    def test_a_leave_that_came_back_later_is_in_the_month_in_which_it_set_out(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        make_homecoming(ana, keys(ana), at + 30 * DAY)
        for person in (ana, ben):
            assert "Knitting" in paper(client_of(person))
            assert paper(client_of(person), since="2026-06") == ""

    def test_one_leave_alone(
        self,
        ana: Person,
        ben: Person,
        told: Telling,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        make_homecoming(ana, keys(ana), at + DAY)
        for person in (ana, ben):
            client = client_of(person)
            assert paper(client).count("Only this leave") == 2
            alone = paper(client, leave=str(back.leave.pk))
            assert alone.count("<li>") == 1 and MARK in alone and "Only this leave" not in alone
            assert paper(client, leave=str(uuid4())) == ""

    def test_a_year_that_is_chosen_at_a_tap(
        self, ana: Person, told: Telling, client_of: ClientOf
    ) -> None:
        body = client_of(ana).get(KEEPSAKE).content.decode()
        assert 'href="/story/keepsake/?since=2026-01&amp;until=2026-12"' in body
        assert MARK not in body

    def test_months_stand_in_the_address_and_a_title_does_not(
        self, ana: Any, told: Telling, client_of: Any
    ) -> None:
        client = client_of(ana)
        answer = client.post(KEEPSAKE, MAY)
        assert (answer.status_code, answer.url) == (303, f"{KEEPSAKE}?since=2026-05&until=2026-05")
        assert client.post(KEEPSAKE, {}).url == f"{KEEPSAKE}?since="
        named = client.post(KEEPSAKE, MAY | {"title": "The year of <wool>"})
        assert named.status_code == 200
        assert "<h2>The year of &lt;wool&gt;</h2>" in named.content.decode()
        assert "wool" not in client.get(KEEPSAKE, MAY | {"title": "wool"}).content.decode()

    @pytest.mark.parametrize(
        "typed", [{"since": "May"}, {"since": "2026-05", "until": "2026-04"}, {"leave": "12"}]
    )
    def test_what_cannot_be_is_said_and_what_was_typed_stays(
        self, typed: dict[str, str], ana: Person, told: Telling, client_of: ClientOf
    ) -> None:
        answer = client_of(ana).post(KEEPSAKE, typed | {"title": "Wool"})
        assert answer.status_code == 422 and 'value="Wool"' in answer.content.decode()
        assert MARK not in answer.content.decode()
        assert client_of(ana).get(KEEPSAKE, typed).status_code == 422

    def test_with_words_closed_they_are_opened_first(self, ana: Person, client: Any) -> None:
        client.force_login(ana)
        assert client.get(KEEPSAKE).url.startswith("/opening/")

    @pytest.mark.parametrize("fits", [4, 10])
    def test_what_does_not_fit_is_said_and_the_latest_are_there(
        self, fits: int, ana: Any, ben: Any, at: datetime, monkeypatch: Any, client_of: Any
    ) -> None:
        many(ana, 5, at, ana.current.pair_id)
        many(ben, 5, at + timedelta(minutes=30), ben.current.pair_id)
        monkeypatch.setattr(queries, "MOST_TO_KEEP", fits)
        for person in (ana, ben):
            body = client_of(person).get(KEEPSAKE, MAY).content.decode()
            assert paper(client_of(person)).count("<li>") == fits
            said = f"A keepsake holds {fits} leaves. These are the latest" in body
            assert said == (fits < 10)
        since, until = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
        kept = queries.both_had(ana, ana.current, Sought(since=since, until=until))
        outs = [one.out_at for one in kept]
        assert outs == sorted(outs) and outs[-1] == at + timedelta(minutes=30)

    @pytest.mark.parametrize("what", ["unshared", "taken back", "of another pair"])
    def test_what_is_not_shared_takes_no_room(
        self,
        what: str,
        ana: Person,
        dede: Person,
        told: Telling,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for days in (1, 2):
            silent = make_homecoming(ana, keys(ana), at + days * DAY, heads_up=False)
            if what != "unshared":
                make_telling(silent, ana, keys(ana, room=True), at + days * DAY, text="elsewhere")
        others = Telling.objects.exclude(pk=told.pk)
        if what == "taken back":
            others.update(withdrawn_at=at + 3 * DAY)
        if what == "of another pair":
            others.update(pair=Membership.objects.get(person=dede).pair)
        monkeypatch.setattr(queries, "MOST_TO_KEEP", 1)
        body = client_of(ana).get(KEEPSAKE, MAY).content.decode()
        assert MARK in body and "A keepsake holds" not in body and "elsewhere" not in body

    def test_many_leaves_cost_few_questions(
        self,
        ana: Any,
        ben: Any,
        client_of: ClientOf,
        at: datetime,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        """What was brought is asked for nine leaves at a time."""
        many(ana, 60, at, ana.current.pair_id)
        many(ben, 60, at, ben.current.pair_id)
        client = client_of(ben)
        with django_assert_max_num_queries(6 + 120 // 9 + 1):
            assert paper(client).count("<li>") == 120

    def test_before_a_pair_there_is_nothing_to_choose(
        self, cleo: Person, client_of: ClientOf
    ) -> None:
        body = client_of(cleo).get(KEEPSAKE).content.decode()
        assert "There is nothing of that kind yet." in body and 'name="since"' not in body


def kept_of(person: Person, client_of: ClientOf) -> str:
    """What somebody prints of the pair that has ended for them, from its shelf."""
    pair = str(last_past_side(person).pair_id)
    return paper(client_of(again(person), room=True), **MAY, pair=pair)


class TestAfterAParting:
    @pytest.mark.parametrize("leaver", ["ana", "ben"])
    def test_both_keep_what_both_had_until_then(
        self,
        leaver: str,
        ana: Person,
        ben: Person,
        told: Telling,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        two = (ana, ben) if leaver == "ana" else (ben, ana)
        both_part(*two, keys, at + DAY)
        later = make_homecoming(again(ana), keys(ana), at + 3 * DAY, heads_up=False)
        make_moment(later.departure, keys(ana), "not for him any more", at)
        hers, his = (kept_of(one, client_of) for one in (ana, ben))
        assert hers == his and MARK in hers and "Who is Wen?" in hers and hers.count("<li>") == 1

    def test_until_one_hears_of_it_their_own_pages_go_on(
        self, ana: Any, ben: Any, told: Telling, keys: Any, client_of: Any, at: datetime
    ) -> None:
        before = paper(client_of(ben))
        part_ways(ana.current, keys(ana), "", at + 2 * DAY, at)
        assert paper(client_of(ben)) == before
        mine = make_homecoming(ben, keys(ben), at + DAY)
        make_telling(mine, ben, keys(ben, room=True), at + DAY, text="told to nobody")
        told_of, words = HeadsUp.objects.get(person=ben), Shown(title="Two kilns")
        give_heads_up(mine.leave, ben.current, keys(ben), words, at, seen=told_of.row_version)
        body = paper(client_of(ben))
        assert "told to nobody" in body and "kilns" in body and body.count("<li>") == 2
        close_side(ben.current, at + 2 * DAY)
        for person in (ana, ben):
            body = kept_of(person, client_of)
            assert MARK in body and "told to nobody" not in body and "kilns" not in body

    def test_words_corrected_after_the_other_had_left_are_ones_own(
        self, ana: Any, ben: Any, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        part_ways(ben.current, keys(ben), "", at + 2 * DAY, at)
        told, words = HeadsUp.objects.get(), Shown(title="Weaving")
        mine = again(ana).current
        assert mine
        give_heads_up(back.leave, mine, keys(ana), words, at, seen=told.row_version)
        assert "Weaving</h3>" in paper(client_of(ana)) and "Knitting" in kept_of(ben, client_of)
        close_side(ana.current, at + 2 * DAY)
        assert "Knitting</h3>" in kept_of(ana, client_of)

    def test_an_answer_after_one_had_left_is_in_neither(
        self, ana: Any, ben: Any, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        telling = make_telling(back, ana, keys(ana, room=True), at)
        part_ways(ana.current, keys(ana), "", at + 3 * DAY, at + DAY)
        actions.receive(telling, ben, keys(ben), Received("into the quiet"), at + 2 * DAY)
        assert "into the quiet" in paper(client_of(ben))
        close_side(ben.current, at + 3 * DAY)
        for person in (ana, ben):
            body = kept_of(person, client_of)
            assert MARK in body and "into the quiet" not in body

    def test_what_another_pair_had_stays_there(
        self,
        ana: Person,
        ben: Person,
        dede: Person,
        told: Telling,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        side = Membership.objects.get(person=dede)
        HeadsUp.objects.update(pair=side.pair, returned_at=PARTED - DAY)
        assert "Knitting" not in paper(client_of(ben)) + paper(client_of(ana))
        Telling.objects.update(pair=side.pair, told_at=PARTED - DAY)
        assert paper(client_of(ben)) == paper(client_of(ana)) == ""

    def test_what_one_had_with_somebody_before_is_a_keepsake_of_its_own(
        self,
        ana: Person,
        ben: Any,
        dede: Any,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        old = Membership.objects.get(person=dede).pair
        HeadsUp.objects.all().delete()
        Homecoming.objects.update(came_back_at=PARTED - DAY)
        telling = make_telling(back, ana, keys(ana, room=True), at)
        telling.pair, telling.told_at = old, PARTED - DAY
        keys(ana).seal(telling, "told", Told("aha", "with her"))
        telling.save()
        open_tellings(dede, keys(dede), telling)
        client = client_of(ana, room=True)
        assert "Dede" not in client.get(KEEPSAKE).content.decode()
        assert f'href="{KEEPSAKE}?pair={old.pk}"' in client.get(shelf_of(ana)).content.decode()
        hers = paper(client, pair=str(old.pk))
        assert "with her" in hers and "<h2>Ana and Dede</h2>" in hers
        assert hers == paper(client_of(dede, room=True), pair=str(old.pk))
        closed = client_of(ana).get(KEEPSAKE, {"pair": str(old.pk)})
        assert closed.status_code == 303 and "door=p" in closed["Location"]
        assert "with her" not in paper(client, since="") + paper(client_of(ben), since="")
        for somebody in (ben, dede):
            other = str(ben.current.pair_id) if somebody is dede else str(old.pk)
            assert client_of(somebody, room=True).get(KEEPSAKE, {"pair": other}).status_code == 404
