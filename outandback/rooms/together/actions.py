from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from outandback.rooms.notify.actions import take_back, tell, tell_other
from outandback.rooms.notify.models import NotificationKind
from outandback.rooms.people.actions import still_in
from outandback.rooms.people.models import Membership, Note, Pair
from outandback.rooms.people.queries import has_left, pairs_left_first
from outandback.vault.writing import require_version, rewrite, version_of, write

from .given_out import give_out, give_out_new, is_held
from .models import Idea, Put, Ritual, RitualWords, TimeTogether, TogetherFact, hours_columns
from .queries import Deed, known_of, last_version, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from outandback.rooms.people.models import Person
    from outandback.rules.times_together import Hours, TimeHeld
    from outandback.vault.keyring import Keyring

    from .models import TogetherWords
    from .queries import Known, Occurrence

SOON = timedelta(hours=1)
LOOKS_AHEAD = timedelta(days=100)  # of what comes every four weeks, one is among them


@transaction.atomic
def keep_ritual(mine: Membership, keyring: Keyring, kind: str, text: str, seen: int) -> None:
    """Either of the two writes it; without words it is taken away.

    `seen` is the version that the form showed, 0 for none. Raises Stale, and KeysChanged.
    """
    still_in(mine, keyring)
    Pair.objects.select_for_update().get(pk=mine.pair_id)
    ritual = last_version(mine, kind)
    if ritual is None:
        ritual = Ritual(pair_id=mine.pair_id, kind=kind)
    if text_of(keyring, ritual) == text:
        return
    if version_of(ritual):
        require_version(ritual, seen)
    if has_left(mine.other) and not ritual.alone:
        ritual = Ritual(pair_id=mine.pair_id, kind=kind, row_version=seen + 1, alone=True)
    _write(ritual, mine, keyring, text)


def _write(ritual: Ritual, mine: Membership, keyring: Keyring, text: str) -> None:
    ritual.person_id = mine.person_id
    write(ritual, keyring, "words", RitualWords(text) if text else None)


@transaction.atomic
def keep_idea(mine: Membership, keyring: Keyring, idea_id: UUID, put: Put) -> None:
    """Named by its form, so that one form makes one idea. Raises KeysChanged."""
    still_in(mine, keyring)
    idea = Idea(pk=idea_id, pair_id=mine.pair_id, person_id=mine.person_id)
    keyring.seal(idea, idea.column_to_write(alone=has_left(mine.other)), put)
    Idea.objects.bulk_create([idea], ignore_conflicts=True)


@transaction.atomic
def change_idea(idea: Idea, mine: Membership, keyring: Keyring, seen: int, put: Put) -> None:
    """`seen` is the version that the form showed. Raises Stale, and KeysChanged."""
    still_in(mine, keyring)
    if keyring.open(idea, idea.newest) == put:
        return
    column = idea.column_to_write(alone=has_left(mine.other))
    rewrite(idea, keyring, column, put, seen, Idea.objects.all())


@transaction.atomic
def take_idea_away(idea: Idea, mine: Membership, keyring: Keyring) -> None:
    """It is gone; but what the two had stays with the one who has left."""
    still_in(mine)
    if idea.words and has_left(mine.other):
        change_idea(idea, mine, keyring, idea.row_version, Put())
    else:
        idea.delete()


def forget_ideas(person: Person) -> None:
    """What the two had stays with the other; what was this person's alone goes."""
    own = Idea.objects.filter(person=person)
    own.filter(words=None).delete()
    own.update(later=None)


# Time together ---------------------------------------------------------------------------------


@transaction.atomic
def put_in(
    mine: Membership,
    keyring: Keyring,
    row_id: UUID,
    held: TimeHeld,
    words: TogetherWords,
    at: datetime,
    *,
    had: bool = False,
) -> None:
    """Named by its form, so that one form makes one. `had`: it was, and is noted with it. Raises
    KeysChanged."""
    still_in(mine, keyring)
    row = TimeTogether(pk=row_id, pair_id=mine.pair_id, person_id=mine.person_id, put_at=at)
    for name, value in hours_columns(held.hours).items():
        setattr(row, name, value)
    row.weeks, row.ends_on = held.weeks, held.ends_on
    keyring.seal(row, row.column_to_write(alone=has_left(mine.other)), words)
    is_new = not TimeTogether.objects.filter(pk=row_id).exists()
    TimeTogether.objects.bulk_create([row], ignore_conflicts=True)
    if had and TimeTogether.objects.filter(pk=row_id, pair=mine.pair_id).exists():
        _note(row, mine, Deed.HAD, at, on=held.first_on)
    elif not had:
        tell_other(mine, row.pk, at)
    if is_new:
        give_out_new(row, words.title, keyring, at)


@transaction.atomic
def count_in(row: TimeTogether, mine: Membership, at: datetime) -> None:
    """The other one takes it, too; once, however often. Raises Http404 where it is gone by now."""
    still_in(mine)
    _still_there(row)
    if row.person_id != mine.person_id and not known_of(row).by_both:
        _note(row, mine, Deed.COUNTED_IN, at)
        give_out(known_of(row), [mine], at)
        _wait_for_next(row, mine, at)
        tell_other(mine, row.pk, at)


@transaction.atomic
def move(row: TimeTogether, mine: Membership, on: date, hours: Hours, at: datetime) -> None:
    """Either of the two gives one of them other hours. Sent twice it is moved once. Raises Http404
    where it is gone by now."""
    still_in(mine)
    _still_there(row)
    now = known_of(row)
    standing = now.changed.get(on)
    if standing and standing.did == Deed.MOVED and _has(standing, hours):
        return
    _forget_soon(now, on, at)
    _note(row, mine, Deed.MOVED, at, on=on, **hours_columns(hours))
    give_out(known_of(row), [mine, mine.other], at, on)
    _wait_for_next(row, mine, at)
    tell_other(mine, row.pk, at)


