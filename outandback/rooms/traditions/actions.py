from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Pair
from outandback.rooms.people.queries import has_left, pairs_left_first
from outandback.vault.writing import rewrite

from . import queries
from .models import Spin, Tradition, Twist, Way

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from outandback.rooms.leave.models import HeadsUp
    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring


class Gone(Exception):
    """The tradition was taken down meanwhile."""


@transaction.atomic
def put_on_shelf(mine: Membership, keyring: Keyring, tradition_id: UUID, way: Way) -> None:
    """Named by its form, so that one form makes one tradition. Raises KeysChanged."""
    _hold(mine, keyring)
    row = Tradition(pk=tradition_id, pair_id=mine.pair_id, person_id=mine.person_id)
    column = row.column_to_write(alone=has_left(mine.other))
    keyring.seal(row, column, replace(way, hands=(mine.ink,)))
    Tradition.objects.bulk_create([row], ignore_conflicts=True)
    _keep_rounds(mine, keyring)


@transaction.atomic
def change_tradition(
    tradition: Tradition, mine: Membership, keyring: Keyring, seen: int, way: Way
) -> None:
    """Either of the two; `seen` is the version that the form showed. Raises Stale, KeysChanged."""
    _hold(mine, keyring)
    before = queries.way_of(keyring, tradition)
    if replace(before, hands=()) == replace(way, hands=()):
        return
    hands = tuple(sorted({*before.hands, mine.ink}))
    _change(tradition, mine, keyring, seen, replace(way, hands=hands))
    _keep_rounds(mine, keyring)


@transaction.atomic
def take_down(tradition: Tradition, mine: Membership, keyring: Keyring) -> bool:
    """Whether it went. What the two had stays with the one who has left."""
    _hold(mine, keyring)
    way = queries.way_of(keyring, tradition)
    if not queries.may_be_taken_down(tradition, way, mine):
        return False
    if tradition.words and has_left(mine.other):
        _change(tradition, mine, keyring, tradition.row_version, Way())
    else:
        tradition.delete()
    _keep_rounds(mine, keyring)
    return True


@transaction.atomic
def add_spin(
    tradition: Tradition,
    mine: Membership,
    keyring: Keyring,
    spin_id: UUID,
    twist: Twist,
    heads_up: HeadsUp | None,
    on: date,
) -> None:
    """Named by its form, so that one form makes one spin. Raises Gone, and KeysChanged."""
    _hold(mine, keyring)
    if not Tradition.objects.filter(pk=tradition.pk).exists():
        raise Gone
    spin = Spin(pk=spin_id, tradition=tradition, pair_id=mine.pair_id, person_id=mine.person_id)
    spin.heads_up, spin.added_on = heads_up, on
    keyring.seal(spin, spin.column_to_write(alone=has_left(mine.other)), twist)
    Spin.objects.bulk_create([spin], ignore_conflicts=True)
    _keep_rounds(mine, keyring)


@transaction.atomic
def change_spin(
    spin: Spin,
    mine: Membership,
    keyring: Keyring,
    seen: int,
    twist: Twist,
    heads_up: HeadsUp | None,
) -> None:
    """One's own; `seen` is the version that the form showed. Raises Stale, and KeysChanged."""
    _hold(mine, keyring)
    same = queries.grown_from(keyring, spin) == heads_up
    if same and queries.twist_of(keyring, spin) == twist:
        return
    # what both had stays as it was, also the leave that it grew out of
    grew = "later_heads_up" if spin.words and has_left(mine.other) else "heads_up"
    _change(spin, mine, keyring, seen, twist, **{grew: heads_up})


@transaction.atomic
@transaction.atomic
def take_spin_away(spin: Spin, mine: Membership, keyring: Keyring) -> None:
    """It is gone; but what the two had stays with the one who has left. Raises KeysChanged."""
    _hold(mine, keyring)
    if spin.words and has_left(mine.other):
        _change(spin, mine, keyring, spin.row_version, Twist())
    else:
        spin.delete()


def forget_traditions(person: Person) -> None:
    """What the two had stays with the other; what was this person's alone goes."""
    for model in (Spin, Tradition):
        rows = model._default_manager.filter(pair__memberships__person=person)
        rows.filter(person=person, words=None).delete()
        # the one who was left wrote it
        rows.exclude(pair__in=pairs_left_first(person)).update(later=None)


def _hold(mine: Membership, keyring: Keyring) -> None:
    """One after the other, of all that is written to the shelf of a pair."""
    people.still_in(mine, keyring)
    Pair.objects.select_for_update().get(pk=mine.pair_id)


def _change(
    row: Tradition | Spin,
    mine: Membership,
    keyring: Keyring,
    seen: int,
    words: Way | Twist,
    **grew: HeadsUp | None,
) -> None:
    rows = type(row)._default_manager.all()
    column = row.column_to_write(alone=has_left(mine.other))
    rewrite(row, keyring, column, words, seen, rows, **grew)


def _keep_rounds(mine: Membership, keyring: Keyring) -> None:
    """What comes round rests with both sides of the pair too, so that Today need not ask for it;
    and the day of the first spin, so that the story does not ask in vain."""
    known = queries.traditions_of(mine, keyring)
    each = tuple(_round(one) for one in known if one.way.every)
    spun = queries.first_spun(mine)
    people.keep_rounds(mine, keyring, each=each, spun=spun.isoformat() if spun else "")


def _round(known: queries.OpenedTradition) -> dict[str, str | int]:
    way, named = known.way, str(known.tradition.pk)
    when: dict[str, str | int] = {"every": way.every, "number": way.number, "first": way.first}
    return {"id": named, "name": way.name, **when}
