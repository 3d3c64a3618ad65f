"""What someone keeps for themselves shows nowhere: with it, pages are the same bytes as without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from outandback.rooms.away.models import Departure, Moment
from outandback.rooms.calendars.actions import rename
from outandback.rooms.comeback import actions, queries
from outandback.rooms.comeback.models import (
    Choice,
    Decision,
    HomeAnswers,
    Homecoming,
    Received,
    Telling,
)
from outandback.rooms.leave.models import DoorAnswers, Leave
from outandback.rooms.leave.queries import door_check_of
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Keyring
from tests.builders.calendars import bring_in_address, bring_in_file
from tests.builders.homecomings import (
    Returned,
    make_homecoming,
    make_moment,
    make_telling,
    open_tellings,
    plan_and_depart,
)
from tests.builders.leaves import bare, make_heads_up, make_leave
from tests.everywhere import test_access as access
from tests.fixtures import ClientOf, Keys

# Three thousand requests, and what is compared is what the pages make of the same rows.
pytestmark = pytest.mark.sqlite
HOUR = timedelta(hours=1)
RATED = HomeAnswers(felt=9, closeness=2, energy=7, guilt=8)
NOTHING = HomeAnswers()
# What these draw is another each time: the secret for an app, the riddle for a passkey.
RANDOM = {"mfa_activate_totp", "mfa_add_webauthn"}
ONCE_SIGNED_IN = sorted((access.SIGNED_IN_ONLY | access.FOR_ANYBODY) - RANDOM)
Pages = dict[str, tuple[int, str]]


@dataclass
class Life:
    """Of Ana's leaves, one ahead, one she is out on and one that came back; Ben knows of all three.

    He told of one, too, and she told him two things, of which he answered one.
    """

    ahead: Leave
    out: Departure
    back: Returned
    tellings: tuple[Telling, ...]
    of_ben: Homecoming

    @property
    def leaves(self) -> list[Leave]:
        return [self.ahead, self.out.leave, self.back.leave, self.of_ben.leave]


@pytest.fixture
def room(ana: Person, keys: Keys) -> Keyring:
    return keys(ana, room=True)


@pytest.fixture
def life(
    ana: Person, ben: Person, room: Keyring, keys: Keys, at: datetime, clock: Callable[..., None]
) -> Life:
    clock(at)
    of_ben = make_homecoming(ben, keys(ben), at - 5 * HOUR).home
    back = make_homecoming(ana, room, at - 3 * HOUR)
    tellings = [make_telling(back, ana, room, at - n * HOUR, f"Told {n}") for n in (2, 1)]
    actions.receive(tellings[1], ben, keys(ben), Received("Wow.", "Why slack?"), at)
    ahead = make_leave(ana, room, at, out="2026-05-15T18:30", back="2026-05-15T21:00")
    make_heads_up(ahead, ana.current, room, at)
    return Life(ahead, plan_and_depart(ana, room, at - HOUR), back, tuple(tellings), of_ben)


def addresses(life: Life) -> Iterator[str]:
    """Every address of the access tables, and the ways in which some are asked for."""
    for name in ONCE_SIGNED_IN:
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue
    for leave in life.leaves:
        yield from (reverse(name, args=[leave.pk]) for name in access.OF_A_LEAVE)
        yield f"{reverse('story')}?before={leave.pk}"
    for telling in life.tellings:
        yield from (reverse(name, args=[telling.pk]) for name in access.OF_A_TELLING)
        yield reverse("reception", args=[telling.pk]) + "?hear=now"
    yield from (f"{reverse('opening')}?door={door}&next=/mine/" for door in "sp")


def seen_by(person: Person, client_of: ClientOf, asked: list[str]) -> Pages:
    """Each by a browser that has just come, with words open and the private room closed: after each
    page its rows and its cookies are again as they were when it came."""
    browser = client_of(person)
    cookies = browser.cookies.copy()

    def just_come(address: str) -> tuple[int, str]:
        browser.cookies = SimpleCookie(cookies)
        with transaction.atomic():
            seen = page(browser, address)
            transaction.set_rollback(True)
        return seen

    return {address: just_come(address) for address in asked}


def page(client: Client, address: str) -> tuple[int, str]:
    answer: Any = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    where = answer.get("Location", "")
    return answer.status_code, where or bare(body.decode())


def changed(before: Pages, after: Pages) -> list[str]:
    return [address for address in before if before[address] != after[address]]


def rate_at_the_door(person: Person, leave: Leave, room: Keyring) -> None:
    check = door_check_of(person, leave.pk)
    assert check is not None
    check.row_version += 1
    room.seal(check, "answers", DoorAnswers(guilt=9, energy=1, says="Bath time"))
    check.save()


def keep_sixty(life: Life, person: Person, room: Keyring, at: datetime) -> None:
    """Everything that Ana may keep about leaves that are known."""
    for departure in (life.out, life.back.departure):
        rate_at_the_door(person, departure.leave, room)
        caught = [make_moment(departure, room, f"Moment {n}", at) for n in range(30)]
    decisions = [Decision(moment, "later" if n % 3 else "keep") for n, moment in enumerate(caught)]
    actions.choose(life.back.home, room, decisions, person.current, at)
    actions.check_in(life.back.home, person, room, RATED, NOTHING, person.current, at)


def live_apart(life: Life, person: Person, room: Keyring, at: datetime) -> None:
    """Everything else of hers that Ben was not told."""
    for telling, how in zip(life.tellings, ("no", "partly"), strict=True):
        actions.mark_landing(telling, room, how)
    actions.check_in(life.of_ben, person, room, RATED, NOTHING, person.current, at)
    alone = make_leave(person, room, at, out="2026-05-16T18:30", back="2026-05-16T21:00")
    assert not hasattr(alone, "heads_up")
    bring_in_file(person, room, at)
    bring_in_address(person, room, at)


class TestThePartner:
    @pytest.fixture(autouse=True)
    def has_heard(self, ben: Person, life: Life, keys: Keys) -> None:
        """So that asking for it, as this table does, changes nothing of his own pages."""
        open_tellings(ben, keys(ben), *life.tellings)

    def test_every_page_is_the_same_with_nothing_kept_and_with_sixty_moments(
        self, ana: Person, ben: Person, life: Life, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        asked = list(addresses(life))
        before = seen_by(ben, client_of, asked)
        assert sum(status == 200 for status, _ in before.values()) > 35
        keep_sixty(life, ana, room, at)
        live_apart(life, ana, room, at)
        assert Moment.objects.count() == 62 and Choice.objects.count() == 32
        assert changed(before, seen_by(ben, client_of, asked)) == []

    def test_later_kept_and_not_yet_looked_at_are_one(
        self, ana: Person, ben: Person, life: Life, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        moment = make_moment(life.back.departure, room, "Slack first", at)
        asked = list(addresses(life))
        seen = [seen_by(ben, client_of, asked)]
        for what in ("later", "keep"):
            actions.choose(life.back.home, room, [Decision(moment, what)], ana.current, at)
            seen.append(seen_by(ben, client_of, asked))
        assert changed(seen[0], seen[1]) == changed(seen[0], seen[2]) == []

    def test_a_check_in_passed_or_kept_is_one_that_was_not_looked_at(
        self, ana: Person, ben: Person, life: Life, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        asked = list(addresses(life))
        seen = [seen_by(ben, client_of, asked)]
        for home in (life.back.home, life.of_ben):
            for answers in (NOTHING, RATED):
                actions.check_in(home, ana, room, answers, NOTHING, ana.current, at)
                seen.append(seen_by(ben, client_of, asked))
        assert [changed(seen[0], later) for later in seen[1:]] == [[], [], [], []]

    def test_of_shared_busy_times_nobody_can_tell_how_many_calendars_there_are(
        self, ana: Person, ben: Person, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        """Nor whether another that is shared says the same, or was called otherwise."""
        bring_in_file(ana, room, at, shared=True)
        asked = [reverse("calendars")]
        before = seen_by(ben, client_of, asked)
        same = bring_in_file(ana, room, at, shared=True)
        bring_in_file(ana, room, at)
        rename(same, room, "Another name")
        bring_in_address(ana, room, at)
        assert "is busy" in before[asked[0]][1]
        assert changed(before, seen_by(ben, client_of, asked)) == []


class TestTheTeller:
    def test_heard_without_a_word_and_not_yet_heard_are_one(
        self, ana: Person, ben: Person, life: Life, client_of: ClientOf
    ) -> None:
        """Looking, hearing it now, passing, leaving it for later: none of them is told."""
        asked, waiting = list(addresses(life)), life.tellings[0]
        before, listener = seen_by(ana, client_of, asked), client_of(ben, room=True)
        for address in (reverse("today"), reverse("story"), reverse("mine"), reverse("loop")):
            listener.get(address)
        for way in ("", "?hear=now"):
            listener.get(reverse("reception", args=[waiting.pk]) + way)
            assert changed(before, seen_by(ana, client_of, asked)) == []


class TestOnesOwnClosedRoom:
    @pytest.mark.parametrize(
        "name",
        ["today", "story", "loop", "loop-ours", "loop-tables", "settings", "mine", "export"],
    )
    def test_pages_outside_it_do_not_show_how_much_is_in_it(
        self, name: str, ana: Person, life: Life, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        before = seen_by(ana, client_of, [reverse(name)])
        keep_sixty(life, ana, room, at)
        assert changed(before, seen_by(ana, client_of, [reverse(name)])) == []

    @pytest.mark.parametrize("name", ["away", "leave-return-time", "leave-heads-up"])
    def test_nor_do_the_pages_of_the_leave_one_is_out_on(
        self, name: str, ana: Person, life: Life, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        asked = [reverse(name, args=[life.out.leave.pk])]
        before = seen_by(ana, client_of, asked)
        keep_sixty(life, ana, room, at)
        assert changed(before, seen_by(ana, client_of, asked)) == []

    def test_back_home_today_asks_no_more_and_no_less(
        self, ana: Person, life: Life, room: Keyring, client_of: ClientOf, at: datetime
    ) -> None:
        actions.come_back(life.out, at)
        asked = [reverse("today"), reverse("homecoming", args=[life.out.leave.pk])]
        before = seen_by(ana, client_of, asked)
        rate_at_the_door(ana, life.out.leave, room)
        for number in range(60):
            make_moment(life.out, room, f"Moment {number}", at)
        assert changed(before, seen_by(ana, client_of, asked)) == []


def test_a_shared_answer_does_show(
    ana: Person, ben: Person, life: Life, room: Keyring, client_of: ClientOf, at: datetime
) -> None:
    """So that the tests above are known to look in the right place."""
    asked = [reverse("check-in", args=[life.back.leave.pk])]
    before = seen_by(ben, client_of, asked)
    actions.check_in(life.back.home, ana, room, RATED, HomeAnswers(felt=9), ana.current, at)
    assert queries.check_in_shared_with(ben, ben.current, life.back.home) is not None
    assert changed(before, seen_by(ben, client_of, asked)) == asked
