from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from outandback.rules.folding import bare
from outandback.rules.ideas import Small, three_for
from outandback.rules.return_times import instant
from outandback.rules.times_together import HeldOn, slots
from outandback.ui.texts import entries_of
from outandback.vault.prepared_queries import Prepared, given_day, given_id, given_time

from .models import TIMES, Idea, Ritual, TimeTogether, TogetherFact, hours_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from outandback.rooms.people.models import Membership
    from outandback.vault.keyring import Keyring
    from outandback.vault.prepared_queries import Given

    from .models import Put, RitualWords

CONTENT = Path(__file__).parent / "content"
MARGIN = timedelta(days=2)
YEARS = timedelta(days=800)
Deed = TogetherFact.Deed
# What Today and the pages ask of a fact, beside what it is about.
OF_A_FACT = ("person_id", "did", "said_at", "on", *TIMES)


def ritual_of(mine: Membership | None, kind: str) -> Ritual | None:
    """What this side's pair does then, if they have words for it."""
    ritual = last_version(mine, kind) if mine else None
    return ritual if ritual and ritual.words else None


def last_version(mine: Membership, kind: str) -> Ritual | None:
    """The row of a ritual, also where its words were taken away; one's own before the pair's."""
    rows = Ritual.objects.filter(pair=mine.pair_id, kind=kind)
    return rows.filter(Q(alone=False) | Q(person=mine.person_id)).order_by("-alone", "pk").first()


def text_of(keyring: Keyring, ritual: Ritual | None) -> str:
    """The words as they stand; empty where there are none. Raises Closed."""
    kept: RitualWords | None = keyring.open(ritual, "words") if ritual else None
    return kept.text if kept else ""


def starters(kind: str) -> tuple[str, ...]:
    """A few that a pair can start from."""
    entries = entries_of(CONTENT, "rituals")
    return tuple(entry["words"] for entry in entries if entry["kind"] == kind)


@dataclass(frozen=True)
class OpenedIdea:
    """An idea of the two, opened: the words, and the ink of whoever wrote it."""

    idea: Idea
    small: Small


def ideas_of(mine: Membership, keyring: Keyring) -> list[OpenedIdea]:
    """What the two wrote for a time out, by the alphabet. Raises Closed."""
    rows = Idea.objects.filter(pair=mine.pair_id).order_by("pk")
    opened = [(row, keyring.open(row, row.newest)) for row in rows]
    known = [OpenedIdea(row, _small(mine, row, put)) for row, put in opened if put and put.text]
    return sorted(known, key=lambda one: bare(one.small.words))


def idea_by(mine: Membership | None, idea_id: UUID) -> Idea:
    """One's own, in the pair of now. Anybody else's is not there to change."""
    if mine is None:
        raise Http404
    return get_object_or_404(Idea, pk=idea_id, pair=mine.pair_id, person=mine.person_id)


def three_small(
    mine: Membership | None, keyring: Keyring, leave: UUID, turn: int
) -> tuple[Small, ...]:
    """One of each kind for a leave, from the two's own words and from those that are here."""
    known = ideas_of(mine, keyring) if mine and keyring.everyday_open else []
    shipped = (Small(one["kind"], one["words"]) for one in entries_of(CONTENT, "ideas"))
    return three_for([*(one.small for one in known), *shipped], leave, turn)


def _small(mine: Membership, row: Idea, put: Put) -> Small:
    writer = mine if row.person_id == mine.person_id else mine.other
    return Small(put.kind, put.text, writer.ink if writer else "")


# Time together ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Occurrence:
    """Time together on one day. `on` is the day by which it is known, also where it was moved;
    `had`: one of the two noted that they had it; `by_both`: both of them hold it."""

    row: TimeTogether
    on: date
    starts_at: datetime
    ends_at: datetime | None
    zone: str
    had: bool
    by_both: bool
    moved_by: UUID | None = None

    @property
    def over_at(self) -> datetime:
        return self.ends_at or self.starts_at


@dataclass(frozen=True)
class Known:
    """A time together, and what the two did about it, in the order in which they did it."""

    row: TimeTogether
    facts: tuple[TogetherFact, ...]

    @cached_property
    def by_both(self) -> bool:
        return any(fact.person_id != self.row.person_id for fact in self.facts)

    @cached_property
    def had(self) -> dict[date, TogetherFact]:
        return {fact.on: fact for fact in self.facts if fact.did == Deed.HAD and fact.on}

    @cached_property
    def changed(self) -> dict[date, TogetherFact]:
        """Of each day that was moved or taken out what was said last."""
        changed = (fact for fact in self.facts if fact.did in (Deed.MOVED, Deed.TAKEN_OUT))
        return {fact.on: fact for fact in changed if fact.on}

    @cached_property
    def taken_out(self) -> TogetherFact | None:
        """All of it: of what comes again, all that was to come then."""
        gone = (fact for fact in self.facts if fact.did == Deed.TAKEN_OUT and fact.on is None)
        return next(gone, None)

    @property
    def is_gone(self) -> bool:
        """Its writer alone had it, and took it out: of that nothing is left. The row stays only
        where the other had left by then, for whom it is as it was."""
        return self.taken_out is not None and self.was_writers_alone

    @property
    def was_writers_alone(self) -> bool:
        return not (self.by_both or self.had)

    def is_held_by(self, side: Membership) -> bool:
        return self.by_both or self.row.person_id == side.person_id

    def occurrences(self, since: datetime, until: datetime) -> list[Occurrence]:
        """Those that are not over at `since` and begin before `until`."""
        moved = {on: hours_in(fact) for on, fact in self.changed.items()}
        found = slots(self.row.held, moved, since, until)
        return [self._one(slot) for slot in found if self._stands(slot)]

    def coming(self, at: datetime) -> Occurrence | None:
        """What is not over, soonest first."""
        return next((one for one in self.occurrences(at, at + YEARS) if one.over_at > at), None)

    def begun(self, at: datetime) -> Occurrence | None:
        """The last one that has begun: from then on it can be noted."""
        found = self.occurrences(min(self.row.starts_at, at), at)
        return found[-1] if found else None

    def _stands(self, slot: HeldOn) -> bool:
        gone = self.taken_out
        before = bool(self.row.weeks and gone and instant(slot.hours.start) < gone.said_at)
        return gone is None or before

    def _one(self, slot: HeldOn) -> Occurrence:
        start, end = slot.hours.start, slot.hours.end
        moved = self.changed.get(slot.on)
        return Occurrence(
            self.row,
            slot.on,
            instant(start),
            instant(end) if end else None,
            start.zone,
            slot.on in self.had,
            self.by_both,
            moved.person_id if moved else None,
        )


