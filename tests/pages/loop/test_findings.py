"""What the loop page says of one's own leaves: in the open room alone, with how many and between
which, and of nothing that its reader may not see."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.comeback.actions import check_in
from outandback.rooms.comeback.models import HomeAnswers
from outandback.rooms.people.models import Person
from tests.builders.homecomings import make_homecoming
from tests.builders.past_leaves import make_past_leave
from tests.fixtures import ClientOf, Clock, Keys

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
HEAVIEST, HEAVIEST_CHART = 40_000, 5_000
FIGURE = re.compile(r'<figure class="chart">(.*?)</figure>', re.DOTALL)
BASIS = re.compile(r"(From [^<]+ to|About) [^<]+, as far as \d+ answers? can tell\.")
STEP = re.compile(r"<details[^>]*>\s*<summary>A next small step\?.*?</details>", re.DOTALL)
SAYS = re.compile(r'<h2 class="says">([^<]+)</h2>')


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


def page_of(client_of: ClientOf, person: Person, *, room: bool = True) -> str:
    return client_of(person, room=room).get(reverse("loop")).content.decode()


def easing(person: Person, keys: Keys, at: datetime, many: int = 60) -> None:
    """From eight down to four before one goes, and as good as ever."""
    room = keys(person, room=True)
    for ago in range(many, 0, -1):
        guilt = 4 + round(4 * ago / many)
        make_past_leave(person, room, at - 3 * ago * DAY, guilt=guilt, felt=8)


def findings(page: str) -> list[str]:
    return [one for one in FIGURE.findall(page) if 'class="sure"' in one]


def test_in_a_closed_room_there_are_the_stitches_and_the_way_to_open_it(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    easing(ana, keys, at, 12)
    page = page_of(client_of, ana, room=False)
    assert "stitches" in page and findings(page) == []
    assert 'name="passphrase"' in page and "plot" not in page


def test_what_grew_easier_is_said_with_how_sure_it_is(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    easing(ana, keys, at)
    page = page_of(client_of, ana)
    said = SAYS.findall(page)
    assert any(one.startswith("Guilt before you go is easing: by about") for one in said)
    first = findings(page)[0]
    assert "easing" in first and "Clear" in first and first.count('class="on"') == 3


def test_with_few_leaves_it_can_not_be_told_and_what_was_lived_is_there(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    easing(ana, keys, at, 6)
    page = page_of(client_of, ana)
    assert "How your leaves were for you, all in all" in page
    assert findings(page) == []
    assert "Is leaving growing easier?" in page
    assert "It takes 4 more leaves with your guilt before you went." in page


def test_every_finding_has_its_range_and_how_many_it_rests_on(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    easing(ana, keys, at)
    for person in (ana, ben):
        found = findings(page_of(client_of, person))
        assert all(BASIS.search(one) and "With" not in one for one in found)
        assert all("<table>" in one or "The best guess is" in one for one in found)
    assert findings(page_of(client_of, ana))


def test_the_leaves_of_the_other_cost_no_further_question(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    """However many they told of."""
    asked = []
    for ago in range(1, 7):
        make_homecoming(ben, keys(ben, room=True), at - 3 * ago * DAY)
        client = client_of(ana, room=True)
        with CaptureQueriesContext(connection) as said:
            client.get(reverse("loop"))
        asked.append(len(said.captured_queries))
    assert len(set(asked)) == 1 and asked[0] <= 10


@pytest.mark.parametrize("answers", [HomeAnswers(), HomeAnswers(felt=10, closeness=10, energy=10)])
@pytest.mark.parametrize("many", [1, 12])
def test_of_nothing_and_of_one_answer_to_everything_the_page_says_nothing(
    many: int,
    answers: HomeAnswers,
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
) -> None:
    room = keys(ana, room=True)
    for ago in range(many, 0, -1):
        back = make_homecoming(ana, room, at - ago * DAY)
        check_in(back.home, ana, room, answers, answers, ana.current, at - ago * DAY)
    for person in (ana, ben):
        page = page_of(client_of, person)
        assert findings(page) == [] and "It takes" in page
    assert ("What more leaves could tell" in page_of(client_of, ana)) is (many < 10)


def test_a_next_step_is_folded_and_gives_way_to_time_together(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    rooms = {one: keys(one, room=True) for one in (ana, ben)}
    for ago in range(18, 0, -1):
        back = make_homecoming(ana, rooms[ana], at - 2 * ago * DAY)
        felt = HomeAnswers(felt=9 if ago > 4 else 1)
        for one, room in rooms.items():
            check_in(back.home, one, room, felt, felt, one.current, at - 2 * ago * DAY)
        if ago in (5, 1):
            page = page_of(client_of, ana)
            step = STEP.search(page)
            assert step and "open" not in step[0].partition(">")[0]
            assert ("Start with time together" in step[0]) is (ago == 1)
            assert (reverse("together-time-new") in step[0]) is (ago == 1)
    assert "A next small step?" not in page_of(client_of, ben)


def test_the_page_of_limits_is_open_to_whoever_is_signed_in(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    limits = reverse("loop-limits")
    pages = [client_of(ana, room=room).get(limits).content.decode() for room in (False, True)]
    closed, opened = (page.partition("<h1>")[2] for page in pages)
    assert closed.startswith("What such figures can’t know") and closed == opened
    easing(ana, keys, at, 2)
    assert limits in page_of(client_of, ana)


def test_nothing_that_the_other_kept_moves_a_byte(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    easing(ana, keys, at, 22)
    back = make_homecoming(ana, keys(ana, room=True), at - 30 * HOUR)
    shared = HomeAnswers(felt=7)
    room = keys(ben, room=True)
    pages = set()
    for kept in (0, 10):
        answers = HomeAnswers(felt=7, closeness=kept, energy=kept)
        check_in(back.home, ben, room, answers, shared, ben.current, at)
        pages.add(bare(page_of(client_of, ana)))
    assert len(pages) == 1


def bare(page: str) -> str:
    """Without what is new on every page."""
    return re.sub(r'"X-CSRFToken": "\w+"|name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_it_asks_little_and_weighs_little(
    ana: Person,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    easing(ana, keys, at, 100)
    client = client_of(ana, room=True)
    with django_assert_max_num_queries(11):
        page = client.get(reverse("loop")).content
    assert len(page) <= HEAVIEST
    charts = re.findall(rb"<svg.*?</svg>", page, re.DOTALL)
    assert max(map(len, charts)) <= HEAVIEST_CHART
    named = [one for one in charts if b'role="img"' in one]
    assert len(named) >= 3 and all(re.search(rb"<title>[^<]+</title>", one) for one in named)
