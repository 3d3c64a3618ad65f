from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from outandback.rooms.comeback.queries import telling_between
from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.leave.queries import known_as
from outandback.rules.folding import bare
from outandback.rules.rhythm import Every, Rhythm, falls_on
from outandback.ui.texts import entries_of
from outandback.vault.prepared_queries import Given, Prepared, given_day, given_id

from .models import Spin, Tradition, Twist, Way

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outandback.rooms.comeback.models import Telling
    from outandback.rooms.people.models import Membership, Person, Rounds
    from outandback.vault.keyring import Keyring

CONTENT = Path(__file__).parent / "content"
LEAVES_OFFERED, IN_THE_STORY = 8, 6
GREW = "heads_up__leave", "later_heads_up__leave"
Kept = TypeVar("Kept", Tradition, Spin)


@dataclass(frozen=True)
class OpenedTradition:
    """A tradition, opened."""

    tradition: Tradition
    way: Way


@dataclass(frozen=True)
class OpenedSpin:
    """A spin, opened."""

    spin: Spin
    text: str


@dataclass(frozen=True)
class Round:
    """A tradition that comes round."""

    id: str
    name: str


def starters() -> tuple[Way, ...]:
    """A few that a pair can start from."""
    entries = entries_of(CONTENT, "traditions")
    return tuple(Way(entry["name"], entry["words"]) for entry in entries)


def traditions_kept_by(person: Person) -> QuerySet[Tradition]:
    return _kept(Tradition.objects.order_by("pair", "pk"), person)


def spins_kept_by(person: Person) -> QuerySet[Spin]:
    """In the order in which they came."""
    return _kept(Spin.objects.order_by("added_on", "pk"), person)


def traditions_of(mine: Membership, keyring: Keyring) -> list[OpenedTradition]:
    """What stands on the shelf of the pair of now, by the alphabet. Raises Closed."""
    return _opened(keyring, Tradition.objects.filter(pair=mine.pair_id))


def traditions_had(person: Person, side: Membership, keyring: Keyring) -> list[OpenedTradition]:
    """What this person had in a past pair. Raises Closed."""
    return _opened(keyring, traditions_kept_by(person).filter(pair=side.pair_id))


def tradition_of(person: Person, tradition_id: UUID) -> Tradition:
    """To read: of the pair of now, or of an earlier one."""
    return get_object_or_404(traditions_kept_by(person), pk=tradition_id)


def tradition_in(mine: Membership | None, tradition_id: UUID) -> Tradition:
    """To write on: of the pair of now."""
    if mine is None:
        raise Http404
    return get_object_or_404(Tradition, pk=tradition_id, pair=mine.pair_id)


def way_of(keyring: Keyring, row: Tradition) -> Way:
    """How it stands for whoever reads. Raises Closed."""
    way: Way | None = _of_now(keyring, row)
    return way or Way()


def twist_of(keyring: Keyring, row: Spin) -> Twist:
    twist: Twist | None = _of_now(keyring, row)
    return twist or Twist()


def grown_from(keyring: Keyring, row: Spin) -> HeadsUp | None:
    """The leave that a spin grew out of, as it stands for whoever reads."""
    changed = row.words and keyring.open_if_possible(row, "later") is not None
    return row.later_heads_up if changed else row.heads_up


def may_be_taken_down(tradition: Tradition, way: Way, mine: Membership) -> bool:
    """Nobody takes down what the other wrote on, or put a spin on."""
    theirs = Spin.objects.filter(tradition=tradition).exclude(person=mine.person_id)
    return tuple(way.hands) == (mine.ink,) and not theirs.exists()


def spins_on(person: Person, keyring: Keyring, tradition: Tradition) -> list[OpenedSpin]:
    """In the order in which they came. Raises Closed."""
    rows = spins_kept_by(person).filter(tradition=tradition).select_related(*GREW)
    opened = (OpenedSpin(row, twist_of(keyring, row).text) for row in rows)
    return [one for one in opened if one.text]


def latest_spins(mine: Membership, keyring: Keyring) -> dict[UUID, OpenedSpin]:
    """On the shelf of the pair of now: the last spin of each tradition. Raises Closed."""
    found: dict[UUID, OpenedSpin] = {}
    for row in Spin.objects.filter(pair=mine.pair_id).order_by("-added_on", "-pk"):
        text = "" if row.tradition_id in found else twist_of(keyring, row).text
        if text:
            found[row.tradition_id] = OpenedSpin(row, text)
    return found


