"""The small CalDAV client and a real server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from outandback.net.client import SignIn, WebAnswer, WebRequest, fetch
from outandback.net.errors import NetError, Refused, TooLarge, Unreachable
from outandback.rooms.calendars import caldav, visits
from outandback.rooms.calendars.caldav import Changes, Collection, calendars_at, changes_since
from outandback.rooms.calendars.visits import Conflict, Missing, NotACalendar, WrongPassword
from tests.builders.calendar_servers import PASSWORD, Owner, Radicale, radicale

SOON = datetime(2026, 12, 1, 10, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def event(uid: str, at: datetime = SOON, rule: str = "", words: str = "Dentist") -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//tests//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20261101T000000Z",
        f"DTSTART:{at:%Y%m%dT%H%M%SZ}",
        f"DTEND:{at + HOUR:%Y%m%dT%H%M%SZ}",
        *([f"RRULE:{rule}"] if rule else []),
        f"SUMMARY:{words}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{line}\r\n" for line in lines)


@pytest.fixture(scope="module")
def server() -> Iterator[Radicale]:
    with radicale() as found:
        yield found


@pytest.fixture
def owner(server: Radicale) -> Owner:
    return server.new_owner()


@pytest.fixture
def calendar(owner: Owner) -> Collection:
    owner.make_calendar("ours", "Ours & <mine>")
    (found,) = calendars_at(owner.server.address, owner.user, owner.password)
    return found


def names(hrefs: Iterable[str]) -> set[str]:
    return {href.rpartition("/")[2] for href in hrefs}


# --- which calendars --------------------------------------------------------------------------
def test_an_account_is_found_at_the_address_of_its_server(owner: Owner) -> None:
    for slug, name, kind in (
        ("ours", "Ours & <mine>", "VEVENT"),
        ("work", "Work", "VEVENT"),
        ("tasks", "Tasks", "VTODO"),
    ):
        owner.make_calendar(slug, name, kind)
    found = calendars_at(owner.server.address, owner.user, owner.password)
    assert {(one.url, one.name) for one in found} == {
        (f"{owner.home}ours/", "Ours & <mine>"),
        (f"{owner.home}work/", "Work"),
    }
    assert all(one.writable and one.sign_in is not None for one in found)


@pytest.mark.parametrize("path", ["", "ours", "ours/"])
def test_or_at_its_own_or_at_that_of_one_calendar(
    owner: Owner, calendar: Collection, path: str
) -> None:
    assert calendars_at(owner.home + path, owner.user, owner.password) == [calendar]


def test_an_address_without_a_calendar_leads_to_the_account(
    owner: Owner, calendar: Collection
) -> None:
    """What stands in the line of a browser, for one."""
    there = f"{owner.server.address}nothing/here.html"
    assert calendars_at(there, owner.user, owner.password) == [calendar]


def test_an_account_without_a_calendar_has_none(owner: Owner) -> None:
    with pytest.raises(NotACalendar):
        calendars_at(owner.server.address, owner.user, owner.password)


@pytest.mark.parametrize("path", ["", "nothing/"])
def test_a_wrong_password_is_named(owner: Owner, path: str) -> None:
    for user, password in ((owner.user, "not this"), ("nobody", PASSWORD), ("", "")):
        with pytest.raises(WrongPassword):
            calendars_at(f"{owner.home}{path}", user, password)


def test_nobody_reads_the_calendar_of_another(owner: Owner, calendar: Collection) -> None:
    other = owner.server.new_owner()
    theirs = replace(calendar, sign_in=SignIn(other.user, other.password))
    with pytest.raises(NetError):
        changes_since(theirs)


def test_a_server_that_no_host_allowed_is_not_asked(owner: Owner) -> None:
    with override_settings(LAN_CALENDARS={"127.0.0.1:1"}), pytest.raises(Refused):
        calendars_at(owner.server.address, owner.user, owner.password)


def test_a_server_that_is_not_there() -> None:
    with override_settings(LAN_CALENDARS={"127.0.0.1:1"}), pytest.raises(Unreachable):
        calendars_at("http://127.0.0.1:1/", "ana", PASSWORD)


# --- what is in one ---------------------------------------------------------------------------
def test_first_all_then_what_changed(owner: Owner, calendar: Collection) -> None:
    owner.put("ours/a.ics", event("a"))
    owner.put("ours/b.ics", event("b"))
    first = changes_since(calendar)
    assert first.whole and names(first.texts) == {"a.ics", "b.ics"} and first.gone == set()
    assert all(b"BEGIN:VEVENT" in text for text in first.texts.values())
    assert first.texts.keys() == first.etags.keys() and all(first.etags.values())

    owner.put("ours/c.ics", event("c"))
    owner.put("ours/a.ics", event("a", words="Later"))
    owner.remove("ours/b.ics")
    then = changes_since(calendar, first.token)
    assert not then.whole and names(then.texts) == {"a.ics", "c.ics"}
    assert names(then.gone) == {"b.ics"} and then.token != first.token
    assert b"Later" in then.texts[f"/{owner.user}/ours/a.ics"]

    assert changes_since(calendar, then.token) == Changes(token=then.token)


@pytest.mark.parametrize(
    "lost", ["sync:http://radicale.org/ns/sync/" + "0" * 64, "sync:", "sync:<&>", "tag:old", "x"]
)
def test_a_token_that_was_thrown_away_begins_anew(
    owner: Owner, calendar: Collection, lost: str
) -> None:
    owner.put("ours/a.ics", event("a"))
    found = changes_since(calendar, lost)
    assert found.whole and names(found.texts) == {"a.ics"}
    assert found.token == caldav.state_of(calendar)


def test_what_is_known_is_not_fetched_again(owner: Owner, calendar: Collection) -> None:
    for name in "abc":
        owner.put(f"ours/{name}.ics", event(name))
    before = changes_since(calendar)
    owner.put("ours/b.ics", event("b", words="Later"))
    owner.remove("ours/c.ics")
    found = changes_since(calendar, known=before.etags)
    assert not found.whole and names(found.texts) == {"b.ics"} and names(found.gone) == {"c.ics"}


def test_what_is_over_stays_away_and_what_comes_round_does_not(
    owner: Owner, calendar: Collection
) -> None:
    owner.put("ours/past.ics", event("past", SOON - 400 * DAY))
    owner.put("ours/weekly.ics", event("weekly", SOON - 400 * DAY, "FREQ=WEEKLY"))
    owner.put("ours/ended.ics", event("ended", SOON - 400 * DAY, "FREQ=DAILY;COUNT=3"))
    owner.put("ours/next.ics", event("next", SOON + DAY))
    owner.put("ours/far.ics", event("far", SOON + 500 * DAY))
    found = changes_since(calendar, since=SOON)
    assert names(found.texts) == {"weekly.ics", "next.ics", "far.ics"}
    within = caldav.texts_between(calendar, SOON, SOON + 400 * DAY)
    assert names(within) == {"weekly.ics", "next.ics"}


def test_a_state_says_whether_anything_changed(owner: Owner, calendar: Collection) -> None:
    before = caldav.state_of(calendar)
    assert before == caldav.state_of(calendar)
    owner.put("ours/a.ics", event("a"))
    assert caldav.state_of(calendar) != before


def test_many_are_fetched_in_parts(
    owner: Owner, calendar: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caldav, "AT_ONCE", 2)
    for name in "abcde":
        owner.put(f"ours/{name}.ics", event(name))
    assert len(changes_since(calendar).texts) == 5


def test_what_is_too_large_together_is_fetched_by_halves(
    owner: Owner, calendar: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abcde":
        owner.put(f"ours/{name}.ics", event(name, words="x" * 3000))
    monkeypatch.setattr(visits, "fetch", fetch_little)
    assert len(changes_since(calendar).texts) == 5
    owner.put("ours/large.ics", event("large", words="x" * 9000))
    with pytest.raises(TooLarge):
        changes_since(calendar)


def fetch_little(request: WebRequest, allowed_lan: set[str], seconds: float) -> WebAnswer:
    return fetch(request, allowed_lan, seconds, most=8000)


def test_a_calendar_of_too_many_is_too_large(
    owner: Owner, calendar: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ab":
        owner.put(f"ours/{name}.ics", event(name))
    monkeypatch.setattr(caldav, "MOST_EVENTS", 1)
    with pytest.raises(TooLarge):
        changes_since(calendar)
    monkeypatch.setattr(caldav, "MOST_EVENTS", 2)
    monkeypatch.setattr(caldav, "MOST_IN_ALL", 100)
    with pytest.raises(TooLarge):
        changes_since(calendar)


def test_a_visit_ends(calendar: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits.Visit, "__init__", visit_without_time)
    with pytest.raises(Unreachable):
        changes_since(calendar)


def visit_without_time(visit: visits.Visit, sign_in: SignIn | None) -> None:
    visit.sign_in, visit.until = sign_in, 0.0


def test_what_is_no_calendar_any_more(owner: Owner, calendar: Collection) -> None:
    token = changes_since(calendar).token
    owner.remove("ours/")
    for known in ("", token):
        with pytest.raises(NotACalendar):
            changes_since(calendar, known)


# --- writing to it ----------------------------------------------------------------------------
@pytest.mark.parametrize("uid", ["a", "a@b.example", "ä b", "50%", "a/b", "?x#y", ".."])
def test_an_entry_is_put_read_changed_and_taken_out(
    owner: Owner, calendar: Collection, uid: str
) -> None:
    href = caldav.member(calendar, uid)
    etag = caldav.put(calendar, href, event("x").encode())
    text, same = caldav.read(calendar, href)
    assert b"Dentist" in text and same == etag
    assert href in changes_since(calendar).texts
    newer = caldav.put(calendar, href, event("x", words="Later").encode(), etag)
    assert newer != etag and b"Later" in caldav.read(calendar, href)[0]
    caldav.delete(calendar, href, newer)
    with pytest.raises(Missing):
        caldav.read(calendar, href)
    caldav.delete(calendar, href, newer)
    caldav.delete(calendar, href)


def test_what_was_changed_there_meanwhile_is_kept(owner: Owner, calendar: Collection) -> None:
    href = caldav.member(calendar, "a")
    etag = caldav.put(calendar, href, event("a").encode())
    with pytest.raises(Conflict):
        caldav.put(calendar, href, event("a", words="Again").encode())
    owner.put("ours/a.ics", event("a", words="Theirs"))
    with pytest.raises(Conflict):
        caldav.put(calendar, href, event("a", words="Mine").encode(), etag)
    with pytest.raises(Conflict):
        caldav.delete(calendar, href, etag)
    assert "Theirs" in owner.read("ours/a.ics")


def test_an_entry_that_is_gone_is_not_put_back(owner: Owner, calendar: Collection) -> None:
    href = caldav.member(calendar, "a")
    etag = caldav.put(calendar, href, event("a").encode())
    owner.remove("ours/a.ics")
    with pytest.raises(Conflict):
        caldav.put(calendar, href, event("a").encode(), etag)


def test_a_calendar_that_is_gone_takes_nothing(owner: Owner, calendar: Collection) -> None:
    owner.remove("ours/")
    with pytest.raises(NetError):
        caldav.put(calendar, caldav.member(calendar, "a"), event("a").encode())


def test_what_is_no_entry_is_not_taken(calendar: Collection) -> None:
    with pytest.raises(NotACalendar):
        caldav.put(calendar, caldav.member(calendar, "a"), b"not a calendar")


def test_nothing_of_an_account_is_shown(calendar: Collection, owner: Owner) -> None:
    owner.put("ours/a.ics", event("a"))
    shown = repr(calendar) + repr(changes_since(calendar))
    assert not [word for word in (PASSWORD, owner.user, "Ours", "Dentist") if word in shown]
