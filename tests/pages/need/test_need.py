"""“I need you”: agreed by both, three times a day, silent for whoever wants silence."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.away.models import Departure
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.notify.models import Job, NotificationKind
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Living, Person
from outandback.rooms.quiet import actions, queries
from outandback.rooms.quiet.models import HelloPick, Mute, NeedCall, NeedNumber
from outandback.vault.writing import Stale
from tests.builders.homecomings import plan_and_depart
from tests.builders.leaves import make_heads_up
from tests.builders.notifications import switch_on
from tests.builders.quiet import FOR, agree_on_need, heads_up_of
from tests.cast import side_of
from tests.fixtures import ClientOf, Clock, Keys
from tests.pushing import push_service

HOUR = timedelta(hours=1)
SENT = "A phone may stay silent."
KIND = "This works three times a day. Ring them."


@pytest.fixture
def out(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Departure:
    clock(at + HOUR)
    return plan_and_depart(ana, keys(ana), at)


@pytest.fixture
def both(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    agree_on_need(ana, ben, keys(ana), at)


def page_of(out: Departure) -> str:
    return reverse("need-call", args=[out.leave_id])


def body(client: Client, address: str) -> str:
    text: str = client.get(address).content.decode()
    return text


class TestAgreeing:
    def test_each_says_yes_in_a_row_of_their_own(
        self, ana: Person, ben: Person, client_of: ClientOf, at: datetime, clock: Clock
    ) -> None:
        clock(at)
        client_of(ana).post(reverse("need"), {"words": FOR, "seen": "0"})
        agreed = queries.agreement_of(side_of(ben))
        assert (agreed.mine, agreed.theirs) == (False, True)
        assert not queries.may_call(side_of(ana))
        page = body(client_of(ben), reverse("need"))
        assert FOR in page and "Say yes to these words" in page
        client_of(ben).post(reverse("need-yes"), {"yes": "yes", "seen": "1"})
        assert queries.may_call(side_of(ana)) and queries.may_call(side_of(ben))

    def test_either_takes_it_back(
        self, ana: Person, ben: Person, client_of: ClientOf, both: None
    ) -> None:
        for person in (ana, ben):
            client_of(person).post(reverse("need-yes"), {"yes": "no"})
            assert not (queries.may_call(side_of(ana)) or queries.may_call(side_of(ben)))
            seen = str(queries.agreement_of(side_of(person)).version)
            client_of(person).post(reverse("need-yes"), {"yes": "yes", "seen": seen})
            assert queries.may_call(side_of(ana))

    def test_other_words_need_the_other_yes_anew(
        self, ana: Person, ben: Person, client_of: ClientOf, both: None
    ) -> None:
        client_of(ben).post(reverse("need"), {"words": "For anything.", "seen": "1"})
        assert not queries.may_call(side_of(ana))
        stale = client_of(ana).post(reverse("need-yes"), {"yes": "yes", "seen": "1"})
        assert stale.status_code == 409 and "For anything." in stale.content.decode()
        assert not queries.may_call(side_of(ana))

    def test_the_same_words_again_leave_the_other_yes(
        self, ana: Person, client_of: ClientOf, both: None
    ) -> None:
        client_of(ana).post(reverse("need"), {"words": FOR, "seen": "0"})
        assert queries.may_call(side_of(ana))

    def test_words_written_at_once_are_both_kept(
        self, ana: Person, ben: Person, client_of: ClientOf, both: None
    ) -> None:
        client_of(ben).post(reverse("need"), {"words": "His words.", "seen": "1"})
        answer = client_of(ana).post(reverse("need"), {"words": "Her words.", "seen": "1"})
        page = answer.content.decode()
        assert answer.status_code == 409 and "His words." in page and "Her words." in page
        client_of(ana).post(reverse("need"), {"words": "Her words.", "seen": "2"})
        assert "Her words." in body(client_of(ben), reverse("need"))

    def test_a_yes_to_nothing_is_none(self, ana: Person, at: datetime, db: None) -> None:
        for seen in (0, 1):
            with pytest.raises(Stale):
                actions.say_yes(side_of(ana), seen, at)

    @pytest.mark.parametrize("words", ["", " "])
    def test_without_words_there_is_nothing_to_agree(
        self, words: str, ana: Person, client_of: ClientOf
    ) -> None:
        assert client_of(ana).post(reverse("need"), {"words": words}).status_code == 422

    def test_alone_the_page_says_that_it_takes_two(self, cleo: Person, client_of: ClientOf) -> None:
        client = client_of(cleo)
        assert "two people" in body(client, reverse("need"))
        for name in ("need", "need-yes", "need-number"):
            answer = client.post(reverse(name), {"words": FOR, "number": "123", "yes": "yes"})
            assert answer.status_code in {303, 409}
        assert not NeedNumber.objects.exists()

    def test_a_number_is_sealed_and_can_be_taken_away(
        self, ana: Person, ben: Person, client_of: ClientOf, keys: Keys, both: None, out: Departure
    ) -> None:
        client = client_of(ana)
        wrong = client.post(reverse("need-number"), {"number": "ring me"})
        assert wrong.status_code == 422 and b"ring me" in wrong.content
        client.post(reverse("need-number"), {"number": "+44 20 7946 0018"})
        row = queries.own_number(side_of(ana))
        assert row and b"7946" not in bytes(row.words)
        assert "+44 20 7946 0018" in body(client_of(ben), page_of(out))
        client.post(reverse("need-number"), {"number": ""})
        assert "7946" not in body(client_of(ben), page_of(out))


class TestCalling:
    def test_unagreed_there_is_no_line(
        self, ana: Person, ben: Person, client_of: ClientOf, out: Departure
    ) -> None:
        for person, page in ((ana, reverse("away", args=[out.leave_id])), (ben, "/")):
            assert page_of(out) not in body(client_of(person), page)
            answer = client_of(person).post(page_of(out))
            assert answer["Location"] == reverse("need")
        assert not NeedCall.objects.exists()

    @pytest.mark.parametrize(
        ("caller", "kind"), [("ana", NotificationKind.NEED_APART), ("ben", NotificationKind.NEED)]
    )
    def test_both_can_call_and_the_call_passes_the_quiet(
        self,
        caller: str,
        kind: NotificationKind,
        request: pytest.FixtureRequest,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        out: Departure,
        both: None,
    ) -> None:
        """Home is where the other one is: who is at home is asked to call, without a place."""
        person = request.getfixturevalue(caller)
        other, client = (ben if person == ana else ana), client_of(person)
        answer = client.post(page_of(out), {"form_id": str(uuid4())})
        assert answer["Location"] == page_of(out)
        made, job = NeedCall.objects.get(), Job.objects.get()
        assert (made.person_id, made.heads_up) == (person.pk, heads_up_of(out.leave))
        assert (job.person_id, job.kind, job.subject) == (other.pk, kind, made.pk)
        page = body(client, page_of(out))
        assert "Sent." in page and SENT in page

    def test_who_lives_apart_is_not_called_home(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, out: Departure, both: None
    ) -> None:
        pair = side_of(ana).pair
        keys(ana).seal(pair, "living", Living("apart"))
        pair.save()
        client_of(ben).post(page_of(out))
        assert Job.objects.get().kind == NotificationKind.NEED_APART
        page = body(client_of(ana), reverse("away", args=[out.leave_id]))
        assert "Ben asks you to call." in page and " home" not in page.split("<main")[1]

    def test_the_agreed_words_stand_on_the_page_of_who_is_called(
        self, ana: Person, ben: Person, client_of: ClientOf, out: Departure, both: None
    ) -> None:
        away_page = reverse("away", args=[out.leave_id])
        assert FOR not in body(client_of(ana), away_page)
        client_of(ben).post(page_of(out))
        for page in (away_page, "/"):
            seen = body(client_of(ana), page)
            assert "Ben asks you to call home." in seen and FOR in seen
        assert "asks you to call" not in body(client_of(ben), "/")

    def test_called_from_outside_it_stands_on_today_at_home(
        self, ana: Person, ben: Person, client_of: ClientOf, out: Departure, both: None
    ) -> None:
        client_of(ana).post(page_of(out))
        seen = body(client_of(ben), "/")
        assert "Ana asks you to call." in seen and FOR in seen

    def test_after_the_return_it_is_gone(
        self,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        out: Departure,
        both: None,
        at: datetime,
    ) -> None:
        client_of(ana).post(page_of(out))
        made = NeedCall.objects.get()
        assert queries.call_stands(ben.pk, made.pk)
        come_back(out, at)
        assert "asks you to call" not in body(client_of(ben), "/")
        assert client_of(ben).post(page_of(out))["Location"] == reverse("need")
        assert not queries.call_stands(ben.pk, made.pk)

    def test_one_press_is_one_call(
        self, ben: Person, client_of: ClientOf, out: Departure, both: None
    ) -> None:
        client, press = client_of(ben), {"form_id": str(uuid4())}
        for _ in range(5):
            client.post(page_of(out), press)
        assert NeedCall.objects.count() == 1

    @pytest.mark.parametrize("silent", [False, True])
    def test_the_fourth_is_answered_kindly_muted_or_not(
        self,
        silent: bool,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        out: Departure,
        both: None,
    ) -> None:
        if silent:
            client_of(ana).post(reverse("need-silence"), {"silent": "yes"})
        client = client_of(ben)
        answers = [client.post(page_of(out)) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
        assert KIND in answers[3].content.decode() and "Sent." not in answers[3].content.decode()
        assert NeedCall.objects.count() == 3
        assert Job.objects.count() == (0 if silent else 3)

    def test_three_quick_leaves_are_three_calls_and_not_nine(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        out: Departure,
        both: None,
        at: datetime,
        clock: Clock,
    ) -> None:
        sent = []
        for hours in range(1, 4):
            clock(at + hours * HOUR)
            sent += [client_of(ben).post(page_of(out)).status_code for _ in range(3)]
            come_back(out, at + hours * HOUR)
            out = plan_and_depart(ana, keys(ana), at + hours * HOUR)
        assert sent == [303] * 3 + [429] * 6
        assert NeedCall.objects.count() == 3
        assert client_of(ana).post(page_of(out)).status_code == 303, "each of the two has three"
        clock(at + 25 * HOUR)
        assert client_of(ben).post(page_of(out)).status_code == 303

    def test_an_open_page_looks_for_a_call_where_both_agreed(
        self,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        out: Departure,
        at: datetime,
        keys: Keys,
    ) -> None:
        pages = [(ana, reverse("away", args=[out.leave_id])), (ana, "/"), (ben, "/")]
        assert not any("call-watch" in body(client_of(who), page) for who, page in pages)
        agree_on_need(ana, ben, keys(ana), at)
        assert all("<call-watch" in body(client_of(who), page) for who, page in pages)

    def test_looking_for_a_call_does_not_keep_the_room_open(
        self, ana: Person, client_of: ClientOf, out: Departure, at: datetime, clock: Clock
    ) -> None:
        client, page = client_of(ana, room=True), reverse("away", args=[out.leave_id])
        for minute in range(2, 9):
            clock(at + HOUR + timedelta(minutes=minute))
            seen = client.get(page, headers={"X-Background": "1"}).content.decode()
            assert ("data-room-open" in seen) == (minute <= 5)

    def test_agreeing_offers_to_switch_the_own_phone_on(
        self, ana: Person, client_of: ClientOf, both: None, at: datetime, clock: Clock
    ) -> None:
        clock(at)
        client = client_of(ana)
        assert "Switch this phone on" in body(client, reverse("need"))
        client.post(reverse("need-silence"), {"silent": "yes"})
        assert "Switch this phone on" not in body(client, reverse("need"))
        client.post(reverse("need-silence"), {"silent": "no"})
        with push_service() as service:
            switch_on(ana, service, at)
        assert "Switch this phone on" not in body(client, reverse("need"))

    def test_both_out_a_call_reaches_the_other_quiet_page(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        out: Departure,
        both: None,
        at: datetime,
    ) -> None:
        his = plan_and_depart(ben, keys(ben), at)
        client_of(ben).post(page_of(his))
        seen = body(client_of(ana), reverse("away", args=[out.leave_id]))
        assert "Ben asks you to call." in seen, "nobody is at home"
        assert Job.objects.get().kind == NotificationKind.NEED_APART

    def test_both_out_an_agreed_hello_shows_to_both(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        out: Departure,
        at: datetime,
    ) -> None:
        pick = HelloPick("call", "2026-05-14T21:00", "Europe/London")
        for person in (ana, ben):
            actions.pick_hello(heads_up_of(out.leave), side_of(person), keys(person), pick, at)
        his = plan_and_depart(ben, keys(ben), at, heads_up=False)
        make_heads_up(his.leave, side_of(ben), keys(ben), at)
        link = reverse("hello", args=[out.leave_id])
        for person, own in ((ana, out), (ben, his)):
            for page in (reverse("away", args=[own.leave_id]), "/"):
                seen = body(client_of(person), page)
                assert (
                    seen.count("One hello: a call tomorrow at 21:00") == 1
                    and f'href="{link}"' in seen
                )

    def test_both_out_a_call_reaches_who_told_nobody_of_their_leave(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        both: None,
        at: datetime,
        clock: Clock,
    ) -> None:
        clock(at + HOUR)
        hers = plan_and_depart(ana, keys(ana), at, heads_up=False)
        his = plan_and_depart(ben, keys(ben), at)
        client_of(ben).post(page_of(his))
        for page in (reverse("away", args=[hers.leave_id]), "/"):
            assert "Ben asks you to call." in body(client_of(ana), page)

    def test_silence_can_be_taken_back_and_is_ones_own(
        self, ana: Person, ben: Person, client_of: ClientOf, out: Departure, both: None
    ) -> None:
        client = client_of(ana)
        client.post(reverse("need-silence"), {"silent": "yes"})
        assert [mute.person_id for mute in Mute.objects.all()] == [ana.pk]
        assert not queries.call_stands(ana.pk, uuid4())
        client.post(reverse("need-silence"), {"silent": "no"})
        client_of(ben).post(page_of(out))
        assert Job.objects.filter(person=ana).count() == 1

    def test_who_has_left_is_not_reached_and_who_stayed_sees_the_same(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        out: Departure,
        both: None,
        at: datetime,
    ) -> None:
        people.part_ways(side_of(ana), keys(ana), "", at + 90 * HOUR, at)
        client = client_of(ben)
        assert client.post(page_of(out)).status_code == 303
        assert SENT in body(client, page_of(out)) and not Job.objects.exists()

    def test_with_the_words_sealed_the_call_still_goes(
        self, ana: Person, ben: Person, client: Any, out: Departure, both: None
    ) -> None:
        client.force_login(ben)
        assert client.post(page_of(out))["Location"] == page_of(out)
        page = body(client, page_of(out))
        assert "Sent." in page and FOR not in page and "The words are sealed." in page
