"""The page of what both shared: in words, the same for both, and nothing of it by one leave."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.comeback.actions import check_in
from outandback.rooms.comeback.models import CheckIn, HomeAnswers
from outandback.rooms.people.models import Person
from tests.builders.past_leaves import make_shared_leaves
from tests.fixtures import ClientOf, Clock, Keys
from tests.promises.pages import another_world, look

DAY = timedelta(days=1)
HEAVIEST, HEAVIEST_CHART = 16_000, 5_000
CAN_NOT_TELL = "How long is good to both of you? We can’t tell yet."
USUALLY = "So far, leaves of up to about a day have usually been good to both of you."
SAYS = re.compile(r'<h2 class="says">([^<]+)</h2>')
Couple = tuple[Person, Person]


@pytest.fixture
def two(ana: Person, ben: Person, clock: Clock, at: datetime) -> Couple:
    clock(at)
    return ana, ben


def ours(client: Client) -> str:
    return look(client, reverse("loop-ours")).body


def said_on(page: str) -> str:
    """Without the frame, which says whose phone it is and whether the room is open."""
    return page.partition('<header class="flow head">')[2].partition("</main>")[0]


def lived(two: Couple, keys: Keys, at: datetime, many: int, felt: int = 9) -> None:
    """Up to three days ago, each a day after the other, of two to twenty-six hours; both shared."""
    make_shared_leaves(two, keys, at - 3 * DAY, many, felt)


def test_with_too_few_it_says_how_many_it_takes(
    two: Couple, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    nothing_yet = ours(client_of(two[0]))
    assert CAN_NOT_TELL in nothing_yet and "By now" not in nothing_yet
    lived(two, keys, at, 5)
    for person in two:
        page = ours(client_of(person))
        assert CAN_NOT_TELL in page and "It takes 12 leaves" in page
        assert "By now there are 5." in page and "<figure" not in page


def test_what_two_looks_find_is_said_with_how_many_it_rests_on(
    two: Couple, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    lived(two, keys, at, 33)
    for person in two:
        page = ours(client_of(person))
        assert SAYS.findall(page) == [USUALLY] and "Fairly clear" in page
        assert "It rests on 30 leaves of which both of you shared how they were." in page
        assert "not lived yet" in page and "<table>" in page
        assert not re.search(r"\d[.,]\d", page.partition("<main")[2])


def test_both_read_the_same_page(
    two: Couple, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    for many in (4, 22):
        lived(two, keys, at - many * 2 * DAY, many)
        one, other = (said_on(ours(client_of(person))) for person in two)
        assert one == other


def test_it_takes_no_open_room_and_no_other_can_read_it(
    two: Couple, cleo: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    lived(two, keys, at, 22)
    ana, _ = two
    closed, opened = (ours(client_of(ana, room=room)) for room in (False, True))
    assert said_on(closed) == said_on(opened)
    assert client_of(cleo).get(reverse("loop-ours")).status_code == 404


def test_whoever_is_alone_is_led_nowhere(cleo: Person, two: Couple, client_of: ClientOf) -> None:
    address = reverse("loop-ours")
    assert address not in client_of(cleo).get(reverse("loop")).content.decode()
    assert address in client_of(two[0]).get(reverse("loop")).content.decode()


def test_what_is_shared_late_counts_at_the_next_look(
    two: Couple, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    """Of the last ten leaves, which all looks but the first know, one has given his afterwards."""
    ana, ben = two
    lived(two, keys, at, 22)
    for row in ratings_of(ben)[10:20]:
        say(ben, row, keys, at, HomeAnswers())
    before = ours(client_of(ana))
    assert "It takes 12 leaves" in before and "By now there are 12." in before
    for row in ratings_of(ben)[10:20]:
        say(ben, row, keys, at, HomeAnswers(felt=9))
    after = ours(client_of(ana))
    assert without_how_many(after) == without_how_many(before)
    make_shared_leaves(two, keys, at + 9 * DAY, 8, 9)
    clock(at + 12 * DAY)
    assert "It rests on 30 leaves" in ours(client_of(ana))


def test_what_was_taken_back_leaves_nothing_behind(
    two: Couple, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    """Whatever it was, the page is then as if it had been kept from the beginning."""
    ana, ben = two
    pages = set()
    for felt in (0, 10, None):
        with another_world():
            lived(two, keys, at, 22)
            row = ratings_of(ben)[3]
            if felt is not None:
                say(ben, row, keys, row_at(row), HomeAnswers(felt=felt))
                assert "It rests on 20 leaves" in ours(client_of(ana))
            say(ben, row, keys, at, HomeAnswers())
            pages.add(ours(client_of(ana)))
    assert len(pages) == 1 and "It rests on 19 leaves" in pages.pop()


def ratings_of(person: Person) -> list[CheckIn]:
    rows = CheckIn.objects.filter(person=person).select_related("homecoming")
    return list(rows.order_by("homecoming__came_back_at"))


def row_at(row: CheckIn) -> datetime:
    """When it was said first: on the day of the return."""
    return row.homecoming.came_back_at


def say(person: Person, row: CheckIn, keys: Keys, at: datetime, shared: HomeAnswers) -> None:
    room = keys(person, room=True)
    check_in(row.homecoming, person, room, HomeAnswers(felt=9), shared, person.current, at)


def without_how_many(page: str) -> str:
    return re.sub(r"By now there are \d+", "", page)


def test_between_two_looks_nothing_moves(
    two: Couple, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    ana, _ = two
    lived(two, keys, at, 30)
    before = ours(client_of(ana))
    for felt in (0, 1, 2, 0, 1, 2, 0, 1, 2):
        make_shared_leaves(two, keys, at, 1, felt)
        at += 2 * DAY
        clock(at)
        assert ours(client_of(ana)) == before
    make_shared_leaves(two, keys, at, 1, 0)
    clock(at + 3 * DAY)
    assert ours(client_of(ana)) != before


def test_it_asks_little_and_weighs_little(
    two: Couple,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    lived(two, keys, at, 40)
    client = client_of(two[0])
    with django_assert_max_num_queries(10):
        page = client.get(reverse("loop-ours")).content
    assert len(page) <= HEAVIEST
    assert max(map(len, re.findall(rb"<svg.*?</svg>", page, re.DOTALL))) <= HEAVIEST_CHART
