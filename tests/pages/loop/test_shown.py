"""One finding is shown to the other as it was on a day: what the confirming page says is what they
see; it never changes; stopped it leaves no trace."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.comeback.actions import check_in
from outandback.rooms.comeback.models import CheckIn, HomeAnswers
from outandback.rooms.loop.content.findings import QUESTIONS
from outandback.rooms.loop.content.shown_sentences import KEPT, NUMBERED, TOLD
from outandback.rooms.people.models import Person
from outandback.rooms.shown.models import ShownPicture
from outandback.rooms.shown.queries import own_standing
from tests.builders.leaves import bare as without_ids
from tests.builders.past_leaves import make_past_leave
from tests.builders.shown import CLOSER, EASING, make_shown
from tests.cast import side_of
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.loop.test_findings import bare, easing
from tests.pages.settings.test_export import taken

DAY = timedelta(days=1)
FIGURE = re.compile(r'<figure class="chart">(.*?)</figure>', re.DOTALL)
NUMBER = {question: number for number, question in NUMBERED.items()}
CONFIRM = reverse("loop-showing", args=[NUMBER[EASING]])
GUILT = reverse("loop-showing", args=[NUMBER["guilt exaggerates"]])
STOP = reverse("loop-showing-stop", args=[NUMBER[EASING]])
SHOWN, LINE = reverse("loop-ours"), "shows you a picture from Loop"


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


def looks_back(ana: Person, keys: Keys, at: datetime) -> None:
    """The last ten returns say what was found right."""
    rows, room = (
        CheckIn.objects.filter(person=ana).order_by("-answered_on")[:10],
        keys(ana, room=True),
    )
    for row in rows:
        said = HomeAnswers(felt=8, guilt=3)
        check_in(row.homecoming, ana, room, said, HomeAnswers(), None, at)


@pytest.fixture
def anas(ana: Person, keys: Keys, client_of: ClientOf, at: datetime) -> Client:
    easing(ana, keys, at)
    looks_back(ana, keys, at)
    return client_of(ana, room=True)


@pytest.fixture
def bens(ben: Person, client_of: ClientOf) -> Client:
    return client_of(ben)


def page(client: Client, address: str) -> str:
    return bare(client.get(address).content.decode())


def figure_on(html: str) -> str:
    (found,) = FIGURE.findall(html)
    return str(found)


def leads(answer: Any) -> str:
    return str(answer["Location"])


def share(client: Client, address: str = CONFIRM) -> Any:
    (seen,) = re.findall(r'name="seen" value="(\w+)"', page(client, address))
    return client.post(address, {"seen": seen})


class TestEveryQuestion:
    def test_has_its_sentences_or_a_reason(self) -> None:
        assert set(QUESTIONS) <= set(TOLD) | set(KEPT)
        assert not set(TOLD) & set(KEPT)
        assert all(reason.strip() for reason in KEPT.values())

    def test_has_a_number_of_its_own(self) -> None:
        numbers = [one.number for one in TOLD.values()]
        assert sorted(numbers) == list(range(1, len(TOLD) + 1))

    @pytest.mark.parametrize("question", TOLD)
    def test_names_whose_it_is_and_has_no_pronoun_for_them(self, question: str) -> None:
        told = TOLD[question]
        for said in (told.asked, told.more, told.less):
            assert "{name}" in str(said)
            assert not re.search(r"\b(they|their|them|she|her|he|his|him)\b", str(said), re.I)
        assert "{points}" in str(told.more) and "{points}" in str(told.less)
        assert str(told.asked).endswith("?")

    @pytest.mark.parametrize("question", TOLD)
    def test_stands_on_the_page_of_the_other_in_each_direction(
        self, question: str, ana: Person, bens: Client, keys: Keys, at: datetime
    ) -> None:
        found = set()
        for days, direction in enumerate((1, -1, 0)):
            make_shown(ana, keys(ana), at + days * DAY, question, direction=direction)
            html = figure_on(page(bens, SHOWN))
            found.add(re.findall(r'<h2 class="says">([^<]+)</h2>', html)[0])
            assert "as far as 23 answers can tell" in html and "Ana" in html
        assert len(found) == 3 and not any("{" in one for one in found)


class TestConfirming:
    def test_the_other_sees_exactly_what_it_shows(self, anas: Client, bens: Client) -> None:
        confirmed = figure_on(page(anas, CONFIRM))
        assert leads(share(anas)) == f"{SHOWN}?sent=1"
        assert figure_on(page(bens, SHOWN)) == confirmed == figure_on(page(anas, SHOWN))
        assert "guilt is easing: by about" in confirmed and "Ana" in confirmed

    @pytest.mark.parametrize("address", [CONFIRM, GUILT])
    def test_no_single_answer_and_no_decimal_is_in_it(self, anas: Client, address: str) -> None:
        html = figure_on(page(anas, address))
        assert 'class="pt' not in html and 'class="slope' not in html and "<table" not in html
        said = re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
        assert not re.search(r"\d\.\d", said)

    def test_what_is_kept_of_it_is_as_coarse_as_what_is_said(
        self, ana: Person, anas: Client, keys: Keys
    ) -> None:
        for address in (CONFIRM, GUILT):
            share(anas, address)
        for one in own_standing(side_of(ana), keys(ana)).values():
            kept = one.picture
            points = (kept.low, kept.middle, kept.high, *chain(*kept.drawn))
            assert all((2 * value).is_integer() for value in points)

    def test_before_the_tenth_leave_there_is_nothing_to_show(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        easing(ana, keys, at, 9)
        client = client_of(ana, room=True)
        assert leads(client.get(CONFIRM)) == reverse("loop")
        assert leads(client.post(CONFIRM, {"seen": "0"})) == reverse("loop")
        assert "Show this to" not in page(client, reverse("loop"))
        make_past_leave(ana, keys(ana, room=True), at, guilt=5)
        assert "Show this to Ben" in page(client, reverse("loop"))

    def test_with_fewer_than_five_answers_neither(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        for ago in range(10, 0, -1):
            guilt = 5 if ago > 6 else None
            make_past_leave(ana, keys(ana, room=True), at - ago * DAY, guilt=guilt, felt=8)
        assert leads(client_of(ana, room=True).get(CONFIRM)) == reverse("loop")

    @pytest.mark.parametrize("guilt", [0, 10])
    def test_no_answer_since_the_last_tenth_leave_moves_it(
        self, ana: Person, anas: Client, keys: Keys, at: datetime, guilt: int
    ) -> None:
        before = figure_on(page(anas, CONFIRM))
        for hours in range(9):
            then = at + hours * DAY / 24
            make_past_leave(ana, keys(ana, room=True), then, guilt=guilt, felt=8)
        assert figure_on(page(anas, CONFIRM)) == before

    def test_what_was_not_seen_is_not_shown(
        self, ana: Person, anas: Client, keys: Keys, at: datetime
    ) -> None:
        (seen,) = re.findall(r'name="seen" value="(\w+)"', page(anas, CONFIRM))
        for hours in range(10):
            then = at + hours * DAY / 24
            make_past_leave(ana, keys(ana, room=True), then, guilt=10, felt=8)
        for said in (seen, "", "x" * 99):
            answer = anas.post(CONFIRM, {"seen": said})
            assert answer.status_code == 422
            assert "Your answers have changed." in answer.content.decode()
        assert not ShownPicture.objects.exists()
        assert share(anas).status_code == 303

    def test_in_a_closed_room_the_passphrase_is_asked_for(
        self, ana: Person, anas: Client, client_of: ClientOf
    ) -> None:
        assert leads(client_of(ana).get(CONFIRM)).startswith(reverse("opening"))

    def test_alone_there_is_nobody_to_show_it_to(
        self, cleo: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        easing(cleo, keys, at, 12)
        client = client_of(cleo, room=True)
        assert "Show this" not in page(client, reverse("loop"))
        assert leads(client.get(CONFIRM)) == leads(client.get(SHOWN)) == reverse("loop")


class TestFrozen:
    def test_no_answer_that_is_given_later_moves_a_byte(
        self, ana: Person, anas: Client, bens: Client, keys: Keys, at: datetime
    ) -> None:
        share(anas)
        before = {address: page(bens, address) for address in (SHOWN, reverse("loop"), "/")}
        for days in range(1, 20):
            make_past_leave(ana, keys(ana, room=True), at - days * DAY, guilt=10, felt=0)
        assert {address: page(bens, address) for address in before} == before

    def test_days_later_it_is_the_same(
        self, ben: Person, anas: Client, client_of: ClientOf, clock: Clock, at: datetime
    ) -> None:
        share(anas)
        before = figure_on(page(client_of(ben), SHOWN))
        clock(at + 20 * DAY)
        assert figure_on(page(client_of(ben), SHOWN)) == before

    def test_shown_again_it_is_as_it_is_today(
        self,
        ana: Person,
        ben: Person,
        anas: Client,
        client_of: ClientOf,
        clock: Clock,
        at: datetime,
    ) -> None:
        share(anas)
        clock(at + 2 * DAY)
        later = client_of(ana, room=True)
        assert "This replaces that." in page(later, CONFIRM)
        share(later)
        assert "15 May 2026" in figure_on(page(client_of(ben), SHOWN))


class TestStopping:
    def test_it_leaves_no_trace(self, anas: Client, bens: Client) -> None:
        every = (SHOWN, reverse("loop"), reverse("story"), reverse("mine"))
        before = [page(bens, address) for address in every]
        own = page(anas, reverse("loop"))
        share(anas)
        assert LINE in page(bens, "/")
        assert page(bens, SHOWN) != before[0]
        assert "Stop showing it" in page(anas, reverse("loop"))
        assert leads(anas.post(STOP)) == reverse("loop")
        assert [page(bens, address) for address in every] == before
        assert LINE not in page(bens, "/")
        assert page(anas, reverse("loop")) == own

    def test_it_needs_no_open_room(self, ana: Person, anas: Client, client_of: ClientOf) -> None:
        share(anas)
        closed = client_of(ana)
        assert "Stop showing it" in page(closed, SHOWN)
        assert leads(closed.post(STOP, {"next": SHOWN})) == SHOWN
        assert not ShownPicture.objects.exists()

    def test_twice_is_as_good_as_once(self, anas: Client) -> None:
        share(anas)
        assert {anas.post(STOP).status_code for _ in range(2)} == {303}


class TestOnToday:
    def test_it_stands_there_once(self, anas: Client, bens: Client) -> None:
        share(anas)
        assert LINE in page(bens, "/") and LINE in page(bens, "/")
        page(bens, SHOWN)
        assert LINE not in page(bens, "/")

    def test_shown_again_it_stands_there_again(
        self, ana: Person, bens: Client, keys: Keys, at: datetime
    ) -> None:
        make_shown(ana, keys(ana), at)
        page(bens, SHOWN)
        make_shown(ana, keys(ana), at, n=29)
        assert LINE in page(bens, "/")

    def test_several_are_one_line(
        self, ana: Person, bens: Client, keys: Keys, at: datetime
    ) -> None:
        for question in (EASING, CLOSER, "landed"):
            make_shown(ana, keys(ana), at, question)
        assert page(bens, "/").count(LINE) == 1
        assert len(FIGURE.findall(page(bens, SHOWN))) == 3
        assert LINE not in page(bens, "/")

    def test_whoever_shows_it_never_learns_that_it_was_opened(
        self, anas: Client, bens: Client
    ) -> None:
        share(anas)
        own = ("/", SHOWN, reverse("loop"), CONFIRM)
        before = [page(anas, address) for address in own]
        page(bens, SHOWN)
        assert [page(anas, address) for address in own] == before


def test_it_stands_on_no_form_of_a_leave(
    ana: Person, anas: Client, bens: Client, keys: Keys, at: datetime
) -> None:
    before = [without_ids(page(one, reverse("leave-new"))) for one in (anas, bens)]
    make_shown(ana, keys(ana), at, "far home")
    assert [without_ids(page(one, reverse("leave-new"))) for one in (anas, bens)] == before


def test_both_stand_one_after_the_other_by_their_day(
    ana: Person, ben: Person, bens: Client, keys: Keys, at: datetime
) -> None:
    make_shown(ana, keys(ana), at, CLOSER)
    make_shown(ana, keys(ana), at + DAY, EASING)
    make_shown(ben, keys(ben), at + 2 * DAY, CLOSER)
    found = [re.sub("<[^>]+>", "", one) for one in FIGURE.findall(page(bens, SHOWN))]
    assert ["Ben" in one for one in found] == [True, False, False]


def test_each_takes_it_along_in_words(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    make_shown(ana, keys(ana), at)
    own, theirs = taken(client_of(ana))["pictures"], taken(client_of(ben))["partner_pictures"]
    for (one,) in (own, theirs):
        assert one["picture"]["says"].startswith("On coming back Ana feels closer")
        assert one["picture"]["likely"].startswith("From half a point more to 2 points more")
    assert taken(client_of(ben))["pictures"] == taken(client_of(ana))["partner_pictures"] == []
