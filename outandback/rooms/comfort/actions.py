from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.people.actions import still_in
from outandback.rooms.people.models import Person
from outandback.rooms.people.queries import has_left
from outandback.rules.cares import Care
from outandback.vault.actions import reseal_letters
from outandback.vault.writing import begin_version, require_version, write

from .models import CareAnswer, Comfort, OneSide, SharedComfort, WhoseLeaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from outandback.rooms.people.models import Membership
    from outandback.vault.keyring import Keyring


@transaction.atomic
def say_comfort(
    person: Person,
    keyring: Keyring,
    care: Care,
    side: WhoseLeaves,
    said: CareAnswer,
    seen: int | None = None,
) -> Comfort:
    """Keep what somebody says of one care. It takes the place of what they said before.

    With `seen`, the version that the form showed (0: none), raises Stale where there is another.
    """
    _one_at_a_time(person.pk)
    row = _kept(person, care, side)
    if seen is not None:
        require_version(row, seen)
    write(row, keyring, "said", said)
    return row


@transaction.atomic
def share_comfort(
    mine: Membership, keyring: Keyring, care: Care, side: WhoseLeaves, said: CareAnswer
) -> None:
    """Show it to the pair, as it is now. Raises KeysChanged."""
    still_in(mine, keyring)
    _one_at_a_time(mine.person_id)
    write(_shown(mine, care, side), keyring, "said", said)


@transaction.atomic
def say_care(
    person: Person,
    mine: Membership | None,
    keyring: Keyring,
    care: Care,
    sides: Iterable[OneSide],
) -> None:
    """Both sides of one care as a form gives them. Raises Stale, and KeysChanged where shared."""
    for one in sides:
        if one.said.says_something or one.seen:
            say_comfort(person, keyring, care, one.side, one.said, one.seen)
        if mine and one.shares and one.said.says_something:
            share_comfort(mine, keyring, care, one.side, one.said)
        elif mine:
            keep_to_oneself(mine, care, one.side)


@transaction.atomic
def show_all(mine: Membership, keyring: Keyring) -> None:
    """All that its person said, of every care and both sides. Raises Closed, and KeysChanged."""
    still_in(mine, keyring)
    _one_at_a_time(mine.person_id)
    for row in Comfort.objects.filter(person=mine.person_id):
        said: CareAnswer = keyring.open(row, "said")
        if said.says_something:
            write(_shown(mine, Care(row.care), WhoseLeaves(row.side)), keyring, "said", said)


@transaction.atomic
def show_none(mine: Membership) -> None:
    """All of it is kept to its person, as if it had never been shown."""
    for care in Care:
        for side in WhoseLeaves:
            keep_to_oneself(mine, care, side)


@transaction.atomic
def keep_to_oneself(mine: Membership, care: Care, side: WhoseLeaves) -> None:
    """From now on the pair does not see it."""
    still_in(mine)
    shown = SharedComfort.objects.filter(pair=mine.pair_id, person=mine.person_id, care=care)
    if not has_left(mine.other):
        shown.filter(side=side).delete()
    elif shown.filter(side=side).exists():
        alone = begin_version(_shown(mine, care, side))
        alone.said = None
        alone.save()


@transaction.atomic
def start(
    person: Person, keyring: Keyring, side: WhoseLeaves, voice: Mapping[Care, CareAnswer]
) -> None:
    """The first answers, in one go; a care that was passed is left as it is."""
    for care, said in voice.items():
        say_comfort(person, keyring, care, side, said)


def join_vault(person: Person, keyring: Keyring) -> None:
    """What was said with the room closed moves into the opened room."""
    reseal_letters(keyring, Comfort.objects.filter(person=person), "said")


def _one_at_a_time(person_id: UUID) -> None:
    """A first answer has no row yet that two devices could wait for."""
    Person.objects.select_for_update().get(pk=person_id)


def _kept(person: Person, care: Care, side: WhoseLeaves) -> Comfort:
    row = Comfort.objects.filter(person=person, care=care, side=side).first()
    return row or Comfort(person=person, care=care, side=side)


def _shown(mine: Membership, care: Care, side: WhoseLeaves) -> SharedComfort:
    whose: dict[str, object] = {"pair_id": mine.pair_id, "person_id": mine.person_id}
    whose |= {"care": care, "side": side, "alone": has_left(mine.other)}
    return SharedComfort.objects.filter(**whose).first() or SharedComfort(**whose)
