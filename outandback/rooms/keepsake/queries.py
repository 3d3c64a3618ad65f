from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from outandback.rooms.comeback.models import Homecoming, Telling
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.loop import queries as story
from outandback.rooms.loop.queries import Chapter
from outandback.rooms.loop.visibility import readable_by
from outandback.rooms.people.models import Membership
from outandback.rooms.people.queries import visible_now
from outandback.rooms.traditions.queries import grown_from, spins_of
from outandback.rooms.trips.queries import trips_over
from outandback.rules.sought import Sought
from outandback.rules.whereabouts import LONGEST_UNSAID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outandback.rooms.loop.queries import Homes, StoryLine
    from outandback.rooms.people.models import Person
    from outandback.rooms.traditions.models import Spin
    from outandback.rooms.trips.models import Trip
    from outandback.vault.keyring import Keyring

LAST = datetime(9999, 1, 1, tzinfo=UTC)
MOST_TO_KEEP, LONGEST = 200, timedelta(days=366)


def both_had(person: Person, side: Membership, sought: Sought, **which: object) -> list[Chapter]:
    """The leaves that both knew of, and what both could read of them, from the first to the last.

    One more than fits a keepsake, where there are more: then the latest of them.
    """
    end, theirs = _end_of_both(side), story.told_homes(side)
    which |= {"came_back_at__lte": end} if end else {}
    own = [_kept(home, side) for home in _within(_own_told_in(person, side), sought, which)]
    heard = [_kept(home, side, side) for home in _within(theirs, sought, which)]
    within = sorted((one for one in own + heard if sought.holds(one.out_at)), key=_set_out)
    latest = within[-MOST_TO_KEEP - 1 :]
    story.lay_in(person, side, latest)
    for one in latest:
        one.lines = list(_until(end, one.lines)) if end else one.lines
    return [one for one in latest if one.heads_up or one.lines]


def _set_out(one: Chapter) -> tuple[datetime, UUID]:
    return one.out_at, one.leave_id


def _within(homes: Homes, sought: Sought, which: dict[str, object]) -> Homes:
    """Enough of them: what a heads-up says of the time is looked at afterwards."""
    if sought.since:
        homes = homes.filter(came_back_at__gte=sought.since)
    if until := sought.until:
        homes = homes.filter(Q(came_back_at__lt=until) | Q(leave__heads_up__out_at__lt=until))
    return homes.filter(**which)[: MOST_TO_KEEP + 1]


def _own_told_in(person: Person, side: Membership) -> Homes:
    """One's own returns that the other one of this pair was told of, or something from."""
    brought = Telling.objects.filter(pair=side.pair_id, withdrawn_at=None)
    brought = brought.filter(homecoming=OuterRef("pk"))
    known = Q(leave__heads_up__pair=side.pair_id) | Exists(brought)
    homes = Homecoming.objects.filter(known, person=person).select_related("leave__heads_up")
    return homes.only(
        *story.HOME, *story.LEAVE, "leave__back_at", *story.HEADS_UP, "leave__heads_up__later"
    ).order_by("-came_back_at", "-pk")


def _kept(home: Homecoming, side: Membership, whose: Membership | None = None) -> Chapter:
    told = getattr(home.leave, "heads_up", None)
    known = told if told and told.pair_id == side.pair_id else None
    if known and whose is None and side.ended_at is None:
        _bring_up_to_date(known, home.leave)
    return Chapter(home, heads_up=known, side=whose)


def _bring_up_to_date(told: HeadsUp, leave: Leave) -> None:
    """Until one hears of a parting, what they told of their own leave is what they last said."""
    told.out_at, told.back_at, told.zone = leave.out_at, leave.back_at, leave.zone


def _end_of_both(side: Membership) -> datetime | None:
    """When the first of the two had left, once this one knows of it."""
    if side.ended_at is None or side.other is None:
        return side.ended_at
    return min(side.ended_at, side.other.ended_at or side.ended_at)


def _until(end: datetime, lines: list[StoryLine]) -> Iterator[StoryLine]:
    for line in lines:
        if line.telling.told_at <= end:
            yield _until_answered(end, line)


