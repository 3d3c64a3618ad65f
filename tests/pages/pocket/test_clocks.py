"""A phone's clock is wrong, jumps, or changes with the season: nothing that was done is lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from outandback.rooms.away.actions import join_vault
from outandback.rooms.away.models import Caught, Departure, Moment
from outandback.rooms.comeback.models import Homecoming
from outandback.rooms.leave.models import AgreedFact, Leave
from outandback.rooms.people.models import Person
from outandback.rules.return_times import instant, wall_at
from tests.builders.leaves import make_departure, make_heads_up, make_leave
from tests.builders.phones import (
    WORDS,
    hand_in,
    phone_of,
    seal_command,
    seal_command_bytes,
    seal_moment,
    send_command,
)
from tests.cast import Cast
from tests.fixtures import ClientOf, Clock, Keys

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
AHEAD = [4 * MINUTE, 6 * MINUTE, HOUR, DAY, 400 * DAY, 8000 * DAY]
BEHIND = [-HOUR, -DAY, -31 * DAY, -8000 * DAY]


@pytest.fixture
def now(at: datetime, clock: Clock) -> datetime:
    clock(at + 5 * HOUR)
    return at + 5 * HOUR


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime, now: datetime) -> Leave:
    leave = make_leave(ana, keys(ana), at, back="2026-05-13T23:00", out="2026-05-13T19:00")
    make_heads_up(leave, ana.current, keys(ana), at)
    return leave


def times(leave: Leave) -> tuple[Any, Any]:
    """As the leave, the departure and the homecoming have them."""
    leave.refresh_from_db()
    out, back = Departure.objects.get(), Homecoming.objects.first()
    assert out.set_out_at == leave.begun_at
    assert (back.came_back_at if back else None) == leave.returned_at
    return leave.begun_at, leave.returned_at


@pytest.mark.parametrize("off", AHEAD)
def test_a_clock_that_runs_ahead_tells_of_it_when_it_arrives(
    ana: Person, client_of: ClientOf, now: datetime, leave: Leave, off: timedelta
) -> None:
    client = client_of(ana)
    assert send_command(client, seal_command(ana, "out", leave.pk, now + off)) == 204
    assert times(leave) == (now, None)
    assert send_command(client, seal_command(ana, "back", leave.pk, now + off + MINUTE)) == 204
    assert times(leave) == (now, now)


@pytest.mark.parametrize("off", BEHIND)
def test_nobody_sets_out_before_it_was_planned_nor_is_back_before_they_went(
    ana: Person, client_of: ClientOf, at: datetime, leave: Leave, off: timedelta
) -> None:
    client = client_of(ana)
    assert send_command(client, seal_command(ana, "out", leave.pk, at + off)) == 204
    assert times(leave) == (at, None)
    assert send_command(client, seal_command(ana, "back", leave.pk, at + off)) == 204
    assert times(leave) == (at, at)


@pytest.mark.parametrize("jump", [*AHEAD, *BEHIND])
def test_a_clock_that_jumps_while_out_loses_neither_end(
    ana: Person, client_of: ClientOf, at: datetime, now: datetime, leave: Leave, jump: timedelta
) -> None:
    client = client_of(ana)
    assert send_command(client, seal_command(ana, "out", leave.pk, at + HOUR)) == 204
    assert send_command(client, seal_command(ana, "back", leave.pk, at + 3 * HOUR + jump)) == 204
    begun, returned = times(leave)
    assert begun == at + HOUR
    assert returned == min(max(at + 3 * HOUR + jump, begun), now)
    facts = AgreedFact.objects.filter(kind="returned")
    assert [fact.said_at for fact in facts] == [returned]


def test_nobody_is_back_before_they_went_elsewhere(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    make_departure(leave, keys(ana), at + 2 * HOUR)
    assert send_command(client_of(ana), seal_command(ana, "back", leave.pk, at + HOUR)) == 204
    assert times(leave) == (at + 2 * HOUR, at + 2 * HOUR)


def test_six_weeks_without_a_network_stand_at_their_own_times(
    ana: Person, at: datetime, leave: Leave, cast: Cast, clock: Clock
) -> None:
    clock(at + 45 * DAY)
    client = Client()
    client.force_login(ana)
    assert send_command(client, seal_command(ana, "out", leave.pk, at + HOUR)) == 204
    assert send_command(client, seal_command(ana, "back", leave.pk, at + 44 * DAY)) == 204
    assert times(leave) == (at + HOUR, at + 44 * DAY)


@pytest.mark.parametrize("off", [HOUR, DAY])
def test_a_late_from_a_clock_that_runs_ahead_is_taken_as_it_was_shown(
    ana: Person,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
    now: datetime,
    leave: Leave,
    off: Any,
) -> None:
    make_departure(leave, keys(ana), at)
    back = now + off + 30 * MINUTE
    late = seal_command(ana, "late", leave.pk, now + off, back=back.isoformat())
    assert send_command(client_of(ana), late) == 204
    leave.refresh_from_db()
    assert (leave.back_at, leave.promised_at) == (back, now)


def test_a_late_from_a_clock_on_another_day_is_refused_and_holds_up_nothing(
    ana: Person, client_of: ClientOf, now: datetime, leave: Leave
) -> None:
    client, ahead = client_of(ana), now + 2 * DAY
    late = seal_command(ana, "late", leave.pk, ahead, back=(ahead + HOUR).isoformat())
    assert send_command(client, seal_command(ana, "out", leave.pk, ahead)) == 204
    assert send_command(client, late) == 422
    assert send_command(client, seal_command(ana, "back", leave.pk, ahead)) == 204
    assert times(leave) == (now, now)


def test_a_late_from_yesterdays_clock_counts_from_the_setting_out(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    make_departure(leave, keys(ana), at)
    back = (at + 6 * HOUR).isoformat()
    assert (
        send_command(client_of(ana), seal_command(ana, "late", leave.pk, at - DAY, back=back))
        == 204
    )
    leave.refresh_from_db()
    assert (leave.back_at, leave.promised_at) == (at + 6 * HOUR, at)
    before = seal_command(ana, "late", leave.pk, at - DAY, back=(at - HOUR).isoformat())
    assert send_command(client_of(ana), before) == 422


@pytest.mark.parametrize("beyond", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_time_beyond_all_times_is_nonsense(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave, beyond: str
) -> None:
    make_departure(leave, keys(ana), at)
    words = {"kind": "back", "leave": str(leave.pk), "at": beyond, "back": None}
    said = [words, words | {"kind": "late", "at": at.isoformat(), "back": beyond}]
    for one in said:
        name = uuid4()
        raw = name.bytes + seal_command_bytes(ana, name, json.dumps(one).encode())
        assert send_command(client_of(ana), raw) == 422
    assert times(leave) == (at, None)


@pytest.mark.parametrize("year", [1, 9998])
def test_the_ends_of_time_are_only_a_wrong_clock(
    ana: Person, client_of: ClientOf, at: datetime, now: datetime, leave: Leave, year: int
) -> None:
    client, wrong = client_of(ana), datetime(year, 6, 1, tzinfo=UTC)
    assert send_command(client, seal_command(ana, "out", leave.pk, wrong)) == 204
    late = seal_command(ana, "late", leave.pk, wrong, back=(wrong + HOUR).isoformat())
    assert send_command(client, late) == 422
    assert send_command(client, seal_command(ana, "back", leave.pk, wrong)) == 204
    assert times(leave) == ((at, at) if year == 1 else (now, now))


@pytest.mark.parametrize("fold", [0, 1])
def test_a_promise_made_over_the_night_of_a_change_of_clocks_keeps_its_instant(
    ana: Person, keys: Keys, client_of: ClientOf, clock: Clock, fold: int
) -> None:
    """Half past one comes twice, and a phone says which of the two is meant."""
    evening, back = (
        datetime(2026, 10, 24, 18, tzinfo=UTC),
        datetime(2026, 10, 25, fold, 30, tzinfo=UTC),
    )
    leave = make_leave(ana, keys(ana), evening, "2026-10-24T23:00", "2026-10-24T19:00")
    clock(evening + 14 * HOUR)
    client = client_of(ana)
    late = seal_command(ana, "late", leave.pk, evening + 2 * HOUR, back=back.isoformat())
    assert send_command(client, seal_command(ana, "out", leave.pk, evening)) == 204
    assert send_command(client, late) == 204
    home = evening + 8 * HOUR
    assert send_command(client, seal_command(ana, "back", leave.pk, home)) == 204
    assert times(leave) == (evening, home)
    assert (leave.back_wall, leave.back_at) == ("2026-10-25T01:30", back)
    assert leave.when.back and (leave.when.back.fold, instant(leave.when.back)) == (fold, back)


def test_what_was_said_by_the_clock_of_another_zone_is_the_same_instant(
    ana: Person, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    eastern = datetime.fromisoformat("2026-05-14T04:00:00+09:00")
    assert send_command(client_of(ana), seal_command(ana, "out", leave.pk, eastern)) == 204
    assert times(leave) == (at + HOUR, None)


@pytest.mark.parametrize("off", [8000 * DAY, -8000 * DAY])
def test_a_moment_is_kept_whatever_its_clock_said(
    ana: Person, keys: Keys, at: datetime, now: datetime, leave: Leave, off: timedelta
) -> None:
    make_departure(leave, keys(ana), at)
    words, name = WORDS | {"caught_at": (at + off).isoformat()}, uuid4()
    assert hand_in(phone_of(ana, at), seal_moment(ana, leave.pk, name, words)) == 204
    room = keys(ana, room=True)
    join_vault(ana, room)
    kept = Moment.objects.get(pk=name)
    assert kept.arrived_on == wall_at(now, ana.zone).date()
    assert room.open(kept, "caught") == Caught(**words)
