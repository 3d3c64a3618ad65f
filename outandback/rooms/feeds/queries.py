from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404

from outandback.rooms.people.models import Membership
from outandback.rules.feed_times import (
    UNUSED,
    FeedTime,
    at_rest,
    is_unused,
    looked_at,
    may_be_twice,
)
from outandback.rules.return_times import wall_at

from .models import Feed, FeedName, FeedToken, token_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from outandback.rooms.people.models import Person
    from outandback.vault.keyring import Keyring

COLUMNS = ("name", "called_off", "out_wall", "zone", "back_wall", "back_zone")
TEXT, DAY = CharField(max_length=40), len("2026-05-14")


# What only those read who are told the times, and not whoever has them already.
LARGE = ("token", "name", "snapshot", "changes", "still")


def feeds_of(person: Person) -> list[Feed]:
    return list(Feed.objects.filter(person=person).order_by("made_on", "pk"))


def feed_of(person: Person, feed_id: UUID) -> Feed:
    """This person's own. Anybody else's does not exist."""
    return get_object_or_404(Feed, pk=feed_id, person=person)


def feed_behind(token: str, at: datetime) -> Feed:
    """What an address leads to. Old, changed, ended and invented ones are not told apart."""
    used = Feed.objects.filter(used_on__gte=(at - UNUSED).date()).select_related("person")
    used = used.defer(*LARGE)
    return get_object_or_404(used, token_hash=token_hash(token), person__is_active=True)


def token_of(keyring: Keyring, feed: Feed) -> str:
    """What its address ends in. Raises Closed."""
    token: FeedToken = keyring.open(feed, "token")
    return token.text


def reader_of(keyring: Keyring, feed: Feed) -> str:
    """Who reads it, as its owner named them; empty where that is closed."""
    name: FeedName | None = keyring.open_if_possible(feed, "name")
    return name.text if name else ""


def has_ended(feed: Feed, at: datetime) -> bool:
    """Nobody asked for it for so long that its address leads nowhere any more."""
    return is_unused(feed.used_on, at.date())


def times_in(feed: Feed, own: QuerySet[Any], at: datetime) -> Iterable[FeedTime]:
    """What a feed shows of its owner's times, `own`, which hold them as a leave does, and `told_at`
    where the other one was told; of those that stand still, what was there by then."""
    if feed.still_since:
        return at_rest(map(_kept, feed.still), feed.rests_at, at)
    return times_shown(feed, own, at)


def times_shown(
    feed: Feed, own: QuerySet[Any], at: datetime, further: timedelta = timedelta(0)
) -> Iterator[FeedTime]:
    return _by_the_wall(rows_shown(feed, own, at, further))


def rows_shown(
    feed: Feed, own: QuerySet[Any], at: datetime, further: timedelta = timedelta(0)
) -> QuerySet[Any]:
    """`further`: for somebody who looks at it until so long from now."""
    looked = looked_at(at, further)
    not_over = Q(back_at__gte=looked.since) | Q(back_at=None, out_at__gte=looked.unsaid_since)
    stands = Q(called_off_at=None) | Q(called_off_at__gte=looked.called_off_since)
    rows = own.filter(not_over, stands, out_at__lt=looked.until).order_by("out_at", "pk")
    return rows if feed.untold else rows.filter(known_to_the_other(feed.person_id))


def known_to_the_other(person_id: UUID) -> Q:
    """What was told, and what there was nobody to tell of: it touches no time of a pair of theirs,
    so that nothing that was kept back comes out when a pair begins or ends."""
    known = Q()
    for side in Membership.objects.filter(person=person_id):
        began_later = Q(returned_at__lt=side.joined_at)
        known &= (began_later | Q(planned_at__gt=side.ended_at)) if side.ended_at else began_later
    return known | Q(told_at__isnull=False) if known else Q()


def _by_the_wall(rows: QuerySet[Any]) -> Iterator[FeedTime]:
    """Instants are read of those few alone whose clocks may show an hour twice, and what ends up as
    text is read as text: so five thousand times are read in half the time."""
    said = rows.annotate(name=Cast("pk", TEXT), called_off=Cast("called_off_at", TEXT))
    found = list(said.values_list(*COLUMNS))
    odd = [UUID(row[0]) for row in found if may_be_twice(*row[2:])]
    instants = rows.filter(pk__in=odd).values_list("pk", "out_at", "back_at") if odd else ()
    which = {pk.hex: at for pk, *at in instants}
    for name, called_off, out, zone, back, back_zone in found:
        off = called_off[:DAY] if called_off else ""
        one = FeedTime(name.replace("-", ""), out, zone, back, back_zone, off)
        yield _which_of_two(one, *which[one.source]) if one.source in which else one


def _which_of_two(one: FeedTime, out_at: datetime, back_at: datetime | None) -> FeedTime:
    out = bool(wall_at(out_at, one.zone).fold)
    back = bool(back_at and wall_at(back_at, one.back_zone).fold)
    return one._replace(out_again=out, back_again=back)


def _kept(one: Iterable[Any]) -> FeedTime:
    return FeedTime(*one)
