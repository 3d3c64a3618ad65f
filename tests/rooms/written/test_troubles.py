"""A calendar that breaks says so, waits, and touches nothing else; and it goes on by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from outandback.rooms.leave import actions as leaves
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Person
from outandback.rooms.written.actions import change_sign_in, disconnect, write_due
from outandback.rooms.written.models import WrittenCalendar, WrittenEntry
from tests.builders.calendar_servers import PASSWORD, Nasty, Owner, Radicale, Said, nasty
from tests.builders.leaves import make_heads_up, make_leave
from tests.builders.written import files_of, write_all, write_into
from tests.fixtures import Keys
from tests.server import free_port

CALENDAR = "/ana/ours/"
HERE = (
    b'<multistatus xmlns="DAV:"><response><href>/ana/ours/</href><propstat><prop><resourcetype>'
    b'<collection/><C:calendar xmlns:C="urn:ietf:params:xml:ns:caldav"/></resourcetype></prop>'
    b"<status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"
)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def one_told(person: Person, keys: Keys, at: datetime) -> Leave:
    leave = make_leave(person, keys(person), at)
    make_heads_up(leave, person.current, keys(person), at)
    return leave


def at_a(server: Nasty, person: Person, keys: Keys, at: datetime, said: Said) -> WrittenCalendar:
    """A calendar that is there, and answers alike to all that is written into it."""
    one_told(person, keys, at)
    server.answers[CALENDAR] = Said(207, HERE)
    own = write_into(person, keys(person), at, server.url(CALENDAR), "ana", PASSWORD)
    server.everything = said
    return own


TOLD = [
    (Said(401), "password"),
    (Said(403), "read only"),
    (Said(507), "read only"),
    (Said(404), "missing"),
    (Said(409), "missing"),
    (Said(400), "missing"),
    (Said(500), "unreachable"),
    (Said(429), "unreachable"),
    (Said(302, headers={"Location": "https://elsewhere.example/"}), "missing"),
    (Said(307, headers={"Location": "http://192.168.7.7/ours/"}), "own network"),
]


@pytest.mark.parametrize(("said", "trouble"), TOLD, ids=[f"{s.status} {t}" for s, t in TOLD])
def test_each_refusal_has_its_kind_and_waits(
    ana: Person, keys: Keys, at: datetime, said: Said, trouble: str
) -> None:
    with nasty() as server:
        own = at_a(server, ana, keys, at, said)
        assert write_due(at) and not write_due(at)
        own.refresh_from_db()
        asked = len(server.got)
        assert (own.trouble, own.attempts) == (trouble, 1) and own.held_until > at
        assert write_due(own.held_until) and len(server.got) > asked
        server.everything = Said(201, headers={"ETag": '"1"'})
        own.refresh_from_db()
        assert write_due(own.held_until)
        own.refresh_from_db()
        assert (own.trouble, own.attempts) == ("", 0)
        assert len({one.path for one in server.got if one.method == "PUT"}) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_it_waits_as_long_as_it_is_asked_to(
    ana: Person, keys: Keys, at: datetime, status: int
) -> None:
    with nasty() as server:
        own = at_a(server, ana, keys, at, Said(status, headers={"Retry-After": "7200"}))
        write_due(at)
        own.refresh_from_db()
        assert own.held_until == at + 2 * HOUR
        dates = {
            "Date": "Wed, 13 May 2026 18:00:00 GMT",
            "Retry-After": "Wed, 13 May 2026 21:00:00 GMT",
        }
        server.everything = Said(status, headers=dates)
        write_due(own.held_until)
        own.refresh_from_db()
        assert own.held_until == at + 5 * HOUR


def test_no_password_goes_to_where_a_redirect_leads(ana: Person, keys: Keys, at: datetime) -> None:
    with nasty() as other, nasty() as server:
        led = Said(307, headers={"Location": other.url("/ours/")})
        own = at_a(server, ana, keys, at, led)
        write_due(at)
        own.refresh_from_db()
        assert own.trouble and other.got == []


def test_nobody_is_there(ana: Person, keys: Keys, at: datetime, settings: object) -> None:
    port = free_port()
    settings.LAN_CALENDARS = {f"127.0.0.1:{port}"}  # type: ignore[attr-defined]  # the fixture’s
    one_told(ana, keys, at)
    own = write_into(ana, keys(ana), at, f"http://127.0.0.1:{port}/ours/", "ana", PASSWORD)
    assert write_due(at)
    own.refresh_from_db()
    assert own.trouble == "unreachable" and own.held_until > at


def test_a_changed_password_is_said_and_a_new_one_goes_on(
    ana: Person, keys: Keys, at: datetime, owner: Owner, server: Radicale
) -> None:
    one_told(ana, keys, at)
    own = write_into(ana, keys(ana), at, f"{owner.home}ours/", owner.user, "not this one")
    write_all(at)
    own.refresh_from_db()
    assert own.trouble == "password" and len(files_of(owner, "ours")) == 1
    change_sign_in(own, owner.user, PASSWORD, at)
    write_all(at)
    own.refresh_from_db()
    assert own.trouble == "" and len(files_of(owner, "ours")) == 2
    change_sign_in(own, owner.user, "wrong again", at)
    write_all(at)
    own.refresh_from_db()
    assert own.trouble == "password", "also where there is nothing to write"


def test_one_that_breaks_holds_up_no_other(
    ana: Person, ben: Person, keys: Keys, at: datetime, owner: Owner
) -> None:
    for person in (ana, ben):
        one_told(person, keys, at)
    broken = write_into(ana, keys(ana), at, f"{owner.home}ours/", owner.user, "not this one")
    write_into(ben, keys(ben), at, f"{owner.home}ours/", owner.user, PASSWORD)
    write_all(at)
    broken.refresh_from_db()
    assert broken.trouble and len(files_of(owner, "ours")) == 2


def test_without_its_key_it_says_so_and_is_forgotten_after_a_week(
    ana: Person, keys: Keys, at: datetime, owner: Owner, settings: object
) -> None:
    one_told(ana, keys, at)
    own = write_into(ana, keys(ana), at, f"{owner.home}ours/", owner.user, PASSWORD)
    write_all(at)
    settings.SERVER_KEY = bytes(32)  # type: ignore[attr-defined]  # the fixture’s
    disconnect(own, at, remove=True)
    write_all(at)
    assert WrittenCalendar.objects.get().trouble == "key"
    write_all(at + 7 * DAY)
    assert not WrittenCalendar.objects.exists() and not WrittenEntry.objects.exists()


def test_whoever_is_no_longer_here_writes_nothing(
    ana: Person, keys: Keys, at: datetime, owner: Owner
) -> None:
    leave = one_told(ana, keys, at)
    write_into(ana, keys(ana), at, f"{owner.home}ours/", owner.user, PASSWORD)
    ana.is_active = False
    ana.save()
    leaves.call_off(leave, at)
    assert not write_due(at) and len(files_of(owner, "ours")) == 1
