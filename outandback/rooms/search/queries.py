from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from heapq import merge
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Q,
    QuerySet,
    When,
)
from django.db.models.functions import Cast

from outandback.rooms.comeback.models import Homecoming, Reception, Telling
from outandback.rooms.hearing.queries import opened_by
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.loop import queries as story
from outandback.rooms.loop.queries import Chapter
from outandback.rooms.loop.visibility import answered_to, led_to, readable_by, replied_to
from outandback.rooms.replies.models import Reply
from outandback.rules.sought import Sought
from outandback.vault.fields import sealed_field
from outandback.vault.keyring import Closed

from .sealed_rows import Held, Row, Words, words_back, words_of, words_replied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models.expressions import Combinable

    from outandback.rooms.loop.queries import Mark
    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.fields import Sealed
    from outandback.vault.keyring import Keyring

PAGE, FEW, MANY, MOST = 8, 50, 1000, 5000
PLAN, SHOWN = sealed_field(Leave, "plan"), sealed_field(HeadsUp, "shown")
TOLD, TOLD_LATER = sealed_field(Telling, "told"), sealed_field(Telling, "later")
RECEIVED, SAID_LATER = sealed_field(Reception, "received"), sealed_field(Reception, "later")
REPLIED, REPLIED_LATER = sealed_field(Reply, "replied"), sealed_field(Reply, "later")
INTENTION, TITLE = attrgetter("intention"), attrgetter("title")
BROUGHT = ("brought__told", "brought__later")
ANSWERED = ExpressionWrapper(Q(brought__reception__isnull=False), BooleanField())
BACK = ("brought__reception__received", "brought__reception__later")
ANSWERED_BACK = tuple(f"brought__reception__reply__{name}" for name in ("replied", "later"))
AT, LEAVE = 0, 1
Rows = QuerySet[Homecoming, tuple[Any, ...]]


def as_text(name: str) -> Cast:
    """A row's name as letters: of thousands few are asked for again."""
    return Cast(name, CharField())


