from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.away import actions, queries
from outandback.rooms.away.models import Departure, Moment
from outandback.rooms.leave.actions import remember_return
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Person
from outandback.vault.queries import letters_in
from tests.builders.leaves import bare, catch_aha, make_departure, make_heads_up, make_leave
from tests.fixtures import ClientOf, Clock, Keys

HTMX = {"HX-Request": "true"}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    leave = make_leave(ana, keys(ana), at)
    make_heads_up(leave, ana.current, keys(ana), at)
    return leave


@pytest.fixture
def departure(ana: Person, keys: Keys, leave: Leave, at: datetime) -> Departure:
    return make_departure(leave, keys(ana), at)


def url(departure: Departure) -> str:
    return f"/leaves/{departure.leave_id}/moments/"


def away(departure: Departure) -> str:
    return f"/leaves/{departure.leave_id}/away/"


def moment(**changes: str) -> dict[str, str]:
    return {"client_id": str(uuid4()), "kind": "insight", "text": "Slack first.", **changes}


class TestCatching:
    def test_a_moment_is_sealed_with_its_kind_and_its_time(
        self,
        ana: Person,
        client_of: ClientOf,
        keys: Keys,
        departure: Departure,
        at: datetime,
        clock: Clock,
    ) -> None:
        clock(at)
        answer = client_of(ana).post(url(departure), moment())
        assert (answer.status_code, answer["Location"]) == (303, away(departure))
        [kept] = queries.moments_of(ana, departure)
        assert keys(ana).is_letter(kept, "caught")
        words = keys(ana, room=True).open(kept, "caught")
        assert (words.kind, words.text, words.caught_at) == (
            "insight",
            "Slack first.",
            at.isoformat(),
        )
        assert kept.arrived_on == at.date()

    @pytest.mark.parametrize("kind", ["insight", "question", "aha", "sense", "surprise"])
    def test_one_tap_keeps_it_without_words(
        self, kind: str, ana: Person, client_of: ClientOf, keys: Keys, departure: Departure
    ) -> None:
        client_of(ana).post(url(departure), {"kind": kind})
        [kept] = queries.moments_of(ana, departure)
        opened = keys(ana, room=True).open(kept, "caught")
        assert (opened.kind, opened.text) == (kind, "")

    def test_sent_twice_it_is_kept_once(
        self, ana: Person, client_of: ClientOf, departure: Departure
    ) -> None:
        client, form = client_of(ana), moment()
        assert [client.post(url(departure), form).status_code for _ in range(2)] == [303, 303]
        assert Moment.objects.count() == 1

    def test_other_words_under_the_same_form_are_not_lost(
        self, ana: Person, client_of: ClientOf, departure: Departure
    ) -> None:
        client, form = client_of(ana), moment()
        client.post(url(departure), form)
        client.post(url(departure), {**form, "text": "And another."})
        client.post(url(departure), {**form, "kind": "aha"})
        assert Moment.objects.count() == 3

    def test_so_many_letters_fit_and_one_more_does_not(
        self, ana: Person, client_of: ClientOf, departure: Departure
    ) -> None:
        client = client_of(ana)
        assert client.post(url(departure), moment(text="é" * 8192)).status_code == 303
        answer = client.post(url(departure), moment(text="é" * 8192 + "!"))
        assert answer.status_code == 422
        assert "é" * 8192 + "!" in answer.content.decode()
        assert "make it a little shorter" in answer.content.decode()
        assert Moment.objects.count() == 1

    def test_what_arrives_after_the_return_is_kept_too(
        self, ana: Person, client_of: ClientOf, departure: Departure, at: datetime
    ) -> None:
        remember_return(departure.leave, at)
        answer = client_of(ana).post(url(departure), moment(), headers=HTMX)
        assert answer.status_code == 200 and Moment.objects.count() == 1

    def test_before_the_door_there_is_nothing_to_catch_it_on(
        self, ana: Person, client_of: ClientOf, keys: Keys, at: datetime
    ) -> None:
        ahead = make_leave(ana, keys(ana), at)
        assert client_of(ana).post(f"/leaves/{ahead.pk}/moments/", moment()).status_code == 404


