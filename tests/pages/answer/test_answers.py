"""What the one at home says to a heads-up, and how its person reads it. Nothing waits for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from outandback.rooms.cover import actions
from outandback.rooms.cover.models import Answer, Answered
from outandback.rooms.leave.actions import call_off, remember_return
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people.models import Person
from tests.builders.cover import make_answer, make_leave_with_needs
from tests.builders.leaves import bare, make_departure
from tests.cast import Cast
from tests.fixtures import ClientOf, Clock, Keys
from tests.rooms.people.test_pin import SAID, swap_keys

HOUR = timedelta(hours=1)
BLESSING, WORRY = "Take the good scarf.", "Bedtime without you is long."
ALL = {
    "blessing": BLESSING,
    "worry": WORRY,
    "cover_children": "part",
    "cover_dinner": "yes",
    "part_children": "From seven on.",
    "talk": "on",
    "talk_day": "2026-05-14",
    "talk_time": "08:00",
}


def url(leave: Leave) -> str:
    return f"/leaves/{leave.pk}/answer/"


def read(client: Client, leave: Leave, page: str = "") -> str:
    return str(client.get(f"/leaves/{leave.pk}/{page}").content.decode())


@pytest.fixture(autouse=True)
def now(at: datetime, clock: Clock) -> None:
    clock(at)


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    return make_leave_with_needs(ana, keys(ana), at, children="open", dinner="open", door="someone")


class TestAnswering:
    def test_it_asks_for_what_the_heads_up_asks_for(
        self, ben: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        page = read(client_of(ben), leave, "answer/")
        assert "Can you have the children?" in page and "Can you take care of dinner?" in page
        assert "Can you be in for a delivery or a visitor?" not in page
        assert page.count("This part is a question, so any answer is fine.") == 2
        assert "I’ll think of you at the second row." in page

    def test_all_of_it_reaches_the_one_who_goes(
        self, ana: Person, ben: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        sent = client_of(ben).post(url(leave), ALL)
        assert (sent.status_code, sent["Location"]) == (303, f"{url(leave)}?sent=1")
        page = read(client_of(ana), leave)
        for words in (BLESSING, WORRY, "tomorrow at 08:00", "From seven on."):
            assert words in page
        assert "The children: Ben offers to take part of it." in page
        assert "Dinner: Ben offers to take care of it." in page
        assert "A delivery or a visitor: somebody takes care of it." in page

    def test_the_words_to_each_thing_stand_with_that_thing(
        self, ana: Person, ben: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        parts = {"part_children": "Not Mika.", "part_dinner": "Soup."}
        client_of(ben).post(url(leave), {**ALL, **parts})
        for page in (read(client_of(ana), leave), read(client_of(ben), leave, "answer/")):
            shown = [
                page.index(words) for words in ("The children", "Not Mika.", "Dinner", "Soup.")
            ]
            assert shown == sorted(shown)

    @pytest.mark.parametrize(
        ("cover", "stands_with"),
        [
            ({"children": "part", "dinner": "yes"}, "children"),
            ({"dinner": "no"}, "dinner"),
            ({"children": "part", "dinner": "part"}, ""),
        ],
    )
    def test_older_words_to_all_things_stand_with_the_one_that_they_can_mean(
        self, cover: dict[str, str], stands_with: str
    ) -> None:
        said = Answered(cover=cover, cover_words="From seven on.")
        assert {what: said.part_of(what) for what in cover} == {
            what: "From seven on." if what == stands_with else "" for what in cover
        }
        beside = [] if stands_with else ["From seven on."]
        assert said.words_beside(cover) == beside
        assert said.words_beside([]) == ["From seven on."]

    def test_older_words_to_all_things_are_still_read(
        self, ana: Person, ben: Person, client_of: ClientOf, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        cover = {"children": "part", "dinner": "part"}
        make_answer(leave, ben, keys(ben), at, cover=cover, cover_words="From seven on.")
        assert read(client_of(ana), leave).count("From seven on.") == 1
        assert "From seven on." in read(client_of(ben), leave, "answer/")

    def test_one_part_alone_is_enough(
        self, ana: Person, ben: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        client_of(ben).post(url(leave), {"blessing": BLESSING})
        page = read(client_of(ana), leave)
        assert BLESSING in page
        assert "would like to talk" not in page and "minds" not in page

    def test_the_page_shows_again_what_was_said(
        self, ben: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        client = client_of(ben)
        client.post(url(leave), ALL)
        page = read(client, leave, "answer/")
        assert BLESSING in page and WORRY in page and 'value="08:00"' in page
        assert "replaces what you said before" in page

    def test_sent_again_it_changes_what_was_said(
        self, ben: Person, client_of: ClientOf, keys: Keys, leave: Leave
    ) -> None:
        client = client_of(ben)
        client.post(url(leave), ALL)
        client.post(url(leave), {"blessing": "Go.", "seen": "1"})
        assert keys(ben).open(Answer.objects.get(), "said") == Answered(blessing="Go.")

    def test_sent_from_two_pages_both_answers_stay_in_sight(
        self, ben: Person, client_of: ClientOf, keys: Keys, leave: Leave
    ) -> None:
        client = client_of(ben)
        client.post(url(leave), {"blessing": "Go.", "seen": "0"})
        late = client.post(url(leave), {"worry": "It gets late.", "seen": "0"})
        body = late.content.decode()
        assert late.status_code == 409 and "Both versions are kept" in body
        assert ">Go.</blockquote>" in body and "It gets late." in body
        assert 'name="seen" value="1"' in body and "Send</button>" in body
        client.post(url(leave), {"worry": "It gets late.", "seen": "1"})
        assert keys(ben).open(Answer.objects.get(), "said") == Answered(worry="It gets late.")

    def test_sent_again_without_a_change_it_keeps_its_time(
        self, ben: Person, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        for later in (0, 1):
            said = make_answer(leave, ben, keys(ben), at + later * HOUR, blessing=BLESSING)
        assert (said.answered_at, said.row_version) == (at, 1)

    def test_it_changes_nothing_of_the_leave(
        self, ben: Person, client_of: ClientOf, leave: Leave, ana: Person, keys: Keys, at: datetime
    ) -> None:
        def rows() -> list[Any]:
            return [*Leave.objects.values(), *HeadsUp.objects.values()]

        before = rows()
        client_of(ben).post(url(leave), ALL | {"cover_children": "no"})
        assert rows() == before
        make_departure(leave, keys(ana), at)
        assert Leave.objects.get().is_out


class TestATimeToTalk:
    def test_each_reads_it_by_their_own_clock(
        self, ana: Person, ben: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        type(ben).objects.filter(pk=ben.pk).update(zone="America/New_York")
        client = client_of(ben)
        client.post(url(leave), {"talk_day": "2026-05-14", "talk_time": "09:00"})
        assert "tomorrow at 14:00" in read(client_of(ana), leave)
        assert 'value="09:00"' in read(client, leave, "answer/")

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ({"talk_day": "2026-05-14"}, "Say what time."),
            ({"talk_time": "09:00"}, "Say which day."),
            ({"talk_day": "2026-05-15", "talk_time": "09:00"}, "has begun by then"),
        ],
    )
    def test_what_does_not_fit_is_said_and_nothing_is_lost(
        self, typed: dict[str, str], told: str, ben: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        answer = client_of(ben).post(url(leave), {"blessing": BLESSING, **typed})
        page = answer.content.decode()
        assert answer.status_code == 422 and told in page and BLESSING in page
        assert not Answer.objects.exists()

    def test_no_time_is_fine_too(
        self, ana: Person, ben: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        client_of(ben).post(url(leave), {"talk": "on"})
        assert "Ben would like to talk before you go." in read(client_of(ana), leave)

    def test_a_time_that_clocks_show_twice_is_asked_about(
        self, ben: Person, client_of: ClientOf, leave: Leave, keys: Keys
    ) -> None:
        HeadsUp.objects.update(out_at=datetime.fromisoformat("2026-10-26T12:00+00:00"))
        typed = {"talk_day": "2026-10-25", "talk_time": "01:30"}
        first = client_of(ben).post(url(leave), typed)
        assert first.status_code == 422 and "comes twice" in first.content.decode()
        client_of(ben).post(url(leave), {**typed, "talk_fold": "1"})
        said = keys(ben).open(Answer.objects.get(), "said")
        assert said.talk_at == datetime.fromisoformat("2026-10-25T01:30+00:00")


class TestSilence:
    """Unseen, passed, left for later, or taken back: for the one who goes they are one."""

    def test_it_has_one_look(
        self, ana: Person, ben: Person, client_of: ClientOf, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        def seen() -> list[str]:
            return [bare(client_of(ana).get(page).content.decode()) for page in pages]

        pages = (f"/leaves/{leave.pk}/", f"/leaves/{leave.pk}/departure/", "/", "/story/")
        unseen, client = seen(), client_of(ben)
        client.get(url(leave))
        assert seen() == unseen
        client.post(url(leave), {"cover_children": ""})
        assert seen() == unseen and not Answer.objects.exists()
        client.post(url(leave), ALL)
        assert seen() != unseen
        client.post(url(leave), {"seen": "1"})
        assert seen() == unseen

    def test_nothing_says_that_nobody_answered(
        self, ana: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        page = read(client_of(ana), leave)
        assert "answer" not in page.lower().replace("/answer/", "")


class TestTooLate:
    @pytest.fixture(params=["begun", "called off", "returned", "left"])
    def over(
        self,
        request: pytest.FixtureRequest,
        ana: Any,
        cast: Cast,
        keys: Keys,
        leave: Leave,
        at: datetime,
    ) -> Leave:
        if request.param == "called off":
            call_off(leave, at)
        elif request.param == "left":
            cast.part(ana.current, at)
        else:
            make_departure(leave, keys(ana), at)
        if request.param == "returned":
            remember_return(leave, at)
        return leave

    def test_what_was_typed_stays_and_nothing_is_sent(
        self, ben: Person, client_of: ClientOf, over: Leave
    ) -> None:
        answer = client_of(ben).post(url(over), ALL)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert BLESSING in page and WORRY in page and "From seven on." in page
        assert "This leave can no longer be answered, so nothing was sent." in page
        assert ">Send</button>" not in page and not Answer.objects.exists()

    def test_the_page_shows_what_was_said_and_no_form(
        self, ana: Person, ben: Person, client_of: ClientOf, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        client_of(ben).post(url(leave), ALL)
        make_departure(leave, keys(ana), at)
        page = read(client_of(ben), leave, "answer/")
        assert "What you said" in page and BLESSING in page and "Part of it" in page
        assert 'name="blessing"' not in page

    def test_said_while_the_other_goes_it_is_not_kept(
        self, ana: Person, ben: Any, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        told = HeadsUp.objects.get()
        make_departure(leave, keys(ana), at)
        with pytest.raises(actions.TooLate):
            actions.answer_heads_up(told, ben.current, keys(ben), Answered("Go."), at)
        assert not Answer.objects.exists()


class TestRefused:
    def test_other_keys_are_told_nothing(
        self, ana: Person, ben: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        swap_keys(ana)
        answer = client_of(ben).post(url(leave), ALL)
        page = answer.content.decode()
        assert answer.status_code == 422 and SAID in page and BLESSING in page
        assert not Answer.objects.exists()

    def test_with_words_sealed_meanwhile_what_was_typed_stays(
        self, ben: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        client = client_of(ben)
        client.cookies.pop("ob_s")
        answer = client.post(url(leave), ALL)
        page = answer.content.decode()
        assert answer.status_code == 422 and "This was sealed while you were writing." in page
        assert BLESSING in page and "Can you have the children?" in page
        assert page.count(" checked") == 3 and not Answer.objects.exists()

    def test_long_words_stay_on_the_page(
        self, ben: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        answer = client_of(ben).post(url(leave), {"worry": "w" * 4001})
        assert answer.status_code == 422 and "w" * 4001 in answer.content.decode()
