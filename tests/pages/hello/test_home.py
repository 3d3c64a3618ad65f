"""The one at home, the one hello, and the time to be back: what a page shows, and what it asks."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.afterwards.queries import waiting_and_kept
from outandback.rooms.away.models import Departure
from outandback.rooms.comeback import actions as comeback
from outandback.rooms.comeback.models import Received, Telling, Told
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people.models import Living, Membership, Person
from outandback.rooms.quiet import actions, queries
from outandback.rooms.quiet.models import EveningAnswers, EveningCheck, Hello, NeedCall
from outandback.ui.texts import entries_of
from tests.builders.homecomings import MARK, make_homecoming, make_telling, plan_and_depart
from tests.builders.leaves import make_departure, make_heads_up, make_leave
from tests.builders.quiet import FOR, agree_on_need, heads_up_of, make_held_note
from tests.cast import side_of
from tests.fixtures import ClientOf, Clock, Keys

HOUR = timedelta(hours=1)
GOES = datetime.fromisoformat("2026-05-14T17:30+00:00")
BACK = datetime.fromisoformat("2026-05-14T20:00+00:00")
NIGHT = {"out": "2026-05-14T18:30", "back": "2026-05-15T11:00"}
CALL = {"form": "call", "day": "2026-05-14", "hello_time": "21:00"}


@pytest.fixture
def out(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Departure:
    """Ana is out since half past six, and Ben was told."""
    leave = make_leave(ana, keys(ana), at)
    make_heads_up(leave, ana.current, keys(ana), at)
    clock(GOES + HOUR)
    return make_departure(leave, keys(ana), GOES)


@pytest.fixture
def overnight(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Leave:
    """Ana will be away for a night, and Ben was told."""
    clock(at)
    leave = make_leave(ana, keys(ana), at, **NIGHT)
    make_heads_up(leave, ana.current, keys(ana), at)
    return leave


def body(client: Client, name: str, *args: object) -> str:
    text: str = client.get(reverse(name, args=args)).content.decode()
    return text


def heading(html: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", html, re.S)
    assert found
    return found[1].strip()


def without_idea(html: str) -> str:
    """An idea for the evening may say what it likes of hours and minutes."""
    for idea in entries_of(queries.CONTENT, "evenings"):
        html = html.replace(idea["words"], "")
    return html


class TestAtHome:
    def test_the_page_has_the_time_the_note_the_evening_and_help(
        self, ben: Person, client_of: ClientOf, out: Departure
    ) -> None:
        html = body(client_of(ben), "today")
        assert heading(html) == "Ana is out until nine."
        assert "Hold this note" in html and "Your evening, too" in html
        for name in ("evening", "help", "need"):
            assert f'href="{reverse(name)}"' in html
        ideas = {idea["words"] for idea in entries_of(queries.CONTENT, "evenings")}
        assert sum(idea in html for idea in ideas) == 1

    def test_the_idea_is_another_one_on_another_day(self, db: None, out: Departure) -> None:
        days = [date(2026, 5, day) for day in range(1, 25)]
        assert len({queries.evening_idea(day, out.pk) for day in days}) == 24
        assert queries.evening_idea(days[0], out.pk) == queries.evening_idea(days[0], out.pk)

    def test_with_many_notes_the_newest_are_shown_and_the_page_stays_small(
        self, ben: Person, keys: Keys, client_of: ClientOf, out: Departure
    ) -> None:
        for number in range(30):
            make_held_note(
                out.leave, ben, keys(ben), GOES + number * timedelta(minutes=1), f"Note {number}."
            )
        html = body(client_of(ben), "today")
        assert html.count("Take it back") == queries.AT_ONCE and "Note 29." in html
        assert "All the notes you hold" in html and len(html.encode()) <= 16_000
        assert body(client_of(ben), "held-notes", out.leave_id).count("Take it back") == 30

    def test_the_page_asks_six_questions_and_one_more_each_for_notes_and_a_call(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
        clock: Clock,
        django_assert_num_queries: DjangoAssertNumQueries,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        room = keys(ana, room=True)
        telling = make_telling(make_homecoming(ana, room, at - 9 * HOUR), ana, room, at - 9 * HOUR)
        comeback.receive(telling, ben, keys(ben), Received("Wow."), at - 8 * HOUR)
        clock(GOES + HOUR)
        leave = make_leave(ana, keys(ana), at, **NIGHT)
        make_heads_up(leave, ana.current, keys(ana), at)
        make_departure(leave, keys(ana), GOES)
        client = client_of(ben)
        html = body(client, "today")
        assert "From your story" in html and MARK in html
        with django_assert_num_queries(6):
            body(client, "today")
        make_held_note(leave, ben, keys(ben), GOES)
        with django_assert_num_queries(7):
            body(client, "today")
        for person in (ana, ben):
            client_of(person).post(reverse("hello", args=[leave.pk]), CALL)
        assert "One hello: a call" in self.asks(client, django_assert_max_num_queries)
        agree_on_need(ana, ben, keys(ana), at)
        client_of(ana).post(reverse("need-call", args=[leave.pk]))
        assert FOR in self.asks(client, django_assert_max_num_queries)

    def asks(self, client: Client, at_most: Any) -> str:
        with at_most(8):
            return body(client, "today")

    def test_what_was_tender_or_taken_back_or_unheard_is_not_brought_up(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
    ) -> None:
        room = keys(ana, room=True)
        telling = make_telling(make_homecoming(ana, room, at - 9 * HOUR), ana, room, at - 9 * HOUR)
        plan_and_depart(ana, keys(ana), at)
        clock(at + HOUR)
        client = client_of(ben)
        assert MARK not in body(client, "today")
        comeback.receive(telling, ben, keys(ben), Received("Wow."), at)
        assert MARK in body(client, "today")
        comeback.withdraw(telling, at)
        assert MARK not in body(client, "today")
        bringing = comeback.Bringing(telling.homecoming, room, ana.current, frozenset(), at)
        tender = comeback.bring(bringing, Told("aha", "A tender thing", "tender"))
        comeback.receive(tender, ben, keys(ben), Received("Wow."), at)
        assert "A tender thing" not in body(client, "today")

    def test_nothing_from_a_past_pair_is_brought_up(
        self,
        ana: Person,
        ben: Person,
        dede: Person,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
        clock: Clock,
    ) -> None:
        room = keys(ana, room=True)
        telling = make_telling(make_homecoming(ana, room, at - 9 * HOUR), ana, room, at - 9 * HOUR)
        comeback.receive(telling, ben, keys(ben), Received("Wow."), at)
        past = Membership.objects.get(person=dede)
        for pair, kept in ((past.pair, None), (side_of(ana).pair, telling)):
            Telling.objects.update(pair=pair)
            assert waiting_and_kept(ben, side_of(ben), at)[1] == kept
        assert waiting_and_kept(dede, past, at)[1] is None
        assert waiting_and_kept(dede, None, at) == ([], None)

    def test_for_two_who_live_apart_nothing_says_home(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        out: Departure,
        at: datetime,
    ) -> None:
        pair = side_of(ana).pair
        keys(ana).seal(pair, "living", Living("apart"))
        pair.save()
        agree_on_need(ana, ben, keys(ana), at)
        client_of(ben).post(reverse("need-call", args=[out.leave_id]))
        pages = [body(client_of(ben), "today"), body(client_of(ana), "today")]
        pages += [body(client_of(one), "need-call", out.leave_id) for one in (ana, ben)]
        for html in pages:
            words = re.sub(r"<[^>]*>", " ", html.split("<main")[1])
            assert not re.search(r"\bhome\b", words)


class TestTheEvening:
    def test_it_is_sealed_for_its_person_and_once_an_evening(
        self, ben: Person, keys: Keys, client_of: ClientOf, out: Departure
    ) -> None:
        client = client_of(ben)
        for lonely in ("8", "3"):
            answer = client.post(reverse("evening"), {"energy": "4", "loneliness": lonely})
            assert answer.status_code == 303
        row = EveningCheck.objects.get()
        assert (row.person_id, row.heads_up) == (ben.pk, heads_up_of(out.leave))
        assert row.evening_on == date(2026, 5, 14) and keys(ben).is_letter(row, "answers")
        assert keys(ben, room=True).open(row, "answers") == EveningAnswers(None, 4, 3)
        actions.join_vault(ben, keys(ben, room=True))
        row.refresh_from_db()
        assert not keys(ben).is_letter(row, "answers")

    def test_an_evening_lasts_until_five(
        self, ben: Person, client_of: ClientOf, clock: Clock, db: None
    ) -> None:
        for hours in (22, 27, 29):
            clock(datetime.fromisoformat("2026-05-13T23:00+00:00") + (hours - 24) * HOUR)
            client_of(ben).post(reverse("evening"), {})
        days = EveningCheck.objects.order_by("evening_on").values_list("evening_on", flat=True)
        assert list(days) == [date(2026, 5, 13), date(2026, 5, 14)]

    def test_answers_show_in_the_open_room_alone(
        self, ana: Person, ben: Person, client_of: ClientOf, out: Departure
    ) -> None:
        client = client_of(ben)
        before = client.get(reverse("evening")).content.split(b"<form class")[1]
        client.post(reverse("evening"), {"loneliness": "9"})
        assert len(client.get(reverse("evening")).content.split(b"<form class")[1]) == len(before)
        assert 'value="9" checked' not in body(client, "evening")
        assert 'value="9" checked' in body(client_of(ben, room=True), "evening")
        assert 'value="9" checked' not in body(client_of(ana, room=True), "evening")

    def test_alone_closeness_is_not_asked(self, cleo: Person, client_of: ClientOf) -> None:
        assert 'name="closeness"' not in body(client_of(cleo), "evening")
        client_of(cleo).post(reverse("evening"), {"closeness": "3", "energy": "3"})
        assert EveningCheck.objects.get().heads_up is None

    def test_what_is_no_answer_is_asked_again(self, ben: Person, client_of: ClientOf) -> None:
        assert client_of(ben).post(reverse("evening"), {"energy": "11"}).status_code == 422
        assert not EveningCheck.objects.exists()


class TestTheHello:
    def test_both_pick_and_both_see_it(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        overnight: Leave,
        clock: Clock,
    ) -> None:
        client_of(ben).post(reverse("hello", args=[overnight.pk]), CALL)
        page = body(client_of(ana), "hello", overnight.pk)
        assert "Ben: a call tomorrow at 21:00." in page and "That suits me" in page
        client_of(ana).post(reverse("hello", args=[overnight.pk]), CALL)
        said = "One hello: a call at 21:00."
        make_departure(overnight, keys(ana), GOES)
        clock(GOES + HOUR)
        assert said in body(client_of(ana), "away", overnight.pk)
        assert said in body(client_of(ben), "today")
        row = Hello.objects.filter(person=ben).get()
        assert b"call" not in bytes(row.pick)

    def test_one_press_takes_over_the_other_pick_also_from_another_zone(
        self, ana: Person, ben: Person, client_of: ClientOf, overnight: Leave
    ) -> None:
        ben.zone = "Europe/Athens"
        ben.save()
        client_of(ana).post(reverse("hello", args=[overnight.pk]), CALL)
        page = body(client_of(ben), "hello", overnight.pk)
        assert "at 23:00" in page
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        client_of(ben).post(reverse("hello", args=[overnight.pk]), form)
        assert "One hello: a call tomorrow at 21:00." in body(client_of(ana), "hello", overnight.pk)

    @pytest.mark.parametrize(
        "theirs", [{"form": "message"}, {"hello_time": "21:30"}, {"form": "none"}]
    )
    def test_different_picks_are_no_agreement(
        self,
        theirs: dict[str, str],
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        overnight: Leave,
    ) -> None:
        client_of(ana).post(reverse("hello", args=[overnight.pk]), CALL)
        client_of(ben).post(reverse("hello", args=[overnight.pk]), CALL | theirs)
        picks = queries.picks_of(ana, keys(ana), heads_up_of(overnight))
        assert picks.mine and picks.theirs and picks.agreed is None

    def test_none_is_a_pick_too(
        self, ana: Person, ben: Person, client_of: ClientOf, overnight: Leave
    ) -> None:
        for person in (ana, ben):
            client_of(person).post(reverse("hello", args=[overnight.pk]), {"form": "none"})
        assert "you both said so" in heading(body(client_of(ana), "hello", overnight.pk))

    @pytest.mark.parametrize(
        "wrong",
        [{"hello_time": ""}, {"day": ""}, {"day": "2026-05-16"}, {"form": ""}, {"form": "visit"}],
    )
    def test_what_is_missing_or_outside_is_asked_again(
        self, wrong: dict[str, str], ana: Person, client_of: ClientOf, overnight: Leave
    ) -> None:
        answer = client_of(ana).post(reverse("hello", args=[overnight.pk]), CALL | wrong)
        assert answer.status_code == 422 and not Hello.objects.exists()

    def test_it_is_offered_for_a_night_and_not_for_an_evening(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        overnight: Leave,
        at: datetime,
    ) -> None:
        evening = make_leave(ana, keys(ana), at)
        make_heads_up(evening, ana.current, keys(ana), at)
        for leave, offered in ((overnight, True), (evening, False)):
            link = reverse("hello", args=[leave.pk])
            assert (link in body(client_of(ana), "leave", leave.pk)) is offered
            assert (link in body(client_of(ben), "answer", leave.pk)) is offered

    def test_after_the_return_it_is_over(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        overnight: Leave,
        at: datetime,
    ) -> None:
        comeback.come_back(make_departure(overnight, keys(ana), GOES), GOES + HOUR)
        answer = client_of(ben).post(reverse("hello", args=[overnight.pk]), CALL)
        assert answer.status_code == 422 and not Hello.objects.exists()

    def test_untold_there_is_none(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        alone = make_leave(ana, keys(ana), at, **NIGHT)
        assert client_of(ana).get(reverse("hello", args=[alone.pk])).status_code == 404


class TestRunningLate:
    def test_one_tap_and_the_partner_has_the_new_time_and_nothing_else(
        self, ana: Person, ben: Person, client_of: ClientOf, out: Departure, clock: Clock
    ) -> None:
        clock(BACK - timedelta(minutes=5))
        page = body(client_of(ana), "away", out.leave_id)
        taps = re.findall(r'name="to" value="([^"]+)">(\d\d:\d\d)<', page)
        assert [shown for _, shown in taps] == ["21:15", "21:30", "22:00"]
        client_of(ana).post(reverse("leave-return-time", args=[out.leave_id]), {"to": taps[2][0]})
        html = body(client_of(ben), "today")
        assert heading(html) == "Ana is out until ten."
        seen = html + body(client_of(ben), "answer", out.leave_id)
        assert "21:00" not in seen.replace("+21:00", "") and "an hour" not in without_idea(seen)

    def test_past_the_promised_time_nothing_counts_and_nothing_alarms(
        self, ana: Person, ben: Person, client_of: ClientOf, out: Departure, clock: Clock
    ) -> None:
        pages = []
        for late in (timedelta(minutes=1), timedelta(minutes=50), timedelta(hours=5)):
            clock(BACK + late)
            html = body(client_of(ben), "today").split("<main")[1]
            assert heading(html).startswith("Ana said nine")
            words = re.sub(r"<[^>]*>", " ", without_idea(html))
            assert not re.search(r"\b(late|minutes|should|worried|overdue)\b", words)
            shown = html.partition("<header")[2]
            assert 'role="alert"' not in shown and "note--alert" not in shown
            pages.append(without_clock(html))
        assert pages[0] == pages[1]
        assert not NeedCall.objects.exists()

    def test_another_time_twice_leaves_no_history_for_the_partner(
        self, ana: Person, ben: Person, client_of: ClientOf, out: Departure, clock: Clock
    ) -> None:
        clock(BACK)
        for minutes in (15, 45):
            new = (BACK + timedelta(minutes=minutes)).isoformat()
            client_of(ana).post(reverse("leave-return-time", args=[out.leave_id]), {"to": new})
        seen = body(client_of(ben), "today") + body(client_of(ben), "answer", out.leave_id)
        assert "21:45" in seen and "21:15" not in seen
        assert HeadsUp.objects.get(leave=out.leave_id).back_at == BACK + timedelta(minutes=45)


def without_clock(html: str) -> str:
    html = re.sub(r'value="[\w-]{30,}"', "", html)
    return re.sub(r'<p class="kicker">.*?</p>', "", html)
