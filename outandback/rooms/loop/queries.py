from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import zip_longest
from math import sqrt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext

from outandback.rooms.comeback.models import Homecoming, Reception, Telling
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people.models import Membership
from outandback.rooms.replies.queries import replied_to, replies_to
from outandback.rules.sleeps import sleeps
from outandback.ui.drawing import other_ink
from outandback.vault.prepared_queries import Given, Prepared, given_id, given_time

from .order import newest_first
from .visibility import (
    Visibility,
    answer_to,
    brought_to,
    heard_by,
    is_readable,
    visibility_of,
)

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rooms.people.models import Person
    from outandback.rooms.replies.models import Reply

PAGE = 8
NO_PAIR = UUID(int=0)
ON_A_PAGE = tuple(f"home{number}" for number in range(PAGE + 1))
STITCHES = 60
# Of each row only what a chapter shows: a page reads two dozen of them.
HOME = ("came_back_at", "leave")
LEAVE = tuple(f"leave__{name}" for name in ("person", "out_at", "begun_at", "zone", "plan", "trip"))
TOLD_OF = ("pair", "leave", "out_at", "back_at", "zone", "shown")
HEADS_UP = ("leave__trip", *(f"leave__heads_up__{name}" for name in TOLD_OF))
Mark = tuple["datetime", UUID]
Homes = QuerySet[Homecoming, Homecoming]


@dataclass
class StoryLine:
    """Something brought home, what came back, and the answer to a question, in which pair.

    `open`: whether whoever reads it told it, or said that they can hear it.
    """

    telling: Telling
    reception: Reception | None
    side: Membership
    listener: str = field(default_factory=lambda: gettext("You"))
    open: bool = False
    reply: Reply | None = None


@dataclass
class Chapter:
    """One leave that came back, as one person may read it. `trip`: what that is called."""

    home: Homecoming
    leave: Leave | None = None
    heads_up: HeadsUp | None = None
    side: Membership | None = None
    name: str = field(default_factory=lambda: gettext("You"))
    ink: str = "a"
    lines: list[StoryLine] = field(default_factory=list)
    trip: str = ""

    @property
    def leave_id(self) -> UUID:
        return self.home.leave_id

    @property
    def row_id(self) -> UUID:
        return self.leave_id

    @property
    def at(self) -> datetime:
        return self.home.came_back_at

    @property
    def home_ink(self) -> str:
        return other_ink(self.ink)

    @property
    def out_at(self) -> datetime:
        known = self.leave or self.heads_up
        return known.out_at if known else self.at

    @property
    def place(self) -> str:
        """The zone of the place that was left; "" of a leave that nobody told this one of."""
        known = self.leave or self.heads_up
        return known.zone if known else ""

    @property
    def nights(self) -> int:
        """As lived, for its person's own eyes; else as planned: how it turned out is theirs."""
        known, end = self.leave or self.heads_up, self._end
        return sleeps(self._start, end, known.zone) if known and end else 0

    @property
    def is_planned(self) -> bool:
        """Whether its length is what was planned, which is all that both know of it."""
        return self.leave is None

    @property
    def size(self) -> float:
        """How big its loop is drawn: with the square root of its hours, within the page."""
        if self._end is None:
            return 0.9
        hours = max((self._end - self._start).total_seconds(), 0) / 3600
        return round(min(0.45 + 0.25 * sqrt(hours), 1.15) * 20) / 20

    @property
    def _start(self) -> datetime:
        return (self.leave.begun_at if self.leave else None) or self.out_at

    @property
    def _end(self) -> datetime | None:
        if self.leave:
            return self.at
        return self.heads_up.back_at if self.heads_up else None


def story_of(
    person: Person, side: Membership | None, before: UUID | None, at: UUID | None = None
) -> list[Chapter]:
    """The leaves that came back, newest first: own ones, and those that a partner told of.

    `side` is one's part in the pair of now, in a past one, or none. Each pair has a story of its
    own; what one did alone stands with that of now. One more than a page, where there are more;
    only a page is ever fetched. It starts below the leave `before`, or with the leave `at`.
    """
    mark = mark_of(person, side, before) if before else None
    mark = _just_above(mark_of(person, side, at)) if at else mark
    own = [_chapter(home) for home in _own_page(person, side, mark)]
    told = [_chapter(home, side) for home in _told_page(side, mark)] if side else []
    chapters = newest_first([*own, *told])[: PAGE + 1]
    lay_in(person, side, chapters)
    return chapters


def own_homes(person: Person, side: Membership | None, mark: Mark | None = None) -> Homes:
    """One's own returns that stand in one story, newest first."""
    return _own(person, _own_in(person, side), mark)


def told_homes(side: Membership | None, mark: Mark | None = None) -> Homes:
    """The returns that one side heard of, newest first."""
    visibility = visibility_of(side) if side else None
    return _told(visibility, mark) if visibility else Homecoming.objects.none()


def chapters_of(person: Person, side: Membership | None, **which: object) -> list[Chapter]:
    """Some returns of one story as chapters, newest first, without what was brought."""
    found = [_chapter(home) for home in own_homes(person, side).filter(**which)]
    found += [_chapter(home, side) for home in told_homes(side).filter(**which)]
    return newest_first(found)


def stitches_of(person: Person, side: Membership | None = None) -> list[UUID]:
    """The last of one's own leaves in one story, oldest first."""
    back = own_homes(person, side).values_list("leave_id", flat=True)
    return list(back[:STITCHES])[::-1]