def first_spun(mine: Membership) -> date | None:
    """The day of the first spin in the pair of now, whoever brought it."""
    rows = Spin.objects.filter(pair=mine.pair_id).order_by("added_on", "pk")
    return rows.values_list("added_on", flat=True).first()


def spins_of_days(side: Membership, keyring: Keyring, after: date, until: date) -> list[Spin]:
    """For the story of one's part in a pair: later than one day, no later than another, the newest
    first. One more than a page shows, where there are more. It asks where there is any alone."""
    rounds: Rounds | None = keyring.open_if_possible(side, "rounds")
    if not rounds or not rounds.spun or until < date.fromisoformat(rounds.spun):
        return []
    return _of_days(pair=side.pair_id, me=side.person_id, after=after, until=until)


def spins_of(side: Membership, keyring: Keyring) -> list[Spin]:
    """All of one's part in a pair that may be read, the newest first. The shelf has an end."""
    rounds: Rounds | None = keyring.open_if_possible(side, "rounds")
    if not rounds or not rounds.spun:
        return []
    return list(_had(side.person_id).filter(pair=side.pair_id))


def spin_by(mine: Membership | None, spin_id: UUID) -> Spin:
    """One's own, in the pair of now. Anybody else's is not there to change."""
    if mine is None:
        raise Http404
    own = Spin.objects.filter(pair=mine.pair_id, person=mine.person_id)
    return get_object_or_404(own.select_related("tradition", *GREW), pk=spin_id)


def leaves_both_know(mine: Membership) -> QuerySet[HeadsUp]:
    """Leaves of either that came back and that the other was told of, the last ones first."""
    known = HeadsUp.objects.filter(known_as(mine.person_id, returned_at__isnull=False))
    back = Case(When(person=mine.person_id, then="leave__returned_at"), default="returned_at")
    return known.filter(pair=mine.pair_id).select_related("leave").order_by(back.desc(), "pk")


def leave_known(mine: Membership, given: str) -> HeadsUp | None:
    """One of these, as a form names it."""
    try:
        return leaves_both_know(mine).filter(pk=UUID(given)).first()
    except ValueError:
        return None


def telling_heard(person: Person, telling_id: UUID) -> Telling:
    """What this person brought home; of what they were told, what they said something back to."""
    told = telling_between(person, telling_id)
    if told.person_id != person.pk and not hasattr(told, "reception"):
        raise Http404
    return told


def leave_behind(mine: Membership, telling: Telling) -> HeadsUp | None:
    """The leave that something was brought home from, if the other was told of it."""
    return leaves_both_know(mine).filter(leave=telling.homecoming.leave_id).first()


def come_round(keyring: Keyring, mine: Membership | None, day: date) -> list[Round]:
    """What of the two's comes round on a day. It rests with the pair's side: nothing is asked."""
    rounds: Rounds | None = keyring.open_if_possible(mine, "rounds") if mine else None
    each = rounds.each if rounds else ()
    return [Round(one["id"], one["name"]) for one in each if falls_on(_rhythm(one), day)]


def _rhythm(one: Mapping[str, Any]) -> Rhythm:
    return Rhythm(Every(one["every"]), one["number"], date.fromisoformat(one["first"]))


def _kept(rows: QuerySet[Kept], person: Person) -> QuerySet[Kept]:
    """What both had; what was written after a parting is its writer's alone."""
    both = Q(words__isnull=False) | Q(person=person)
    return rows.filter(both, pair__memberships__person=person)


def _opened(keyring: Keyring, rows: QuerySet[Tradition]) -> list[OpenedTradition]:
    known = [OpenedTradition(row, way_of(keyring, row)) for row in rows]
    named = (one for one in known if one.way.name)
    return sorted(named, key=lambda one: (bare(one.way.name), one.tradition.pk))


def _of_now(keyring: Keyring, row: Kept) -> Any:
    """What the one who was left made of it, for their eyes; what both had, for the other's."""
    later = keyring.open_if_possible(row, "later")
    return keyring.open(row, "words") if later is None else later


def _had(me: UUID | Given) -> QuerySet[Spin]:
    """What both had, and one's own; newest first."""
    rows = Spin.objects.filter(Q(words__isnull=False) | Q(person=me))
    return rows.select_related("tradition", *GREW).order_by("-added_on", "-pk")


def _days() -> QuerySet[Spin]:
    days = Q(added_on__gt=given_day("after"), added_on__lte=given_day("until"))
    return _had(given_id("me")).filter(days, pair=given_id("pair"))[: IN_THE_STORY + 1]


_of_days = Prepared(_days)
