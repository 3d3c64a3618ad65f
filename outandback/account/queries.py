from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.sessions.models import Session
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from outandback.afterwards.models import EveningAfter, Suggestion
from outandback.away.models import Departure, Moment
from outandback.board.models import Showing, SleepsBoard
from outandback.comeback.models import (
    CheckIn,
    Choice,
    HearingDay,
    Homecoming,
    Landing,
    Reception,
    Telling,
    ToldPiece,
)
from outandback.comfort.models import Comfort, SharedComfort
from outandback.cover.models import Answer, Taking, Window
from outandback.giving.models import Draft, TenDay
from outandback.ladder.models import Standing, Step
from outandback.leave.models import AgreedFact, DoorCheck, HeadsUp, Leave, Outcome
from outandback.people.models import Membership, Pair, Parting, Person
from outandback.people.queries import visible
from outandback.quiet.models import (
    EveningCheck,
    HeldNote,
    Hello,
    NeedAgreement,
    NeedCall,
    NeedNumber,
)
from outandback.quiet.queries import handed_over_to
from outandback.together.models import Idea, Ritual
from outandback.traditions.queries import spins_kept_by, traditions_kept_by
from outandback.vault.errors import SealError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from outandback.vault.fields import SealedRow
    from outandback.vault.keyring import Keyring

WHEN = ("out_at", "back_at", "zone", "back_zone")
STATES = ("begun_at", "returned_at", "called_off_at")
UNOPENABLE = {"sealed": "This could not be opened."}


@dataclass(frozen=True)
class Kind:
    """One kind of row as it is taken along: what it holds, which columns, which sealed words."""

    name: str
    holds: str
    rows: QuerySet[Any]
    plain: tuple[str, ...]
    sealed: tuple[str, ...] = ()

    def opened(self, keyring: Keyring) -> Iterator[dict[str, Any]]:
        for row in self.rows.iterator(chunk_size=200):
            plain = {name: getattr(row, name) for name in self.plain}
            yield plain | {name: _words(keyring, row, name) for name in self.sealed}


def everything_of(person: Person, at: datetime, with_private: bool) -> list[Kind]:
    """All that is this person's, and of a partner's what was shared; the private part on demand."""
    private = [*_private(person), *_eased(person)] if with_private else []
    shared = [*_told(person), *_given(person), *_of_the_two(person), *_kept_for_later(person)]
    theirs = [*_shared_with(person, at), *_given_to(person)]
    return [*_about(person), *_own(person), *private, *shared, *theirs]


def session_keys(person: Person) -> list[str]:
    """Sessions name nobody in clear, so each is looked into. As they rest: hashed."""
    sessions = Session.objects.iterator()
    whose = ((s.session_key, s.get_decoded().get("_auth_user_id")) for s in sessions)
    return [key for key, who in whose if who == str(person.pk)]


def departures_kept(person: Person) -> QuerySet[Any, Any]:
    return Homecoming.objects.filter(person=person).values("departure")


def leaves_kept(person: Person) -> QuerySet[Any, Any]:
    return Departure.objects.filter(person=person).values("leave")


def _about(person: Person) -> list[Kind]:
    me = Person.objects.filter(pk=person.pk)
    sides = Membership.objects.filter(person=person).order_by("joined_at")
    others = Membership.objects.filter(pair__memberships__person=person).exclude(person=person)
    plain = ("id", "email", "joined_on", "zone", "language", "lock_after")
    return [
        Kind("person", "You, as you signed up.", me, plain, ("called",)),
        Kind("pairs", "The pairs you are or were in.", sides, ("pair_id", "joined_at", "ended_at")),
        Kind("partners", "What your partners are called.", others, ("pair_id",), ("called",)),
    ]


