"""Saying what is due: a thread beside the pages, or `outandback worker` as a program of its own.

`notify` has the jobs and knows no room above it; whether each is still true is asked here. Any
number may run at once, and each may be killed at any time: a job left over comes again.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from itertools import count
from threading import Event, Thread
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connections
from django.http import Http404
from django.utils import timezone

from outandback.rooms.account.actions import carry_out
from outandback.rooms.account.queries import erasures_due
from outandback.rooms.calendars.actions import fetch_due
from outandback.rooms.gate.actions import forget_old_tries
from outandback.rooms.leave.queries import heads_up_to, open_leave, own_leave
from outandback.rooms.notify.actions import run_due
from outandback.rooms.notify.models import NotificationKind
from outandback.rooms.people.queries import both_sides, has_left, person_of_session
from outandback.rooms.quiet.queries import call_stands
from outandback.rooms.together.actions import LOOKS_AHEAD, SOON, soon_name, wait_for_next
from outandback.rooms.together.queries import known_between, occurrences_between
from outandback.rooms.written.actions import write_due
from outandback.rules.whereabouts import DOOR_OPENS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.notify.models import Job
    from outandback.rooms.people.models import Person

PAUSE = 3.0
A_MINUTE = 20
LOG = logging.getLogger("outandback.worker")


def still_true(job: Job, at: datetime) -> bool:
    """Nothing is said to somebody who has gone, nor, but for “I need you”, to somebody out."""
    person = person_of_session(job.person_id)
    if person is None or not TABLE[job.what](person, job.subject, at):
        return False
    return job.what.is_need or open_leave(person) is None


def _between_the_two(person: Person, subject: UUID, at: datetime) -> bool:
    """Both are still in the pair. What it is about is for the page to show."""
    mine, partner = both_sides(person)
    return mine is not None and partner is not None and not has_left(partner)


def _time_matters(person: Person, subject: UUID, at: datetime) -> bool:
    """The partner's leave, by its id, is ahead or under way."""
    if not _between_the_two(person, subject, at):
        return False
    try:
        told = heads_up_to(person, subject)
    except Http404:
        return False
    return told.is_ahead or told.is_out


def _door_opens(person: Person, subject: UUID, at: datetime) -> bool:
    """One's own leave, by its id, begins in half an hour at the most, and has not begun."""
    leave = own_leave(person, subject)
    return leave is not None and leave.is_ahead and at < leave.out_at <= at + DOOR_OPENS


def _together_soon(person: Person, subject: UUID, at: datetime) -> bool:
    """Something that both hold begins within the hour. Of what comes again the next one waits,
    also where this one was not said in its time."""
    mine = person.current if _between_the_two(person, subject, at) else None
    if mine is None:
        return False
    for known in known_between(mine, at, at + LOOKS_AHEAD):
        if known.row.weeks:
            wait_for_next(mine, known.row, at)
    near = occurrences_between(mine, at, at + SOON + timedelta(seconds=1))
    held = (one for one in near if one.by_both and one.starts_at > at)
    return any(soon_name(one) == subject for one in held)


def _was_called(person: Person, subject: UUID, at: datetime) -> bool:
    """Somebody called, is or has somebody out, and this person has not asked for silence."""
    return _between_the_two(person, subject, at) and call_stands(person.pk, subject)


TABLE: dict[NotificationKind, Callable[[Person, UUID, datetime], bool]] = {
    NotificationKind.SOMETHING: _between_the_two,
    NotificationKind.TIME_CHANGED: _time_matters,
    NotificationKind.DOOR_SOON: _door_opens,
    NotificationKind.TOGETHER_SOON: _together_soon,
    NotificationKind.NEED: _was_called,
    NotificationKind.NEED_APART: _was_called,
}


def see_to_jobs() -> None:
    """Everything that is due, one after the other. One that goes wrong waits for its lease to end,
    and the others for the next round."""
    try:
        while run_due(timezone.now(), still_true):
            pass
    except Exception:
        LOG.exception("a job")
    finally:
        connections.close_all()


def erase_what_is_due(at: datetime) -> None:
    """Accounts that were to be erased in seven days, which nobody called off."""
    for erasure in erasures_due(at):
        try:
            carry_out(erasure, at)
        except Exception:
            LOG.exception("an erasure")


def see_to_accounts() -> None:
    try:
        erase_what_is_due(timezone.now())
        forget_old_tries(timezone.now())
    except Exception:
        LOG.exception("accounts")
    finally:
        connections.close_all()


def see_to_calendars() -> None:
    """Those that are to be written or read again, one after the other. What somebody has just
    planned does not wait for others to be read."""
    try:
        while write_due(timezone.now()) or fetch_due(timezone.now()):
            pass
    except Exception:
        LOG.exception("a calendar")
    finally:
        connections.close_all()


def read_calendars(over: Event) -> None:
    """Beside all other work: a calendar that answers slowly holds up no “I need you”."""
    while not over.wait(PAUSE):
        see_to_calendars()


def work(over: Event) -> None:
    """Look every few seconds, until it is over; after accounts once a minute."""
    Thread(target=read_calendars, args=(over,), name="calendars", daemon=True).start()
    for turn in count():
        if over.wait(PAUSE):
            return
        see_to_jobs()
        if turn % A_MINUTE == 0:
            see_to_accounts()


def start() -> Event | None:
    """Beside the pages of this process, unless a worker elsewhere does it. A daemon: it holds up
    nobody's stop."""
    if settings.WORKER == "none":
        return None
    over = Event()
    Thread(target=work, args=(over,), name="worker", daemon=True).start()
    return over