@transaction.atomic
def take_out(row: TimeTogether, mine: Membership, at: datetime, on: date | None = None) -> bool:
    """Whoever put it in takes it out, or either where both hold it; whether it was for them to.

    `on`: one of those that come again. What nobody but its writer had is gone with its row. Raises
    Http404 where it is gone by now.
    """
    still_in(mine)
    _still_there(row)
    now = known_of(row)
    if not now.is_held_by(mine):
        return False
    _forget_soon(now, on, at)
    if on is None and now.was_writers_alone and not has_left(mine.other):
        give_out(now, [mine], at, gone=True)
        row.delete()
    elif not _is_out(now, on):
        _note(row, mine, Deed.TAKEN_OUT, at, on=on)
        give_out(now, [mine, mine.other], at, on)
        _tell_of_taking_out(now, mine, at)
    return True


@transaction.atomic
def rename(
    row: TimeTogether, mine: Membership, keyring: Keyring, seen: int, words: TogetherWords
) -> None:
    """Another title, by whoever holds it; nobody is told, the other one reads it there. `seen` is
    the version that the form showed. Raises Stale, and KeysChanged."""
    still_in(mine, keyring)
    if known_of(row).is_held_by(mine) and keyring.open(row, row.newest) != words:
        column = row.column_to_write(alone=has_left(mine.other))
        rewrite(row, keyring, column, words, seen, TimeTogether.objects.all())


@transaction.atomic
def note_had(
    row: TimeTogether, mine: Membership, keyring: Keyring, on: date, text: str, at: datetime
) -> None:
    """They had it. Noted once, by whoever notes it first, who can add a few words once; nobody is
    told. Raises KeysChanged, and Http404 where it is gone by now."""
    still_in(mine, keyring if text else None)
    _still_there(row)
    before = known_of(row)
    _note(row, mine, Deed.HAD, at, on=on)
    if not is_held(before, mine.person_id):
        give_out(known_of(row), [mine], at)
    noted = TogetherFact.objects.get(row=row, on=on, did=Deed.HAD)
    if text and noted.person_id == mine.person_id and not (noted.words or noted.later):
        write(noted, keyring, noted.column_to_write(alone=has_left(mine.other)), Note(text))


def wait_for_next(mine: Membership, row: TimeTogether, at: datetime) -> None:
    """What comes again: once one is near, the next one is waited for."""
    _wait_for_next(row, mine, at)


def forget_time_together(person: Person) -> None:
    """What the two had stays with the other; what was this person's alone goes."""
    left = Membership.objects.filter(pair=OuterRef("pair")).exclude(person=person)
    for model, time in ((TimeTogether, "put_at"), (TogetherFact, "said_at")):
        own = model._default_manager.filter(person=person)
        own.filter(Exists(left.filter(ended_at__lt=OuterRef(time)))).delete()
    TogetherFact.objects.filter(person=person).update(later=None)
    # a title that the one who was left wrote
    rows = TimeTogether.objects.filter(pair__memberships__person=person)
    rows.exclude(pair__in=pairs_left_first(person)).update(later=None)


def _still_there(row: TimeTogether) -> None:
    get_object_or_404(TimeTogether.objects.select_for_update(), pk=row.pk)


def _note(
    row: TimeTogether,
    mine: Membership,
    did: str,
    at: datetime,
    **columns: object,
) -> None:
    fact = _fact(row, mine, did, at)
    for name, value in columns.items():
        setattr(fact, name, value)
    TogetherFact.objects.bulk_create([fact], ignore_conflicts=True)


def _fact(row: TimeTogether, mine: Membership, did: str, at: datetime) -> TogetherFact:
    return TogetherFact(row=row, pair_id=row.pair_id, person_id=mine.person_id, did=did, said_at=at)


def _has(fact: TogetherFact, hours: Hours) -> bool:
    return all(getattr(fact, name) == value for name, value in hours_columns(hours).items())


def _is_out(now: Known, on: date | None) -> bool:
    standing = now.changed.get(on) if on else None
    return bool(now.taken_out) or (standing is not None and standing.did == Deed.TAKEN_OUT)


def _tell_of_taking_out(now: Known, mine: Membership, at: datetime) -> None:
    """Only where the other one counts on it."""
    if now.by_both:
        tell_other(mine, now.row.pk, at)


# In an hour, for what both hold ------------------------------------------------------------------


def soon_name(one: Occurrence) -> UUID:
    """What a message about one of them is about."""
    return uuid5(one.row.pk, one.on.isoformat())


def _wait_for_next(row: TimeTogether, mine: Membership, at: datetime) -> None:
    now = known_of(row)
    coming = now.occurrences(at, at + LOOKS_AHEAD) if now.by_both else []
    first = next((one for one in coming if one.starts_at > at + SOON), None)
    if first is not None:
        _say_soon(first, (mine, mine.other), at)


def _say_soon(one: Occurrence, sides: Iterable[Membership | None], at: datetime) -> None:
    for side in sides:
        if side is not None and not has_left(side):
            due, kind = one.starts_at - SOON, NotificationKind.TOGETHER_SOON
            tell(side.person_id, kind, soon_name(one), at, due)


def _forget_soon(now: Known, on: date | None, at: datetime) -> None:
    for one in now.occurrences(at, at + LOOKS_AHEAD):
        if on in (None, one.on):
            take_back(NotificationKind.TOGETHER_SOON, soon_name(one))