class TestInPlace:
    """With htmx the answer stands under the box; the box itself is not touched."""

    def test_kept_with_its_undo_and_a_fresh_name(
        self, ana: Person, client_of: ClientOf, departure: Departure
    ) -> None:
        form = moment()
        answer = client_of(ana).post(url(departure), form, headers=HTMX)
        part = answer.content.decode()
        assert answer.status_code == 200
        assert "Kept." in part and "/undoing/" in part
        assert 'id="catch-name"' in part and form["client_id"] not in part
        assert "<html" not in part and "textarea" not in part
        assert "ob_kept" not in answer.cookies

    def test_what_is_wrong_is_said_beside_the_words(
        self, ana: Person, client_of: ClientOf, departure: Departure
    ) -> None:
        answer = client_of(ana).post(url(departure), moment(text="w" * 9000), headers=HTMX)
        assert answer.status_code == 422
        assert "Nothing is lost" in answer.content.decode()
        assert "<html" not in answer.content.decode()

    def test_undo(self, ana: Person, client_of: ClientOf, departure: Departure) -> None:
        client = client_of(ana)
        where, note = undo_of(client.post(url(departure), moment(), headers=HTMX))
        part = client.post(where, {"kept": note}, headers=HTMX).content.decode()
        assert "Taken back." in part and 'id="catch-name"' in part
        assert not Moment.objects.exists()
        again = client.post(where, {"kept": note}, headers=HTMX)
        assert again.status_code == 200


def undo_of(answer: Any) -> tuple[str, str]:
    page = answer.content.decode()
    where = page.split('hx-post="/moments/')[1].split('"')[0]
    note = page.split('name="kept" value="')[1].split('"')[0]
    return f"/moments/{where}", note