def occurrences_between(
    side: Membership | None, since: datetime, until: datetime
) -> list[Occurrence]:
    """A pair's time together that is not over at `since` and begins before `until`, once or
    repeated, soonest first. Nothing without a pair."""
    return occurrences_of(known_between(side, since, until), since, until)


def occurrences_of(known: Iterable[Known], since: datetime, until: datetime) -> list[Occurrence]:
    found = [one for each in known for one in each.occurrences(since, until)]
    return sorted(found, key=lambda one: (one.starts_at, one.row.pk, one.on))


def known_between(side: Membership | None, since: datetime, until: datetime) -> list[Known]:
    """The rows behind them, with the facts that can matter then; one question for all."""
    if side is None or side.ended_at is not None:
        return []
    days = {"first": since.date() - MARGIN, "last": until.date() + MARGIN}
    rows = _between(pair=side.pair_id, since=since, until=until, **days)
    return [_known(list(same)) for _, same in groupby(rows, key=lambda row: row.pk)]


def has_some(pair: Given, since: Given) -> Exists:
    """Whether a pair has any that may not be over, for a question about something else."""
    return Exists(_not_over(TimeTogether.objects.filter(pair=pair), since))


def time_together(side: Membership | None, row_id: UUID) -> Known:
    """One of the pair of now, with all that was done about it. Anybody else's is not there."""
    if side is None or side.ended_at is not None:
        raise Http404
    known = known_of(get_object_or_404(TimeTogether, pk=row_id, pair=side.pair_id))
    if known.is_gone:
        raise Http404
    return known


def next_name(side: Membership, start: datetime) -> UUID:
    """The name of what is put in with one tap to begin then: of as many as begin then already there
    is one. The pair's own random name keeps it from being guessed."""
    there = TimeTogether.objects.filter(pair=side.pair_id, starts_at=start).count()
    mixed = sha256(b"|".join((side.pair_id.bytes, str(start.timestamp()).encode(), b"%d" % there)))
    return UUID(bytes=mixed.digest()[:16], version=4)


def put_in_to_begin(side: Membership | None, start: datetime) -> Known | None:
    """What this side put in last to begin then, in the pair of now."""
    if side is None or side.ended_at is not None:
        return None
    own = TimeTogether.objects.filter(pair=side.pair_id, person=side.person_id, starts_at=start)
    row = own.order_by("-put_at", "pk").first()
    return known_of(row) if row else None


def known_of(row: TimeTogether) -> Known:
    return Known(row, tuple(row.facts.order_by("said_at", "pk")))


def every_one(side: Membership) -> QuerySet[TimeTogether]:
    """All of a pair, the last that was put in first."""
    return TimeTogether.objects.filter(pair=side.pair_id).order_by("-put_at", "-pk")


def known_of_all(rows: list[TimeTogether]) -> list[Known]:
    """Those of which anything is left, with all that was done about them: asked once."""
    facts = TogetherFact.objects.filter(row__in=rows).order_by("said_at", "pk")
    said = list(facts.defer("words", "later")) if rows else []
    known = (Known(row, tuple(one for one in said if one.row_id == row.pk)) for row in rows)
    return [one for one in known if not one.is_gone]


def _not_over(rows: QuerySet[TimeTogether], since: Given | datetime) -> QuerySet[TimeTogether]:
    once = Q(ends_at__gte=since) | Q(ends_at=None, starts_at__gte=since)
    moved = Exists(TogetherFact.objects.filter(row=OuterRef("pk"), did=Deed.MOVED))
    return rows.filter(once | Q(weeks__gt=0) | moved)


def _with_facts() -> QuerySet[TimeTogether]:
    since, until = given_time("since"), given_time("until")
    rows = _not_over(TimeTogether.objects.filter(pair=given_id("pair")), since)
    days = Q(facts__on__range=(given_day("first"), given_day("last")))
    shown = Q(facts__on=None) | days | Q(facts__starts_at__range=(since, until))
    facts = {f"fact_{name}": F(f"shown__{name}") for name in ("pk", *OF_A_FACT)}
    joined: Any = rows.annotate(shown=FilteredRelation("facts", condition=shown)).annotate(**facts)
    in_order: QuerySet[TimeTogether] = joined.order_by("pk", "shown__said_at", "fact_pk", "pk")
    return in_order


_between = Prepared(_with_facts)


def _known(joined: list[Any]) -> Known:
    """A row comes once for each of its facts; one without any, once."""
    return Known(joined[0], tuple(_fact(one) for one in joined if one.fact_pk))


def _fact(joined: Any) -> TogetherFact:
    held = {name: getattr(joined, f"fact_{name}") for name in OF_A_FACT}
    named = {"pk": joined.fact_pk, "row_id": joined.pk, "pair_id": joined.pair_id}
    return TogetherFact(**named, **held)
