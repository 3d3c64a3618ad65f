from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import IntegrityError, transaction

from outandback.rooms.away.actions import go_now, keep_sealed_moment, lay_sealed_piece, set_out
from outandback.rooms.away.queries import departure_of, where_to_catch
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.actions import lay_sealed_answers, promise_return
from outandback.rooms.leave.models import DoorAnswers, Plan, When
from outandback.rooms.leave.queries import leave_of
from outandback.rules.return_times import promised_at

from . import queries
from .models import Command, Did, Token
from .queries import Nonsense

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.rooms.leave.models import Leave
    from outandback.rooms.people.models import Person
    from outandback.vault.keyring import Keyring

    from .models import Arriving, PhoneCommand

REMEMBERED = timedelta(days=60)
ANOTHER_DAY = timedelta(days=1)
FARTHEST = timedelta(days=366)
MOST_PHONES = 10
AN_HOUR = 3600
MOMENTS_AN_HOUR, PIECES_AN_HOUR = 60, 600
MOST_PIECES = 40


class TooManyMoments(Exception):
    """Sixty moments within an hour from one phone, or as much beside them. The rest can wait."""


class CommandTooEarly(Exception):
    """It waits for another command that has not come yet. The phone keeps it meanwhile."""


@transaction.atomic
def give_token(person: Person, at: datetime) -> str:
    """A phone may hand in moments from now on. Returns what only the phone will hold."""
    token = token_urlsafe(32)
    Token.objects.create(person=person, token_hash=queries.hashed(token), made_at=at)
    own = Token.objects.filter(person=person).order_by("-made_at", "-pk")
    Token.objects.filter(pk__in=list(own.values_list("pk", flat=True)[MOST_PHONES:])).delete()
    return token


def forget_phones(person_id: UUID) -> None:
    """No phone hands in anything for this person until it has been opened anew."""
    Token.objects.filter(person=person_id).delete()


def forget(person_id: UUID) -> None:
    """Somebody erases their account."""
    forget_phones(person_id)
    Command.objects.filter(person=person_id).delete()


def carry_out(
    person: Person, keyring: Keyring, client_id: UUID, said: PhoneCommand, at: datetime
) -> None:
    """Do what was said on a phone, at its own time, once however often it arrives.

    Nobody's setting out or return is lost to a clock that is wrong: a time that can't be becomes
    the nearest that can. Raises Nonsense, CommandTooEarly, OutAlready, or Http404 for a leave that
    is not this person's.
    """
    if queries.is_done(person, client_id):
        return
    Command.objects.filter(person=person, arrived_on__lt=(at - REMEMBERED).date()).delete()
    try:
        with transaction.atomic():
            Command.objects.create(person=person, client_id=client_id, arrived_on=at.date())
            _do(person, keyring, said, at)
    except IntegrityError:
        if not queries.is_done(person, client_id):
            raise


def take_in_moment(token: Token, arriving: Arriving, at: datetime) -> None:
    """Keep a moment that its phone has sealed. What arrives twice is kept once.

    Raises Http404 while nobody has set out on its leave.
    """
    departure = where_to_catch(token.person, arriving.of)
    departure.person = token.person
    keep_sealed_moment(departure, arriving.id, arriving.sealed, at)


def take_in_piece(token: Token, arriving: Arriving) -> None:
    """Lay a piece to its moment, once.

    Raises CommandTooEarly before the moment, Nonsense for too many.
    """
    moment, known = queries.pieces_of(token.person, arriving.of)
    if moment is None:
        raise CommandTooEarly
    if known >= MOST_PIECES:
        raise Nonsense
    lay_sealed_piece(moment, arriving.id, arriving.sealed)


def count_moment(token: Token) -> None:
    """Raises TooManyMoments."""
    _count(f"pocket:{token.pk.hex}", MOMENTS_AN_HOUR)


def count_piece(token: Token) -> None:
    """Raises TooManyMoments."""
    _count(f"pocket:pieces:{token.pk.hex}", PIECES_AN_HOUR)


def _count(key: str, most: int) -> None:
    if cache.add(key, 1, AN_HOUR):
        return
    if cache.get(key, 0) >= most:
        raise TooManyMoments
    cache.incr(key)


def _do(person: Person, keyring: Keyring, said: PhoneCommand, at: datetime) -> None:
    when = min(said.at, at)
    if said.kind is Did.NOW:
        _go_at_once(person, keyring, said.leave, when)
        return
    leave = leave_of(person, said.leave)
    if said.kind is Did.OUT:
        if said.door:
            lay_sealed_answers(leave, said.door.id, said.door.sealed)
        set_out(leave, keyring, DoorAnswers(), max(when, leave.planned_at))
    elif leave.begun_at is None:
        raise CommandTooEarly
    elif said.kind is Did.BACK:
        come_back(departure_of(person, leave.pk), max(when, leave.begun_at))
    else:
        _run_late(leave, said, max(when, leave.begun_at), at)


def _go_at_once(person: Person, keyring: Keyring, leave_id: UUID, when: datetime) -> None:
    """With no set time to be back. Nobody goes before the day on which they came here."""
    first = datetime.combine(person.joined_on, time(), UTC)
    at = max(when, first)
    out = promised_at(at.replace(second=0, microsecond=0), person.zone)
    go_now(person, keyring, leave_id, When(out), Plan(), at)


def _run_late(leave: Leave, said: PhoneCommand, when: datetime, at: datetime) -> None:
    """Unlike going and coming back it says a time ahead, which a clock on another day has wrong."""
    if said.back is None or said.at > at + ANOTHER_DAY or not when < said.back <= when + FARTHEST:
        raise Nonsense
    promise_return(leave, promised_at(said.back, leave.back_zone), when, heard_later=True)
