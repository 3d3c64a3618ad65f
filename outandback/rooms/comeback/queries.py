from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from outandback.rooms.away.models import Moment
from outandback.rooms.away.queries import in_their_order, pieces_here
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people.models import Membership
from outandback.rooms.people.queries import visible
from outandback.ui.texts import Entry, entries_of
from outandback.vault.prepared_queries import Prepared, given_id

from .content import ready
from .models import CheckIn, Choice, Homecoming, KeptMoment, Landing, Reception, Telling, ToldPiece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from outandback.rooms.away.models import Caught
    from outandback.rooms.people.models import Person
    from outandback.vault.keyring import Keyring

PAGE = 20
CONTENT = Path(__file__).parent / "content"


def unanswered() -> QuerySet[Telling]:
    told = Telling.objects.filter(
        pair=given_id("pair"), person=given_id("partner"), withdrawn_at=None
    )
    lately = told.order_by("-told_at", "-pk").values("pk")[:PAGE]
    waiting = Telling.objects.filter(pk__in=lately, reception=None)
    return waiting.select_related("hearing_day").order_by("told_at", "pk")


def waits_to_be_heard() -> Exists:
    """Whether there is any of them, for a question about something else."""
    return Exists(unanswered().order_by())


_waiting = Prepared(unanswered)


def homecoming_of(person: Person, leave_id: UUID) -> Homecoming:
    """One's own return."""
    own = Homecoming.objects.filter(person=person, leave_id=leave_id)
    return get_object_or_404(own.select_related("leave", "departure"))


def is_back(person: Person, leave_id: UUID) -> bool:
    return Homecoming.objects.filter(person=person, leave_id=leave_id).exists()


def homecoming_seen_by(person: Person, mine: Membership | None, leave_id: UUID) -> Homecoming:
    """The return of the partner of now, as far as a heads-up told of it."""
    told = HeadsUp.objects.filter(leave=leave_id, pair=mine.pair_id if mine else None)
    if not told.exclude(person=person).exclude(returned_at=None).exists():
        raise Http404
    return get_object_or_404(Homecoming, leave=leave_id)


def check_in_of(person: Person, homecoming: Homecoming) -> CheckIn | None:
    return CheckIn.objects.filter(person=person, homecoming=homecoming).first()


def check_ins_without_outcome(person: Person) -> QuerySet[CheckIn]:
    own = CheckIn.objects.filter(person=person, homecoming__person=person, answers__isnull=False)
    return own.filter(homecoming__leave__outcome=None).select_related("homecoming__leave")


def check_in_shared_with(
    person: Person, mine: Membership | None, homecoming: Homecoming
) -> CheckIn | None:
    """What the partner of now chose to share about a return. What they kept is not even fetched."""
    shared = CheckIn.objects.filter(homecoming=homecoming, pair=mine.pair_id if mine else None)
    return shared.exclude(person=person).exclude(shared=None).defer("answers").first()


def choices_about(person: Person, moments: Iterable[Moment]) -> dict[UUID, Choice]:
    rows = Choice.objects.filter(person=person, moment__in=list(moments))
    return {choice.moment_id: choice for choice in rows}


def tellings_of(person: Person, homecoming: Homecoming) -> list[Telling]:
    """What someone told of one leave and did not take back."""
    rows = Telling.objects.filter(person=person, homecoming=homecoming, withdrawn_at=None)
    return list(rows.order_by("told_at", "id"))


def telling_told_by(person: Person, telling_id: UUID) -> Telling:
    rows = Telling.objects.filter(person=person, pk=telling_id)
    return get_object_or_404(rows.select_related("hearing_day"))


def telling_between(person: Person, telling_id: UUID) -> Telling:
    """Told by this person, or to them as far as it stands."""
    own = Telling.objects.filter(person=person, pk=telling_id).first()
    return own or telling_to(person, telling_id)


def brought_along(keyring: Keyring, telling: Telling, names: Sequence[str]) -> bytes:
    """A photo or a voice note that was told, whole. Not there: Http404."""
    pieces = ToldPiece.objects.filter(telling=telling, pk__in=names)
    return b"".join(in_their_order(keyring, pieces, names))


def reception_of(person: Person, telling: Telling) -> Reception | None:
    """What came back to its teller, and was not taken back while they were in the pair."""
    rows = Reception.objects.filter(telling=telling, telling__person=person)
    said = visible(rows, person, "received_at").first()
    gone = said and said.withdrawn_at and not said.stands_for(_side(person, telling.pair_id))
    return None if gone else said


def has_received(person: Person) -> bool:
    return Reception.objects.filter(person=person).exists()


def hearing_well() -> tuple[Entry, ...]:
    return entries_of(CONTENT, "receiving")


def telling_to(person: Person, telling_id: UUID) -> Telling:
    """What the partner told, or once told; gone where it was taken back in time."""
    rows = visible(Telling.objects.filter(pk=telling_id).exclude(person=person), person, "told_at")
    rows = rows.select_related("reception", "hearing_day", "homecoming__leave__heads_up")
    telling = get_object_or_404(rows)
    if not telling.stands_for(_side(person, telling.pair_id)):
        raise Http404
    return telling


def tellings_waiting_for(person: Person, mine: Membership | None) -> list[Telling]:
    """For Today: what the partner told lately and nothing was said to yet. No count, no age.

    How long one of them is mentioned is for `rules/afterwards.py` to say.
    """
    if mine is None or mine.other is None:
        return []
    teller = mine.other.person_id
    return _waiting(pair=mine.pair_id, partner=teller) if teller != person.pk else []


def landing_of(person: Person, telling: Telling) -> Landing | None:
    return Landing.objects.filter(person=person, telling=telling).first()