def _own(person: Person) -> list[Kind]:
    leaves = Leave.objects.filter(person=person).order_by("out_at")
    told = HeadsUp.objects.filter(person=person).order_by("given_at")
    facts = AgreedFact.objects.filter(heads_up__person=person).order_by("said_at")
    out = Departure.objects.filter(person=person).order_by("set_out_at")
    home = Homecoming.objects.filter(person=person).order_by("came_back_at")
    agreed = ("heads_up_id", "kind", "said_at", "out_at", "back_at")
    planned = ("id", *WHEN, "planned_at", *STATES, "ideas_put_away")
    given = ("id", "leave_id", "pair_id", "given_at", *WHEN, *STATES)
    return [
        Kind("leaves", "Your leaves.", leaves, planned, ("plan",)),
        Kind("heads_ups", "The heads-ups you gave.", told, given, ("shown", "later")),
        Kind("agreed", "What you told about times, as it was told.", facts, agreed),
        Kind("departures", "When you set out.", out, ("id", "leave_id", "set_out_at")),
        Kind("homecomings", "When you came back.", home, ("id", "leave_id", "came_back_at")),
    ]


def _private(person: Person) -> list[Kind]:
    me, own = Person.objects.filter(pk=person.pk), {"person": person}
    doors = DoorCheck.objects.filter(**own).order_by("leave__out_at")
    moments = Moment.objects.filter(**own).order_by("arrived_on", "id")
    caught = ("id", "departure_id", "arrived_on")
    checks = CheckIn.objects.filter(**own).order_by("answered_on")
    choices, landings = Choice.objects.filter(**own), Landing.objects.filter(**own)
    drafts = Draft.objects.filter(**own)
    answered = ("homecoming_id", "answered_on")
    return [
        Kind("ease", "What feels easy, as you said at the start.", me, (), ("ease",)),
        Kind("door_checks", "How you stood at the door.", doors, ("leave_id",), ("answers",)),
        Kind("moments", "What you caught while away.", moments, caught, ("caught",)),
        Kind("check_ins", "How your leaves and returns were.", checks, answered, ("answers",)),
        Kind("choices", "What you chose to bring.", choices, ("moment_id",), ("chosen",)),
        Kind("drafts", "What you began to teach or give.", drafts, ("moment_id",), ("drafted",)),
        Kind("landings", "Whether it felt received.", landings, ("telling_id",), ("felt",)),
    ]


def _eased(person: Person) -> list[Kind]:
    own = {"person": person}
    comforts = Comfort.objects.filter(**own).order_by("side", "care")
    outcomes = Outcome.objects.filter(**own).order_by("leave__out_at")
    steps = Step.objects.filter(**own).order_by("leave__out_at")
    ladder, evenings = Standing.objects.filter(**own), EveningCheck.objects.filter(**own)
    after = EveningAfter.objects.filter(**own).order_by("evening_on")
    next_ones, kept = Suggestion.objects.filter(**own), ("listener", "put_away")
    eased = "What eases and what stretches you."
    return [
        Kind("comforts", eased, comforts, ("side", "care"), ("said",)),
        Kind("outcomes", "How your leaves turned out.", outcomes, ("leave_id",), ("turned",)),
        Kind("ladder_steps", "Small steps you took.", steps, ("leave_id",), ("taken",)),
        Kind("ladder", "How your ladder stands.", ladder, (), ("said",)),
        Kind("evenings", "Evenings at home.", evenings, ("evening_on",), ("answers",)),
        Kind("evenings_after", "Evenings after.", after, ("evening_on",), ("answers",)),
        Kind("suggestion", "Another listener; a suggestion put away.", next_ones, (), kept),
    ]


def _given(person: Person) -> list[Kind]:
    own = {"person": person}
    answers = Answer.objects.filter(**own).order_by("answered_at")
    windows = Window.objects.filter(**own).order_by("offered_at")
    takings = Taking.objects.filter(leave__person=person)
    comforts = SharedComfort.objects.filter(**own).order_by("side", "care")
    answered, offered = ("pair_id", "answered_at"), ("id", "pair_id", "offered_at", *WHEN)
    shown = ("pair_id", "side", "care")
    return [
        Kind("comforts_shared", "What you show of your comfort.", comforts, shown, ("said",)),
        Kind("answers", "What you said to heads-ups.", answers, answered, ("said", "later")),
        Kind("windows", "Windows you offered.", windows, offered, ("words",)),
        Kind("windows_taken", "Windows that you took.", takings, ("window_id", "leave_id")),
    ]


