"""The ladder: small leaves one after the other, in the open room alone, stopped at any time."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from outandback.pages.ladder import forms
from outandback.rooms.away.actions import set_out
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.comfort.actions import say_comfort
from outandback.rooms.comfort.models import CareAnswer, WhoseLeaves
from outandback.rooms.ladder import actions, queries
from outandback.rooms.ladder.content import sentences
from outandback.rooms.ladder.models import Standing, Stands, Step, TakenStep
from outandback.rooms.leave.actions import remember_outcome
from outandback.rooms.leave.models import DoorAnswers, HeadsUp, Leave, Plan, Turned
from outandback.rooms.people.actions import say_ease
from outandback.rooms.people.models import Ease, Person
from outandback.rules.cares import Care
from outandback.rules.ladder import SIZES, Feeling, Why
from outandback.vault.keyring import Keyring
from outandback.vault.queries import letters_in
from tests.builders.leaves import bare
from tests.fixtures import ClientOf, Clock, Keys

LADDER, STEPS = "/ladder/", "/ladder/steps/"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FINE = Turned(felt=6, guilt=3)
LIGHT = Turned(felt=9, guilt=1)
HEAVY = Turned(felt=2, guilt=9)
OTHERS = ["ben", "cleo", "dede", "thea"]


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


@pytest.fixture
def room(ana: Person, keys: Keys) -> Keyring:
    return keys(ana, room=True)


def step(
    person: Person,
    keyring: Keyring,
    at: datetime,
    key: str = "past-the-bins",
    turned: Turned = FINE,
    door: DoorAnswers = DoorAnswers(guilt=7),  # noqa: B008  it is frozen
) -> Leave:
    """One step that was taken and come back from, as in the app."""
    entry = queries.entry_with(key)
    assert entry
    leave = actions.take_step(person, keyring, uuid4(), entry, at)
    come_back(set_out(leave, keyring, door, at), at + SIZES[entry["size"]] * MINUTE)
    remember_outcome(leave, keyring, turned)
    return leave


def ladder(person: Person, keyring: Keyring, at: datetime, feeling: str = "") -> queries.Ladder:
    said = Stands(feeling, on=at.date().isoformat())
    return queries.ladder_of(person, person.current, keyring, said, at.date())


def page(client: Client, other: str = "") -> str:
    body = client.get(LADDER + other).content.decode()
    return re.sub(r'(name="offer"[^>]*value=)"[^"]+"', r"\1", bare(body))


def offered(client: Client, other: str = "") -> dict[str, str]:
    body = client.get(LADDER + other).content.decode()
    return dict(re.findall(r'name="(form_id|offer)" value="([^"]+)"', body))


def an_offer(person: Person, key: str) -> dict[str, str]:
    entry = queries.entry_with(key)
    assert entry
    return {"form_id": str(uuid4()), "offer": forms.offer_for(person, entry)}


class TestWhereItBegins:
    def test_with_nothing_said_it_begins_with_ten_minutes(
        self, ana: Person, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        assert ladder(ana, room, at).proposal.size == 0
        text = page(client_of(ana, room=True))
        assert str(sentences.WHY[Why.FIRST]) in text and "Ten minutes" in text
        assert "Behind a closed door" in text and "full cup" in text

    def test_it_begins_where_comfort_says_easy(
        self, ana: Person, room: Keyring, at: datetime
    ) -> None:
        said = CareAnswer(levels={"hour": "easy", "hours": "easy", "half": "talk"})
        say_comfort(ana, room, Care.TIME, WhoseLeaves.OWN, said)
        assert ladder(ana, room, at).proposal.size == 4

    def test_it_begins_with_what_was_longest_at_the_first_run(
        self, ana: Person, room: Keyring, at: datetime
    ) -> None:
        say_ease(ana, room, Ease(longest="an hour"))
        assert ladder(ana, room, at).proposal.size == 2

    def test_every_size_has_its_length_in_words(self) -> None:
        assert len(sentences.LENGTHS) == len(SIZES)


class TestGoingOn:
    def test_the_first_the_second_and_the_third_step(
        self, ana: Person, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        step(ana, room, at - 3 * DAY)
        assert ladder(ana, room, at).proposal.why is Why.AGAIN
        step(ana, room, at - 2 * DAY, "closed-door")
        proposal = ladder(ana, room, at).proposal
        assert (proposal.size, proposal.why) == (1, Why.NEXT)
        step(ana, room, at - DAY, "one-loaf", HEAVY)
        proposal = ladder(ana, room, at).proposal
        assert (proposal.size, proposal.why) == (0, Why.SMALLER)
        assert str(sentences.WHY[Why.SMALLER]) in page(client_of(ana, room=True))

    def test_a_heavy_one_of_the_smallest_is_not_followed_by_a_shorter_one(
        self, ana: Person, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        step(ana, room, at - DAY, turned=HEAVY)
        text = page(client_of(ana, room=True))
        assert str(sentences.AS_SHORT) in text and str(sentences.WHY[Why.SMALLER]) not in text

    def test_a_step_that_was_planned_and_not_taken_is_none(
        self, ana: Person, room: Keyring, at: datetime
    ) -> None:
        actions.take_step(ana, room, uuid4(), queries.entry_with("swim") or {}, at)
        assert queries.steps_of(ana, room) == []

    def test_the_past_is_told_with_what_was_answered(
        self, ana: Person, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        step(ana, room, at - 3 * DAY)
        step(ana, room, at - 2 * DAY, "closed-door", Turned(), DoorAnswers())
        step(ana, room, at - DAY, "one-loaf", Turned(guilt=2), DoorAnswers())
        body = page(client_of(ana, room=True))
        text = re.sub(r"\s+(?=<)", "", " ".join(body.split()))
        assert "Past the bins, on Sunday 10 May. Guilt 7 before, 3 looking back." in text
        assert "Behind a closed door, on Monday 11 May.</li>" in text
        assert "Out for a loaf, on Tuesday 12 May. Guilt 2 looking back." in text
        assert text.index("Tuesday 12") < text.index("Monday 11") < text.index("Sunday 10")

    def test_ten_are_shown_and_no_number_says_how_many_there_were(
        self, ana: Person, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        client = client_of(ana, room=True)
        for i in range(11):
            step(ana, room, at - DAY + i * MINUTE, door=DoorAnswers(), turned=Turned(felt=5))
        eleven = page(client)
        assert eleven.count("Past the bins, on Tuesday 12 May") == 10
        for i in range(11, 14):
            step(ana, room, at - DAY + i * MINUTE, door=DoorAnswers(), turned=Turned(felt=5))
        assert page(client) == eleven
        main = strip_tags(eleven[eleven.index("<main") : eleven.index("</main")])
        assert re.findall(r"\d+", main) == ["12"] * 10


class TestOffers:
    def test_another_of_the_size_goes_round_without_script(
        self, ana: Person, room: Keyring, at: datetime
    ) -> None:
        found, number, seen = ladder(ana, room, at), 0, []
        for _ in range(4):
            offer = queries.offer_of(found, number)
            seen.append((offer.entry["key"], offer.entry["size"]))
            number = offer.another
        assert seen[0] == seen[3] and len(set(seen)) == 3 and {size for _, size in seen} == {0}

    def test_after_a_light_one_there_is_the_same_again_and_a_smaller_one(
        self, ana: Person, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        step(ana, room, at - DAY, turned=LIGHT)
        found = ladder(ana, room, at)
        offer = queries.offer_of(found)
        assert offer.entry["size"] == 1
        assert offer.again is not None and offer.smaller is not None
        assert queries.offer_of(found, offer.again).entry["key"] == "past-the-bins"
        assert queries.offer_of(found, offer.smaller).entry["size"] == 0
        text = page(client_of(ana, room=True), f"?other={offer.again}")
        assert 'id="next">Past the bins<' in text and "Show the one I did" not in text

    def test_after_one_that_was_not_light_it_is_not_offered_again(
        self, ana: Person, room: Keyring, at: datetime
    ) -> None:
        step(ana, room, at - 2 * DAY, "closed-door")
        step(ana, room, at - DAY)
        assert queries.offer_of(ladder(ana, room, at)).again is None

    def test_after_a_light_one_a_tired_day_offers_nothing_longer_than_it_proposes(
        self, ana: Person, room: Keyring, at: datetime
    ) -> None:
        for back, key in ((3, "past-the-bins"), (2, "one-loaf")):
            step(ana, room, at - back * DAY, key, LIGHT)
        offer = queries.offer_of(ladder(ana, room, at, Feeling.TIRED))
        assert (offer.entry["size"], offer.again, offer.smaller) == (0, None, None)

    @pytest.mark.parametrize("number", [*range(0, 40), 100, 999, -1])
    def test_no_number_leads_further_than_the_proposal(
        self, ana: Person, room: Keyring, at: datetime, number: int
    ) -> None:
        step(ana, room, at - DAY, turned=LIGHT)
        assert queries.offer_of(ladder(ana, room, at), number).entry["size"] <= 1

    @pytest.mark.parametrize("other", ["-1", "x", "9999999", "²", ""])
    def test_what_is_no_number_shows_the_first(
        self, ana: Person, client_of: ClientOf, other: str
    ) -> None:
        client = client_of(ana, room=True)
        assert page(client, f"?other={other}") == page(client)


class TestTaking:
    def test_go_now_makes_the_leave_from_now_and_leads_to_its_door(
        self, ana: Any, room: Any, keys: Any, client_of: Any, at: datetime
    ) -> None:
        client = client_of(ana, room=True)
        answer = client.post(STEPS, {**offered(client), "then": "go"})
        leave = Leave.objects.get()
        assert (answer.status_code, answer.url) == (303, reverse("departure", args=[leave.pk]))
        assert (leave.out_at, leave.back_at) == (at, at + 10 * MINUTE)
        assert (leave.out_wall, leave.back_wall) == ("2026-05-13T19:00", "2026-05-13T19:10")
        assert keys(ana).open(leave, "plan") == Plan(intention="Behind a closed door")
        assert room.open(Step.objects.get(), "taken") == TakenStep("closed-door", 0)
        assert client.get(answer.url).status_code == 200

    def test_plan_it_for_later_leads_to_its_plan(self, ana: Any, client_of: Any) -> None:
        client = client_of(ana, room=True)
        answer = client.post(STEPS, {**offered(client, "?other=2"), "then": "plan"})
        assert answer.url == reverse("leave-plan", args=[Leave.objects.get().pk])
        assert "Past the bins" in client.get(answer.url).content.decode()

    def test_sent_twice_it_is_one_leave(self, ana: Any, client_of: Any) -> None:
        client = client_of(ana, room=True)
        form = {**offered(client), "then": "go"}
        assert client.post(STEPS, form).url == client.post(STEPS, form).url
        assert (Leave.objects.count(), Step.objects.count()) == (1, 1)

    def test_somebody_who_is_out_is_led_to_where_they_are(
        self, ana: Any, room: Any, client_of: Any, at: datetime
    ) -> None:
        entry = queries.entry_with("one-loaf") or {}
        leave = actions.take_step(ana, room, uuid4(), entry, at)
        set_out(leave, room, DoorAnswers(), at)
        answer = client_of(ana, room=True).post(STEPS, {**an_offer(ana, "closed-door")})
        assert answer.url == reverse("away", args=[leave.pk])
        assert Leave.objects.count() == 1

    def test_in_the_hour_that_comes_twice_ten_minutes_stay_ten_minutes(
        self, ana: Person, room: Keyring
    ) -> None:
        at = datetime.fromisoformat("2026-10-25T00:55:30+00:00")
        entry = queries.entry_with("closed-door") or {}
        leave = actions.take_step(ana, room, uuid4(), entry, at)
        assert leave.back_at is not None and leave.back_at - leave.out_at == 10 * MINUTE

    @pytest.mark.parametrize("key", ["one-loaf", "out-of-season"])
    def test_nothing_is_skipped(self, ana: Person, client_of: ClientOf, key: str) -> None:
        answer = client_of(ana, room=True).post(STEPS, an_offer(ana, key))
        assert answer.status_code == 422 and str(sentences.FURTHER) in answer.content.decode()
        assert not Leave.objects.exists() and not Step.objects.exists()

    def test_what_was_not_offered_to_this_person_is_not_taken(
        self, ana: Person, ben: Person, client_of: ClientOf
    ) -> None:
        client = client_of(ana, room=True)
        made_up = signing.dumps([ana.pk.hex, "no-such-step"], salt=forms.SALT)
        for offer in (an_offer(ben, "closed-door")["offer"], "closed-door", "", made_up):
            answer = client.post(STEPS, {"form_id": str(uuid4()), "offer": offer})
            assert answer.status_code == 422 and str(sentences.TOO_OLD) in answer.content.decode()
        assert not Leave.objects.exists()

    def test_an_offer_holds_for_a_day(self, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        offer = an_offer(ana, "closed-door")["offer"]
        assert forms.entry_offered(ana, offer)
        monkeypatch.setattr(forms, "A_DAY", -1)
        assert forms.entry_offered(ana, offer) is None


class TestClosed:
    def test_it_is_the_same_page_with_nothing_and_with_ten_steps_behind_it(
        self, ana: Person, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        client = client_of(ana)
        before = page(client)
        for i in range(10):
            step(ana, room, at - DAY + i * MINUTE)
        actions.say_standing(ana, room, Stands(Feeling.TOO_MUCH, True, at.date().isoformat()))
        assert page(client) == before
        assert 'name="passphrase"' in before and 'name="door" value="p"' in before
        assert 'name="next" value="/ladder/"' in before
        assert not any(
            words in before for words in (*map(str, sentences.WHY.values()), "minutes", "Stop")
        )

    def test_it_asks_the_database_for_nothing_of_it(
        self,
        ana: Person,
        client_of: ClientOf,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        client = client_of(ana)
        with django_assert_max_num_queries(3) as asked:
            client.get(LADDER)
        text = " ".join(query["sql"] for query in asked.captured_queries)
        assert not any(room in text for room in ("ladder_", "leave_", "comfort_"))

    def test_a_step_is_kept_when_the_room_closed_meanwhile(
        self, ana: Any, room: Any, client_of: Any
    ) -> None:
        say_ease(ana, room, Ease(longest="a day"))
        form = {**offered(client_of(ana, room=True)), "then": "go"}
        answer = client_of(ana).post(STEPS, form)
        assert answer.url == reverse("departure", args=[Leave.objects.get().pk])
        assert room.is_letter(Step.objects.get(), "taken")
        actions.join_vault(ana, room)
        assert not letters_in(Step.objects.all(), "taken")
        assert room.open(Step.objects.get(), "taken").size == 6

    def test_what_was_not_offered_is_not_kept_either(
        self, ana: Person, ben: Person, client_of: ClientOf
    ) -> None:
        answer = client_of(ana).post(STEPS, an_offer(ben, "closed-door"))
        assert answer.status_code == 422 and not Leave.objects.exists()
        assert 'name="passphrase"' in answer.content.decode()
        assert str(sentences.TOO_OLD) not in answer.content.decode()

    def test_with_no_words_open_at_all_it_asks_for_the_passphrase(
        self, ana: Any, client_of: Any
    ) -> None:
        client = client_of(ana)
        form = an_offer(ana, "closed-door")
        for name in list(client.cookies):
            if name != "sessionid" and "session" not in name:
                del client.cookies[name]
        assert client.post(STEPS, form).url == LADDER and not Leave.objects.exists()

    def test_stopping_and_a_feeling_wait_as_letters(
        self, ana: Any, room: Any, client_of: Any, at: datetime
    ) -> None:
        client = client_of(ana)
        assert client.post("/ladder/feeling/", {"feeling": "tired"}).url == LADDER
        client.post("/ladder/stopping/")
        assert room.is_letter(Standing.objects.get(), "said")
        actions.join_vault(ana, room)
        assert not letters_in(Standing.objects.all(), "said")
        assert queries.standing_of(ana, room).stopped

    def test_nothing_is_answered_in_a_closed_room(
        self, ana: Person, room: Keyring, keys: Keys, at: datetime
    ) -> None:
        step(ana, room, at - DAY)
        actions.say_standing(ana, room, Stands(stopped=True))
        closed = keys(ana)
        assert queries.steps_of(ana, closed) == []
        assert queries.standing_of(ana, closed) == Stands()
        assert ladder(ana, closed, at).past == []


class TestStopping:
    def test_it_is_put_away_and_taken_out_again_with_its_past(
        self, ana: Any, room: Any, client_of: Any, at: datetime
    ) -> None:
        step(ana, room, at - DAY)
        client = client_of(ana, room=True)
        before = page(client)
        assert client.post("/ladder/stopping/").url == LADDER
        away = page(client)
        assert (
            "You have stopped the ladder." in away and "That is fine. Nothing is counted." in away
        )
        assert "Past the bins" not in away and "Go now" not in away
        assert client.post("/ladder/resuming/").url == LADDER
        assert page(client) == before and "Past the bins, on" in before

    def test_a_step_that_waits_in_an_old_page_is_still_taken(
        self, ana: Person, client_of: ClientOf
    ) -> None:
        client = client_of(ana, room=True)
        form = offered(client)
        client.post("/ladder/stopping/")
        assert client.post(STEPS, form).status_code == 303


class TestTooMuch:
    def test_then_it_leads_with_rest_and_forbids_nothing(
        self, ana: Person, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        for back in (3, 2):
            step(ana, room, at - back * DAY, "one-loaf")
        assert ladder(ana, room, at).proposal.size == 2
        client = client_of(ana, room=True)
        usual = offered(client)
        client.post("/ladder/feeling/", {"feeling": "too much"})
        text = page(client)
        assert str(sentences.WHY[Why.REST]) in text and "Ten minutes" in text
        order = ("rest", "smaller", "cover", "person", "help")
        places = [text.index(str(sentences.INSTEAD[key])) for key in order]
        assert places == sorted(places) and places[-1] < text.index("Go now")
        assert f'href="{reverse("windows")}"' in text and f'href="{reverse("help")}"' in text
        assert client.post(STEPS, usual).status_code == 303

    def test_before_any_step_it_proposes_the_smallest_however_far_feels_easy(
        self, ana: Person, room: Keyring, at: datetime
    ) -> None:
        say_ease(ana, room, Ease(longest="a day"))
        found = ladder(ana, room, at, Feeling.TOO_MUCH)
        assert (found.proposal.size, found.usual.size) == (0, 6)

    def test_alone_nobody_is_asked_to_have_things(self, cleo: Person, client_of: ClientOf) -> None:
        client = client_of(cleo, room=True)
        client.post("/ladder/feeling/", {"feeling": "too much"})
        assert str(sentences.INSTEAD["rest"]) in page(client) and str(
            sentences.INSTEAD["cover"]
        ) not in page(client)

    def test_three_empty_doors_say_it_too_until_today_is_said_to_be_otherwise(
        self, ana: Person, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        for back in (4, 3, 2):
            step(ana, room, at - back * DAY, "one-loaf", door=DoorAnswers(energy=1))
        client = client_of(ana, room=True)
        assert (
            str(sentences.INSTEAD["rest"]) in page(client)
            and ladder(ana, room, at).proposal.size == 0
        )
        client.post("/ladder/feeling/", {"feeling": "restless"})
        assert str(sentences.INSTEAD["rest"]) not in page(client) and "Forty minutes" in page(
            client
        )

    def test_on_a_tired_day_it_proposes_nothing_longer(
        self, ana: Person, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        step(ana, room, at - DAY, turned=LIGHT)
        client = client_of(ana, room=True)
        client.post("/ladder/feeling/", {"feeling": "tired"})
        text = page(client)
        assert str(sentences.WHY[Why.REST]) in text and str(sentences.INSTEAD["rest"]) not in text

    def test_what_was_said_on_another_day_is_not_todays(
        self, ana: Person, client_of: ClientOf, clock: Clock, at: datetime
    ) -> None:
        client = client_of(ana, room=True)
        client.post("/ladder/feeling/", {"feeling": "too much"})
        said = Stands(Feeling.TOO_MUCH, on=at.date().isoformat())
        assert queries.feeling_on(said, at.date()) is Feeling.TOO_MUCH
        assert queries.feeling_on(said, (at + DAY).date()) is None
        assert re.search(r'value="too much" aria-pressed="true"', page(client))

    def test_a_feeling_is_passed_or_taken_back(
        self, ana: Person, room: Keyring, client_of: ClientOf
    ) -> None:
        client = client_of(ana, room=True)
        before = page(client)
        client.post("/ladder/feeling/", {"feeling": "too much"})
        client.post("/ladder/feeling/", {"feeling": "nonsense"})
        assert queries.standing_of(ana, room).feeling == "too much"
        client.post("/ladder/feeling/", {})
        assert page(client) == before


class TestOthers:
    def test_a_step_does_not_exist_for_the_partner(
        self, ana: Person, ben: Person, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        client = client_of(ben, room=True)
        pages = ("/", LADDER, "/story/", "/loop/", "/mine/")
        before = [bare(client.get(one).content.decode()) for one in pages[2:]]
        first = page(client, ""), bare(client.get("/").content.decode())
        leave = step(ana, room, at - DAY, turned=LIGHT)
        entry = queries.entry_with("one-loaf") or {}
        under_way = actions.take_step(ana, room, uuid4(), entry, at)
        set_out(under_way, room, DoorAnswers(), at)
        assert [bare(client.get(one).content.decode()) for one in pages[2:]] == before
        assert (page(client, ""), bare(client.get("/").content.decode())) == first
        assert client.get(reverse("leave", args=[leave.pk])).status_code == 404
        assert not HeadsUp.objects.exists()

    @pytest.mark.parametrize("who", OTHERS)
    def test_nobody_else_finds_a_step_or_how_it_stands(
        self,
        who: str,
        request: pytest.FixtureRequest,
        ana: Person,
        keys: Keys,
        room: Keyring,
        at: datetime,
    ) -> None:
        step(ana, room, at - DAY, turned=LIGHT)
        actions.say_standing(ana, room, Stands("tired", True, at.date().isoformat()))
        other = request.getfixturevalue(who)
        ring = keys(other, room=True)
        assert queries.steps_of(other, ring) == []
        assert queries.standing_of(other, ring) == Stands()
        found = ladder(other, ring, at)
        assert (found.past, found.proposal.size, found.proposal.why) == ([], 0, Why.FIRST)
        assert len(queries.steps_of(ana, room)) == 1 and queries.standing_of(ana, room).stopped

    @pytest.mark.parametrize("who", OTHERS)
    def test_a_form_never_reaches_somebody_elses_leave(
        self,
        who: str,
        request: pytest.FixtureRequest,
        ana: Person,
        room: Keyring,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        leave = step(ana, room, at - DAY)
        other = request.getfixturevalue(who)
        form = {**an_offer(other, "closed-door"), "form_id": str(leave.pk)}
        assert client_of(other, room=True).post(STEPS, form).status_code == 404
        assert Step.objects.count() == 1

    @pytest.mark.parametrize("address", ["", "steps/", "feeling/", "stopping/", "resuming/"])
    def test_it_is_for_people_who_are_signed_in(self, db: None, client: Any, address: str) -> None:
        answer = client.post(LADDER + address) if address else client.get(LADDER)
        assert answer.status_code == 302 and reverse("account_login") in answer.url

    @pytest.mark.parametrize("address", ["steps/", "feeling/", "stopping/", "resuming/"])
    def test_reading_an_address_changes_nothing(
        self, ana: Person, client_of: ClientOf, address: str
    ) -> None:
        assert client_of(ana, room=True).get(LADDER + address).status_code == 405


@pytest.mark.parametrize("count", [1, 30])
def test_it_asks_the_database_as_little_after_one_step_as_after_thirty(
    ana: Person,
    room: Keyring,
    client_of: ClientOf,
    at: datetime,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for i in range(count):
        step(ana, room, at - DAY + i * MINUTE)
    actions.say_standing(ana, room, Stands("tired", on=at.date().isoformat()))
    client = client_of(ana, room=True)
    client.get(LADDER)
    with django_assert_num_queries(8):
        client.get(LADDER)


def test_what_the_ladder_says_is_plain(
    ana: Person, room: Keyring, client_of: ClientOf, at: datetime
) -> None:
    client = client_of(ana, room=True)
    step(ana, room, at - DAY, turned=LIGHT)
    client.post("/ladder/feeling/", {"feeling": "too much"})
    body = page(client)
    text = strip_tags(body[body.index("<main") : body.index("</main")]).lower()
    assert "!" not in text and "’" in text
    for word in ("well done", "great", "streak", "score", "level", "goal", "should", "must"):
        assert not re.search(rf"\b{word}\b", text)
    assert len(client.get(LADDER).content) <= 16_000