def is_known_to_pair(mine: Membership | None, homecoming: Homecoming) -> bool:
    """Whether the two of now both know of this leave."""
    told = HeadsUp.objects.filter(leave=homecoming.leave_id, pair=mine.pair_id if mine else None)
    return told.exclude(~Q(person=mine and mine.person_id), returned_at=None).exists()


def not_brought(person: Person, keyring: Keyring, moments: Iterable[Moment]) -> list[KeptMoment]:
    """Of these moments the ones that were not told, or were taken back. Needs the open room."""
    return [one for one in kept_in_order(person, keyring, moments) if not one.told]


@dataclass
class Leaf:
    """One leave in the private room: how it was, and the moments that were not brought.
    `place`: the zone of the place that was left, as far as this person was told."""

    at: datetime
    leave_id: UUID
    leave: Leave | None = None
    place: str = ""
    check_in: CheckIn | None = None
    kept: list[KeptMoment] = field(default_factory=list)


def leaves_in_the_room(person: Person, before: UUID | None) -> list[Leaf]:
    """One's own leaves, and the returns of a partner that one answered to, newest first.

    One more than a page, where there are more.
    """
    until = _time_of(person, before) if before else None
    own, answered = _own_leaves(person), _answered_at_home(person)
    if until:
        own = own.filter(_earlier("out_at", "id", until))
        answered = answered.filter(
            _earlier("homecoming__came_back_at", "homecoming__leave_id", until)
        )
    leaves = [Leaf(leave.out_at, leave.pk, leave, leave.zone) for leave in own[: PAGE + 1]]
    at_home = [_leaf_of(check_in) for check_in in answered[: PAGE + 1]]
    newest = sorted(chain(leaves, at_home), key=lambda leaf: (leaf.at, leaf.leave_id), reverse=True)
    return newest[: PAGE + 1]


def fill(person: Person, keyring: Keyring, leaves: list[Leaf]) -> None:
    """Lay into each leave how its return was, and its moments."""
    own = {leaf.leave_id: leaf for leaf in leaves if leaf.leave}
    for check_in in _check_ins_of_own(person, own):
        own[check_in.homecoming.leave_id].check_in = check_in
    for kept in kept_in_order(person, keyring, _moments_in(person, own)):
        if kept.goes_along or not kept.told:
            own[kept.moment.departure.leave_id].kept.append(kept)


def kept_in_order(person: Person, keyring: Keyring, moments: Iterable[Moment]) -> list[KeptMoment]:
    """Moments with what was decided about each. Needs the open room."""
    moments = list(moments)
    choices = choices_about(person, moments)
    opened = [_opened(keyring, moment, choices.get(moment.pk)) for moment in moments]
    told = _standing(person, {one.chosen.telling for one in opened if one.chosen})
    pieces = pieces_here(person, [one.caught for one in opened])
    found = (
        replace(one, pieces=pieces, told=bool(one.chosen and one.chosen.telling in told))
        for one in opened
    )
    return sorted(found, key=lambda one: (one.at, one.moment.pk))


def _opened(keyring: Keyring, moment: Moment, choice: Choice | None) -> KeptMoment:
    chosen = keyring.open(choice, "chosen") if choice else None
    caught: Caught = keyring.open(moment, "caught")
    return KeptMoment(moment, caught, chosen, hint=ready.hint_for(caught.kind, moment.pk))


def _standing(person: Person, ids: set[str]) -> set[str]:
    """Of the tellings named in choices those that were not taken back."""
    rows = Telling.objects.filter(person=person, pk__in=ids - {""}, withdrawn_at=None)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _own_leaves(person: Person) -> QuerySet[Leave]:
    own = Leave.objects.filter(person=person, begun_at__isnull=False)
    return own.select_related("door_check").order_by("-out_at", "-id")


def _answered_at_home(person: Person) -> QuerySet[CheckIn]:
    answered = CheckIn.objects.filter(person=person).exclude(homecoming__person=person)
    rows = answered.select_related("homecoming", "homecoming__leave__heads_up")
    return rows.order_by("-homecoming__came_back_at", "-homecoming__leave_id")


def _leaf_of(check_in: CheckIn) -> Leaf:
    home = check_in.homecoming
    place = home.leave.heads_up.zone if hasattr(home.leave, "heads_up") else ""
    return Leaf(home.came_back_at, home.leave_id, place=place, check_in=check_in)


def _check_ins_of_own(person: Person, leave_ids: Iterable[UUID]) -> QuerySet[CheckIn]:
    rows = CheckIn.objects.filter(person=person, homecoming__leave__in=list(leave_ids))
    return rows.select_related("homecoming")


def _moments_in(person: Person, leave_ids: Iterable[UUID]) -> QuerySet[Moment]:
    rows = Moment.objects.filter(person=person, departure__leave__in=list(leave_ids))
    return rows.select_related("departure").order_by("arrived_on", "id")


def _time_of(person: Person, leave_id: UUID) -> tuple[datetime, UUID]:
    own = Leave.objects.filter(person=person, pk=leave_id).first()
    if own:
        return own.out_at, own.pk
    check_in = get_object_or_404(_answered_at_home(person).filter(homecoming__leave_id=leave_id))
    return check_in.homecoming.came_back_at, leave_id


def _earlier(time: str, name: str, until: tuple[datetime, UUID]) -> Q:
    return Q(**{f"{time}__lt": until[0]}) | Q(**{time: until[0], f"{name}__lt": until[1]})


def other_side(person: Person, pair_id: UUID) -> Membership | None:
    """Who the other one is, or was, in a pair of this person's."""
    return _side(person, pair_id).other


def _side(person: Person, pair_id: UUID) -> Membership:
    sides = Membership.objects.select_related("other")
    return get_object_or_404(sides, person=person, pair=pair_id)
