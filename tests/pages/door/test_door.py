from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from outandback.rooms.away import actions, queries
from outandback.rooms.away.models import Departure
from outandback.rooms.leave.actions import call_off, remember_return
from outandback.rooms.leave.models import DoorAnswers, DoorCheck, Leave
from outandback.rooms.leave.queries import door_check_of
from outandback.rooms.people.models import Person
from tests.builders.leaves import INTENTION, make_departure, make_heads_up, make_leave
from tests.cast import Cast
from tests.everywhere.pages import FoundForm, read
from tests.fixtures import ClientOf, Clock, Keys

HOUR = timedelta(hours=1)


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    return make_leave(ana, keys(ana), at)


def door(leave: Leave) -> str:
    return f"/leaves/{leave.pk}/departure/"


def door_form(forms: list[FoundForm]) -> FoundForm:
    return next(one for one in forms if one.action.endswith("/departure/"))


def away(leave: Leave) -> str:
    return f"/leaves/{leave.pk}/away/"


class TestSettingOut:
    def test_the_door_stands_open_at_any_time(
        self, ana: Person, client_of: ClientOf, leave: Leave, clock: Clock
    ) -> None:
        client = client_of(ana)
        for when in (leave.out_at - 1 * HOUR, leave.out_at + 9 * HOUR):
            clock(when)
            page = client.get(door(leave)).content.decode()
            assert "Before you go." in page and INTENTION in page and "Out I go" in page

    def test_nothing_is_answered_beforehand(
        self, ana: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        assert "checked" not in client_of(ana).get(door(leave)).content.decode()

    def test_answers_are_sealed_without_asking_for_the_passphrase(
        self, ana: Any, client_of: Any, keys: Any, leave: Leave
    ) -> None:
        form = {"guilt": "7", "energy": "3", "closeness": "", "says": "Bath time."}
        answer = client_of(ana).post(door(leave), form)
        assert (answer.status_code, answer["Location"]) == (303, away(leave))
        check = door_check_of(ana, leave.pk)
        assert keys(ana).is_letter(check, "answers")
        opened = keys(ana, room=True).open(check, "answers")
        assert opened == DoorAnswers(guilt=7, energy=3, closeness=None, says="Bath time.")

    def test_in_an_open_room_answers_go_straight_into_it(
        self, ana: Any, client_of: Any, keys: Any, leave: Leave
    ) -> None:
        client_of(ana, room=True).post(door(leave), {"guilt": "0"})
        check = door_check_of(ana, leave.pk)
        assert not keys(ana).is_letter(check, "answers")
        assert keys(ana, room=True).open(check, "answers").guilt == 0

    def test_everything_may_be_passed(
        self, ana: Any, client_of: ClientOf, keys: Any, leave: Leave
    ) -> None:
        assert client_of(ana).post(door(leave)).status_code == 303
        check = door_check_of(ana, leave.pk)
        assert keys(ana, room=True).open(check, "answers") == DoorAnswers()

    def test_pressed_twice_it_is_one_departure(
        self, ana: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        client = client_of(ana)
        answers = [client.post(door(leave), {"guilt": str(n)}) for n in (3, 4)]
        assert {answer["Location"] for answer in answers} == {away(leave)}
        assert (Departure.objects.count(), DoorCheck.objects.count()) == (1, 1)

    @pytest.mark.parametrize("first", [{"says": "Bath time."}, {"guilt": "3"}, {}])
    @pytest.mark.parametrize("pressed", ["departure", "evidence"])
    def test_words_of_a_second_tab_stand_there_to_copy(
        self, ana: Person, client_of: ClientOf, leave: Leave, first: dict[str, str], pressed: str
    ) -> None:
        client = client_of(ana)
        tabs = [read(client.get(door(leave)).content.decode(), door(leave)).forms for _ in range(2)]
        went, late = (
            one.filled(**said)
            for one, said in zip(
                (door_form(forms) for forms in tabs),
                (first, {"says": "A heron waits."}),
                strict=True,
            )
        )
        assert client.post(door(leave), went)["Location"] == away(leave)
        answer = client.post(f"/leaves/{leave.pk}/{pressed}/", late)
        assert answer.status_code == 409 and "A heron waits." in answer.content.decode()
        assert DoorCheck.objects.count() == 1

    @pytest.mark.parametrize("words", ["Bath time.", ""])
    def test_a_form_that_is_sent_twice_leads_on(
        self, ana: Person, client_of: ClientOf, leave: Leave, words: str
    ) -> None:
        client = client_of(ana)
        page = read(client.get(door(leave)).content.decode(), door(leave))
        form = door_form(page.forms).filled(says=words)
        answers = [client.post(door(leave), form) for _ in range(2)]
        assert [one["Location"] for one in answers] == [away(leave)] * 2

    def test_words_that_come_where_none_could_be_kept_are_kept(
        self, ana: Any, client_of: ClientOf, keys: Any, leave: Leave, at: datetime
    ) -> None:
        make_departure(leave, keys(ana), at)
        DoorCheck.objects.all().delete()
        answer = client_of(ana).post(door(leave), {"says": "A heron waits."})
        assert answer["Location"] == away(leave)
        check = door_check_of(ana, leave.pk)
        assert keys(ana, room=True).open(check, "answers").says == "A heron waits."

    def test_the_same_departure_from_two_places_at_once(
        self, ana: Person, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        here, there = Leave.objects.get(), Leave.objects.get()
        first = actions.set_out(here, keys(ana), DoorAnswers(guilt=1), at)
        second = actions.set_out(there, keys(ana), DoorAnswers(guilt=2), at + HOUR)
        assert first == second
        assert Leave.objects.get().begun_at == at

    def test_what_guilt_says_stays_on_the_page_when_it_is_too_long(
        self, ana: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        answer = client_of(ana).post(door(leave), {"guilt": "7", "says": "ä" * 9000})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "ä" * 9000 in page and "Nothing is lost" in page
        assert 'name="guilt" value="7" checked' in page
        assert Leave.objects.get().is_ahead

    def test_alone_nobody_is_asked_how_close_they_are(
        self, ana: Person, cleo: Person, client_of: ClientOf, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        own = make_leave(cleo, keys(cleo), at)
        assert "How close" in client_of(ana).get(door(leave)).content.decode()
        assert "How close" not in client_of(cleo).get(door(own)).content.decode()
        assert client_of(cleo).post(door(own), {"guilt": "2"}).status_code == 303

    def test_one_leave_at_a_time(
        self, ana: Person, client_of: ClientOf, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        other, client = make_leave(ana, keys(ana), at), client_of(ana)
        make_departure(leave, keys(ana), at)
        answer = client.post(door(other), {"guilt": "7"})
        assert answer.status_code == 409
        assert "You are out already." in answer.content.decode()
        assert away(leave) in answer.content.decode()
        assert Leave.objects.get(pk=other.pk).is_ahead and Departure.objects.count() == 1

    def test_staying_in_stands_beside_going(
        self, ana: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        page = client_of(ana).get(door(leave)).content.decode()
        assert f'formaction="/leaves/{leave.pk}/calling-off/"' in page
        assert "Staying in is fine too. Nothing is counted." in page


class TestWhereItStands:
    """Each page leads to where the leave is now."""

    def test_before_the_door(self, ana: Person, client_of: ClientOf, leave: Leave) -> None:
        assert client_of(ana).get(away(leave))["Location"] == f"/leaves/{leave.pk}/"

    def test_while_out(
        self, ana: Person, client_of: ClientOf, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        make_departure(leave, keys(ana), at)
        client = client_of(ana)
        assert client.get(door(leave))["Location"] == away(leave)
        assert client.get(f"/leaves/{leave.pk}/")["Location"] == away(leave)
        assert client.post(f"/leaves/{leave.pk}/calling-off/").status_code == 303
        assert Leave.objects.get().is_out

    def test_once_back(
        self, ana: Person, client_of: ClientOf, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        make_departure(leave, keys(ana), at)
        remember_return(leave, at + HOUR)
        client, home = client_of(ana), f"/leaves/{leave.pk}/homecoming/"
        for page in (away(leave), door(leave), f"/leaves/{leave.pk}/return-time/"):
            assert client.get(page)["Location"] == home
        assert client.post(door(leave))["Location"] == home
        assert client.get(f"/leaves/{leave.pk}/").status_code == 200


class TestRunningLate:
    @pytest.fixture(autouse=True)
    def out(self, ana: Person, keys: Keys, leave: Leave, clock: Clock) -> None:
        make_heads_up(leave, ana.current, keys(ana), leave.planned_at)
        make_departure(leave, keys(ana), leave.out_at)
        clock(leave.out_at + HOUR)

    def url(self, leave: Leave) -> str:
        return f"/leaves/{leave.pk}/return-time/"

    def promised(self) -> str:
        return Leave.objects.get().back_wall

    def test_three_times_to_tap(self, ana: Person, client_of: ClientOf, leave: Leave) -> None:
        page = client_of(ana).get(away(leave)).content.decode()
        for text in (">21:15<", ">21:30<", ">22:00<", "Ben gets the new time and nothing else."):
            assert text in page

    def test_a_tap_is_a_promise(self, ana: Person, client_of: ClientOf, leave: Leave) -> None:
        client = client_of(ana)
        for _ in range(2):
            answer = client.post(self.url(leave), {"to": "2026-05-14T20:15:00+00:00"})
            assert answer["Location"] == away(leave)
        assert self.promised() == "2026-05-14T21:15"

    def test_past_the_promise_times_begin_from_now(
        self, ana: Person, client_of: ClientOf, leave: Leave, clock: Clock
    ) -> None:
        clock(datetime.fromisoformat("2026-05-14T20:20:00+00:00"))
        page = client_of(ana).get(away(leave)).content.decode()
        assert ">21:45<" in page and ">22:30<" in page

    def test_another_time(self, ana: Person, client_of: ClientOf, leave: Leave) -> None:
        client = client_of(ana)
        assert "When will you be back?" in client.get(self.url(leave)).content.decode()
        client.post(self.url(leave), {"day": "2026-05-15", "back_time": "00:30"})
        assert self.promised() == "2026-05-15T00:30"

    def test_no_set_time(self, ana: Person, client_of: ClientOf, leave: Leave) -> None:
        client = client_of(ana)
        client.post(self.url(leave), {"open_ended": "on"})
        assert self.promised() == ""
        page = client.get(away(leave)).content.decode()
        assert ("No set time" in page and ">19:45<" in page) or ">20:00<" in page

    @pytest.mark.parametrize(
        ("form", "sentence"),
        [
            ({"day": "2026-05-14"}, "Say when you will be back."),
            ({"day": "2026-05-14", "back_time": "12:00"}, "That time is over."),
            ({"to": "soon", "day": "2026-05-14"}, "Say when you will be back."),
            ({"to": "9999-12-31T23:59:59-12:00", "day": ""}, "Say which day."),
            ({"day": "2026-10-25", "back_time": "01:30"}, "Choose the first or the second."),
        ],
    )
    def test_what_is_missing_is_said(
        self, ana: Person, client_of: ClientOf, leave: Leave, form: dict[str, str], sentence: str
    ) -> None:
        answer = client_of(ana).post(self.url(leave), form)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert self.promised() == "2026-05-14T21:00"


def test_still_out_is_a_question_to_oneself(
    ana: Person, ben: Person, cleo: Person, dede: Person, keys: Keys, leave: Leave, at: datetime
) -> None:
    departure = make_departure(leave, keys(ana), at)
    assert queries.still_out(ana) == departure
    assert [queries.still_out(other) for other in (ben, cleo, dede)] == [None, None, None]
    remember_return(leave, at)
    assert queries.still_out(ana) is None


class TestNoVeto:
    """From every state the one who leaves can go and come back, with no act of the partner."""

    def plain(self, leave: Leave, **_: object) -> None: ...

    def called_off(self, leave: Leave, at: datetime, **_: object) -> None:
        call_off(leave, at)

    def given(self, leave: Leave, ana: Person, keys: Keys, at: datetime, **_: object) -> None:
        make_heads_up(leave, ana.current, keys(ana), at)

    def given_and_called_off(self, **about: Any) -> None:
        self.given(**about)
        self.called_off(**about)

    def partner_out_too(self, ben: Person, keys: Keys, at: datetime, **_: object) -> None:
        make_departure(make_leave(ben, keys(ben), at), keys(ben), at)

    def partner_has_left(self, ben: Any, at: datetime, **about: Any) -> None:
        self.given(at=at, **about)
        type(ben.current).objects.filter(pk=ben.current.pk).update(ended_at=at)

    def i_have_left(self, ana: Any, at: datetime, cast: Any, **about: Any) -> None:
        self.given(ana=ana, at=at, **about)
        cast.part(ana.current, at)

    def keys_are_closed(self, client: Client, **_: object) -> None:
        client.cookies.pop("ob_s")

    def out_already(self, leave: Leave, ana: Person, keys: Keys, at: datetime, **_: object) -> None:
        make_departure(leave, keys(ana), at)

    @pytest.mark.parametrize(
        "state",
        [
            "plain",
            "called_off",
            "given",
            "given_and_called_off",
            "partner_out_too",
            "partner_has_left",
            "i_have_left",
            "keys_are_closed",
            "out_already",
        ],
    )
    def test_go_and_come_back(
        self,
        state: str,
        ana: Person,
        ben: Person,
        cast: Cast,
        client_of: ClientOf,
        keys: Keys,
        leave: Leave,
        at: datetime,
    ) -> None:
        client = client_of(ana)
        about = {"leave": leave, "ana": ana, "ben": ben, "keys": keys, "at": at, "cast": cast}
        getattr(self, state)(client=client, **about)
        assert client.get(door(leave)).status_code in {200, 303}
        assert client.post(door(leave))["Location"] == away(leave)
        assert client.get(away(leave)).status_code == 200
        assert client.post(f"/leaves/{leave.pk}/homecoming/").status_code == 303
        assert Leave.objects.get(pk=leave.pk).returned_at is not None