def _until_answered(end: datetime, line: StoryLine) -> StoryLine:
    if line.reception and line.reception.received_at > end:
        return replace(line, reception=None, reply=None)
    late = line.reply and line.reply.replied_at > end
    return replace(line, reply=None) if late else line


def spins_both_had(
    side: Membership, keyring: Keyring, sought: Sought, leave: UUID | None = None
) -> list[Spin]:
    """New spins that both had, the first one first; those alone that grew out of one leave.

    Until one hears of a parting, their own are still for both.
    """
    since, until = (at and timezone.localdate(at) for at in (sought.since, sought.until))
    return [
        spin
        for spin in reversed(spins_of(side, keyring))
        if side.ended_at is None or (spin.words and spin.tradition.words)
        if (not since or since <= spin.added_on) and (not until or spin.added_on < until)
        if leave is None or _grew_out_of(spin, keyring, leave)
    ]


def trips_both_had(side: Membership, keyring: Keyring, sought: Sought, today: date) -> list[Trip]:
    """Trips that both had and that are over, the first one first."""
    since, until = (at and timezone.localdate(at) for at in (sought.since, sought.until))
    after = since - timedelta(days=1) if since else date.min
    last = min(filter(None, (until, today))) - timedelta(days=1)
    over = reversed(trips_over(side, keyring, after, last))
    return [trip for trip in over if side.ended_at is None or trip.words]


def _grew_out_of(spin: Spin, keyring: Keyring, leave: UUID) -> bool:
    told = grown_from(keyring, spin)
    return told is not None and told.leave_id == leave


# A year ------------------------------------------------------------------------------------------


def year_of(
    person: Person, side: Membership | None, since: datetime, until: datetime
) -> tuple[list[Chapter], set[UUID]]:
    """The leaves that set out in it and came back, and those that something was told of."""
    back = {"came_back_at__gte": since, "came_back_at__lt": until + LONGEST}
    found = story.chapters_of(person, side, **back)
    chapters = sorted((one for one in found if since <= one.out_at < until), key=_set_out)
    homes = [one.home.pk for one in chapters]
    told = Telling.objects.filter(readable_by(person, side), homecoming__in=homes)
    return chapters, set(told.values_list("homecoming__leave_id", flat=True))


# Some days ---------------------------------------------------------------------------------------


def own_between(
    person: Person, side: Membership | None, since: datetime, until: datetime
) -> list[Leave]:
    """One's own leaves that are planned, under way or were back then. As the story has them: of the
    time of a past pair those alone that this one was told of."""
    then = Membership.objects.filter(
        person=person,
        joined_at__lte=OuterRef("returned_at"),
        ended_at__gte=OuterRef("returned_at"),
    )
    pair = side.pair_id if side else None
    brought = Telling.objects.filter(homecoming__leave=OuterRef("pk"), pair=pair)
    near = _own_near(person, since, until)
    rows = Leave.objects.filter(near, ~Exists(then) | Exists(brought), called_off_at=None)
    return list(rows.order_by("out_at", "pk"))


def told_between(
    person: Person, side: Membership, since: datetime, until: datetime
) -> list[HeadsUp]:
    """The other one's, as they were told of them."""
    rows = HeadsUp.objects.filter(_planned(since, until, pair=side.pair_id), called_off_at=None)
    return list(visible_now(rows.exclude(person=person), person).order_by("out_at", "pk"))


def _own_near(person: Person, since: datetime, until: datetime) -> Q:
    """Under way or back: by the times as they were. Ahead: by those that are planned. Whose rows
    stands in each part, so that each part can use an index."""
    out = Q(person=person, begun_at__lt=until, returned_at=None)
    back = Q(person=person, begun_at__lt=until, returned_at__gte=since)
    return out | back | _planned(since, until, person=person, begun_at=None)


def _planned(since: datetime, until: datetime, **of: object) -> Q:
    """A range with two ends tells SQLite that it is the narrower one."""
    ends = Q(**of, out_at__lt=until, back_at__range=(since, LAST))
    return ends | Q(**of, out_at__range=(since - LONGEST_UNSAID, until), back_at=None)
