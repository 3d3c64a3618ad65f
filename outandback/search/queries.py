from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import UUID

from django.db.models import Q

from outandback.comeback.models import Reception, Telling
from outandback.leave.models import HeadsUp, Leave
from outandback.loop import queries as story
from outandback.loop.queries import Chapter
from outandback.rules.sought import Sought, folded
from outandback.vault.fields import Sealed
from outandback.vault.keyring import Closed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from outandback.comeback.models import Received, Told
    from outandback.loop.queries import Homes, Mark
    from outandback.people.models import Membership, Person
    from outandback.vault.keyring import Keyring

PAGE, AT_FIRST, AT_ONCE, MOST = 8, 50, 400, 5000
PLAN, SHOWN, TOLD, TOLD_LATER, RECEIVED, SAID_LATER = (
    cast(Sealed, model._meta.get_field(name))
    for model, name in (
        *((Leave, "plan"), (HeadsUp, "shown"), (Telling, "told"), (Telling, "later")),
        *((Reception, "received"), (Reception, "later")),
    )
)
INTENTION, TITLE = attrgetter("intention"), attrgetter("title")
RETURN = ("came_back_at", "leave", "pk")
OWN = ("leave__out_at", "leave__plan")
HEARD = tuple(f"leave__heads_up__{name}" for name in ("out_at", "pk", "pair", "shown"))
BROUGHT = ("pk", "homecoming", "pair", "person", "told", "later")
SAID = ("pk", "received_at", "received", "withdrawn_at", "later")
ANSWER = tuple(f"reception__{name}" for name in SAID)


def words_of(told: Told) -> str:
    """All the words of something told: what is looked through."""
    return " ".join(told.lines)


def words_back(heard: Received) -> str:
    return f"{heard.thing_back} {heard.question}"


@dataclass
class Held:
    """What one column holds. Taking it apart into words takes longer than opening it."""

    column: Sealed
    raw: bytes
    read: Callable[[Any], str]

    @cached_property
    def words(self) -> Any:
        return self.column.unpack(self.raw)

    @cached_property
    def text(self) -> str:
        return folded(self.read(self.words))

    @cached_property
    def around(self) -> str:
        """The text and what frames it: letters that are not here are not in the text."""
        return folded(self.raw.decode())


def are_in(sought: Sought, *held: Held | None) -> bool:
    """Whether all the words stand in these texts together."""
    here = [one for one in held if one]
    if sought.plain and not sought.are_in(" ".join(one.around for one in here)):
        return False
    return sought.are_in(" ".join(one.text for one in here))


class Home(NamedTuple):
    """A return, with the title that this person may read, still sealed."""

    at: datetime
    leave_id: UUID
    pk: UUID
    out_at: datetime
    column: Sealed
    row: UUID | None
    owner: UUID | None
    sealed: bytes | None


class Brought(NamedTuple):
    """Something told, and what came back, if anything did; both still sealed."""

    pk: UUID
    home: UUID
    pair: UUID
    person: UUID
    told: bytes
    told_later: bytes | None
    answer: UUID | None
    answered_at: datetime | None
    received: bytes | None
    taken_back_at: datetime | None
    said_later: bytes | None


@dataclass
class Found:
    """A page of chapters, and the leave below which there may be more."""

    chapters: list[Chapter]
    earlier: UUID | None = None


