from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from outandback.rooms.comfort.models import WhoseLeaves
from outandback.rooms.comfort.queries import KEYS, Comforts, Voice, levels_in, talk_first
from outandback.rooms.people.models import Membership
from outandback.rooms.people.queries import visible, visible_now
from outandback.rules.care_check import Asked, Finding, care_check, length_of, stands
from outandback.rules.cares import OPTIONS, SCALES, Care
from outandback.rules.evidence import Past
from outandback.ui.texts import entries_of
from outandback.vault.prepared_queries import Given, Prepared, given_id, given_time

from .models import DoorAnswers, DoorCheck, HeadsUp, Leave, Outcome, Shown, Turned

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.people.models import Person
    from outandback.rooms.trips.models import Trip
    from outandback.vault.keyring import Keyring

CONTENT = Path(__file__).parent / "content"
LOOKED_BACK, LAST_DOORS, LATELY_PLANNED = 60, 3, 12
NEAR = timedelta(days=7)
STILL_AHEAD = timedelta(days=1)


def leave_of(person: Person, leave_id: UUID) -> Leave:
    """This person's own leave, with its heads-up. Anybody else's does not exist."""
    leave = own_leave(person, leave_id)
    if leave is None:
        raise Http404
    return leave


def own_leave(person: Person, leave_id: UUID) -> Leave | None:
    """For a page that is read by both: None where it is not this person's."""
    return _own_leave.first(leave=leave_id, person=person.pk)


def given_out(person_id: UUID) -> QuerySet[Leave]:
    """Own leaves for a calendar that is given out, with when the partner was told of each."""
    own = Leave.objects.filter(person=person_id)
    return own.annotate(told_at=F("heads_up__given_at"))


def one_own() -> QuerySet[Leave]:
    """One leave, to be asked with `leave` and `person`."""
    own = Leave.objects.filter(pk=given_id("leave"), person=given_id("person"))
    return own.select_related("heads_up")


def leaves_near(person: Person, at: datetime) -> list[Leave]:
    """Own leaves around now: under way, back within a week, or ahead within a week."""
    return _leaves_near(person=person.pk, **_around(at))


def has_planned(person: Person) -> bool:
    """Whether this person has kept any plan so far."""
    return Leave.objects.filter(person=person).exists()


def lately_planned(person: Person, mine: Membership | None) -> list[Leave]:
    """Own leaves, the one that was planned last first: none of the time of a past pair, and none
    that one was told of."""
    then = Membership.objects.filter(
        person=person, joined_at__lte=OuterRef("planned_at"), ended_at__gte=OuterRef("planned_at")
    )
    of_now = Q(heads_up=None) | Q(heads_up__pair=mine.pair_id if mine else None)
    own = Leave.objects.filter(of_now, ~Exists(then), person=person)
    return list(own.order_by("-planned_at", "-pk")[:LATELY_PLANNED])


def open_leave(person: Person) -> Leave | None:
    """The leave that this person is out on."""
    out = Leave.objects.filter(person=person, begun_at__isnull=False, returned_at=None)
    return out.select_related("heads_up").first()


def heads_ups_to(person: Person, mine: Membership, at: datetime) -> list[HeadsUp]:
    """What the partner has told this person, around now."""
    return _told_near(**whom_near(person, mine, at))


def whom_near(person: Person, mine: Membership | None, at: datetime) -> dict[str, Any]:
    return {"person": person.pk, "pair": mine.pair_id if mine else None, **_around(at)}


def own_near(*also: Q) -> QuerySet[Leave]:
    """Own leaves around now, to be asked with `whom_near`; and others that a caller looks for."""
    wanted = reduce(or_, also, _near(person=given_id("person")))
    near = Leave.objects.filter(wanted)
    return near.select_related("heads_up").order_by("out_at", "pk")


def is_near(row: Leave | HeadsUp, at: datetime) -> bool:
    """Whether a row is one of those, or of `told_near`, and not one that was looked for beside."""
    around = _around(at)
    if row.begun_at:
        return row.returned_at is None or row.returned_at >= around["back_since"]
    soon = around["out_since"] <= row.out_at <= around["out_until"]
    return row.called_off_at is None and soon


