"""Each kind of thing that somebody can be sent brings them a message, the same as all others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from outandback.rooms.account.actions import join_pair
from outandback.rooms.comeback.actions import say_day
from outandback.rooms.comeback.models import Telling
from outandback.rooms.notify import actions
from outandback.rooms.notify.models import Job, NotificationKind
from outandback.rooms.notify.queries import kind_byte
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rooms.quiet.actions import say_yes, write_agreement
from outandback.rooms.sent.queries import SentKind
from outandback.rooms.together.actions import count_in, move, take_out
from outandback.rooms.trips.actions import change_trip
from outandback.rooms.trips.models import TripWords
from outandback.vault.keyring import Keyring
from tests.builders.cover import make_answer, make_window
from tests.builders.homecomings import Returned, make_homecoming, make_telling
from tests.builders.leaves import make_heads_up, make_leave
from tests.builders.notifications import pushing, run_all, switch_on
from tests.builders.shown import make_shown
from tests.builders.times_together import hours, make_time_together
from tests.builders.trips import some_trip
from tests.builders.versions import make_reception, make_reply
from tests.cast import Cast, again, side_of

DAY = timedelta(days=1)
Send = Callable[[], object]


@dataclass(frozen=True)
class Scene:
    """`mine` sends something to `theirs`. Each kind below makes ready, and hands back the sending
    itself."""

    cast: Cast
    mine: Person
    theirs: Person
    at: datetime

    @property
    def keys(self) -> Keyring:
        return self.cast.keys(self.mine)

    @property
    def their_keys(self) -> Keyring:
        return self.cast.keys(self.theirs)

    def home(self, whose: Person) -> Returned:
        return make_homecoming(whose, self.cast.keys(whose, room=True), self.at)

    def brings(self, whose: Person) -> Telling:
        room = self.cast.keys(whose, room=True)
        return make_telling(self.home(whose), whose, room, self.at)


def joins(scene: Scene) -> Send:
    code = people.invite(scene.theirs, scene.their_keys, scene.at)
    return lambda: join_pair(scene.mine, scene.keys, code, scene.at)


def answers(scene: Scene) -> Send:
    when = {"out": "2026-05-20T18:00", "back": "2026-05-20T21:00"}
    leave = make_leave(scene.theirs, scene.their_keys, scene.at, **when)
    make_heads_up(leave, scene.theirs.current, scene.their_keys, scene.at)
    return lambda: make_answer(leave, scene.mine, scene.keys, scene.at, blessing="Go well.")


def names_a_day(scene: Scene) -> Send:
    told, on = scene.brings(scene.theirs), (scene.at + DAY).date()
    return lambda: say_day(told, scene.mine, scene.keys, on, scene.at)


def says_back(scene: Scene) -> Send:
    told = scene.brings(scene.theirs)
    return lambda: make_reception(told, scene.mine, scene.keys, scene.at)


def replies(scene: Scene) -> Send:
    told = scene.brings(scene.mine)
    make_reception(told, scene.theirs, scene.their_keys, scene.at)
    return lambda: make_reply(told, scene.mine, scene.keys, scene.at)


def writes_what_it_is_for(scene: Scene) -> Send:
    said = "A child in hospital."
    return lambda: write_agreement(side_of(scene.mine), scene.keys, 0, said, scene.at)


def holds_time_together(scene: Scene) -> Send:
    return lambda: make_time_together(scene.mine, scene.keys, scene.at)


def counts_in(scene: Scene) -> Send:
    row = make_time_together(scene.theirs, scene.their_keys, scene.at)
    return lambda: count_in(row, side_of(scene.mine), scene.at)


def moves_time_together(scene: Scene) -> Send:
    row = make_time_together(scene.theirs, scene.their_keys, scene.at)
    other, side = hours("2026-05-17T18:00", "2026-05-17T20:00"), side_of(scene.mine)
    return lambda: move(row, side, row.held.first_on, other, scene.at)


def takes_time_together_out(scene: Scene) -> Send:
    row = make_time_together(scene.theirs, scene.their_keys, scene.at)
    count_in(row, side_of(scene.mine), scene.at)
    return lambda: take_out(row, side_of(scene.mine), scene.at)


def plans_a_trip(scene: Scene) -> Send:
    return lambda: some_trip(scene.mine, scene.keys, scene.at)


def changes_a_trip(scene: Scene) -> Send:
    trip = some_trip(scene.theirs, scene.their_keys, scene.at)
    said = 1, trip.days("words"), TripWords("Porto"), scene.at
    return lambda: change_trip(trip, side_of(scene.mine), scene.keys, *said)


def shows_a_picture(scene: Scene) -> Send:
    return lambda: make_shown(scene.mine, scene.keys, scene.at)


def offers_hours(scene: Scene) -> Send:
    return lambda: make_window(again(scene.mine), scene.keys, scene.at)


def brings_home(scene: Scene) -> Send:
    home, room = scene.home(scene.mine), scene.cast.keys(scene.mine, room=True)
    return lambda: make_telling(home, again(scene.mine), room, scene.at)


SENDS: dict[str, Callable[[Scene], Send]] = {
    SentKind.JOINED: joins,
    SentKind.ANSWER: answers,
    SentKind.DAY: names_a_day,
    SentKind.SAID_BACK: says_back,
    SentKind.REPLY: replies,
    SentKind.AGREEMENT: writes_what_it_is_for,
    SentKind.TOGETHER: holds_time_together,
    SentKind.COUNTED_IN: counts_in,
    SentKind.MOVED: moves_time_together,
    SentKind.TAKEN_OUT: takes_time_together_out,
    SentKind.TRIP: plans_a_trip,
    SentKind.TRIP_CHANGED: changes_a_trip,
    SentKind.PICTURE: shows_a_picture,
    "offered hours": offers_hours,
    "something brought home": brings_home,
}
# Kinds that stand on Today and bring no message, each with its reason.
BRINGS_NO_MESSAGE: dict[SentKind, str] = {}
BETWEEN_TWO = sorted(set(SENDS) - {SentKind.JOINED})


def ready(kind: str, cast: Cast, at: datetime, **wanted: Any) -> tuple[Scene, Send]:
    """Both want to be told. Who joins was nobody's partner before."""
    mine, theirs = ("Cleo", "Thea") if kind == SentKind.JOINED else ("Ben", "Ana")
    scene = Scene(cast, again(cast.people[mine]), again(cast.people[theirs]), at)
    for person in (scene.mine, scene.theirs):
        actions.keep_preferences(person, wording="plain", **wanted)
    send = SENDS[kind](scene)
    Job.objects.all().delete()
    return scene, send