@dataclass
class Looking:
    """One look through the story, newest first. Each title, telling and answer is opened where it
    stands, no more than `MOST` for one page, and let go of again."""

    person: Person
    sides: list[Membership]
    keyring: Keyring
    sought: Sought
    opened: int = 0
    hits: dict[UUID, set[UUID] | None] = field(default_factory=dict)

    def page(self, before: UUID | None) -> Found:
        mark = story.mark_of(self.person, self.sides, before) if before else None
        last = self._last_of_page(mark)
        chapters = story.chapters_of(self.person, self.sides, pk__in=list(self.hits))
        story.lay_in(self.person, self.sides, chapters)
        for chapter in chapters:
            kept = self.hits[chapter.home.pk]
            if kept is not None:
                chapter.lines = [line for line in chapter.lines if line.telling.pk in kept]
        return Found(chapters, last)

    def _last_of_page(self, mark: Mark | None) -> UUID | None:
        """Fills the page, and names the leave where it ends, if there may be more."""
        last = None
        for homes in _batches(self._homes(mark)):
            brought = self._brought(homes)
            for home in homes:
                if len(self.hits) == PAGE or self.opened >= MOST:
                    return last
                self._look_at(home, brought.get(home.pk, []))
                last = home.leave_id
        return None

    def _homes(self, mark: Mark | None) -> Iterator[Home]:
        rows = story.homes_of(self.person, self.sides, mark)
        wanted = {"mine": rows[:1], "theirs": rows[1:]}.get(self.sought.whose, rows)
        each = (self._told(side, homes) if side else self._own(homes) for side, homes in wanted)
        newest = merge(*each, key=lambda home: home[:2], reverse=True)
        return (home for home in newest if self.sought.holds(home.out_at))

    def _own(self, homes: Homes) -> Iterator[Home]:
        if self.sought.until:
            homes = homes.filter(leave__out_at__lt=self.sought.until)
        rows = self._since(homes).values_list(*RETURN, *OWN).iterator()
        me = self.person.pk
        return (
            Home(at, leave, pk, out, PLAN, leave, me, plan) for at, leave, pk, out, plan in rows
        )

    def _told(self, side: Membership, homes: Homes) -> Iterator[Home]:
        if until := self.sought.until:
            before = Q(came_back_at__lt=until) | Q(leave__heads_up__out_at__lt=until)
            homes = homes.filter(before)
        rows = self._since(homes).values_list(*RETURN, *HEARD).iterator()
        return (_heard(side, row) for row in rows)

    def _since(self, homes: Homes) -> Homes:
        return homes.filter(came_back_at__gte=self.sought.since) if self.sought.since else homes

    def _brought(self, homes: list[Home]) -> dict[UUID, list[Brought]]:
        """What may have to be opened, by return."""
        found: dict[UUID, list[Brought]] = {}
        if self.sought.words or self.sought.kind:
            readable = story.readable_by(self.person, self.sides)
            rows = Telling.objects.filter(readable, homecoming__in=[home.pk for home in homes])
            for row in map(Brought._make, rows.values_list(*BROUGHT, *ANSWER)):
                found.setdefault(row.home, []).append(row)
        return found

    def _look_at(self, home: Home, brought: list[Brought]) -> None:
        title = self._title(home) if self.sought.words else None
        if not self.sought.kind and self._are_in(title):
            self.hits[home.pk] = None
        elif fitting := {row.pk for row in brought if self._fits(title, row)}:
            self.hits[home.pk] = fitting

    def _are_in(self, *held: Held | None) -> bool:
        return are_in(self.sought, *held)

    def _title(self, home: Home) -> Held | None:
        read = INTENTION if home.column is PLAN else TITLE
        return self._open(home.column, read, home.row, home.owner, home.sealed)

    def _fits(self, title: Held | None, row: Brought) -> bool:
        own = row.told_later and row.person == self.person.pk
        column, sealed = (TOLD_LATER, row.told_later) if own else (TOLD, row.told)
        told = self._open(column, words_of, row.pk, row.pair, sealed)
        if told is None or (self.sought.kind and told.words.kind != self.sought.kind):
            return False
        if not self.sought.words or self._are_in(title, told):
            return True
        back = self._said(row)
        return back is not None and self._are_in(title, told, back)

    def _said(self, row: Brought) -> Held | None:
        """What came back, as far as this side was there to hear it, and still has it."""
        end = next((side.ended_at for side in self.sides if side.pair_id == row.pair), None)
        at, gone = row.answered_at, row.taken_back_at
        if at is None or (end and at > end) or (gone and not (end and end < gone)):
            return None
        own = row.said_later and row.person != self.person.pk
        column, sealed = (SAID_LATER, row.said_later) if own else (RECEIVED, row.received)
        return self._open(column, words_back, row.answer, row.pair, sealed)

    def _open(
        self,
        column: Sealed,
        read: Callable[[Any], str],
        row: UUID | None,
        owner: UUID | None,
        sealed: bytes | None,
    ) -> Held | None:
        if row is None or owner is None or sealed is None:
            return None
        self.opened += 1
        try:
            return Held(column, self.keyring.read_held(column, row, owner, sealed), read)
        except Closed:
            return None


def look(
    person: Person,
    mine: Membership | None,
    keyring: Keyring,
    sought: Sought,
    before: UUID | None = None,
) -> Found:
    """A page of what somebody looks for in what they may read of the story."""
    return Looking(person, story.sides_of(person, mine), keyring, sought).page(before)


def _batches(homes: Iterator[Home]) -> Iterator[list[Home]]:
    """Few at first, for what is looked for is often new; then more at once."""
    size = AT_FIRST
    while batch := list(islice(homes, size)):
        yield batch
        size = AT_ONCE


def _heard(side: Membership, row: tuple[Any, ...]) -> Home:
    """A heads-up speaks to the pair that it was given to, and to nobody else."""
    at, leave_id, pk, out_at, told, pair, shown = row
    if pair != side.pair_id:
        return Home(at, leave_id, pk, at, SHOWN, None, None, None)
    return Home(at, leave_id, pk, out_at, SHOWN, told, pair, shown)