def told_near() -> QuerySet[HeadsUp]:
    """Heads-ups around now, to be asked with `whom_near`."""
    me, near = given_id("person"), _near(pair=given_id("pair"))
    told = visible(HeadsUp.objects.filter(near), me, "given_at").exclude(person=me)
    return told.order_by("out_at", "pk")


def heads_up_to(person: Person, leave_id: UUID, *, ever: bool = False) -> HeadsUp:
    """A leave of the partner of now, as this person was told of it.

    `ever`: of a past pair, too, for a form that was sent when the pair had ended.
    """
    told = HeadsUp.objects.filter(leave=leave_id).exclude(person=person)
    found = visible(told, person, "given_at") if ever else visible_now(told, person)
    return get_object_or_404(found)


def own_hours(person: Person, trip: Trip) -> list[Leave]:
    """This person's own hours in a trip, also those that nobody was told of."""
    own = Leave.objects.filter(person=person, trip=trip, called_off_at=None)
    return list(own.select_related("heads_up").order_by("out_at", "pk"))


def hours_told(person: Person, trip: Trip) -> list[HeadsUp]:
    """The other one's hours in a trip, as this person was told of them."""
    told = HeadsUp.objects.filter(leave__trip=trip, pair=trip.pair_id, called_off_at=None)
    rows = visible(told, person, "given_at").exclude(person=person)
    return list(rows.order_by("out_at", "pk"))


def teller_of(told: HeadsUp, partner: Membership | None) -> Membership:
    """The side of the pair that a heads-up came from; nearly always today's partner."""
    whose = (told.pair_id, told.person_id)
    if partner is not None and (partner.pair_id, partner.person_id) == whose:
        return partner
    return Membership.objects.get(pair=told.pair_id, person=told.person_id)


def heads_up_given(person_id: UUID, leave: Leave) -> HeadsUp | None:
    """What this person told of their leave. Once one of the two has left, the copy stands still."""
    return _heads_up_given.first(leave=leave.pk, person=person_id)


def as_known(person_id: UUID | None, told: HeadsUp) -> Leave | HeadsUp:
    """The facts of a leave as one of the two has them: one's own as they are, the partner's as they
    were told."""
    return told.leave if told.person_id == person_id else told


def words_of(keyring: Keyring, told: HeadsUp) -> Shown | None:
    """What a heads-up says to whoever reads: to its teller, as they last wrote it."""
    column = told.newest if told.person_id == keyring.person else "shown"
    words: Shown | None = keyring.open_if_possible(told, column)
    return words


def known_as(person_id: UUID | Given, **facts: Any) -> Q:
    """The same, as a question about heads-ups."""
    own = {f"leave__{name}": value for name, value in facts.items()}
    return Q(person=person_id, **own) | (~Q(person=person_id) & Q(**facts))


def door_check_of(person: Person, leave_id: UUID) -> DoorCheck | None:
    return DoorCheck.objects.filter(person=person, leave=leave_id).first()


@dataclass(frozen=True)
class CheckLine:
    """One care of a care check: what was found, and the line of both with the plan on it.

    `theirs` is None where the partner shows nothing of this care.
    """

    finding: Finding
    mine: tuple[str, ...]
    theirs: tuple[str, ...] | None
    spot: int | None
    question: str
    their_words: str
    their_day: str


def was_answered_by(leave: Leave, name: UUID) -> bool:
    """Whether what stands of the door is what came under this name."""
    return DoorCheck.objects.filter(leave=leave, pk=name).exists()


def care_check_of(
    person: Person, mine: Membership | None, keyring: Keyring, asked: Asked
) -> list[CheckLine]:
    """A plan held against one's own comfort and against what the partner shows of theirs."""
    comforts = Comforts(person, mine, keyring)
    own, theirs = comforts.mine(WhoseLeaves.OWN), comforts.shared(WhoseLeaves.THEIRS, own=False)
    found = care_check(asked, levels_in(own), levels_in(theirs))
    whose = mine.pair_id if mine else None
    return [_check_line(finding, asked, own, theirs, whose) for finding in found]