def _of_the_two(person: Person) -> list[Kind]:
    pairs = Pair.objects.filter(memberships__person=person, living__isnull=False)
    rituals = Ritual.objects.filter(pair__memberships__person=person)
    ours = rituals.filter(Q(alone=False) | Q(person=person)).order_by("pair", "kind")
    own = Idea.objects.filter(person=person).order_by("pair", "pk")
    shared = Idea.objects.filter(pair__memberships__person=person).exclude(words=None)
    theirs = shared.exclude(person=person).order_by("pair", "pk")
    ways, spins = traditions_kept_by(person), spins_kept_by(person).order_by("added_on", "pk")
    spun = ("tradition_id", "person_id", "heads_up_id", "added_on")
    return [
        Kind("living", "How the two of you live.", pairs, ("id",), ("living",)),
        Kind("rituals", "Your rituals as two.", ours, ("pair_id", "kind"), ("words",)),
        Kind("ideas", "Small ideas you wrote.", own, ("pair_id",), ("words", "later")),
        Kind("partner_ideas", "Small ideas of theirs.", theirs, ("pair_id",), ("words",)),
        Kind("traditions", "Your traditions.", ways, ("id", "pair_id"), ("words", "later")),
        Kind("spins", "New spins on them.", spins, spun, ("words", "later")),
    ]


def _given_to(person: Person) -> list[Kind]:
    """What a partner said and offered, and shows of their comfort."""
    answers = _theirs(Answer, person, "answered_at").order_by("answered_at")
    windows = _theirs(Window, person, "offered_at").filter(withdrawn_at=None)
    shown = SharedComfort.objects.filter(pair__memberships__person=person, alone=False)
    comforts = shown.exclude(person=person).order_by("side", "care")
    side = ("pair_id", "side", "care")
    return [
        Kind("partner_comforts", "What they show of their comfort.", comforts, side, ("said",)),
        Kind("partner_answers", "What was said to you.", answers, ("pair_id",), ("said",)),
        Kind("partner_windows", "Windows offered to you.", windows, ("id", *WHEN), ("words",)),
    ]


def _kept_for_later(person: Person) -> list[Kind]:
    """Notes held for a return, the one hello, the one line that passes; and a child's pages."""
    own, ours = {"person": person}, {"pair__memberships__person": person}
    notes = HeldNote.objects.filter(**own).order_by("held_at")
    handed = handed_over_to(person).order_by("held_at")
    agreed, numbers = NeedAgreement.objects.filter(**ours), NeedNumber.objects.filter(**own)
    calls = NeedCall.objects.filter(**own).order_by("called_at")
    boards = SleepsBoard.objects.filter(**own).order_by("made_on")
    showings = Showing.objects.filter(board__person=person)
    made = ("id", "made_on", "zone", "show_flowers", "shows_all")
    return [
        Kind("held_notes", "Notes you held.", notes, ("held_at", "withdrawn_at"), ("words",)),
        Kind("partner_notes", "Notes held for you.", handed, ("pair_id",), ("words",)),
        Kind("need", "What “I need you” is for.", agreed, ("pair_id",), ("words",)),
        Kind("numbers", "Where you can be rung.", numbers, ("pair_id",), ("words",)),
        Kind("calls", "When you called.", calls, ("called_at",)),
        Kind("hellos", "The hello you picked.", Hello.objects.filter(**own), (), ("pick",)),
        Kind("boards", "A child’s pages.", boards, made, ("words",)),
        Kind("showings", "Leaves that they show.", showings, ("board_id", "leave_id")),
    ]


