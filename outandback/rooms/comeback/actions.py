from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction

from outandback.rooms.away.queries import pieces_opened
from outandback.rooms.leave.actions import remember_outcome, remember_return
from outandback.rooms.leave.models import Turned
from outandback.rooms.notify.actions import tell_other
from outandback.rooms.people.actions import side_of, still_in
from outandback.rooms.people.queries import has_left
from outandback.rooms.quiet.actions import hand_over_held_notes
from outandback.vault.actions import reseal_letters
from outandback.vault.fields import SealedRow
from outandback.vault.keyring import Closed
from outandback.vault.writing import begin_version, write

from . import queries
from .models import (
    CheckIn,
    Choice,
    Chosen,
    Day,
    Decision,
    FeltReceived,
    HearingDay,
    HomeAnswers,
    Homecoming,
    Landing,
    PartnerWords,
    Received,
    Reception,
    Telling,
    Told,
    ToldPiece,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from outandback.rooms.away.models import Caught, Departure
    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring

Row = TypeVar("Row", bound=SealedRow)


class AlreadyAnswered(Exception):
    """Something was said back before; the first answer stands."""


@transaction.atomic
def come_back(departure: Departure, at: datetime) -> Homecoming:
    """The return itself: written before anything is asked, and once however often it is said."""
    homecoming, born = Homecoming.objects.get_or_create(
        leave_id=departure.leave_id,
        defaults={"departure": departure, "person_id": departure.person_id, "came_back_at": at},
    )
    if born:
        remember_return(departure.leave, at)
        hand_over_held_notes(departure.leave, at)
    return homecoming


@transaction.atomic
def check_in(
    homecoming: Homecoming,
    person: Person,
    keyring: Keyring,
    answers: HomeAnswers,
    shared: HomeAnswers,
    mine: Membership | None,
    at: datetime,
) -> CheckIn:
    """Answers for oneself, those in `shared` for the pair too. One each; the last word counts.

    Raises KeysChanged where some are shared.
    """
    _hold(homecoming)
    row = queries.check_in_of(person, homecoming)
    row = begin_version(row or CheckIn(homecoming=homecoming, person=person))
    told = bool(mine) and shared != HomeAnswers()
    if mine and (told or row.shared):
        still_in(mine, keyring)
    row.answered_on = at.date()
    keyring.seal(row, "answers", answers)
    _share(row, mine, keyring, shared if told else None)
    row.save()
    if person.pk == homecoming.person_id:
        remember_outcome(homecoming.leave, keyring, Turned(answers.felt, answers.guilt))
    return row


@dataclass(frozen=True)
class Settling:
    """What somebody says on coming back: answers, those to share, and what comes in; None where
    nothing was said of it."""

    answers: HomeAnswers | None
    shared: HomeAnswers
    decisions: list[Decision] | None
    mine: Membership | None


@transaction.atomic
def settle_in(
    home: Homecoming, person: Person, keyring: Keyring, said: Settling, at: datetime
) -> None:
    """All of it or nothing. Raises KeysChanged."""
    if said.answers is not None:
        check_in(home, person, keyring, said.answers, said.shared, said.mine, at)
    if said.decisions is not None:
        choose(home, keyring, said.decisions, said.mine, at)


@dataclass(frozen=True)
class Bringing:
    """Someone at home with what they caught: their keys, their pair, what they told already."""

    homecoming: Homecoming
    keyring: Keyring
    mine: Membership | None
    told: frozenset[str]
    at: datetime


@transaction.atomic
def choose(
    homecoming: Homecoming,
    keyring: Keyring,
    decisions: list[Decision],
    mine: Membership | None,
    at: datetime,
) -> None:
    """What comes in and what stays, with the private room open: what is told is read out of it.

    Raises KeysChanged where something is brought.
    """
    if mine and any(decision.brings for decision in decisions):
        still_in(mine, keyring)
    home = _hold(homecoming)
    told = frozenset(str(telling.pk) for telling in queries.tellings_of(home.person, home))
    bringing = Bringing(home, keyring, mine, told, at)
    known = queries.choices_about(home.person, [decision.moment for decision in decisions])
    for decision in decisions:
        _decide(bringing, known.get(decision.moment.pk), decision)
    Homecoming.objects.filter(pk=home.pk, settled_at=None).update(settled_at=at)


def bring(
    bringing: Bringing, told: Told, photo: Sequence[bytes] = (), voice: Sequence[bytes] = ()
) -> Telling:
    """A copy for the pair; what was caught stays where it is."""
    home, mine = bringing.homecoming, bringing.mine
    if mine is None:
        raise Closed
    telling = Telling(homecoming=home, pair_id=mine.pair_id, person_id=home.person_id)
    telling.told_at = bringing.at
    shown = [_copied(telling, bringing.keyring, raw) for raw in photo]
    heard = [_copied(telling, bringing.keyring, raw) for raw in voice]
    told = replace(told, photo=[str(one.pk) for one in shown], voice=[str(one.pk) for one in heard])
    bringing.keyring.seal(telling, "told", told)
    telling.save()
    ToldPiece.objects.bulk_create([*shown, *heard])
    tell_other(mine, telling.pk, bringing.at)
    return telling


@transaction.atomic
def receive(
    telling: Telling, person: Person, keyring: Keyring, received: Received, at: datetime
) -> Reception:
    """One question, one thing back. Said twice it is still said once. Raises KeysChanged."""
    mine = side_of(person.pk, telling.pair_id)
    still_in(mine, keyring)
    _hold(telling)
    said = Reception.objects.filter(telling=telling).first()
    if said is None:
        return _say_back(telling, mine, keyring, received, at)
    if keyring.open(said, "received") != received:
        raise AlreadyAnswered
    return said


@transaction.atomic
def say_day(
    telling: Telling, person: Person, keyring: Keyring, on: date, at: datetime
) -> HearingDay:
    """The day on which the listener wants to hear it; another day takes its place,
    and the same day said again is nothing new.

    Raises KeysChanged.
    """
    mine = side_of(person.pk, telling.pair_id)
    still_in(mine, keyring)
    _hold(telling)
    row = HearingDay.objects.filter(telling=telling).first()
    row = row or HearingDay(telling=telling, pair_id=telling.pair_id, person=person)
    if keyring.open(row, "day") != Day(on.isoformat()):
        write(row, keyring, "day", Day(on.isoformat()))
        tell_other(mine, row.pk, at)
    return row


@transaction.atomic
def mark_landing(telling: Telling, keyring: Keyring, how: str) -> None:
    """For the teller alone. Passing leaves no mark, and takes back an earlier one."""
    _hold(telling)
    row = Landing.objects.filter(telling=telling).first()
    if not how:
        Landing.objects.filter(telling=telling).delete()
        return
    row = row or Landing(telling=telling, person_id=telling.person_id)
    write(row, keyring, "felt", FeltReceived(how))


@transaction.atomic
def withdraw(said: PartnerWords, at: datetime) -> None:
    """Who said it takes it back; the first time counts. Raises Parted: then it stays said."""
    still_in(side_of(said.person_id, said.pair_id))
    said._meta.model._default_manager.filter(pk=said.pk, withdrawn_at=None).update(withdrawn_at=at)


def join_vault(person: Person, keyring: Keyring) -> None:
    """With the room open, letters to oneself become records of the room."""
    reseal_letters(keyring, CheckIn.objects.filter(person=person), "answers")
    reseal_letters(keyring, Choice.objects.filter(person=person), "chosen")
    reseal_letters(keyring, Landing.objects.filter(person=person), "felt")
    # returns that were answered before the door remembered how leaves turned out
    for check_in in queries.check_ins_without_outcome(person):
        answers: HomeAnswers = keyring.open(check_in, "answers")
        turned = Turned(answers.felt, answers.guilt)
        remember_outcome(check_in.homecoming.leave, keyring, turned)


def _decide(bringing: Bringing, known: Choice | None, decision: Decision) -> None:
    home, keyring = bringing.homecoming, bringing.keyring
    before: Chosen = (keyring.open(known, "chosen") if known else None) or Chosen("")
    if before.telling in bringing.told:
        return
    after = _decided(bringing, decision, decision.words or before.words)
    if after != before:
        row = known or Choice(moment=decision.moment, person_id=home.person_id)
        write(row, keyring, "chosen", after)


def _decided(bringing: Bringing, decision: Decision, words: str) -> Chosen:
    if not decision.brings:
        return Chosen(decision.what, words)
    caught: Caught = bringing.keyring.open(decision.moment, "caught")
    told = decision.given or Told(caught.kind, words or caught.text, decision.weight)
    telling = bring(bringing, told, **_along(bringing, decision, caught))
    return Chosen(decision.what, words, str(telling.pk))


def _along(bringing: Bringing, decision: Decision, caught: Caught) -> dict[str, list[bytes]]:
    """The pieces of what is brought, too, out of the open room."""
    person, names = bringing.homecoming.person, {"photo": caught.photo, "voice": caught.voice}
    return {
        what: pieces_opened(person, bringing.keyring, names[what])
        for what in decision.along
        if names[what]
    }


def _share(
    row: CheckIn, mine: Membership | None, keyring: Keyring, shared: HomeAnswers | None
) -> None:
    """What both had stays with the one who has left, and with a partner of earlier on."""
    if not row.shared or (mine and row.pair_id == mine.pair_id and not has_left(mine.other)):
        if not shared or not row.shared or keyring.open(row, "shared") != shared:
            row.shared_on = row.answered_on if shared else None
        row.pair_id = mine.pair_id if mine and shared else None
        keyring.seal(row, "shared", shared)
    elif mine and row.pair_id == mine.pair_id:
        keyring.seal(row, "later", shared or HomeAnswers())


def _copied(telling: Telling, keyring: Keyring, raw: bytes) -> ToldPiece:
    piece = ToldPiece(telling=telling, pair_id=telling.pair_id)
    keyring.seal(piece, "held", raw)
    return piece


def _say_back(
    telling: Telling, mine: Membership, keyring: Keyring, received: Received, at: datetime
) -> Reception:
    row = Reception(telling=telling, pair_id=mine.pair_id, person_id=mine.person_id, received_at=at)
    keyring.seal(row, "received", received)
    row.save()
    tell_other(mine, row.pk, at)
    return row


def _hold(row: Row) -> Row:
    """Two at once about the same thing go one after the other."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)