def _own_in(person: Person, side: Membership | None) -> Q:
    if side and side.ended_at:
        return Q(came_back_at__range=(side.joined_at, side.ended_at)) | _brought_in(side.pair_id)
    return _own_of_now(person, side.pair_id if side else NO_PAIR)


def _own_of_now(person: Person | Given, pair: UUID | Given) -> Q:
    """All but what came back in the time of a past pair; of that, what this pair was told."""
    then = Membership.objects.filter(
        person=person,
        joined_at__lte=OuterRef("came_back_at"),
        ended_at__gte=OuterRef("came_back_at"),
    )
    return _brought_in(pair) | ~Q(Exists(then))


def _brought_in(pair: UUID | Given) -> Q:
    return Q(Exists(Telling.objects.filter(homecoming=OuterRef("pk"), pair=pair)))


def _own(person: Person | Given, of_it: Q, mark: Mark | None) -> Homes:
    own = Homecoming.objects.filter(of_it, person=person)
    return _newest(own, mark).select_related("leave").only(*HOME, *LEAVE)


def _own_page(person: Person, side: Membership | None, mark: Mark | None) -> list[Homecoming]:
    if mark or (side and side.ended_at):
        return list(own_homes(person, side, mark)[: PAGE + 1])
    return _newest_own(person=person.pk, pair=side.pair_id if side else NO_PAIR)


def _told_page(side: Membership, mark: Mark | None) -> list[Homecoming]:
    visibility = visibility_of(side)
    if visibility is None:
        return []
    if mark:
        return list(_told(visibility, mark)[: PAGE + 1])
    newest = _newest_once_told if visibility.until else _newest_told
    return newest(
        pair=visibility.pair, me=visibility.me, other=visibility.other, until=visibility.until
    )


def _told(visibility: Visibility, mark: Mark | None) -> Homes:
    """Returns of the other one that this side heard of, by a heads-up or by what was brought."""
    brought = Exists(Telling.objects.filter(brought_to(visibility), homecoming=OuterRef("pk")))
    homes = Homecoming.objects.filter(heard_by(visibility) | brought, person=visibility.other)
    return _newest(homes, mark).select_related("leave__heads_up").only(*HOME, *HEADS_UP)


def _newest(homes: Homes, mark: Mark | None) -> Homes:
    if mark:
        at, last = mark
        homes = homes.filter(Q(came_back_at__lt=at) | Q(came_back_at=at, leave_id__lt=last))
    return homes.order_by("-came_back_at", "-leave_id")


def _chapter(home: Homecoming, side: Membership | None = None) -> Chapter:
    if side is None:
        return Chapter(home, leave=home.leave)
    heads_up = getattr(home.leave, "heads_up", None)
    known = heads_up if heads_up and heads_up.pair_id == side.pair_id else None
    return Chapter(home, heads_up=known, side=side)


def lay_in(person: Person, side: Membership | None, chapters: list[Chapter]) -> None:
    """What was brought home from these leaves in one pair, each with its answer."""
    if side is None:
        return
    for start in range(0, len(chapters), PAGE + 1):
        _lay_in(person, side, chapters[start : start + PAGE + 1])


def _lay_in(person: Person, side: Membership, chapters: list[Chapter]) -> None:
    by_home = {chapter.home.pk: chapter for chapter in chapters}
    homes = zip_longest(ON_A_PAGE, by_home)
    for telling in _brought_from(**{name: home for name, home in homes if name}):
        if telling.pair_id == side.pair_id and is_readable(telling, person, side):
            line = StoryLine(telling, answer_to(telling, side), side)
            line.open = telling.person_id == person.pk or hasattr(telling, "reception")
            by_home[telling.homecoming_id].lines.append(line)
    _lay_in_replies(side, [line for one in chapters for line in one.lines])


def _lay_in_replies(side: Membership, lines: list[StoryLine]) -> None:
    asked = [line for line in lines if getattr(line.telling, "replied_to", False)]
    said = {line.reception.pk: line for line in asked if line.reception}
    for reception, reply in (replies_to(side, said) if said else {}).items():
        said[reception].reply = reply


def mark_of(person: Person, side: Membership | None, leave_id: UUID) -> Mark:
    for homes in (own_homes(person, side), told_homes(side)):
        home = homes.filter(leave=leave_id).first()
        if home:
            return home.came_back_at, leave_id
    raise Http404


def _just_above(mark: Mark) -> Mark:
    """A mark below which the page begins with this very leave."""
    at, leave_id = mark
    return at, UUID(int=leave_id.int + 1)


_newest_own = Prepared(
    lambda: _own(given_id("person"), _own_of_now(given_id("person"), given_id("pair")), None)[
        : PAGE + 1
    ]
)
_ANYBODY = Visibility(given_id("pair"), given_id("me"), given_id("other"))
_newest_told = Prepared(lambda: _told(_ANYBODY, None)[: PAGE + 1])
_newest_once_told = Prepared(
    lambda: _told(replace(_ANYBODY, until=given_time("until")), None)[: PAGE + 1]
)
_brought_from = Prepared(
    lambda: (
        Telling.objects.filter(homecoming__pk__in=[given_id(name) for name in ON_A_PAGE])
        .select_related("reception")
        .annotate(replied_to=replied_to())
        .order_by("told_at", "pk")
    )
)
