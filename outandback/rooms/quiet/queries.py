from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.leave.queries import known_as
from outandback.rooms.people.queries import lives_apart, visible, visible_now
from outandback.ui.texts import entries_of
from outandback.vault.prepared_queries import Given, Prepared, given_id

from .models import (
    EveningCheck,
    HeldNote,
    Hello,
    HelloPick,
    Mute,
    NeedAgreement,
    NeedCall,
    NeedNumber,
    NeedYes,
)

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring

CONTENT = Path(__file__).parent / "content"
# For each of the two: three short leaves are not nine calls.
CALLS_A_DAY, A_DAY = 3, timedelta(days=1)
AT_ONCE = 5

_HELD = Q(withdrawn_at=None, held_at__isnull=False)
_shown_first = Prepared(
    lambda: HeldNote.objects.filter(
        _HELD, person=given_id("person"), heads_up=given_id("told")
    ).order_by("-held_at", "pk")[: AT_ONCE + 1]
)
_own_leave = Prepared(lambda: _with_meanwhile(given_id("person"), given_id("pair")))


@dataclass(frozen=True)
class Meanwhile:
    """What can pass while somebody of the two is out: whether the other one called, whether a hello
    was picked for a leave under way, and whether both said yes to what “I need you” is for."""

    called: bool = False
    hello: bool = False
    may_call: bool = False


def leave_and_meanwhile(
    person: Person, mine: Membership | None, leave_id: UUID
) -> tuple[Leave, Meanwhile]:
    """An own leave, and what is to be looked for on its page."""
    pair = mine.pair_id if mine else None
    leave: Any = _own_leave.first(leave=leave_id, person=person.pk, pair=pair)
    if leave is None:
        raise Http404
    return leave, Meanwhile(leave.called, leave.hello, leave.may_call)


def has_called(me: Given, pair: Given, heads_up: str = "pk") -> Exists:
    """For a row with a heads-up: whether the other one called this person on that leave."""
    calls = NeedCall.objects.filter(heads_up=OuterRef(heads_up), pair=pair)
    return Exists(calls.exclude(person=me))


def hello_picked(pair: Given, heads_up: str = "pk") -> Exists:
    """For a row with a heads-up: whether either of the two picked a hello for it."""
    return Exists(Hello.objects.filter(heads_up=OuterRef(heads_up), pair=pair))


def holds_notes(me: Given) -> Exists:
    """For a heads-up: whether this person holds notes for that return."""
    return Exists(HeldNote.objects.filter(_HELD, person=me, heads_up=OuterRef("pk")))


def agreed_by_both(me: Given, pair: Given) -> Exists:
    """Whether both said yes to the same words, for a question about something else."""
    yes = NeedYes.objects.filter(pair=pair, version=OuterRef("row_version"))
    agreements = NeedAgreement.objects.filter(pair=pair)
    return Exists(agreements.filter(Exists(yes.filter(person=me)), Exists(yes.exclude(person=me))))


def waits_for_a_word(me: Given, pair: Given) -> Subquery:
    """The version of those words to which the other one alone said yes."""
    yes = NeedYes.objects.filter(pair=pair, version=OuterRef("row_version"))
    theirs, mine = Exists(yes.exclude(person=me)), Exists(yes.filter(person=me))
    waiting = NeedAgreement.objects.filter(theirs, ~mine, pair=pair)
    return Subquery(waiting.values("row_version"))


# Held notes ------------------------------------------------------------------------------------


def notes_first_shown(person: Person, told: HeadsUp) -> list[HeldNote]:
    """The newest notes that this person holds for somebody's return; one more than are shown."""
    if not getattr(told, "holds_notes", True):
        return []
    return _shown_first(person=person.pk, told=told.pk)


def notes_by(person: Person, told: HeadsUp) -> list[HeldNote]:
    """Everything that this person wrote for one return and did not take back."""
    own = HeldNote.objects.filter(person=person, heads_up=told, withdrawn_at=None)
    own = own.select_related("handed_over", "heads_up")
    return list(own.order_by(F("held_at").asc(nulls_last=True), "pk"))


def note_by(person: Person, note_id: UUID) -> HeldNote:
    """This person's own note, wherever it is now. Anybody else's does not exist."""
    own = HeldNote.objects.filter(person=person, pk=note_id)
    return get_object_or_404(own.select_related("handed_over", "heads_up"))


def notes_kept_for(person: Person, leave: Leave) -> list[HeldNote]:
    """What the partner of now had kept, handed over when this person came back; nothing before."""
    kept = visible_now(handed_over_to(person).filter(heads_up__leave=leave), person)
    return list(kept.order_by("held_at", "pk"))


def still_held() -> QuerySet[HeldNote]:
    """For the actions: what a homecoming would hand over."""
    held = HeldNote.objects.filter(held_at__isnull=False, heads_up__returned_at=None)
    return held.filter(handed_over=None)


# What the two of a leave can do meanwhile ------------------------------------------------------


def told_of(person: Person, mine: Membership | None, leave_id: UUID) -> HeadsUp:
    """A leave that the pair of now knows of, whichever of the two it is. Else it is not found."""
    known = HeadsUp.objects.filter(leave=leave_id, pair=mine.pair_id if mine else None)
    return get_object_or_404(visible(known.select_related("leave"), person, "given_at"))


@dataclass(frozen=True)
class Picks:
    """What the two would like for the one hello; None where one said nothing."""

    mine: HelloPick | None = None
    theirs: HelloPick | None = None

    @property
    def agreed(self) -> HelloPick | None:
        if self.mine is None or self.theirs is None or not self.mine.agrees_with(self.theirs):
            return None
        return self.mine


