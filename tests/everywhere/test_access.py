"""Every address, every method, every person. An address that stands in no table below fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from outandback.rooms.people.models import Membership, Person
from tests.builders.boards import hang_board
from tests.builders.calendars import bring_in_file
from tests.builders.cover import make_window
from tests.builders.feeds import give_calendar
from tests.builders.homecomings import make_homecoming, open_tellings
from tests.builders.ideas import make_idea
from tests.builders.media import PHOTO, VOICE, make_moment_with_media, make_telling_with_media
from tests.builders.quiet import make_held_note
from tests.builders.spans import make_span
from tests.builders.times_together import make_time_together
from tests.builders.traditions import make_spin, make_tradition, make_tradition_back_then
from tests.builders.trips import make_hours, some_trip, trip_back_then
from tests.builders.versions import make_reception, make_reply
from tests.builders.written import NOWHERE, write_into
from tests.cast import YEAR, Cast, back_then
from tests.fixtures import ClientOf, Keys

ROLES = ("ana", "ben", "cleo", "dede", "thea")
METHODS = ("get", "post")
ANA, BEN, BOTH, NOBODY = {"ana"}, {"ben"}, {"ana", "ben"}, set[str]()

# Addresses of Ana's leave, which Ben was told of, and of what she brought home from it.
OF_A_LEAVE = {
    "leave": ANA,
    "leave-check": ANA,
    "leave-plan": ANA,
    "leave-again": ANA,
    "leave-what": ANA,
    "leave-heads-up": ANA,
    "answer": BEN,
    "cover-settling": ANA,
    "leave-calling-off": ANA,
    "leave-ideas": ANA,
    "leave-rhythm": ANA,
    "leave-skip": ANA,
    "rhythm-stop": ANA,
    "departure": ANA,
    "evidence": ANA,
    "away": ANA,
    "held-notes": BOTH,
    "hello": BOTH,
    "need-call": BOTH,
    "leave-board": ANA,
    "leave-return-time": ANA,
    "moments": ANA,
    "homecoming": ANA,
    "check-in": BOTH,
    "choices": ANA,
}
OF_A_TELLING = {
    "versions": BOTH,
    "telling-change": ANA,
    "reply": ANA,
    "reply-change": ANA,
    "reply-withdrawal": ANA,
    "reception-change": BEN,
    "reception-withdrawal": BEN,
    "ten-minutes": BOTH,
    "telling": ANA,
    "telling-photo": BOTH,
    "telling-voice": BOTH,
    "reception": BEN,
    "hearing-day": BEN,
    "landing": ANA,
    "withdrawal": ANA,
    "telling-tradition": ANA,
}
# The same of an older leave, from the time when Ana and Dede were a pair.
# Its held notes are for Ana to read, and for Dede to send too late; test_quiet_eyes has them.
OF_A_PAST_LEAVE = dict.fromkeys(OF_A_LEAVE.keys() - {"held-notes"}, ANA) | {
    "answer": {"dede"},  # a form sent too late keeps its words; there is no page to read
    "hello": NOBODY,
    "need-call": NOBODY,
}
OF_A_PAST_TELLING = {
    "ten-minutes": {"ana", "dede"},
    "telling": ANA,
    "telling-photo": {"ana", "dede"},
    "telling-voice": {"ana", "dede"},
    "reception": {"dede"},
    "hearing-day": NOBODY,  # what is over can be read again, and nothing can be added or taken back
    "landing": ANA,
    "withdrawal": NOBODY,
    "telling-tradition": NOBODY,
    "versions": {"ana", "dede"},
    **dict.fromkeys(("telling-change", "reception-change", "reception-withdrawal"), NOBODY),
    **dict.fromkeys(("reply", "reply-change", "reply-withdrawal"), NOBODY),
}

# The pair itself: its shelf, in the private room of each of the two.
OF_A_PAST_PAIR = {"shelf": {"ana", "dede"}}
# A window that Ben offered, a small idea and a note of his, and a child's page of Ana's.
OF_A_WINDOW = {"window-taking": ANA, "window-withdrawal": BEN}
OF_AN_IDEA = {"idea": BEN, "idea-away": BEN}
# A tradition that Ana put on the shelf, with a spin of Ben's; and one of hers and Dede's.
OF_A_TRADITION = {"tradition": BOTH, "tradition-change": BOTH, "tradition-taking-down": BOTH}
OF_A_PAST_TRADITION = dict.fromkeys(OF_A_TRADITION, NOBODY) | {"tradition": {"ana", "dede"}}
OF_A_SPIN = {"spin": BEN, "spin-away": BEN}
# A trip that Ana made, with hours of her own in it; and one of hers and Dede's.
OF_A_TRIP = dict.fromkeys(
    ("trip", "trip-change", "trip-hours-new", "trip-telling", "trip-telling-removal"), BOTH
)
OF_A_TRIP |= {"trip-removal": ANA}
OF_A_PAST_TRIP = dict.fromkeys(OF_A_TRIP, NOBODY)
OF_HOURS = {"trip-hours": ANA}
# Days that Ana marked and shares: Ben reads them on his list.
OF_A_SPAN = dict.fromkeys(("span", "span-removal"), ANA)
OF_A_NOTE = {"held-note": BEN, "held-note-withdrawal": BEN}
OF_A_BOARD = dict.fromkeys(("board", "board-card", "board-link", "board-taking-down"), ANA)
# A calendar that Ana brought in.
OF_A_SOURCE = dict.fromkeys(("source", "source-again", "source-mending", "source-away"), ANA)
# A calendar that Ana gives out; its own address is for whoever has it.
OF_A_FEED = dict.fromkeys(("feed", "feed-address", "feed-end"), ANA)
# A calendar that Ana’s leaves are written into.
OF_A_WRITTEN = dict.fromkeys(("written", "written-mending", "written-again", "written-away"), ANA)

# A moment of Ana's with a photo and a voice note.
OF_A_MOMENT = dict.fromkeys(
    ("moment-photo", "moment-voice", "giving", "giving-draft", "giving-keeping"), ANA
)

# Time together that Ana put in; Ben counts in on the way.
OF_TIME_TOGETHER = {
    "together-time": BOTH,
    "together-time-move": BOTH,
    "together-time-title": BOTH,
    "together-time-in": BOTH,
    "together-time-had": BOTH,
    "together-time-out": BOTH,
}

OF_WORDS = (OF_A_LEAVE, OF_A_TELLING, OF_A_WINDOW, OF_AN_IDEA, OF_A_TRADITION, OF_A_SPIN)
OF_THE_TWO = (*OF_WORDS, OF_TIME_TOGETHER, OF_A_TRIP)
OF_THEIR_OWN = (OF_A_NOTE, OF_A_BOARD, OF_A_SOURCE, OF_A_FEED, OF_A_WRITTEN, OF_A_MOMENT)
OF_ROWS = (*OF_THE_TWO, OF_HOURS, OF_A_SPAN, *OF_THEIR_OWN, OF_A_PAST_PAIR)

# A script asks these, and no sign-in page would help it.
FOR_A_SCRIPT = ("pocket-papers", "pocket-tokens", "pocket-commands")
SIGNED_IN_ONLY = {
    "comfort",
    "comfort-theirs",
    "comfort-proposed",
    "comfort-as-it-is",
    "start-own",
    "start-theirs",
    "together",
    "care-check",
    "ideas",
    "traditions",
    "tradition-new",
    "together-time-new",
    "trips",
    "trip-new",
    "spans",
    "span-new",
    "windows",
    "ledger",
    "ladder",
    "ladder-steps",
    "ladder-feeling",
    "ladder-stopping",
    "ladder-resuming",
    "need",
    "need-yes",
    "need-number",
    "need-silence",
    "evening",
    "evening-after",
    "hearing-well",
    "listener",
    "suggestion",
    "notifications",
    "notifications-phone",
    "notifications-phone-off",
    "free-hours",
    "suggestion-holding",
    "suggestion-away",
    "season-off",
    "season-on",
    "suggestions-again",
    "boards",
    "board-new",
    "calendars",
    "calendar-file",
    "calendar-address",
    "calendar-account",
    "feeds",
    "written-new",
    "notifications-phone-known",
    "pocket-phone",
    "unsent",
    "unsent-away",
    *FOR_A_SCRIPT,
    "goodbyes",
    "story-search",
    "keepsake",
    "keepsake-pdf",
    "this-year",
    "calendar",
    "leave-new",
    "leave-now",
    "mine",
    "story",
    "loop",
    "loop-ours",
    "loop-limits",
    "loop-tables",
    "settings",
    "opening",
    "recovery",
    "recovery-wait",
    "recovery-calling-off",
    "passphrase",
    "recovery-sheet",
    "parting",
    "export",
    "erasure",
    "erasure-calling-off",
    "letting-in",
    "start-host",
    "start-recovery",
    "start-recovery-check",
    "start-you",
    "start-ease",
    "start-partner",
    "pair",
    "pair-invitation",
    "pair-taking-back",
    "pair-words",
    "pair-words-differ",
    "parting-notice",
    "account_logout",
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
FOR_ANYBODY = {
    "kids",
    "feed-times",
    "worker",
    "manifest",
    "pocket",
    "pocket-now",
    "pocket-moments",
    "pocket-pieces",
    "healthz",
    "today",
    "parts",
    "exit",
    "lock",
    "help",
    "start-leave",
    "join",
    "join-consent",
    "sign-up-sent",
    "sign-up-by-link",
    "claim",
    "asking",
    "sheet-sign-in",
    "account_signup",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
# Names a moment by what its own keeper's page was told; to anybody else every name is unknown.
OF_NOTHING_SEEN = {"moment-undoing"}
# What somebody wrote when they were signed out; anybody else is led to Today.
OF_WHAT_WAS_CARRIED = {"carried"}
# One's own answers on one of the five cares, which everybody has.
OF_A_CARE = {"comfort-care"}
# A picture of one's own leaves, by its question, which everybody has.
OF_A_QUESTION = {"loop-showing", "loop-showing-stop"}
# What each has of one year, whichever it is.
OF_A_YEAR = {"story-year"}
# What each has on some days, whichever they are.
OF_DAYS = {"calendar-month": date(2026, 5, 1), "calendar-week": date(2026, 5, 11)}
# Fixed pages of a made-up couple, where the host shows them.
OF_A_NUMBER = {"look-around"}
OF_A_PASSKEY = {"mfa_remove_webauthn", "mfa_edit_webauthn"}


@dataclass
class World:
    leave: Any
    telling: Any
    past_leave: Any
    past_telling: Any
    window: Any
    idea: Any
    tradition: Any
    past_tradition: Any
    trip: Any
    past_trip: Any
    hours: Any
    spin: Any
    note: Any
    board: Any
    source: Any
    feed: Any
    written: Any
    moment: Any
    together: Any
    days: Any


@pytest.fixture
def world(ana: Person, ben: Person, dede: Person, keys: Keys, at: datetime) -> World:
    past = Membership.objects.get(person=ana, ended_at__isnull=False)
    long_ago, opened = at - YEAR * 1.5, keys(ana, room=True)
    now, whole = ana.current, dict[str, Any](photo=[PHOTO], voice=[VOICE])
    assert now is not None
    with back_then(past) as ana.current:
        old = make_homecoming(ana, opened, long_ago)
        an_hour_later = long_ago + timedelta(hours=1)
        old_telling = make_telling_with_media(old.home, opened, ana.current, an_hour_later, **whole)
        open_tellings(dede, keys(dede), old_telling)
    old_tradition = make_tradition_back_then(past, opened)
    old_trip = trip_back_then(past, opened, long_ago)
    ana.current = now
    new = make_homecoming(ana, opened, at)
    window = make_window(ben, keys(ben), at, out="2999-05-16T09:00", back="2999-05-16T12:00")
    telling = make_telling_with_media(new.home, opened, now, at, **whole)
    make_reception(telling, ben, keys(ben), at)
    make_reply(telling, ana, keys(ana), at)
    note = make_held_note(new.leave, ben, keys(ben), at)
    idea = make_idea(ben, keys(ben))
    board, feed = hang_board(ana, keys(ana), at), give_calendar(ana, keys(ana), at)
    source = bring_in_file(ana, keys(ana), at)
    moment = make_moment_with_media(new.departure, opened, at, **whole)
    tradition = make_tradition(ana, keys(ana))
    spin = make_spin(tradition, ben, keys(ben))
    trip = some_trip(ana, keys(ana), at)
    hours = make_hours(trip, ana, keys(ana), at)
    together = make_time_together(ana, keys(ana), at, "2999-05-16T20:00", "")
    past_two = old.leave, old_telling
    known = window, idea, tradition, old_tradition, trip, old_trip, hours
    written = write_into(ana, keys(ana), at, NOWHERE, "ana", "lamp-in-the-hall")
    days = make_span(ana, opened, shared=True)
    others = spin, note, board, source, feed, written, moment, together, days
    return World(new.leave, telling, *past_two, *known, *others)


def names(patterns: Any) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns)
        elif isinstance(one, URLPattern):
            yield str(one.name)


def ask(client: Client, method: str, name: str, *args: object) -> Any:
    return getattr(client, method)(reverse(name, args=args))


def reached(answer: Any) -> bool:
    """Anything but "not found". A method that an address does not have tells nobody anything."""
    return bool(answer.status_code != 404)


def found_by(clients: dict[str, Client], name: str, method: str, row: Any) -> set[str]:
    answers = {role: ask(client, method, name, row.pk) for role, client in clients.items()}
    if {answer.status_code for answer in answers.values()} == {405}:
        return set()
    return {role for role, answer in answers.items() if reached(answer)}


def differences(clients: dict[str, Client], table: dict[str, set[str]], row: Any) -> list[str]:
    wrong = []
    for name, expected in table.items():
        seen = {method: found_by(clients, name, method, row) for method in METHODS}
        wrong += [
            f"{method} {name}: {sorted(roles)}, not {sorted(expected)}"
            for method, roles in seen.items()
            if roles and roles != expected
        ]
        if expected and not any(seen.values()):
            wrong.append(f"{name}: nobody reaches it")
    return wrong


@pytest.fixture
def clients(cast: Cast, client_of: ClientOf) -> dict[str, Client]:
    return {role: client_of(cast.people[role.capitalize()], room=True) for role in ROLES}


def test_every_address_stands_in_a_table() -> None:
    listed = set().union(
        *map(
            set,
            (
                *OF_ROWS,
                OF_NOTHING_SEEN,
                OF_WHAT_WAS_CARRIED,
                OF_A_CARE,
                OF_A_QUESTION,
                OF_A_YEAR,
                OF_DAYS,
                OF_A_NUMBER,
                OF_A_PASSKEY,
                SIGNED_IN_ONLY,
                FOR_ANYBODY,
            ),
        )
    )
    assert set(names(get_resolver().url_patterns)) == listed


def test_a_leave_and_its_homecoming(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_A_LEAVE, world.leave)


def test_a_telling(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_A_TELLING, world.telling)


def test_an_offered_window(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_A_WINDOW, world.window)


def test_time_together(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_TIME_TOGETHER, world.together)


def test_a_small_idea(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_AN_IDEA, world.idea)


def test_a_spin(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_A_SPIN, world.spin)


def test_a_tradition(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_A_TRADITION, world.tradition)
    assert not differences(clients, OF_A_PAST_TRADITION, world.past_tradition)


def test_a_trip(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_HOURS, world.hours)
    assert not differences(clients, OF_A_TRIP, world.trip)
    assert not differences(clients, OF_A_PAST_TRIP, world.past_trip)


def test_days_that_were_not_like_others(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_A_SPAN, world.days)


def test_a_held_note(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_A_NOTE, world.note)


def test_a_childs_page(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_A_BOARD, world.board)
    assert not differences(clients, OF_A_FEED, world.feed)


def test_a_calendar_that_was_brought_in(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_A_SOURCE, world.source)


def test_a_calendar_that_is_written_into(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_A_WRITTEN, world.written)


def test_what_goes_along_with_a_moment(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_A_MOMENT, world.moment)


def test_the_answers_on_a_care_are_ones_own(clients: dict[str, Client]) -> None:
    for client in clients.values():
        assert ask(client, "get", "comfort-care", 1).status_code == 200


def test_a_picture_of_ones_leaves_is_ones_own(clients: dict[str, Client]) -> None:
    for name in OF_A_QUESTION:
        assert ask(Client(), "get", name, 1).url.startswith(reverse("account_login"))
    for client in clients.values():
        assert ask(client, "get", "loop-showing", 1).url == reverse("loop")
        assert ask(client, "get", "loop-showing", 0).status_code == 404


def test_a_year_is_ones_own(clients: dict[str, Client]) -> None:
    assert ask(Client(), "get", "story-year", 2026).url.startswith(reverse("account_login"))
    for client in clients.values():
        assert ask(client, "get", "story-year", 2026).status_code == 200


@pytest.mark.parametrize("name", OF_DAYS)
def test_some_days_are_ones_own(clients: dict[str, Client], name: str) -> None:
    assert ask(Client(), "get", name, OF_DAYS[name]).url.startswith(reverse("account_login"))
    for client in clients.values():
        assert ask(client, "get", name, OF_DAYS[name]).status_code == 200


def test_a_leave_of_a_past_pair(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_A_PAST_LEAVE, world.past_leave)


def test_the_shelf_of_a_past_pair(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_A_PAST_PAIR, world.past_telling.pair)


def test_a_telling_of_a_past_pair(world: World, clients: dict[str, Client]) -> None:
    assert not differences(clients, OF_A_PAST_TELLING, world.past_telling)


def every_page(world: World) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Each address of the resolver, with a row of its own where it asks for one."""
    rows = {
        **dict.fromkeys(OF_A_LEAVE, world.leave),
        **dict.fromkeys(OF_A_TELLING, world.telling),
        **dict.fromkeys(OF_A_WINDOW, world.window),
        **dict.fromkeys(OF_AN_IDEA, world.idea),
        **dict.fromkeys(OF_A_TRADITION, world.tradition),
        **dict.fromkeys(OF_A_SPIN, world.spin),
        **dict.fromkeys(OF_A_TRIP, world.trip),
        **dict.fromkeys(OF_HOURS, world.hours),
        **dict.fromkeys(OF_A_NOTE, world.note),
        **dict.fromkeys(OF_A_BOARD, world.board),
        **dict.fromkeys(OF_A_SOURCE, world.source),
        **dict.fromkeys(OF_A_FEED, world.feed),
        **dict.fromkeys(OF_A_WRITTEN, world.written),
        **dict.fromkeys(OF_A_SPAN, world.days),
        **dict.fromkeys(OF_A_MOMENT, world.moment),
        **dict.fromkeys(OF_TIME_TOGETHER, world.together),
    }
    numbers = {"comfort-care": 1, "story-year": 2026, **OF_DAYS}
    numbers |= dict.fromkeys(OF_A_PASSKEY | OF_A_QUESTION, 1)
    for name in sorted(set(names(get_resolver().url_patterns)) - {"None"}):
        args = (rows[name].pk,) if name in rows else (numbers[name],) if name in numbers else ()
        try:
            reverse(name, args=args)
        except NoReverseMatch:
            continue  # a link to somebody's page, or a file's name
        yield name, args


