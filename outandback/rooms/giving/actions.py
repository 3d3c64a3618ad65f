from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.away.models import Moment
from outandback.rooms.comeback.actions import choose
from outandback.rooms.comeback.models import Day, Decision, Telling, Told
from outandback.rooms.people.actions import still_in
from outandback.vault.actions import reseal_letters
from outandback.vault.writing import require_version, write

from . import queries
from .models import Draft, Drafted, TenDay

if TYPE_CHECKING:
    from datetime import date, datetime

    from outandback.rooms.comeback.models import Homecoming, KeptMoment
    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring


class GivenBefore(Exception):
    """The moment was brought before, in other words; the first ones stand."""


@transaction.atomic
def keep_draft(
    person: Person, moment: Moment, keyring: Keyring, drafted: Drafted, seen: int
) -> Draft:
    """Kept as it is now; with the room closed, as a letter.

    `seen` is the version that the page showed, 0 for none. Raises Stale.
    """
    _hold(moment)
    row = queries.draft_about(person, moment)
    if row is None:
        row = Draft(moment=moment, person=person)
    elif _says(row, keyring, drafted):
        return row
    else:
        _lose_nothing(row, keyring, drafted, seen)
    write(row, keyring, "drafted", drafted)
    return row


@transaction.atomic
def give(
    home: Homecoming,
    moment: Moment,
    keyring: Keyring,
    mine: Membership | None,
    drafted: Drafted,
    seen: int,
    at: datetime,
) -> None:
    """Bring it home. Sent twice it is given once. Raises Stale, GivenBefore, and KeysChanged."""
    _hold(moment)
    kept = queries.decided(home.person, keyring, moment)
    told = as_told(kept, drafted)
    if kept.told:
        _same_as_before(kept, keyring, told)
        return
    row = queries.draft_about(home.person, moment)
    if row is not None:
        _lose_nothing(row, keyring, drafted, seen)
    along = [what for what in ("photo", "voice") if what in drafted.along and kept.has(what)]
    decision = Decision(moment, drafted.way, drafted.weight, along=along, given=told)
    choose(home, keyring, [decision], mine, at)
    Draft.objects.filter(moment=moment).delete()


@transaction.atomic
def keep_for_oneself(
    home: Homecoming,
    moment: Moment,
    keyring: Keyring,
    drafted: Drafted,
    seen: int,
    at: datetime,
) -> None:
    """It waits no longer; what was written stays its writer's. Raises Stale."""
    keep_draft(home.person, moment, keyring, drafted, seen)
    choose(home, keyring, [Decision(moment, "keep")], None, at)


@transaction.atomic
def name_day(telling: Telling, mine: Membership, keyring: Keyring, on: date, at: datetime) -> None:
    """A day for ten minutes together. Another one is a row of its own. Raises KeysChanged."""
    still_in(mine, keyring)
    Telling.objects.select_for_update().get(pk=telling.pk)
    last = queries.day_named_for(mine, telling)
    if last and keyring.open(last, "day") == Day(on.isoformat()):
        return
    row = TenDay(telling=telling, pair_id=mine.pair_id, person_id=mine.person_id)
    # the one named last counts, also when both name one at the same moment
    row.named_at = max(at, last.named_at + timedelta.resolution) if last else at
    keyring.seal(row, "day", Day(on.isoformat()))
    row.save()


def join_vault(person: Person, keyring: Keyring) -> None:
    """With the room open, drafts that were sealed as letters become records of the room."""
    reseal_letters(keyring, Draft.objects.filter(person=person), "drafted")


def as_told(kept: KeptMoment, drafted: Drafted) -> Told:
    """What its listener gets: of the draft, what belongs to this way of bringing it."""
    words = kept.text if "words" in drafted.along else ""
    told = Told(kept.caught.kind, words, drafted.weight, way=drafted.way)
    if drafted.way == "give":
        return replace(told, gift=drafted.gift)
    sentence = {"verb": drafted.verb, "adverb": drafted.adverb, "adjective": drafted.adjective}
    return replace(told, **sentence, how=drafted.how, ten=drafted.ten)


def _same_as_before(kept: KeptMoment, keyring: Keyring, told: Told) -> None:
    """A second press says the same; anything else was not sent."""
    before = Telling.objects.get(pk=kept.chosen.telling) if kept.chosen else None
    stands: Told | None = keyring.open(before, "told") if before else None
    if stands is None or replace(stands, photo=(), voice=()) != told:
        raise GivenBefore


def _lose_nothing(row: Draft, keyring: Keyring, drafted: Drafted, seen: int) -> None:
    """What a page hands in while it closes may arrive after the next page was drawn: where all of
    it stands there again, there is nothing to ask. Raises Stale."""
    before: Drafted | None = keyring.open_if_possible(row, "drafted")
    if not (before and drafted.holds(before)):
        require_version(row, seen)


def _says(row: Draft, keyring: Keyring, drafted: Drafted) -> bool:
    """Whether the draft holds these words already; a closed room cannot tell."""
    return bool(keyring.open_if_possible(row, "drafted") == drafted)


def _hold(moment: Moment) -> None:
    """Two pages about the same moment go one after the other."""
    Moment.objects.select_for_update().get(pk=moment.pk)