# There are few pairs, each of them named on many rows.
pair_named = lru_cache(maxsize=64)(UUID)


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
    side: Membership | None
    keyring: Keyring
    sought: Sought
    opened: int = 0
    heard: dict[UUID, frozenset[str]] = field(default_factory=dict)
    hits: dict[UUID, set[UUID] | None] = field(default_factory=dict)

    def page(self, before: UUID | None) -> Found:
        mark = story.mark_of(self.person, self.side, before) if before else None
        last = self._last_of_page(mark)
        chapters = story.chapters_of(self.person, self.side, pk__in=list(self.hits))
        story.lay_in(self.person, self.side, chapters)
        for chapter in chapters:
            kept = self.hits[chapter.home.pk]
            if kept is not None:
                chapter.lines = [line for line in chapter.lines if line.telling.pk in kept]
        return Found(chapters, UUID(last) if last else None)

    def _last_of_page(self, mark: Mark | None) -> str | None:
        """Fills the page, and names the leave where it ends, if there may be more."""
        last = None
        for leave, rows in groupby(self._rows(mark), attrgetter("leave")):
            if len(self.hits) == PAGE or self.opened >= MOST:
                return last
            self._look_at(list(rows))
            last = leave
        return None

    def _rows(self, mark: Mark | None) -> Iterator[Row]:
        every = [None, self.side] if self.side else [None]
        wanted = {"mine": every[:1], "theirs": every[1:]}.get(self.sought.whose, every)
        each = (self._stream(side, mark) for side in wanted)
        return merge(*each, key=itemgetter(AT, LEAVE), reverse=True)

    def _stream(self, side: Membership | None, mark: Mark | None) -> Iterator[Row]:
        """Few at first, for what is looked for is often new; then many at once. A leave of which
        some may be missing is left to the next turn."""
        size, more = FEW, True
        while more:
            rows = list(self._with_brought(side, mark)[:size])
            more = len(rows) == size
            whole = [row for row in rows if row[LEAVE] != rows[-1][LEAVE]] if more else rows
            yield from (Row._make((*row, side and side.pair_id)) for row in whole)
            size = MANY if whole else 2 * size
            mark = (whole[-1][AT], UUID(whole[-1][LEAVE])) if whole else mark

    def _with_brought(self, side: Membership | None, mark: Mark | None) -> Rows:
        readable = led_to("tellings", readable_by(self.person, self.side))
        answered, replied = (
            led_to("brought", asked(self.side)) for asked in (answered_to, replied_to)
        )
        if side is None:
            homes = story.own_homes(self.person, self.side, mark)
        else:
            homes = story.told_homes(side, mark)
        homes = homes.annotate(
            out=_set_out(side), brought=FilteredRelation("tellings", condition=readable)
        )
        return homes.filter(self._within_span()).values_list(
            "came_back_at",
            as_text("leave"),
            as_text("pk"),
            *_title(side),
            as_text("brought__pk"),
            as_text("brought__pair"),
            *BROUGHT,
            ANSWERED,
            Case(When(answered, then=as_text("brought__reception__pk"))),
            *BACK,
            Case(When(replied, then=as_text("brought__reception__reply__pk"))),
            *ANSWERED_BACK,
        )

    def _within_span(self) -> Q:
        within = Q()
        if since := self.sought.since:
            # Nobody came back before they set out; and returns lie in the order of coming back.
            within &= Q(out__gte=since, came_back_at__gte=since)
        if until := self.sought.until:
            within &= Q(out__lt=until)
        return within

    def _look_at(self, rows: list[Row]) -> None:
        home, missing = UUID(rows[0].home), self.sought.words
        named = next((row for row in rows if row.titled), None) if missing else None
        if named and (title := self._title(named)):
            missing = title.lacks(missing)
        if not self.sought.kind and not missing:
            self.hits[home] = None
        elif fitting := {UUID(row.told) for row in rows if row.told and self._fits(row, missing)}:
            self.hits[home] = fitting

    def _fits(self, row: Row, missing: Words) -> bool:
        told = self._told(row) if self._is_open(row) else None
        if told is None or (self.sought.kind and told.words.kind != self.sought.kind):
            return False
        missing = told.lacks(missing)
        missing = told.lacks(missing)
        for said in (self._back, self._reply):
            held = said(row) if missing else None
            missing = held.lacks(missing) if held else missing
        return not missing

    def _is_open(self, row: Row) -> bool:
        """One's own; of the other's, what this person answered or said that they can hear."""
        if row.heard_in is None or row.answered:
            return True
        if row.heard_in not in self.heard:
            self.heard[row.heard_in] = opened_by(self.keyring, row.heard_in)
        return UUID(row.told).hex in self.heard[row.heard_in]

    def _title(self, row: Row) -> Held | None:
        if row.heard_in:
            return self._open(SHOWN, TITLE, row.titled, row.heard_in, row.title)
        return self._open(PLAN, INTENTION, row.titled, self.person.pk, row.title)

    def _told(self, row: Row) -> Held | None:
        later = None if row.heard_in else row.later_words
        column, sealed = (TOLD_LATER, later) if later else (TOLD, row.words)
        return self._open(column, words_of, row.told, pair_named(row.pair), sealed)

    def _back(self, row: Row) -> Held | None:
        later = row.later_back if row.heard_in else None
        column, sealed = (SAID_LATER, later) if later else (RECEIVED, row.back)
        return self._open(column, words_back, row.answer, pair_named(row.pair), sealed)

    def _reply(self, row: Row) -> Held | None:
        later = None if row.heard_in else row.later_replied
        column, sealed = (REPLIED_LATER, later) if later else (REPLIED, row.replied)
        return self._open(column, words_replied, row.reply, pair_named(row.pair), sealed)

    def _open(
        self,
        column: Sealed,
        read: Callable[[Any], str],
        row: str | None,
        owner: UUID,
        sealed: bytes | None,
    ) -> Held | None:
        if row is None or sealed is None:
            return None
        self.opened += 1
        try:
            return Held(column, self.keyring.read_held(column, UUID(row), owner, sealed), read)
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
    return Looking(person, mine, keyring, sought).page(before)


def _heard_by(side: Membership) -> Q:
    """A heads-up speaks to the pair that it was given to, and to nobody else."""
    return Q(leave__heads_up__pair=side.pair_id)


def _set_out(side: Membership | None) -> Combinable:
    if side is None:
        return F("leave__out_at")
    return Case(When(_heard_by(side), then="leave__heads_up__out_at"), default="came_back_at")


def _title(side: Membership | None) -> tuple[Combinable, str]:
    """Where it rests, and what is to be opened."""
    if side is None:
        return as_text("leave"), "leave__plan"
    told = Case(When(_heard_by(side), then=as_text("leave__heads_up__pk")))
    return told, "leave__heads_up__shown"