def picks_of(person: Person, keyring: Keyring, told: HeadsUp | None) -> Picks:
    """What is closed counts as not said."""
    if told is None:
        return Picks()
    rows = visible(Hello.objects.filter(heads_up=told), person, "heads_up__given_at")
    said = {row.person_id == person.pk: keyring.open_if_possible(row, "pick") for row in rows}
    return Picks(said.get(True), said.get(False))


def hellos_now(person: Person, mine: Membership, keyring: Keyring) -> list[tuple[UUID, HelloPick]]:
    """The hellos that both picked, each with its leave, of whoever of the two is out now."""
    out = out_now(mine.pair_id, mine.person_id)
    of_now = Hello.objects.filter(heads_up__in=out).select_related("heads_up")
    rows = visible(of_now, person, "heads_up__given_at").order_by("heads_up__out_at", "pk")
    said: dict[UUID, dict[bool, HelloPick | None]] = {}
    for row in rows:
        by_side = said.setdefault(row.heads_up.leave_id, {})
        by_side[row.person_id == person.pk] = keyring.open_if_possible(row, "pick")
    both = {leave: Picks(each.get(True), each.get(False)).agreed for leave, each in said.items()}
    return [(leave, agreed) for leave, agreed in both.items() if agreed]


def own_pick(person_id: UUID, told: HeadsUp) -> Hello | None:
    return Hello.objects.filter(person=person_id, heads_up=told).first()


# I need you ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Agreed:
    """What “I need you” is for, and who of the two says yes to these words."""

    row: NeedAgreement | None = None
    mine: bool = False
    theirs: bool = False

    @property
    def by_both(self) -> bool:
        return self.mine and self.theirs

    @property
    def version(self) -> int:
        return self.row.row_version if self.row else 0


def agreement_of(mine: Membership) -> Agreed:
    row = NeedAgreement.objects.filter(pair=mine.pair_id).first()
    if row is None:
        return Agreed()
    yeses = NeedYes.objects.filter(pair=mine.pair_id, version=row.row_version)
    said = set(yeses.values_list("person", flat=True))
    return Agreed(row, mine.person_id in said, bool(said - {mine.person_id}))


def may_call(mine: Membership) -> bool:
    """Whether both said yes to what it is for."""
    return agreement_of(mine).by_both


def own_number(mine: Membership) -> NeedNumber | None:
    return NeedNumber.objects.filter(pair=mine.pair_id, person=mine.person_id).first()


def their_number(mine: Membership) -> NeedNumber | None:
    return NeedNumber.objects.filter(pair=mine.pair_id).exclude(person=mine.person_id).first()


def is_muted(person_id: UUID) -> bool:
    """For the person, and for the phone that stays silent. No page of anybody else asks this."""
    return Mute.objects.filter(person=person_id).exists()


def calls_of_the_day(mine: Membership, at: datetime) -> list[UUID]:
    """The heads-ups on which this side called within a day, one for each call."""
    own = NeedCall.objects.filter(pair=mine.pair_id, person=mine.person_id)
    return list(own.filter(called_at__gt=at - A_DAY).values_list("heads_up", flat=True))


def out_now(pair: UUID | Given, me: UUID | Given) -> QuerySet[HeadsUp]:
    """The leaves that somebody of a pair is out on, as one knows it. An index finds those open."""
    known = known_as(me, begun_at__isnull=False, returned_at=None)
    return HeadsUp.objects.filter(known, pair=pair, returned_at=None)


def _with_meanwhile(me: Given, pair: Given) -> QuerySet[Leave]:
    """One's own leave, with what may pass on any leave that is under way."""
    own, out = Leave.objects.filter(pk=given_id("leave"), person=me), out_now(pair, me)
    return own.select_related("heads_up").annotate(
        called=Exists(out.filter(has_called(me, pair))),
        hello=Exists(out.filter(hello_picked(pair))),
        may_call=agreed_by_both(me, pair),
    )


def call_to(person: Person, mine: Membership) -> NeedCall | None:
    """The other one's last call while somebody is out, with its words; `from_home`: they are at
    home, and this person is out."""
    out = out_now(mine.pair_id, mine.person_id)
    their_own = out.filter(person=OuterRef("person"))
    theirs = NeedCall.objects.filter(heads_up__in=out).exclude(person=person)
    known = theirs.select_related("agreement", "heads_up").annotate(
        from_home=Q(heads_up__person=person) & ~Exists(their_own)
    )
    return known.order_by("-called_at", "pk").first()


def calls_home(told: HeadsUp, mine: Membership, keyring: Keyring) -> bool:
    """Whether a call of this side says "home": from there to the one who is out."""
    if told.person_id == mine.person_id or lives_apart(keyring, mine):
        return False
    return not out_now(mine.pair_id, mine.person_id).filter(person=mine.person_id).exists()


def call_stands(person_id: UUID, call_id: UUID) -> bool:
    """Before a phone rings: somebody is still out, and its person has not asked for silence."""
    calls = NeedCall.objects.filter(pk=call_id, heads_up__returned_at=None)
    return calls.exists() and not is_muted(person_id)


# An evening at home ----------------------------------------------------------------------------


def evening_of(person: Person, on: date) -> EveningCheck | None:
    return EveningCheck.objects.filter(person=person, evening_on=on).first()


def evening_idea(on: date, about: UUID) -> str:
    """Something for an evening of one's own; another one on another day, and for another leave."""
    ideas = entries_of(CONTENT, "evenings")
    return str(ideas[(on.toordinal() + about.int) % len(ideas)]["words"])


# For taking along ------------------------------------------------------------------------------


def handed_over_to(person: Person) -> QuerySet[HeldNote]:
    """Every note that reached this person at a return of theirs, while they were in the pair."""
    handed = HeldNote.objects.filter(heads_up__person=person, handed_over__isnull=False)
    return visible(handed, person, "handed_over__handed_at")
