"""What may come next, in the open room alone: from one's own marks and evenings, one at a time."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.account.actions import erase
from outandback.rooms.account.queries import everything_of
from outandback.rooms.afterwards import actions, queries
from outandback.rooms.afterwards.models import AfterAnswers, EveningAfter, Listener, Suggestion
from outandback.rooms.comeback import actions as comeback
from outandback.rooms.comeback.models import Received, Telling
from outandback.rooms.notify.actions import keep_preferences
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.quiet.actions import check_evening
from outandback.rooms.quiet.models import EveningAnswers
from outandback.rooms.together.models import TimeTogether
from tests.builders.homecomings import Returned, make_homecoming, make_telling
from tests.builders.leaves import bare
from tests.fixtures import ClientOf, Clock, Keys

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST = "Together first, perhaps"
WEN = {"called": "Aunt Wen", "reach": "Thursdays, at the allotment"}
MINE, LISTENER, AWAY = reverse("mine"), reverse("listener"), reverse("suggestion")


@pytest.fixture
def back(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Returned:
    clock(at + 6 * HOUR)
    return make_homecoming(ana, keys(ana), at)


def marked(person: Person, back: Returned, keys: Keys, at: datetime, *marks: str) -> list[Telling]:
    """Told one after the other, and marked by their teller."""
    room, told = keys(person, room=True), []
    for n, how in enumerate(marks):
        telling = make_telling(back, person, room, at + n * HOUR, f"Told {n}")
        comeback.mark_landing(telling, room, how)
        told.append(telling)
    return told


def evenings(person: Person, keys: Keys, at: datetime, *lonely: int | None) -> None:
    """Oldest first, the last one on the day before."""
    for ago, said in zip(range(len(lonely), 0, -1), lonely, strict=True):
        on = (at - ago * DAY).date()
        check_evening(person, keys(person), None, on, EveningAnswers(loneliness=said))


def page(client: Client, address: str = MINE) -> str:
    html: str = client.get(address).content.decode()
    return html


class TestWhereItLandsFlat:
    def test_after_three_in_a_row_there_is_one_line_with_words_to_ask(
        self, ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        marked(ana, back, keys, at, "no", "no")
        assert FIRST not in page(client_of(ana, room=True))
        marked(ana, back, keys, at + 3 * HOUR, "no")
        for address in (MINE, reverse("homecoming", args=[back.leave.pk])):
            html = page(client_of(ana, room=True), address)
            assert html.count(FIRST) == 1
            assert "Ben" not in html.partition(FIRST)[2].partition("</section>")[0]

    def test_one_that_was_received_ends_it(
        self, ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        marked(ana, back, keys, at, "no", "no", "no", "partly")
        assert FIRST not in page(client_of(ana, room=True))

    def test_outside_the_open_room_no_page_changes(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        telling = marked(ana, back, keys, at, "no", "no", "yes")[-1]
        asked = ("/", MINE, "/story/", reverse("homecoming", args=[back.leave.pk]))
        before = [bare(page(client_of(one), a)) for one in (ana, ben) for a in asked[:3]]
        before += [bare(page(client_of(ana), asked[3]))]
        comeback.mark_landing(telling, keys(ana, room=True), "no")
        after = [bare(page(client_of(one), a)) for one in (ana, ben) for a in asked[:3]]
        after += [bare(page(client_of(ana), asked[3]))]
        assert before == after
        assert FIRST not in page(client_of(ben, room=True))

    def test_what_another_pair_had_does_not_count_for_this_one(
        self,
        ana: Person,
        dede: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        old = Membership.objects.get(person=dede).pair_id
        for telling in marked(ana, back, keys, at, "no", "no", "no")[:1]:
            Telling.objects.filter(pk=telling.pk).update(pair=old)
        assert FIRST not in page(client_of(ana, room=True))

    def test_what_was_told_long_ago_does_not_count(
        self,
        ana: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
        clock: Clock,
    ) -> None:
        marked(ana, back, keys, at, "no", "no", "no")
        clock(at + 60 * DAY)
        assert FIRST not in page(client_of(ana, room=True))

    def test_after_a_parting_there_is_nobody_to_ask(
        self, ana: Any, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        marked(ana, back, keys, at, "no", "no", "no")
        part_ways(ana.current, keys(ana), "", at, at)
        assert FIRST not in page(client_of(ana, room=True))


class TestWhereNothingComesBack:
    @pytest.fixture(autouse=True)
    def three(
        self, ana: Person, back: Returned, keys: Keys, at: datetime, clock: Clock
    ) -> list[Telling]:
        clock(at + 6 * DAY)
        return marked(ana, back, keys, at, "", "", "")

    def test_the_teller_has_the_same_line_and_it_counts_nothing(
        self, ana: Person, ben: Person, client_of: ClientOf, at: datetime, clock: Clock
    ) -> None:
        html = page(client_of(ana, room=True))
        assert html.count(FIRST) == 1
        line = html.partition(FIRST)[2].partition("</section>")[0]
        assert "Ben" not in line and "three" not in line and "3" not in bare(line)
        assert FIRST not in page(client_of(ben, room=True))
        assert FIRST not in page(client_of(ana))
        clock(at + 4 * DAY)
        assert FIRST not in page(client_of(ana, room=True))

    def test_an_answer_or_a_named_day_ends_it(
        self,
        ana: Person,
        ben: Person,
        three: list[Telling],
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        comeback.say_day(three[1], ben, keys(ben), (at + 9 * DAY).date(), at)
        assert FIRST not in page(client_of(ana, room=True))

    def test_what_came_back_to_the_newest_ends_it(
        self,
        ana: Person,
        ben: Person,
        three: list[Telling],
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        comeback.receive(three[2], ben, keys(ben), Received("Oh, really?", ""), at + 6 * DAY)
        assert FIRST not in page(client_of(ana, room=True))

    def test_what_was_taken_back_or_told_long_ago_is_not_asked(
        self, ana: Person, three: list[Telling], client_of: ClientOf, at: datetime, clock: Clock
    ) -> None:
        comeback.withdraw(three[0], at + DAY)
        assert FIRST not in page(client_of(ana, room=True))
        Telling.objects.update(withdrawn_at=None)
        assert FIRST in page(client_of(ana, room=True))
        clock(at + 60 * DAY)
        assert FIRST not in page(client_of(ana, room=True))

    def test_another_pair_is_not_asked_about(
        self, ana: Person, dede: Person, three: list[Telling], client_of: ClientOf
    ) -> None:
        old = Membership.objects.get(person=dede).pair_id
        Telling.objects.filter(pk=three[0].pk).update(pair=old)
        assert FIRST not in page(client_of(ana, room=True))


class TestAnotherListener:
    def test_somebody_named_stands_beside_it_and_is_shown_to_nobody_else(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        client = client_of(ana, room=True)
        marked(ana, back, keys, at, "no", "no", "no")
        assert "who likes to hear?" in page(client)
        assert client.post(LISTENER, WEN)["Location"] == MINE
        html = page(client)
        assert "Or tell it to Aunt Wen." in html and WEN["reach"] in html
        assert WEN["called"] in page(client, LISTENER)
        for address in (MINE, LISTENER):
            assert WEN["called"] not in page(client_of(ben, room=True), address)

    def test_in_a_closed_room_it_is_written_as_a_letter_and_not_read(
        self, ana: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        client = client_of(ana)
        client.post(LISTENER, WEN)
        row, room = Suggestion.objects.get(), keys(ana, room=True)
        assert room.is_letter(row, "listener") and room.is_letter(row, "put_away")
        assert client.get(LISTENER)["Location"].startswith(reverse("opening"))
        actions.join_vault(ana, room)
        row.refresh_from_db()
        assert not room.is_letter(row, "listener") and not room.is_letter(row, "put_away")
        assert queries.listener_of(ana, room) == Listener(**WEN)

    def test_what_is_too_long_stays_on_the_page(self, ana: Person, client_of: ClientOf) -> None:
        for room in (True, False):
            answer = client_of(ana, room=room).post(LISTENER, {"called": "Wen", "reach": "o" * 401})
            assert answer.status_code == 422
            assert "o" * 401 in answer.content.decode()
        assert not Suggestion.objects.exists()

    def test_left_empty_nobody_is_named_any_more(
        self, ana: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        client = client_of(ana, room=True)
        client.post(LISTENER, WEN)
        client.post(LISTENER, {})
        assert queries.listener_of(ana, keys(ana, room=True)) == Listener()


class TestLonelierThanUsual:
    def test_two_evenings_above_ones_own_usual_turn_it_to_together(
        self, ben: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        evenings(ben, keys, at, 2, 3, 2, None, 3, 2, 7, 6)
        client = client_of(ben, room=True)
        assert "lonelier than yours usually are" in page(client)
        assert "who likes to hear?" not in page(client)
        assert FIRST not in page(client_of(ben))

    def test_it_names_nobody_else_and_knows_nothing_of_the_others_evenings(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        actions.name_listener(ben, keys(ben, room=True), Listener(**WEN))
        evenings(ben, keys, at, 2, 3, 2, 3, 2, 7, 6)
        html = page(client_of(ben, room=True))
        assert FIRST in html and "Aunt Wen" not in html
        assert FIRST not in page(client_of(ana, room=True))

    @pytest.mark.parametrize("lonely", [(7, 6), (2, 3, 2, 3, 7, 6), (7, 7, 7, 7, 7, 7, 7)])
    def test_few_evenings_and_usual_ones_say_nothing(
        self,
        lonely: tuple[int, ...],
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        evenings(ben, keys, at, *lonely)
        assert FIRST not in page(client_of(ben, room=True))

    def test_evenings_of_weeks_ago_say_nothing(
        self, ben: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        evenings(ben, keys, at - 8 * DAY, 2, 3, 2, 3, 2, 7, 6)
        assert FIRST not in page(client_of(ben, room=True))

    def test_with_both_there_is_still_one(
        self, ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        marked(ana, back, keys, at, "no", "no", "no")
        evenings(ana, keys, at, 2, 3, 2, 3, 2, 7, 6)
        assert page(client_of(ana, room=True)).count(FIRST) == 1


def test_free_hours_can_be_held_from_there_and_a_season_off_silences_it(
    ben: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    evenings(ben, keys, at, 2, 3, 2, None, 3, 2, 7, 6)
    client = client_of(ben, room=True)
    html = page(client)
    start = re.search(r'name="start" value="([^"]+)"', html)
    assert start and reverse("suggestion-holding") in html
    client.post(reverse("suggestion-holding"), {"start": start[1]})
    assert TimeTogether.objects.count() == 1 and FIRST in page(client)
    keep_preferences(ben, season_off=True)
    assert FIRST not in page(client)


def test_it_can_be_put_away_for_a_week(
    ana: Person,
    ben: Person,
    back: Returned,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
    clock: Clock,
) -> None:
    marked(ana, back, keys, at, "no", "no", "no")
    client, there = client_of(ana, room=True), reverse("homecoming", args=[back.leave.pk])
    client.post(LISTENER, WEN)
    assert client.post(AWAY, {"next": there})["Location"] == there
    for days, shown in ((0, False), (6, False), (7, True)):
        clock(at + 6 * HOUR + days * DAY)
        assert (FIRST in page(client_of(ana, room=True))) is shown
    assert queries.listener_of(ana, keys(ana, room=True)) == Listener(**WEN)
    answer = client_of(ana, room=True).post(AWAY, {"next": "https://elsewhere.example/"})
    assert answer["Location"] == MINE


def test_an_export_takes_all_of_it_along_and_an_erasure_away(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    for person in (ana, ben):
        actions.name_listener(person, keys(person), Listener(**WEN))
        actions.say_evening(person, keys(person), at.date(), AfterAnswers("a return", 1, 7))
    room = keys(ana, room=True)
    kinds = {kind.name: kind for kind in everything_of(ana, at, with_private=True)}
    assert [row["listener"] for row in kinds["suggestion"].opened(room)] == [WEN]
    assert [row["answers"]["closeness"] for row in kinds["evenings_after"].opened(room)] == [7]
    erase(ana, ana.current, keys(ana), at)
    for model in (Suggestion, EveningAfter):
        assert [row.person_id for row in model._default_manager.all()] == [ben.pk]
