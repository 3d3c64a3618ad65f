from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction

from outandback.rooms.leave.actions import change_plan, plan_leave
from outandback.rooms.leave.models import HeadsUp, Leave, Plan
from outandback.rooms.notify.actions import tell_other
from outandback.rooms.people.actions import side_of, still_in
from outandback.rooms.people.models import Note
from outandback.rules.cover import Who
from outandback.vault.writing import Stale, write

from .models import Answer, Answered, LedgerOpening, Taking, Window
from .queries import own_answer

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rooms.leave.models import When
    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring


class TooLate(Exception):
    """The leave has begun, or was called off, since the page was opened."""


@transaction.atomic
def answer_heads_up(
    told: HeadsUp,
    mine: Membership,
    keyring: Keyring,
    answered: Answered,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Say something, or say it otherwise; `seen` is the version that the form showed, 0 for none.

    Raises TooLate, Stale, and KeysChanged.
    """
    still_in(mine, keyring)
    ahead = HeadsUp.objects.select_for_update().filter(begun_at=None, called_off_at=None)
    if not ahead.filter(pk=told.pk, returned_at=None).exists():
        raise TooLate
    said = own_answer(mine.person_id, told)
    if said is None and answered == Answered():
        return
    if said and said.row_version != (seen or 0) and seen is not None:
        _is_the_same(said, keyring, answered)
    tell_other(mine, told.pk, at)
    if said is not None:
        _say_otherwise(said, keyring, answered, mine.other, at)
    else:
        _say_first(told, mine, keyring, answered, at)


@transaction.atomic
def settle_cover(leave: Leave, keyring: Keyring, seen: int, what: str, at: datetime) -> None:
    """The partner has it. Raises Stale where the plan was changed since the page was opened."""
    plan: Plan = keyring.open(leave, "plan") or Plan()
    if what in plan.needs:
        needs = {**plan.needs, what: str(Who.PARTNER)}
        change_plan(leave, keyring, seen, leave.when, replace(plan, needs=needs), at)


@transaction.atomic
def offer_window(
    mine: Membership, keyring: Keyring, window: Window, when: When, words: str, at: datetime
) -> None:
    """`window` is named by its form, so that one form makes one window. Raises KeysChanged."""
    still_in(mine, keyring)
    window.pair_id, window.person_id, window.offered_at = mine.pair_id, mine.person_id, at
    for name, value in when.columns().items():
        setattr(window, name, value)
    keyring.seal(window, "words", Note(words))
    Window.objects.bulk_create([window], ignore_conflicts=True)
    tell_other(mine, window.pk, at)


@transaction.atomic
def withdraw_window(window: Window, at: datetime) -> None:
    """What it already became stays its taker's. Once its time has come it is not taken back."""
    still_in(side_of(window.person_id, window.pair_id))
    standing = Window.objects.filter(pk=window.pk, withdrawn_at=None, out_at__gt=at)
    standing.update(withdrawn_at=at)


@transaction.atomic
def take_window(person: Person, keyring: Keyring, window: Window, at: datetime) -> Leave | None:
    """It becomes a planned leave, once however often it is asked. None where it is gone."""
    still_in(side_of(person.pk, window.pair_id))
    Window.objects.select_for_update().get(pk=window.pk)
    taken = Taking.objects.filter(window=window).select_related("leave").first()
    if taken is not None:
        return taken.leave
    if not Window.objects.filter(pk=window.pk, withdrawn_at=None, back_at__gt=at).exists():
        return None
    leave = plan_leave(person, keyring, uuid4(), window.when, Plan(), at)
    Taking.objects.create(window=window, leave=leave)
    return leave


@transaction.atomic
def open_ledger(mine: Membership) -> None:
    still_in(mine)
    LedgerOpening.objects.get_or_create(pair_id=mine.pair_id, person_id=mine.person_id)


@transaction.atomic
def close_ledger(mine: Membership) -> None:
    still_in(mine)
    LedgerOpening.objects.filter(pair=mine.pair_id, person=mine.person_id).delete()


def _say_first(
    told: HeadsUp, mine: Membership, keyring: Keyring, answered: Answered, at: datetime
) -> None:
    said = Answer(heads_up=told, pair_id=told.pair_id, person_id=mine.person_id, answered_at=at)
    keyring.seal(said, "said", answered)
    said.save(force_insert=True)


def _is_the_same(said: Answer, keyring: Keyring, answered: Answered) -> None:
    """Sent twice it is said once; anything else was written beside what was said meanwhile."""
    if keyring.open(said, said.newest) != answered:
        raise Stale


def _say_otherwise(
    said: Answer, keyring: Keyring, answered: Answered, other: Membership | None, at: datetime
) -> None:
    """Sent again without a change, it keeps its time. What was said before the other left stays,
    and what is said since goes beside it."""
    if keyring.open(said, said.newest) == answered:
        return
    left_at = other.ended_at if other else None
    alone = left_at is not None and said.answered_at <= left_at
    column, time = ("later", "later_at") if alone else (said.newest, "answered_at")
    setattr(said, time, at)
    write(said, keyring, column, answered)
