"""What was done on a phone without a network is done once, at its own time, by its own person."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from outandback.rooms.away.models import Departure
from outandback.rooms.away.queries import departure_of
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.comeback.models import Homecoming
from outandback.rooms.leave.actions import change_plan, promise_return
from outandback.rooms.leave.models import AgreedFact, Leave, Plan, When
from outandback.rooms.people.models import Person
from outandback.rooms.pocket.actions import forget
from outandback.rooms.pocket.models import Command
from tests.builders.leaves import make_departure, make_heads_up, make_leave, wall
from tests.builders.phones import seal_command, seal_command_bytes, send_command
from tests.cast import Cast
from tests.fixtures import ClientOf, Clock, Keys

HOUR = timedelta(hours=1)
NOTHING = (0, 0, 0)


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Leave:
    clock(at + 5 * HOUR)
    return make_leave(ana, keys(ana), at, back="2026-05-13T23:00", out="2026-05-13T19:00")


def written() -> tuple[int, int, int]:
    return Departure.objects.count(), Homecoming.objects.count(), Command.objects.count()


def test_a_whole_leave_stands_at_its_own_times(
    ana: Person, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    client, back = client_of(ana), at + 4 * HOUR
    late = seal_command(ana, "late", leave.pk, at + 2 * HOUR, back=back.isoformat())
    assert send_command(client, seal_command(ana, "out", leave.pk, at + HOUR)) == 204
    assert send_command(client, late) == 204
    assert send_command(client, seal_command(ana, "back", leave.pk, at + 3 * HOUR)) == 204
    leave.refresh_from_db()
    assert (leave.begun_at, leave.returned_at) == (at + HOUR, at + 3 * HOUR)
    assert (leave.back_at, leave.back_wall) == (back, "2026-05-13T23:00")
    assert Departure.objects.get().set_out_at == at + HOUR
    assert Homecoming.objects.get().came_back_at == at + 3 * HOUR


def test_one_name_from_two_people_is_two_commands(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    name, theirs = uuid4(), make_leave(ben, keys(ben), at)
    assert send_command(client_of(ana), seal_command(ana, "out", leave.pk, at + HOUR, name)) == 204
    assert send_command(client_of(ben), seal_command(ben, "out", theirs.pk, at + HOUR, name)) == 204
    assert Departure.objects.count() == 2


def test_signed_in_is_enough_though_no_words_are_open(
    ana: Person, cast: Cast, at: datetime, leave: Leave
) -> None:
    client = Client()
    client.force_login(ana)
    assert send_command(client, seal_command(ana, "out", leave.pk, at + HOUR)) == 204
    assert written() == (1, 0, 1)


def test_signed_out_nothing_is_done(ana: Person, at: datetime, leave: Leave) -> None:
    assert send_command(Client(), seal_command(ana, "out", leave.pk, at + HOUR)) == 401
    assert written() == NOTHING


def test_another_site_can_not_send_it(ana: Person, at: datetime, leave: Leave) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    assert send_command(client, seal_command(ana, "out", leave.pk, at + HOUR)) == 403
    assert written() == NOTHING


def test_sent_twice_it_is_done_once(
    ana: Person, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    client, raw = client_of(ana), seal_command(ana, "out", leave.pk, at + HOUR)
    assert [send_command(client, raw), send_command(client, raw)] == [204, 204]
    assert written() == (1, 0, 1)


def test_one_name_is_one_command(
    ana: Person, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    client, name = client_of(ana), uuid4()
    assert send_command(client, seal_command(ana, "out", leave.pk, at + HOUR, name)) == 204
    assert send_command(client, seal_command(ana, "back", leave.pk, at + 2 * HOUR, name)) == 204
    assert written() == (1, 0, 1)


def test_a_return_waits_for_its_departure(
    ana: Person, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    client, back = client_of(ana), seal_command(ana, "back", leave.pk, at + 2 * HOUR)
    assert send_command(client, back) == 409
    assert written() == NOTHING
    assert send_command(client, seal_command(ana, "out", leave.pk, at + HOUR)) == 204
    assert send_command(client, back) == 204
    assert written() == (1, 1, 2)


def test_a_second_leave_waits_until_the_first_is_over(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    other = make_leave(ana, keys(ana), at)
    make_departure(other, keys(ana), at)
    client, out = client_of(ana), seal_command(ana, "out", leave.pk, at + HOUR)
    assert send_command(client, out) == 409
    assert written() == (1, 0, 0)
    come_back(departure_of(ana, other.pk), at + HOUR)
    assert send_command(client, out) == 204


@pytest.mark.parametrize("who", ["Ben", "Cleo", "Dede"])
def test_another_persons_leave_is_refused(
    cast: Cast, client_of: ClientOf, at: datetime, leave: Leave, who: str
) -> None:
    person = cast.people[who]
    for kind in ("out", "back"):
        assert (
            send_command(client_of(person), seal_command(person, kind, leave.pk, at + HOUR)) == 422
        )
    assert written() == NOTHING


@pytest.mark.parametrize("who", ["Ben", "Cleo", "Dede"])
def test_a_command_is_its_own_persons_alone(
    ana: Person, cast: Cast, client_of: ClientOf, at: datetime, leave: Leave, who: str
) -> None:
    """Whoever signs in on the same phone sends nothing of somebody else’s."""
    assert (
        send_command(client_of(cast.people[who]), seal_command(ana, "out", leave.pk, at + HOUR))
        == 422
    )
    assert written() == NOTHING


def test_what_is_no_command_is_refused(
    ana: Person, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    client, name, good = client_of(ana), uuid4(), seal_command(ana, "out", leave.pk, at + HOUR)
    plain = [
        b"",
        b"[]",
        b"7",
        b"{}",
        b"[" * 7000,
        b"nothing",
        json.dumps({"kind": "erase", "leave": "x"}).encode(),
    ]
    zoneless = {"kind": "out", "leave": str(leave.pk), "at": "2026-05-13T19:00:00"}
    plain.append(json.dumps(zoneless).encode())
    sealed = [name.bytes + seal_command_bytes(ana, name, one) for one in plain]
    renamed = uuid4().bytes + good[16:]
    for bad in (*sealed, b"", good[:15], good[:40], good[:-1], renamed, good + b"x" * 8192):
        assert send_command(client, bad) == 422
    assert written() == NOTHING


def test_what_is_sealed_for_another_server_is_refused(
    ana: Person, client_of: ClientOf, at: datetime, leave: Leave, settings: Settings
) -> None:
    """As when its file was lost: the phone is told why."""
    waited = seal_command(ana, "out", leave.pk, at + HOUR)
    settings.TRANSIT_KEY = bytes(32)
    assert send_command(client_of(ana), waited) == 412
    assert written() == NOTHING


@pytest.mark.parametrize("back", [None, "past", "far"])
def test_late_says_until_when(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave, back: str | None
) -> None:
    make_departure(leave, keys(ana), at)
    when = {None: None, "past": at.isoformat(), "far": (at + 9999 * HOUR).isoformat()}[back]
    assert (
        send_command(client_of(ana), seal_command(ana, "late", leave.pk, at + HOUR, back=when))
        == 422
    )


@pytest.mark.parametrize("heads_up", [True, False])
def test_a_later_promise_is_not_taken_back_by_an_older_one(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave, heads_up: bool
) -> None:
    if heads_up:
        make_heads_up(leave, ana.current, keys(ana), at)
    make_departure(leave, keys(ana), at)
    promise_return(leave, wall("2026-05-14T02:00"), at + 2 * HOUR)
    older, newer = (
        seal_command(ana, "late", leave.pk, at + hours * HOUR, back=(at + 6 * HOUR).isoformat())
        for hours in (1, 3)
    )
    assert send_command(client_of(ana), older) == 204
    leave.refresh_from_db()
    assert (leave.back_wall, leave.promised_at) == ("2026-05-14T02:00", at + 2 * HOUR)
    assert send_command(client_of(ana), newer) == 204
    leave.refresh_from_db()
    assert (leave.back_at, leave.promised_at) == (at + 6 * HOUR, at + 3 * HOUR)


def test_the_same_time_promised_again_is_a_promise_too(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    make_heads_up(leave, ana.current, keys(ana), at)
    make_departure(leave, keys(ana), at)
    promise_return(leave, leave.when.back, at + 2 * HOUR)
    older = seal_command(ana, "late", leave.pk, at + HOUR, back=(at + 6 * HOUR).isoformat())
    assert send_command(client_of(ana), older) == 204
    leave.refresh_from_db()
    assert leave.back_wall == "2026-05-13T23:00"
    assert not AgreedFact.objects.filter(kind="changed").exists()


@pytest.mark.parametrize("moved", [True, False])
def test_a_plan_changed_meanwhile_is_a_newer_promise_where_its_return_moved(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave, moved: bool
) -> None:
    """Elsewhere, where nobody knew yet that the phone had set out."""
    when = When(wall("2026-05-13T19:30"), wall("2026-05-14T02:00") if moved else leave.when.back)
    change_plan(leave, keys(ana), leave.row_version, when, Plan(), at + 2 * HOUR)
    client = client_of(ana)
    late = seal_command(ana, "late", leave.pk, at + HOUR, back=(at + 6 * HOUR).isoformat())
    assert send_command(client, seal_command(ana, "out", leave.pk, at + HOUR)) == 204
    assert send_command(client, late) == 204
    leave.refresh_from_db()
    assert leave.back_wall == ("2026-05-14T02:00" if moved else "2026-05-14T01:00")


def test_the_pair_is_told_at_the_time_it_was_said(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    make_heads_up(leave, ana.current, keys(ana), at)
    client = client_of(ana)
    send_command(client, seal_command(ana, "out", leave.pk, at + HOUR))
    late = seal_command(ana, "late", leave.pk, at + 2 * HOUR, back=(at + 6 * HOUR).isoformat())
    assert send_command(client, late) == 204
    assert send_command(client, seal_command(ana, "back", leave.pk, at + 3 * HOUR)) == 204
    said = AgreedFact.objects.order_by("pk").values_list("kind", "said_at")
    assert list(said)[1:] == [("changed", at + 2 * HOUR), ("returned", at + 3 * HOUR)]


def test_two_devices_tell_of_one_leave(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    """The departure that came first stands; the phone’s own adds nothing and loses nothing."""
    make_departure(leave, keys(ana), at + HOUR)
    client = client_of(ana)
    assert send_command(client, seal_command(ana, "out", leave.pk, at + 2 * HOUR)) == 204
    come_back(departure_of(ana, leave.pk), at + 3 * HOUR)
    assert send_command(client, seal_command(ana, "back", leave.pk, at + 4 * HOUR)) == 204
    assert Departure.objects.get().set_out_at == at + HOUR
    assert Homecoming.objects.get().came_back_at == at + 3 * HOUR


def test_erasing_forgets_what_was_carried_out(
    ana: Person, ben: Person, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    assert send_command(client_of(ana), seal_command(ana, "out", leave.pk, at + HOUR)) == 204
    forget(ben.pk)
    assert Command.objects.count() == 1
    forget(ana.pk)
    assert Command.objects.count() == 0


def test_old_names_go_by_themselves(
    ana: Person, client_of: ClientOf, at: datetime, leave: Leave
) -> None:
    old = Command.objects.create(
        person=ana, client_id=UUID(int=4), arrived_on=at.date() - timedelta(days=61)
    )
    send_command(client_of(ana), seal_command(ana, "out", leave.pk, at + HOUR))
    assert not Command.objects.filter(pk=old.pk).exists()


class TestGoingAtOnce:
    """A leave that nobody planned, under the name that the phone gave it."""

    def test_it_is_made_by_going_and_the_rest_follows(
        self, ana: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        clock(at + 5 * HOUR)
        client, name = client_of(ana), uuid4()
        assert send_command(client, seal_command(ana, "now", name, at + HOUR)) == 204
        leave = Leave.objects.get()
        assert (leave.pk, leave.person_id, leave.begun_at) == (name, ana.pk, at + HOUR)
        assert (leave.out_wall, leave.zone, leave.back_at) == ("2026-05-13T20:00", ana.zone, None)
        assert keys(ana).open(leave, "plan") == Plan()
        assert not AgreedFact.objects.exists()
        assert send_command(client, seal_command(ana, "back", name, at + 2 * HOUR)) == 204
        assert Homecoming.objects.get().came_back_at == at + 2 * HOUR

    def test_sent_twice_it_is_one(
        self, ana: Person, client_of: ClientOf, at: datetime, clock: Clock
    ) -> None:
        clock(at + HOUR)
        client, name, again = client_of(ana), uuid4(), uuid4()
        for command in (again, again, uuid4()):
            assert send_command(client, seal_command(ana, "now", name, at, command)) == 204
        assert Departure.objects.count() == Leave.objects.count() == 1

    def test_it_needs_no_open_words(self, ana: Person, at: datetime, clock: Clock) -> None:
        clock(at + HOUR)
        client = Client()
        client.force_login(ana)
        assert send_command(client, seal_command(ana, "now", uuid4(), at)) == 204
        assert Leave.objects.get().plan is None

    def test_from_another_leave_it_waits(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime, leave: Leave
    ) -> None:
        departure = make_departure(leave, keys(ana), at + HOUR)
        client, raw = client_of(ana), seal_command(ana, "now", uuid4(), at + 2 * HOUR)
        assert send_command(client, raw) == 409
        assert Leave.objects.count() == 1
        come_back(departure, at + 3 * HOUR)
        assert send_command(client, raw) == 204

    def test_nobody_elses_leave_is_gone_on(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        theirs = make_leave(ben, keys(ben), at)
        assert send_command(client_of(ana), seal_command(ana, "now", theirs.pk, at)) == 422
        assert Leave.objects.get().begun_at is None

    @pytest.mark.parametrize("days", [-40_000, 3])
    def test_a_clock_that_is_wrong_loses_nobody(
        self, ana: Person, client_of: ClientOf, at: datetime, clock: Clock, days: int
    ) -> None:
        clock(at)
        said = at + timedelta(days=days)
        assert send_command(client_of(ana), seal_command(ana, "now", uuid4(), said)) == 204
        begun = Leave.objects.get().begun_at
        assert begun and (begun == at if days > 0 else begun.date() == ana.joined_on)
