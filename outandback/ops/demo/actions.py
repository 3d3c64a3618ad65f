from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import transaction

from outandback.rooms.away import actions as away
from outandback.rooms.away import queries as away_queries
from outandback.rooms.away.models import Caught
from outandback.rooms.comeback import actions as comeback
from outandback.rooms.comeback import queries as comeback_queries
from outandback.rooms.comeback.models import Decision, HomeAnswers, Received
from outandback.rooms.leave import actions as leaving
from outandback.rooms.leave.models import DoorAnswers, Plan, Shown, When
from outandback.rooms.people import actions as people
from outandback.rooms.people import compared_keys
from outandback.rooms.people import queries as people_queries
from outandback.rooms.people.models import Called, Ease, Membership, Person
from outandback.rules.return_times import WallTime, instant
from outandback.vault import actions as vault
from outandback.vault.keyring import Keyring

from .story import AHEAD, CALLED_OFF
from .weeks import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from outandback.rooms.away.models import Departure
    from outandback.rooms.comeback.models import Homecoming, Telling
    from outandback.rooms.leave.models import Leave
    from outandback.vault.keyset import Keyset

    from .couple import Answers
    from .queries import CouplesWords
    from .story import CameBack, Catch, ScriptedLeave

ZONE = "Europe/London"


@dataclass
class DemoPerson:
    """One of the two, with every key that they hold."""

    person: Person
    own_keys: Keyset
    keyring: Keyring

    @property
    def mine(self) -> Membership:
        return cast(Membership, self.person.current)


@transaction.atomic
def found_couple(words: CouplesWords, at: datetime) -> list[DemoPerson]:
    """Two people sign up, give their names, pair, and compare the four words."""
    sides = [_sign_up(words[name], at) for name in NAMES]
    people.say_who_runs_it(words[NAMES[0]]["name"], at)
    code = people.invite(sides[0].person, sides[0].keyring, at)
    people.accept_invitation(sides[1].person, sides[1].keyring, code, at + timedelta(hours=1))
    for side in sides:
        _meet(side)
    return sides


def beginning(chapters: list[ScriptedLeave]) -> datetime:
    """Two days before the first plan."""
    return _when(min(chapter.planned for chapter in chapters)) - timedelta(days=2)


@transaction.atomic
def live(sides: list[DemoPerson], chapters: Iterable[ScriptedLeave], at: datetime) -> None:
    """Everything that had happened by `at`, through the same doors as on any other day."""
    for chapter in chapters:
        one, other = sides[chapter.step.who], sides[1 - chapter.step.who]
        leave = _plan(one, chapter)
        if chapter.told:
            _give_heads_up(one, leave, chapter, _when(chapter.told))
        if chapter.ending == CALLED_OFF:
            leaving.call_off(leave, _when(chapter.step.out) - timedelta(hours=2))
        elif chapter.ending != AHEAD:
            _go(one, other, leave, chapter, at)


def _sign_up(who: dict[str, str], at: datetime) -> DemoPerson:
    person = Person(email=who["email"], joined_on=at.date(), zone=ZONE)
    person.set_password(who["passphrase"])
    person.save()
    EmailAddress.objects.create(user=person, email=who["email"], primary=True)
    own_keys = vault.found_vault(person.pk, who["passphrase"], at)
    vault.print_recovery_code(own_keys, at)
    keyring = Keyring(person.pk, own_keys)
    people.say_name(person, keyring, Called(who["name"], who["by_children"]))
    people.say_ease(person, keyring, Ease(who["longest"], ()))
    return DemoPerson(person, own_keys, keyring)


def _meet(side: DemoPerson) -> None:
    """As after the next sign-in: the pair's key is found, and held from here on."""
    side.person = people_queries.person_of_session(side.person.pk) or side.person
    side.keyring = Keyring(side.person.pk, side.own_keys)
    if people_queries.pair_keys_lag(side.mine, side.keyring):
        people.catch_up_with_pair(side.person, side.mine, side.keyring)
    people.compare_words(side.mine, side.keyring, compared_keys.fingerprint_of_partner(side.mine))