def _check_line(
    finding: Finding, asked: Asked, own: Voice, theirs: Voice, whose: UUID | None
) -> CheckLine:
    care, shown = finding.care, theirs.get(finding.care)
    axis = SCALES.get(care) or OPTIONS[care]
    length = length_of(asked.hours, asked.nights) if asked.hours is not None else ""
    on_it = length if care is Care.TIME else getattr(asked, care.value)
    return CheckLine(
        finding=finding,
        mine=_along(care, axis, own),
        theirs=_along(care, axis, theirs) if shown else None,
        spot=axis.index(on_it) if on_it in axis else None,
        question=talk_first(care, finding.about, whose) if finding.talk else "",
        their_words=shown.words if shown else "",
        their_day=shown.on if shown else "",
    )


def _along(care: Care, axis: tuple[str, ...], voice: Voice) -> tuple[str, ...]:
    levels = levels_in(voice)
    return tuple(KEYS[stands(care, option, levels)] for option in axis)


def outcomes_of(person: Person) -> list[Outcome]:
    """How this person's last leaves turned out, with how they stood at the door; newest first."""
    own = Outcome.objects.filter(person=person, leave__returned_at__isnull=False)
    rows = own.select_related("leave__door_check").order_by("-leave__returned_at", "-leave_id")
    return list(rows[:LOOKED_BACK])


def past_at_the_door(person: Person, keyring: Keyring) -> list[Past]:
    """Guilt at the door and how the leave turned out, newest first. Nothing in a closed room."""
    if not keyring.room_open:
        return []
    pairs = (_past(keyring, outcome) for outcome in outcomes_of(person))
    return [past for past in pairs if past is not None]


def _past(keyring: Keyring, outcome: Outcome) -> Past | None:
    turned: Turned | None = keyring.open(outcome, "turned")
    check = getattr(outcome.leave, "door_check", None)
    door: DoorAnswers | None = keyring.open(check, "answers") if check else None
    if turned is None or door is None or turned.felt is None or door.guilt is None:
        return None
    return Past(door.guilt, turned.felt)


def energies_at_the_door(person: Person, keyring: Keyring) -> list[int]:
    """The energy of the last few doors, the newest last. Nothing in a closed room."""
    if not keyring.room_open:
        return []
    checks = DoorCheck.objects.filter(person=person).order_by("-leave__begun_at", "-leave_id")
    answers = [keyring.open(check, "answers") for check in checks[:LAST_DOORS]]
    return [one.energy for one in reversed(answers) if one and one.energy is not None]


def reframing(why: str, leave_id: UUID) -> str:
    """A thought for the door, by what the guilt is about; another one on another leave."""
    fitting = [entry for entry in entries_of(CONTENT, "reframings") if entry["why"] == why]
    return str(fitting[leave_id.int % len(fitting)]["words"]) if fitting else ""


def unfinished(at: datetime) -> QuerySet[Leave]:
    """Every leave whose promised times still matter. For the program itself, not for a page."""
    return Leave.objects.filter(returned_at=None, called_off_at=None, planned_at__lte=at)


def _around(at: datetime) -> dict[str, datetime]:
    return {"back_since": at - NEAR, "out_since": at - STILL_AHEAD, "out_until": at + NEAR}


def _near(**whose: Given) -> Q:
    """Whose rows stands in each part, so that each part can use an index."""
    out = Q(**whose, begun_at__isnull=False, returned_at=None)
    back = Q(**whose, returned_at__gte=given_time("back_since"))
    ahead = Q(**whose, begun_at=None, called_off_at=None)
    soon = Q(out_at__range=(given_time("out_since"), given_time("out_until")))
    return out | back | (ahead & soon)


_own_leave = Prepared(lambda: one_own())
_heads_up_given = Prepared(
    lambda: HeadsUp.objects.filter(leave=given_id("leave"), person=given_id("person"))
)
_leaves_near = Prepared(own_near)
_told_near = Prepared(told_near)