def _told(person: Person) -> list[Kind]:
    own = {"person": person}
    shared = CheckIn.objects.filter(**own).exclude(shared=None).order_by("answered_on")
    tellings = Telling.objects.filter(**own).order_by("told_at")
    said = Reception.objects.filter(**own).order_by("received_at")
    days, partings = HearingDay.objects.filter(**own), Parting.objects.filter(**own)
    tens = TenDay.objects.filter(**own).order_by("named_at")
    told = ("id", "homecoming_id", "pair_id", "told_at", "withdrawn_at")
    answered, ended = ("homecoming_id", "pair_id", "answered_on"), ("pair_id", "parted_at")
    back = ("telling_id", "received_at")
    return [
        Kind("check_ins_shared", "Answers you shared.", shared, answered, ("shared",)),
        Kind("tellings", "What you brought home and told.", tellings, told, ("told",)),
        Kind("receptions", "What you said back.", said, back, ("received",)),
        Kind("hearing_days", "Days you named to hear it.", days, ("telling_id",), ("day",)),
        Kind("ten_days", "Days you named as two.", tens, ("telling_id",), ("day",)),
        Kind("partings", "The pairs you left, and your words.", partings, ended, ("words",)),
    ]


def _shared_with(person: Person, at: datetime) -> list[Kind]:
    """A partner's things as their pages show them: no time at which anything really happened."""
    told = _theirs(HeadsUp, person, "given_at").order_by("out_at")
    tellings = _tellings_to(person).order_by("told_at")
    said = _theirs(Reception, person, "received_at").order_by("received_at")
    ended = Parting.objects.filter(pair__memberships__person=person, notice_at__lte=at)
    words = ended.exclude(person=person)
    tens = _theirs(TenDay, person, "named_at").order_by("named_at")
    given = ("leave_id", "pair_id", *WHEN)
    return [
        Kind("partner_heads_ups", "Heads-ups you were given.", told, given, ("shown",)),
        Kind("partner_tellings", "What you were told.", tellings, ("id", "pair_id"), ("told",)),
        Kind("partner_receptions", "What was said back.", said, ("telling_id",), ("received",)),
        Kind("partner_check_ins", "Answers shared with you.", _answers(person), (), ("shared",)),
        Kind("partner_ten_days", "Days they named.", tens, ("telling_id",), ("day",)),
        Kind("partner_partings", "Pairs that were left.", words, ("pair_id",), ("words",)),
    ]


def _theirs(
    model: type[HeadsUp | Reception | Answer | Window | TenDay], person: Person, time_field: str
) -> QuerySet[Any]:
    return visible(model._default_manager.exclude(person=person), person, time_field)


def _tellings_to(person: Person) -> QuerySet[Telling]:
    """Taking back ends with one's own part of the pair: from then on the copy stays."""
    paired = Q(pair__memberships__ended_at=None, withdrawn_at=None)
    before = Q(pair__memberships__ended_at__gte=F("told_at"))
    kept = Q(withdrawn_at=None) | Q(withdrawn_at__gt=F("pair__memberships__ended_at"))
    theirs = Telling.objects.exclude(person=person)
    return theirs.filter(paired | (before & kept), pair__memberships__person=person)


def tellings_with_more(person: Person) -> list[Telling]:
    """Of what was told by this person or to them, all that a photo or a voice note came with."""
    laden = Telling.objects.filter(Exists(ToldPiece.objects.filter(telling=OuterRef("pk"))))
    own, told = laden.filter(person=person), _tellings_to(person)
    return [*own.order_by("told_at"), *laden.filter(pk__in=told.values("pk")).order_by("told_at")]


def _answers(person: Person) -> QuerySet[CheckIn]:
    """Days are all that a check-in knows, so the day of a parting is not shared any more."""
    mine = Q(pair__memberships__ended_at=None) | Q(
        pair__memberships__ended_at__date__gt=F("answered_on")
    )
    theirs = CheckIn.objects.exclude(shared=None).exclude(person=person).defer("answers")
    return theirs.filter(mine, pair__memberships__person=person).order_by("answered_on")


def _words(keyring: Keyring, row: SealedRow, name: str) -> dict[str, Any] | None:
    try:
        words = keyring.open_if_possible(row, name)
    except SealError:
        return UNOPENABLE
    return asdict(words) if words is not None else None
