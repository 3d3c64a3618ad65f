"""Own leaves in a calendar of a real server: once, as they are, and nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from outandback.net import client
from outandback.rooms.account.actions import erase
from outandback.rooms.calendars import caldav, visits
from outandback.rooms.calendars import queries as busy
from outandback.rooms.calendars.actions import fetch_due
from outandback.rooms.calendars.models import Named
from outandback.rooms.leave import actions
from outandback.rooms.leave.models import Leave, Plan, When
from outandback.rooms.people.models import Person
from outandback.rooms.written.actions import disconnect, write_due
from outandback.rooms.written.models import WrittenCalendar, WrittenEntry
from outandback.rules.busy_times import AHEAD, BACK
from tests.builders.calendar_servers import PASSWORD, Owner
from tests.builders.calendars import bring_in_address
from tests.builders.leaves import make_heads_up, make_leave, wall
from tests.builders.written import FOREIGN, files_of, put_foreign, write_all, write_into
from tests.fixtures import Keys

DAY = timedelta(days=1)
Connect = Callable[..., WrittenCalendar]


@pytest.fixture
def connected(ana: Person, keys: Keys, at: datetime, owner: Owner) -> Connect:
    def make(**plain: Any) -> WrittenCalendar:
        url = f"{owner.home}ours/"
        return write_into(ana, keys(ana), at, url, owner.user, PASSWORD, **plain)

    return make


def told(person: Person, keys: Keys, at: datetime, **when: str) -> Any:
    leave = make_leave(person, keys(person), at, **when)
    make_heads_up(leave, person.current, keys(person), at)
    return leave


def ours(owner: Owner) -> dict[str, bytes]:
    return {name: raw for name, raw in files_of(owner, "ours").items() if name != "dentist.ics"}


def the_one(owner: Owner) -> Any:
    (raw,) = ours(owner).values()
    return event_in(raw)


def event_in(raw: bytes) -> Any:
    return Calendar.from_ical(raw).walk("VEVENT")[0]


class Counted:
    """Requests by their methods, as they leave."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent: list[str] = []
        monkeypatch.setattr(visits, "fetch", self._around(client.fetch))

    def _around(self, whole: Callable[..., Any]) -> Callable[..., Any]:
        def fetch(request: Any, *given: Any) -> Any:
            self.sent.append(request.method)
            return whole(request, *given)

        return fetch