class TestUndo:
    def test_without_script_it_is_offered_once(
        self, ana: Person, client_of: ClientOf, departure: Departure
    ) -> None:
        client = client_of(ana)
        client.post(url(departure), moment())
        assert "<span>Kept.</span>" in client.get(away(departure)).content.decode()
        assert "<span>Kept.</span>" not in client.get(away(departure)).content.decode()

    def test_it_takes_the_moment_back(
        self, ana: Person, client_of: ClientOf, departure: Departure
    ) -> None:
        client = client_of(ana)
        client.post(url(departure), moment())
        where, note = undo_of(client.get(away(departure)))
        assert client.post(where, {"kept": note})["Location"] == away(departure)
        assert not Moment.objects.exists()

    def test_after_a_minute_it_stays_kept(
        self,
        ana: Person,
        client_of: ClientOf,
        departure: Departure,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        client = client_of(ana)
        where, note = undo_of(client.post(url(departure), moment(), headers=HTMX))
        later = time.time() + 61
        monkeypatch.setattr(time, "time", lambda: later)
        part = client.post(where, {"kept": note}, headers=HTMX).content.decode()
        assert "It stays kept." in part and Moment.objects.count() == 1
        assert client.post(where, {"kept": note}).status_code == 303

    @pytest.mark.parametrize("who", ["ben", "cleo", "dede"])
    def test_nobody_else_can_take_it_back(
        self,
        who: str,
        request: pytest.FixtureRequest,
        ana: Person,
        client_of: ClientOf,
        departure: Departure,
    ) -> None:
        where, note = undo_of(client_of(ana).post(url(departure), moment(), headers=HTMX))
        other = request.getfixturevalue(who)
        client_of(other).post(where, {"kept": note})
        arrival = Moment.objects.get().client_id
        assert actions.undo_moment(other, arrival) is None
        assert Moment.objects.count() == 1


class TestQuiet:
    def test_the_away_page_is_the_same_with_nothing_and_with_fifty(
        self,
        ana: Person,
        client_of: ClientOf,
        keys: Keys,
        departure: Departure,
        at: datetime,
        clock: Clock,
    ) -> None:
        clock(at + MINUTE)
        client = client_of(ana)
        before = bare(client.get(away(departure)).content.decode())
        for n in range(50):
            catch_aha(departure, keys(ana), f"Moment {n}", at)
        assert bare(client.get(away(departure)).content.decode()) == before

    def test_the_partner_sees_the_same_with_nothing_and_with_fifty(
        self,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        keys: Keys,
        departure: Departure,
        at: datetime,
        clock: Clock,
    ) -> None:
        clock(at + MINUTE)
        client, page = client_of(ben), f"/leaves/{departure.leave_id}/answer/"
        before = bare(client.get(page).content.decode())
        for n in range(50):
            catch_aha(departure, keys(ana), f"Moment {n}", at)
        assert bare(client.get(page).content.decode()) == before

    def test_nothing_from_the_partner_reaches_the_page(
        self, ana: Person, client_of: ClientOf, departure: Departure
    ) -> None:
        page = client_of(ana).get(away(departure)).content.decode()
        assert page.count("Ben") == 1, "in the sentence about a new time"
        assert "Only you" not in page and "Kept for you alone, sealed." in page

    def test_the_title_is_neutral(
        self, ana: Person, client_of: ClientOf, departure: Departure
    ) -> None:
        assert "<title>Out</title>" in client_of(ana).get(away(departure)).content.decode()


class TestOthers:
    @pytest.mark.parametrize("who", ["ben", "cleo", "dede"])
    def test_a_moment_is_its_persons_alone(
        self,
        who: str,
        request: pytest.FixtureRequest,
        ana: Person,
        keys: Keys,
        departure: Departure,
        at: datetime,
    ) -> None:
        catch_aha(departure, keys(ana), "Mine", at)
        other, kept = request.getfixturevalue(who), Moment.objects.get()
        with pytest.raises(Http404):
            queries.departure_of(other, departure.leave_id)
        with pytest.raises(Http404):
            queries.where_to_catch(other, departure.leave_id)
        assert queries.moments_of(other, departure) == []
        assert queries.moments_of(ana, departure) == [kept]


def test_moments_move_into_the_opened_room(
    ana: Person, ben: Person, keys: Keys, departure: Departure, at: datetime
) -> None:
    for n in range(3):
        catch_aha(departure, keys(ana), f"Moment {n}", at)
    actions.join_vault(ben, keys(ben, room=True))
    assert letters_in(Moment.objects.filter(person=ana), "caught").count() == 3
    actions.join_vault(ana, keys(ana, room=True))
    moments = queries.moments_of(ana, departure)
    assert not any(keys(ana).is_letter(one, "caught") for one in moments)
    opened = {keys(ana, room=True).open(one, "caught").text for one in moments}
    assert opened == {"Moment 0", "Moment 1", "Moment 2"}


class TestCost:
    @pytest.mark.parametrize("rows", [10, 1000])
    def test_pages_ask_the_database_little(
        self,
        rows: int,
        ana: Person,
        client_of: ClientOf,
        keys: Keys,
        at: datetime,
        leave: Leave,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        departure = make_departure(make_leave(ana, keys(ana), at), keys(ana), at)
        catch_aha(departure, keys(ana), "One", at)
        one = Moment.objects.get()
        Moment.objects.bulk_create(
            Moment(departure=departure, person=ana, arrived_on=one.arrived_on, caught=one.caught)
            for _ in range(rows)
        )
        client = client_of(ana)
        client.get("/leaves/new/")
        with django_assert_max_num_queries(7):
            client.get(f"/leaves/{leave.pk}/")
        with django_assert_max_num_queries(6):
            client.get(away(departure))
        with django_assert_max_num_queries(6):
            client.post(url(departure), moment(), headers=HTMX)
