"""What was planned is never told as what happened, and no line is drawn where there was no time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from outandback.rooms.comeback.actions import come_back
from outandback.rooms.comeback.models import Telling
from outandback.rooms.cover.actions import open_ledger
from outandback.rooms.people.models import Membership, Person
from outandback.ui import line, line_of_month
from outandback.vault.keyring import Keyring
from tests.builders.homecomings import Returned, make_telling, open_tellings
from tests.builders.leaves import make_departure, make_heads_up, make_leave
from tests.cast import again
from tests.everywhere.test_hearing import addresses, body_of
from tests.fixtures import ClientOf, Keys

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LENGTH = re.compile(r"(planned for )?(?:\d+|one) (?:hour|night|sleep|day|week)s?\b")
AS_PLANNED = re.compile(r"\b(?:6|144)\b")
STARTS = re.compile(r'class="(?:ink|pencil) [ab]" d="M(-?[\d.]+)')


def went(person: Person, room: Keyring, out: datetime, back: datetime, lived: timedelta) -> Any:
    """Told of before, begun at the time that was planned, and back after a while."""
    wall = [f"{one:%Y-%m-%dT%H:%M}" for one in (out, back)]
    leave = make_leave(person, room, out - DAY, out=wall[0], back=wall[1])
    make_heads_up(leave, person.current, room, out - DAY)
    departure = make_departure(leave, room, out)
    return Returned(leave, departure, come_back(departure, out + lived))


@pytest.fixture
def broken_off(
    ana: Person, ben: Person, keys: Keys, at: datetime, clock: Callable[..., None]
) -> Telling:
    """Six nights were planned and ended after a minute; Ana told of it, and Ben heard it."""
    clock(at + 2 * DAY)
    room = keys(ana, room=True)
    telling = make_telling(went(ana, room, at, at + 6 * DAY, MINUTE), ana, room, at + MINUTE)
    open_tellings(ben, keys(ben), telling)
    for person in (ana, ben):
        assert person.current
        open_ledger(person.current)
    return telling


class TestLength:
    def test_six_nights_that_ended_after_a_minute_are_nowhere_told_as_lived(
        self, ana: Person, ben: Person, broken_off: Telling, client_of: ClientOf
    ) -> None:
        said: set[str] = set()
        for person in (ana, ben):
            for address in addresses(broken_off):
                body = body_of(client_of(person, room=True), address)
                found = [one for one in LENGTH.finditer(body) if AS_PLANNED.search(one[0])]
                assert all(one[1] for one in found), (address, [one[0] for one in found])
                said |= {address for _ in found}
        assert {"/story/", "/story/?at=" + str(broken_off.homecoming.leave_id)} <= said
        assert any("keepsake" in address for address in said) and "/windows/" in said

    def test_ones_own_story_says_what_was_lived(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        went(ana, keys(ana), at, at + 7 * DAY, 2 * DAY)
        hers, his = (client_of(one).get("/story/").content.decode() for one in (ana, ben))
        assert "13 May, 2 nights" in hers and "planned" not in hers
        assert "13 May, planned for 7 nights" in his and "2 nights" not in his

    def test_the_line_of_what_is_back_reaches_no_further_than_now(
        self, ben: Person, broken_off: Telling, client_of: ClientOf
    ) -> None:
        assert drawn(client_of(ben).get("/story/year/2026/").content.decode(), "May").count(
            'class="pencil'
        ) == drawn(client_of(ben).get("/story/year/2026/").content.decode(), "June").count(
            'class="pencil'
        )


def drawn(page: str, month: str) -> str:
    """The line of one month."""
    return page.partition(f"<span>{month}</span>")[2].partition("</svg>")[0]


class TestLines:
    @pytest.fixture
    def since_november(self, ana: Person, clock: Callable[..., None]) -> None:
        """The two paired on 10 November 2026, and it is the 25th."""
        clock(datetime(2026, 11, 25, 12, tzinfo=UTC))
        joined = datetime(2026, 11, 10, 12, tzinfo=UTC)
        assert ana.current
        Membership.objects.filter(pair=ana.current.pair_id).update(joined_at=joined)

    @pytest.mark.usefixtures("since_november")
    def test_a_couple_has_no_line_before_they_became_one(
        self, ana: Person, ben: Person, client_of: ClientOf
    ) -> None:
        for person in (ana, ben):
            page = client_of(again(person)).get("/story/year/2026/").content.decode()
            assert "<path" not in drawn(page, "January") + drawn(page, "October")
            first = line_of_month.MONTH_MARGIN + 9 * line_of_month.MONTH_DAY
            starts = [float(x) for x in STARTS.findall(drawn(page, "November"))]
            assert min(starts) == first and 'class="ink a"' in drawn(page, "November")
            assert 'class="ink' not in drawn(page, "December")
            assert "<path" in drawn(page, "December")

    @pytest.mark.usefixtures("since_november")
    def test_nor_in_the_years_before(self, ana: Person, client_of: ClientOf) -> None:
        page = client_of(again(ana)).get("/story/year/2025/").content.decode()
        assert "<path" not in page.partition('<ol class="year"')[2]

    @pytest.mark.usefixtures("since_november")
    def test_ones_own_leave_from_before_has_ones_own_line_alone(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        at = datetime(2026, 10, 20, 12, tzinfo=UTC)
        leave = make_leave(ana, keys(ana), at, out="2026-10-20T12:00", back="2026-10-20T14:00")
        departure = make_departure(leave, keys(ana), at)
        come_back(departure, at + timedelta(hours=2))
        hers, his = (
            drawn(client_of(again(one)).get("/story/year/2026/").content.decode(), "October")
            for one in (ana, ben)
        )
        assert "<path" not in his and hers.count("<path") == 1

    def test_nobodys_week_is_drawn_from_before_they_were_two(
        self, ana: Person, client_of: ClientOf, at: datetime, clock: Callable[..., None]
    ) -> None:
        clock(at + DAY)  # a Thursday; the two became a pair on Wednesday
        assert ana.current
        Membership.objects.filter(pair=ana.current.pair_id).update(joined_at=at)
        page = client_of(again(ana)).get("/").content.decode()
        week = page.partition("This week as a line")[2].partition("</svg>")[0]
        assert min(float(x) for x in STARTS.findall(week)) == 2 * line.DAY_WIDE

    def test_someone_alone_has_none_before_they_came(
        self, cleo: Person, client_of: ClientOf, clock: Callable[..., None]
    ) -> None:
        clock(datetime(2026, 6, 1, 12, tzinfo=UTC))  # she signed up on 13 May
        page = client_of(cleo).get("/story/year/2026/").content.decode()
        assert "<path" not in drawn(page, "January") + drawn(page, "April")
        assert "<path" in drawn(page, "May")