def messages() -> QuerySet[Job]:
    """All but that a time which both hold is near: each is reminded of it for themselves."""
    return Job.objects.exclude(kind=NotificationKind.TOGETHER_SOON)


def test_every_kind_that_waits_on_today_is_in_one_of_the_tables() -> None:
    assert set(SENDS) >= set(SentKind) - set(BRINGS_NO_MESSAGE)
    assert not set(SENDS) & set(BRINGS_NO_MESSAGE)
    assert all(reason.strip() for reason in BRINGS_NO_MESSAGE.values())


@pytest.mark.parametrize("kind", SENDS)
def test_it_brings_one_message_to_the_other_and_none_to_its_sender(
    kind: str, cast: Cast, at: datetime
) -> None:
    scene, send = ready(kind, cast, at)
    send()
    told = [(job.person, job.what, job.due_at) for job in messages()]
    assert told == [(scene.theirs, NotificationKind.SOMETHING, at)]


@pytest.mark.parametrize("kind", SENDS)
def test_whoever_has_a_season_off_gets_none(kind: str, cast: Cast, at: datetime) -> None:
    _, send = ready(kind, cast, at, season_off=True)
    send()
    assert not messages().exists()


@pytest.mark.parametrize("kind", SENDS)
def test_whoever_wants_no_messages_gets_none(kind: str, cast: Cast, at: datetime) -> None:
    scene, send = ready(kind, cast, at)
    actions.keep_preferences(scene.theirs, wording="off")
    send()
    assert not messages().exists()


@pytest.mark.parametrize("kind", SENDS)
def test_it_waits_until_the_hours_of_quiet_are_over_and_looks_as_all_do(
    kind: str, cast: Cast, at: datetime
) -> None:
    with pushing() as service:
        scene, send = ready(kind, cast, at, quiet_from=time(18), quiet_to=time(7))
        switch_on(scene.theirs, service, at)
        send()
        run_all(at)
        assert service.got == []
        run_all(at + DAY / 2)
        byte = kind_byte(NotificationKind.SOMETHING, "plain")
        assert service.opened() == [bytes([byte])]


@pytest.mark.parametrize("kind", BETWEEN_TWO)
def test_nothing_waits_for_one_who_has_left(kind: str, cast: Cast, at: datetime) -> None:
    """They may be in another pair by then, where nobody sent anything."""
    scene, send = ready(kind, cast, at)
    people.part_ways(side_of(scene.theirs), scene.their_keys, "", at + 7 * DAY, at)
    send()
    assert not messages().exists()


def test_the_same_day_named_again_is_nothing_new(cast: Cast, at: datetime) -> None:
    _, send = ready(SentKind.DAY, cast, at)
    send()
    Job.objects.all().delete()
    send()
    assert not Job.objects.exists()


def test_other_words_ask_anew_and_a_yes_sends_nothing(cast: Cast, at: datetime) -> None:
    scene, send = ready(SentKind.AGREEMENT, cast, at)
    send()
    Job.objects.all().delete()
    say_yes(side_of(scene.theirs), 1, at)
    write_agreement(side_of(scene.theirs), scene.their_keys, 1, "A child in hospital.", at)
    assert not Job.objects.exists()
    write_agreement(side_of(scene.theirs), scene.their_keys, 1, "Someone is ill.", at)
    assert [job.person for job in Job.objects.all()] == [scene.mine]