def test_a_leave_is_written_as_promised_and_only_once(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    leave, counted = told(ana, keys, at), Counted(monkeypatch)
    make_leave(ana, keys(ana), at, out="2026-05-20T18:00", back="2026-05-20T20:00")
    connected()
    assert write_all(at) == 1
    assert counted.sent.count("PUT") == 1, "only what was told"
    event = the_one(owner)
    assert (str(event["SUMMARY"]), event.start) == ("Busy", leave.out_at)
    name = f"{event['UID']}.ics"
    assert list(ours(owner)) == [name] and re.fullmatch(r"[0-9a-f]{32}\.out-and-back\.ics", name)
    counted.sent.clear()
    assert (write_due(at), write_all(at + DAY), write_all(at + DAY)) == (False, 1, 0)
    assert counted.sent == [], "the next day looks here, and asks nobody"


def test_moved_called_off_and_after_two_weeks_removed(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect
) -> None:
    leave = told(ana, keys, at)
    connected()
    write_all(at)
    before = the_one(owner)
    actions.call_off(leave, at)
    assert write_all(at) == 1
    after = the_one(owner)
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    write_all(at + 15 * DAY)
    assert ours(owner) == {} and not WrittenEntry.objects.exists()


def test_what_was_called_off_before_it_was_written_is_not_written(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect
) -> None:
    actions.call_off(told(ana, keys, at), at)
    connected()
    assert write_all(at) == 1 and ours(owner) == {}


def move(leave: Leave, keys: Any, at: datetime, out: str = "2026-05-14T19:30") -> None:
    leave.refresh_from_db()
    when = When(wall(out), wall("2026-05-14T22:00"))
    actions.change_plan(leave, keys, leave.row_version, when, Plan("Swim"), at)


# Where somebody changed something there ---------------------------------------------------------


def test_what_was_deleted_there_comes_again_with_other_times_alone(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect
) -> None:
    leave = told(ana, keys, at)
    connected()
    write_all(at)
    (name,) = ours(owner)
    owner.remove(f"ours/{name}")
    write_all(at + DAY)
    WrittenEntry.objects.update(said="other words, the same times")
    WrittenCalendar.objects.update(looked_at=None)
    assert write_all(at + DAY) == 1 and ours(owner) == {}
    assert WrittenEntry.objects.get().is_left_alone
    move(leave, keys(ana), at)
    assert write_all(at + DAY) == 1 and list(ours(owner)) == [name]
    assert the_one(owner).start.hour == 19


def test_what_was_changed_there_is_put_right_with_the_next_change_here(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect
) -> None:
    leave = told(ana, keys, at)
    connected()
    write_all(at)
    (name,) = ours(owner)
    theirs = owner.read(f"ours/{name}").replace("SUMMARY:Busy", "SUMMARY:Theirs")
    owner.put(f"ours/{name}", theirs)
    write_all(at + DAY)
    assert str(the_one(owner)["SUMMARY"]) == "Theirs", "nothing is written without a change here"
    move(leave, keys(ana), at)
    write_all(at + DAY)
    assert str(the_one(owner)["SUMMARY"]) == "Busy"


@pytest.mark.parametrize("end", ["moved", "taken away", "long over"])
def test_what_is_not_ours_at_our_place_stays(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect, end: str
) -> None:
    """By the name in its text, whatever its file is called."""
    leave, written = told(ana, keys, at), connected()
    write_all(at)
    (name,) = ours(owner)
    owner.remove(f"ours/{name}")
    owner.put(f"ours/{name}", FOREIGN.format(uid="somebody-elses"))
    before = files_of(owner, "ours")
    if end == "moved":
        move(leave, keys(ana), at)
    elif end == "taken away":
        disconnect(written, at, remove=True)
    write_all(at + (60 * DAY if end == "long over" else timedelta()))
    assert files_of(owner, "ours") == before
    assert WrittenCalendar.objects.exists() == (end != "taken away")


def test_a_calendar_that_is_read_in_too_is_not_busy_by_what_we_wrote(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect
) -> None:
    told(ana, keys, at)
    connected()
    write_all(at)
    named = Named("Mine", owner.server.address, owner.user)
    bring_in_address(ana, keys(ana), at, named, PASSWORD)
    assert fetch_due(at)
    found = busy.own_busy(ana, keys(ana), at - BACK, at + AHEAD)
    assert [one.start.hour for one in found] == [10], "the dentist alone"


# Cut off in between -----------------------------------------------------------------------------


class Killed(BaseException):
    """As a kill -9 does: nothing after it runs, and what was written before is kept."""


def killed_after(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Right after the next request of a kind was answered, and before it is known here."""
    whole = getattr(caldav, name)

    def once(*given: Any) -> Any:
        whole(*given)
        monkeypatch.setattr(caldav, name, whole)
        raise Killed

    monkeypatch.setattr(caldav, name, once)


def after_the_lease(at: datetime) -> datetime:
    return at + timedelta(minutes=10)


@pytest.mark.parametrize("moved", [False, True])
def test_killed_between_a_put_and_its_note_it_goes_on_with_one_entry(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect,
    monkeypatch: pytest.MonkeyPatch, moved: bool,
) -> None:  # fmt: skip
    leaves = [told(ana, keys, at, out=f"2026-05-{day}T18:30", back=f"2026-05-{day}T21:00")
              for day in (14, 15, 16)]  # fmt: skip
    connected()
    if moved:
        write_all(at)
        move(leaves[0], keys(ana), at)
    killed_after(monkeypatch, "put")
    with pytest.raises(Killed):
        write_due(at)
    assert not write_due(at), "its lease still holds"
    write_all(after_the_lease(at))
    assert len(ours(owner)) == 3
    counted = Counted(monkeypatch)
    WrittenCalendar.objects.update(looked_at=None)
    write_all(after_the_lease(at))
    assert counted.sent == ["PROPFIND"], "its owner waits to hear whether the password is taken"
    starts = {event_in(raw).start for raw in ours(owner).values()}
    assert starts == {Leave.objects.get(pk=one.pk).out_at for one in leaves}


def test_killed_after_its_first_put_and_taken_away_nothing_is_left(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    told(ana, keys, at)
    written, before = connected(), files_of(owner, "ours")
    killed_after(monkeypatch, "put")
    with pytest.raises(Killed):
        write_due(at)
    assert len(ours(owner)) == 1
    disconnect(written, at, remove=True)
    write_all(after_the_lease(at))
    assert files_of(owner, "ours") == before and not WrittenCalendar.objects.exists()


def test_killed_between_a_removal_and_its_note_it_goes_on(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    told(ana, keys, at)
    written, before = connected(), files_of(owner, "ours")
    write_all(at)
    disconnect(written, at, remove=True)
    killed_after(monkeypatch, "delete")
    with pytest.raises(Killed):
        write_due(at)
    write_all(after_the_lease(at))
    assert files_of(owner, "ours") == before and not WrittenCalendar.objects.exists()


def test_two_at_once_leave_one_entry(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The second one begins while the first waits for its answer, and the lease is over."""
    told(ana, keys, at)
    connected()
    whole = caldav.put

    def slow(*given: Any) -> str:
        monkeypatch.setattr(caldav, "put", whole)
        assert not write_due(at)
        assert write_due(after_the_lease(at))
        return whole(*given)

    monkeypatch.setattr(caldav, "put", slow)
    assert write_due(at)
    write_all(after_the_lease(at))
    assert len(ours(owner)) == 1 and not WrittenCalendar.objects.get().trouble


def test_many_come_a_few_at_a_time(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect
) -> None:
    for day in range(1, 26):
        told(ana, keys, at, out=f"2026-06-{day:02}T18:30", back=f"2026-06-{day:02}T21:00")
    connected()
    assert write_due(at) and len(ours(owner)) == 20
    assert write_all(at) == 1 and len(ours(owner)) == 25


# Taken away -------------------------------------------------------------------------------------


@pytest.mark.parametrize("remove", [True, False])
def test_taken_away_it_leaves_what_is_not_ours_and_ours_where_it_is_wished(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect, remove: bool
) -> None:
    foreign, written = files_of(owner, "ours"), connected()
    told(ana, keys, at)
    write_all(at)
    disconnect(written, at, remove=remove)
    assert WrittenCalendar.objects.exists() == remove
    write_all(at)
    assert not WrittenCalendar.objects.exists(), "the password is forgotten"
    assert len(ours(owner)) == (0 if remove else 1)
    put_foreign(owner, "ours")
    assert {name: files_of(owner, "ours")[name] for name in foreign} == foreign


def test_where_nothing_can_be_removed_it_is_forgotten_after_a_week(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    told(ana, keys, at)
    written = connected()
    write_all(at)
    disconnect(written, at, remove=True)
    monkeypatch.setattr(caldav, "delete", refuse)
    write_all(at)
    assert WrittenCalendar.objects.get().trouble == "password"
    write_all(at + 8 * DAY)
    assert not WrittenCalendar.objects.exists()


def refuse(*_: object) -> None:
    raise visits.WrongPassword


def test_an_erasure_forgets_the_password_and_leaves_there_what_stands_there(
    ana: Person, keys: Keys, at: datetime, owner: Owner, connected: Connect
) -> None:
    told(ana, keys, at)
    connected()
    write_all(at)
    before = files_of(owner, "ours")
    erase(ana, ana.current, keys(ana), at)
    assert not WrittenCalendar.objects.exists() and not WrittenEntry.objects.exists()
    assert not write_due(at + DAY) and files_of(owner, "ours") == before


def test_neither_the_password_nor_where_it_is_rests_in_the_clear(
    connected: Connect, owner: Owner
) -> None:
    box = bytes(connected().box)
    assert box and not any(word.encode() in box for word in (PASSWORD, owner.user, "ours"))