def _plan(one: DemoPerson, chapter: ScriptedLeave) -> Leave:
    back = _wall(chapter.promised) if chapter.promised else None
    when = When(WallTime(chapter.step.out, ZONE), back)
    at = _when(chapter.planned)
    return leaving.plan_leave(one.person, one.keyring, uuid4(), when, Plan(**chapter.plan), at)


def _give_heads_up(one: DemoPerson, leave: Leave, chapter: ScriptedLeave, at: datetime) -> None:
    shown = Shown(title=chapter.plan["intention"], words=chapter.told_words)
    leave.heads_up = leaving.give_heads_up(leave, one.mine, one.keyring, shown, at)


def _go(
    one: DemoPerson, other: DemoPerson, leave: Leave, chapter: ScriptedLeave, at: datetime
) -> None:
    door = chapter.door
    answers = DoorAnswers(door.guilt, door.energy, door.closeness, chapter.guilt_says)
    departure = away.set_out(leave, one.keyring, answers, _when(chapter.step.out))
    for catch in chapter.catches:
        _catch(one, departure, catch)
    if chapter.promised and chapter.later:
        said = _when(chapter.promised) - timedelta(minutes=10)
        leaving.promise_return(departure.leave, _wall(chapter.later), said)
    home = comeback.come_back(departure, _when(chapter.step.back))
    _come_home(one, other, home, chapter, at)


def _catch(one: DemoPerson, departure: Departure, catch: Catch) -> None:
    at = _when(catch.at)
    caught = Caught(catch.kind, catch.text, at.isoformat(timespec="seconds"))
    away.catch_moment(departure, one.keyring, uuid4(), caught, at)


def _come_home(
    one: DemoPerson, other: DemoPerson, home: Homecoming, chapter: ScriptedLeave, at: datetime
) -> None:
    who = chapter.step.who
    for side, person in ((one, who), (other, 1 - who)):
        answered = chapter.answered[person]
        if answered and _when(answered) <= at:
            _check_in(side, home, chapter.after[person], chapter.shared[person], _when(answered))
    if _when(chapter.chosen) <= at:
        _bring(one, other, home, chapter, at)


def _check_in(
    side: DemoPerson, home: Homecoming, given: Answers, share: bool, at: datetime
) -> None:
    answers = HomeAnswers(given.felt, given.closeness, given.energy, given.guilt)
    shared = HomeAnswers(given.felt, given.closeness, given.energy) if share else HomeAnswers()
    comeback.check_in(home, side.person, side.keyring, answers, shared, side.mine, at)


def _bring(
    one: DemoPerson, other: DemoPerson, home: Homecoming, chapter: ScriptedLeave, at: datetime
) -> None:
    moments = away_queries.moments_of(one.person, home.departure)
    if not chapter.catches:
        comeback.choose(home, one.keyring, [], one.mine, _when(chapter.chosen))
    opened = {one.keyring.open(moment, "caught").caught_at: moment for moment in moments}
    for catch in chapter.catches:
        moment = opened[_when(catch.at).isoformat(timespec="seconds")]
        decision = Decision(moment, catch.what, catch.weight)
        comeback.choose(home, one.keyring, [decision], one.mine, _when(chapter.chosen))
        if catch.reply:
            chosen = comeback_queries.choices_about(one.person, [moment])[moment.pk]
            telling_id = one.keyring.open(chosen, "chosen").telling
            telling = comeback_queries.telling_told_by(one.person, telling_id)
            _receive(one, other, telling, catch.reply, at)


def _receive(
    one: DemoPerson, other: DemoPerson, telling: Telling, reply: CameBack, at: datetime
) -> None:
    if reply.first_a_day:
        comeback.say_day(telling, other.person, other.keyring, reply.first_a_day, at)
    if _when(reply.at) > at:
        return
    received = Received(reply.thing_back, reply.question)
    comeback.receive(telling, other.person, other.keyring, received, _when(reply.at))
    comeback.mark_landing(telling, one.keyring, reply.landed)


def _wall(wall: datetime) -> WallTime:
    return WallTime(wall, ZONE)


def _when(wall: datetime) -> datetime:
    return instant(_wall(wall))
