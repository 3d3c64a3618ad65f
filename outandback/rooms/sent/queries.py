from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, QuerySet
from django.db.models.functions import Coalesce

from outandback.rooms.comeback.models import HearingDay, Reception, Telling
from outandback.rooms.cover.models import Answered
from outandback.rooms.cover.queries import answered_at, said_beside
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Membership
from outandback.rooms.replies.models import Reply
from outandback.rooms.shown.queries import newest_shown
from outandback.rooms.trips.queries import trips_sent
from outandback.rules.afterwards import day_of
from outandback.rules.return_times import wall_at
from outandback.vault.prepared_queries import Given, Prepared, given_id, given_time

from .marks import (
    mark_of,
    mark_of_agreement,
    mark_of_answer,
    mark_of_day,
    mark_of_joining,
    marks_of_trip,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.db.models.expressions import Combinable

    from outandback.rooms.comeback.models import Day
    from outandback.rooms.cover.models import Window
    from outandback.rooms.people.models import Person
    from outandback.rooms.together.models import TogetherFact
    from outandback.rooms.together.queries import Known, Occurrence
    from outandback.vault.keyring import Keyring

LATELY = timedelta(days=30)
AT_ONCE, MOST = 3, 40
AHEAD = timedelta(days=400)


class SentKind(StrEnum):
    """What somebody can be sent that waits to be opened."""

    JOINED = "joined"
    ANSWER = "answer"
    DAY = "day"
    SAID_BACK = "said back"
    REPLY = "reply"
    AGREEMENT = "agreement"
    TOGETHER = "together"
    COUNTED_IN = "counted in"
    MOVED = "moved"
    TAKEN_OUT = "taken out"
    TRIP = "trip"
    TRIP_CHANGED = "trip changed"
    PICTURE = "picture"


TOLD = (SentKind.COUNTED_IN, SentKind.MOVED, SentKind.TAKEN_OUT)


@dataclass(frozen=True)
class SentLine:
    """Something that the other one sent, and what its page is about. `mark`: what its reader keeps
    once they opened it."""

    kind: SentKind
    mark: str
    at: datetime
    about: UUID
    day: date | None = None
    last: date | None = None
    name: str = ""


# What there is -----------------------------------------------------------------------------------


def said_lately(me: Given, pair: Given) -> Combinable:
    """Whether the other one said anything of late, for a question about something else."""
    each = (_said_back(me, pair), _replied(me, pair), _named(me, pair))
    back, replied, named = (Exists(rows) for rows in each)
    return ExpressionWrapper(back | replied | named, BooleanField())


def _said_back(me: Given, pair: Given) -> QuerySet[Reception]:
    said = Reception.objects.filter(pair=pair, received_at__gt=given_time("month_ago"))
    return said.filter(withdrawn_at=None).exclude(person=me)


def _replied(me: Given, pair: Given) -> QuerySet[Reply]:
    said = Reply.objects.filter(pair=pair, replied_at__gt=given_time("month_ago"))
    return said.filter(withdrawn_at=None).exclude(person=me)


def _named(me: Given, pair: Given) -> QuerySet[HearingDay]:
    """Only while nothing was said back; whether the day is past its words tell."""
    named = HearingDay.objects.filter(pair=pair, telling__told_at__gt=given_time("month_ago"))
    return named.filter(telling__reception=None).exclude(person=me)


def _with_what_was_said() -> QuerySet[Telling]:
    me, pair = given_id("person"), given_id("pair")
    # one list, so that its tellings are found by name and the others are not looked through
    said = (
        _said_back(me, pair)
        .values("telling")
        .union(_replied(me, pair).values("reception__telling"), _named(me, pair).values("telling"))
    )
    tellings = Telling.objects.filter(pk__in=said, withdrawn_at=None)
    # Only what is needed: what is said is not read here, and is most of what these rows hold.
    parts = {
        "said": F("reception__pk"),
        "said_at": F("reception__received_at"),
        "said_gone_at": F("reception__withdrawn_at"),
        "reply": F("reception__reply__pk"),
        "replied_at": F("reception__reply__replied_at"),
        "reply_gone_at": F("reception__reply__withdrawn_at"),
        "named": F("hearing_day__pk"),
        "named_again": F("hearing_day__row_version"),
        "named_day": F("hearing_day__day"),
    }
    last_said = Coalesce("reception__reply__replied_at", "reception__received_at", "told_at")
    newest = tellings.annotate(**parts).order_by(last_said.desc(), "pk")
    return newest.only("person_id", "told_at")[:MOST]


_tellings = Prepared(_with_what_was_said)


def month_before(at: datetime) -> datetime:
    return at - LATELY


# What is not opened yet --------------------------------------------------------------------------


@dataclass(frozen=True)
class Looked:
    """Whom Today is for, and what the questions about leaves found to look for."""

    person: Person
    mine: Membership
    keyring: Keyring
    at: datetime
    said: bool = False
    need_version: int = 0
    times_together: tuple[Known, ...] = ()
    pictured: bool = False


def sent_and_waiting(
    looked: Looked, answered: Iterable[Leave], opened: frozenset[str]
) -> list[SentLine]:
    """What was sent and not opened, the newest first and no more than a few. With closed keys
    nobody knows what was opened, and nothing is said."""
    if not looked.keyring.everyday_open:
        return []
    found = [*_joined(looked), *_agreed(looked), *_answers(looked, answered)]
    found += _about_tellings(looked) if looked.said else []
    found += [*_about_time_together(looked), *_about_trips(looked, opened)]
    found += _about_pictures(looked)
    waiting = [one for one in found if one.mark not in opened]
    return sorted(waiting, key=lambda one: one.at, reverse=True)[:AT_ONCE]


def may_wait(looked: Looked, answered: Iterable[Leave], windows: list[Window]) -> bool:
    """Whether it is worth asking what was opened."""
    found = (
        looked.said
        or looked.pictured
        or looked.need_version
        or windows
        or any(True for _ in answered)
    )
    more = (*_joined(looked), *_about_time_together(looked), *_about_trips(looked))
    return bool(found or more)


def _joined(looked: Looked) -> Iterator[SentLine]:
    """To the one who invited, until the two have compared their words."""
    mine = looked.mine
    lately = mine.joined_at > month_before(looked.at)
    if mine.ink == Membership.Ink.A and lately and not mine.words_compared:
        yield SentLine(SentKind.JOINED, mark_of_joining(mine), mine.joined_at, mine.pair_id)


def _agreed(looked: Looked) -> Iterator[SentLine]:
    if looked.need_version and looked.mine.words_compared:
        pair = looked.mine.pair_id
        mark = mark_of_agreement(pair, looked.need_version)
        yield SentLine(SentKind.AGREEMENT, mark, looked.at, pair)


def _answers(looked: Looked, answered: Iterable[Leave]) -> Iterator[SentLine]:
    """An answer of which nothing is left says nothing."""
    for leave in answered:
        at = answered_at(leave)
        if at and said_beside(looked.keyring, leave, looked.mine.pair_id) != Answered():
            yield SentLine(SentKind.ANSWER, mark_of_answer(leave, at), at, leave.pk)


def _about_tellings(looked: Looked) -> Iterator[SentLine]:
    asked = {"person": looked.person.pk, "pair": looked.mine.pair_id}
    for telling in _tellings(**asked, month_ago=month_before(looked.at)):
        own = telling.person_id == looked.person.pk
        yield from _to_teller(looked, telling) if own else _to_listener(looked, telling)


def _to_teller(looked: Looked, telling: Any) -> Iterator[SentLine]:
    if telling.said and telling.said_gone_at is None:
        yield SentLine(SentKind.SAID_BACK, telling.said.hex, telling.said_at, telling.pk)
    elif telling.named and telling.said is None:
        yield from _still_ahead(looked, telling)


def _still_ahead(looked: Looked, telling: Any) -> Iterator[SentLine]:
    version, pair = telling.named_again, looked.mine.pair_id
    named = HearingDay(pk=telling.named, row_version=version, pair_id=pair, day=telling.named_day)
    words: Day | None = looked.keyring.open_if_possible(named, "day")
    day = date.fromisoformat(words.on) if words else None
    if day and day >= day_of(looked.at, looked.person.zone):
        yield SentLine(SentKind.DAY, mark_of_day(named), telling.told_at, telling.pk, day)


def _to_listener(looked: Looked, telling: Any) -> Iterator[SentLine]:
    if telling.reply and telling.reply_gone_at is None:
        mark = str(telling.reply.hex)
        yield SentLine(SentKind.REPLY, mark, telling.replied_at, telling.pk)


def _about_time_together(looked: Looked) -> Iterator[SentLine]:
    """While it is ahead: that the other one put it in, and what they did about it."""
    me, since = looked.person.pk, month_before(looked.at)
    for known in looked.times_together:
        coming = known.occurrences(looked.at, looked.at + AHEAD)
        if coming and known.row.person_id != me and known.row.put_at > since:
            row, day = known.row, _day_there(coming[0])
            yield SentLine(SentKind.TOGETHER, mark_of(row), row.put_at, row.pk, day)
        theirs = (fact for fact in known.facts if fact.person_id != me and fact.said_at > since)
        for fact in theirs:
            yield from _did(known, coming, fact)


def _did(known: Known, coming: list[Occurrence], fact: TogetherFact) -> Iterator[SentLine]:
    """Of a day that was moved twice the last word counts. That they had it is no message."""
    standing = fact.on is None or known.changed.get(fact.on) is fact
    still = coming if fact.on is None else [one for one in coming if one.on == fact.on]
    if fact.did not in TOLD or not standing or not (still or fact.did == SentKind.TAKEN_OUT):
        return
    day = _day_there(still[0]) if still else fact.on
    yield SentLine(SentKind(fact.did), mark_of(fact), fact.said_at, known.row.pk, day)


def _about_trips(looked: Looked, opened: frozenset[str] = frozenset()) -> Iterator[SentLine]:
    """While it is not over: that the other one made it; once that was seen, a change of theirs."""
    since, today = month_before(looked.at), day_of(looked.at, looked.person.zone)
    for trip in trips_sent(looked.keyring, looked.mine, today):
        made, changed = marks_of_trip(trip.id, trip.version)
        said = (trip.id, trip.first, trip.last, trip.name)
        if trip.made_at and trip.made_at > since and made not in opened:
            yield SentLine(SentKind.TRIP, made, trip.made_at, *said)
        elif trip.changed_at and trip.changed_at > since:
            yield SentLine(SentKind.TRIP_CHANGED, changed, trip.changed_at, *said)


def _about_pictures(looked: Looked) -> Iterator[SentLine]:
    """Of all that the other one shows the last: they stand on one page, which opens them all."""
    if not looked.pictured:
        return
    row = newest_shown(looked.person, looked.mine.pair_id, month_before(looked.at))
    if row is not None:
        mark = mark_of(row, row.row_version)
        yield SentLine(SentKind.PICTURE, mark, row.shown_at, row.pk)


def _day_there(one: Occurrence) -> date:
    return wall_at(one.starts_at, one.zone).date()