@pytest.mark.sqlite  # every page twice, and the rows are asked alike for both
@pytest.mark.parametrize("role", ["ana", ""])
def test_head_answers_like_get_on_every_page(
    world: World, cast: Cast, client_of: ClientOf, role: str
) -> None:
    def client() -> Client:
        return client_of(cast.people["Ana"], room=True) if role else Client()

    asked, wrong = 0, []
    for name, args in every_page(world):
        full, bare = (ask(client(), method, name, *args) for method in ("get", "head"))
        asked += 1
        if (full.status_code, full.get("Location")) != (bare.status_code, bare.get("Location")):
            wrong.append(f"{name}: GET {full.status_code}, HEAD {bare.status_code}")
        assert not bare.getvalue(), name
    assert (wrong, asked > 120) == ([], True), asked


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", sorted(SIGNED_IN_ONLY))
def test_nobody_passes_without_signing_in(db: None, method: str, name: str) -> None:
    answer = ask(Client(), method, name)
    refused = 401 if name in FOR_A_SCRIPT else 302
    assert answer.status_code in {refused, 405}
    if answer.status_code == 302:
        assert answer["Location"].startswith((reverse("account_login"), reverse("today")))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", sorted(set().union(*OF_ROWS)))
def test_rows_ask_for_signing_in_first(db: None, method: str, name: str) -> None:
    answer = ask(Client(), method, name, uuid4())
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", sorted(OF_A_PASSKEY))
def test_a_passkey_of_somebody_else_is_not_found(clients: dict[str, Client], name: str) -> None:
    assert {ask(client, "get", name, 1).status_code for client in clients.values()} <= {404, 302}


def test_undoing_says_nothing_of_other_peoples_moments(clients: dict[str, Client]) -> None:
    answers = {ask(client, "post", "moment-undoing", uuid4()).url for client in clients.values()}
    assert answers == {reverse("today")}
