"""What an export holds of its person's own, a row for each kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from outandback.rooms.afterwards.models import EveningAfter, Suggestion
from outandback.rooms.away.models import Departure, Moment
from outandback.rooms.board.models import Showing, SleepsBoard
from outandback.rooms.calendars.models import Source
from outandback.rooms.comeback.models import (
    CheckIn,
    Choice,
    HearingDay,
    Homecoming,
    Landing,
    Reception,
    Telling,
)
from outandback.rooms.comfort.models import Comfort, SharedComfort
from outandback.rooms.cover.models import Answer, Taking, Window
from outandback.rooms.feeds.models import Feed
from outandback.rooms.giving.models import Draft, TenDay
from outandback.rooms.ladder.models import Standing, Step
from outandback.rooms.leave.models import AgreedFact, DoorCheck, HeadsUp, Leave, Outcome
from outandback.rooms.notify.models import Preference
from outandback.rooms.people.models import Parting, Person
from outandback.rooms.quiet.models import EveningCheck, HeldNote, Hello, NeedCall, NeedNumber
from outandback.rooms.replies.models import Reply
from outandback.rooms.rhythms.models import LeaveRhythm
from outandback.rooms.shown.models import ShownPicture
from outandback.rooms.together.models import Idea, TimeTogether, TogetherFact
from outandback.rooms.versions.models import EarlierReception, EarlierReply, EarlierTelling

from . import export_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from django.db.models import Model, QuerySet
    from django_stubs_ext import StrOrPromise

    from outandback.vault.keyring import Keyring


@dataclass(frozen=True)
class Exported:
    """One kind of row as it is taken along: what it holds, which columns, which sealed words."""

    name: str
    holds: str
    rows: QuerySet[Any]
    plain: tuple[str, ...]
    sealed: tuple[str, ...] = ()

    def opened(self, keyring: Keyring) -> Iterator[dict[str, Any]]:
        for row in self.rows.iterator(chunk_size=200):
            if export_rows.is_there(keyring, row):
                plain = {name: export_rows.plain(keyring, row, name) for name in self.plain}
                yield plain | {
                    name: export_rows.words_shown(keyring, row, name) for name in self.sealed
                }


class OnesOwn(NamedTuple):
    """A kind of which its person takes all that is theirs along, and nobody else any."""

    name: str
    holds: StrOrPromise
    model: type[Model]
    plain: tuple[str, ...]
    sealed: tuple[str, ...] = ()
    order: tuple[str, ...] = ("pk",)
    whose: str = "person"


# How a row names its pair, by the column that leads there; `began_on` is a pair's own.
THROUGH = {
    **{"pair": "pair", "heads_up": "heads_up__pair", "telling": "telling__pair"},
    **{"reception": "reception__pair", "tradition": "tradition__pair", "window": "window__pair"},
    "began_on": "pk",
}
PUT_AWAY = ("listener", "put_away", "decided")
TRIP = ("id", "pair_id", "made_at", "first_on", "last_on", "zone")
WHEN = ("out_at", "back_at", "zone", "back_zone")
STATES = ("begun_at", "returned_at", "called_off_at")
LEAVE, MOMENT, TELLING, PAIR = ("leave_id",), ("moment_id",), ("telling_id",), ("pair_id",)
PLANNED = ("id", *WHEN, "planned_at", *STATES, "ideas_put_away", "trip_id")
GIVEN = ("id", "leave_id", "pair_id", "given_at", *WHEN, *STATES)
AGREED = ("heads_up_id", "kind", "said_at", "out_at", "back_at")
TOLD = ("id", "homecoming_id", "pair_id", "told_at", "withdrawn_at")
OFFERED = ("id", "pair_id", "offered_at", *WHEN)
BOARD = ("id", "made_on", "zone", "show_flowers", "shows_all")
SOURCE = ("id", "kind", "made_on", "read_on", "shared")
GIVEN_OUT = ("id", "made_on", "says", "untold", "shared")
TOLD_HOW = ("wording", "mail", "quiet_from", "quiet_to")
PAUSES = ("season_off", "season_until", "suggestions_off", "suggestions_until")
ID_PAIR = "id", "pair_id"
CARE, SAID, WORDS, ANSWERS = ("side", "care"), ("said",), ("words",), ("answers",)
HELD = ("held_at", "withdrawn_at")
AS_TWO = ("id", *PAIR, "put_at", "starts_at", "ends_at", "zone", "weeks", "ends_on")
DID = ("row_id", "did", "said_at", "on", "starts_at", "ends_at", "zone")
BY_LEAVE, BY_EVENING, BY_ANSWER = ("leave__out_at",), ("evening_on",), ("answered_on",)
BY_TOLD, BY_PUT, BY_SAID = ("told_at",), ("put_at",), ("said_at",)
OWN = (
    OnesOwn("leaves", _("Your leaves."), Leave, PLANNED, ("plan",), ("out_at",)),
    OnesOwn("rhythms", _("Which of your leaves come round."), LeaveRhythm, LEAVE, ("rhythm",)),
    OnesOwn("calendars", _("Calendars you brought in."), Source, SOURCE, ("named",), ("made_on",)),
    OnesOwn("heads_ups", _("The heads-ups you gave."), HeadsUp, GIVEN, ("shown",), ("given_at",)),
    OnesOwn(
        "agreed",
        _("What you told about times, as it was told."),
        AgreedFact,
        AGREED,
        (),
        ("said_at",),
        "heads_up__person",
    ),
    OnesOwn(
        "preferences",
        _("How you want to be told, your season off, and until when nothing is suggested."),
        Preference,
        (*TOLD_HOW, *PAUSES),
    ),
    OnesOwn(
        "departures",
        _("When you set out."),
        Departure,
        ("id", *LEAVE, "set_out_at"),
        (),
        ("set_out_at",),
    ),
    OnesOwn(
        "homecomings",
        _("When you came back."),
        Homecoming,
        ("id", *LEAVE, "came_back_at"),
        (),
        ("came_back_at",),
    ),
)
PRIVATE = (
    OnesOwn(
        "ease", _("What feels easy, as you said at the start."), Person, (), ("ease",), whose="pk"
    ),
    OnesOwn("door_checks", _("How you felt before going."), DoorCheck, LEAVE, ANSWERS, BY_LEAVE),
    OnesOwn(
        "moments",
        _("What you caught while away."),
        Moment,
        ("id", "departure_id", "arrived_on"),
        ("caught",),
        ("arrived_on", "id"),
    ),
    OnesOwn(
        "check_ins",
        _("How your leaves and returns were."),
        CheckIn,
        ("homecoming_id", "answered_on"),
        ANSWERS,
        BY_ANSWER,
    ),
    OnesOwn("choices", _("What you chose to bring."), Choice, MOMENT, ("chosen",)),
    OnesOwn("drafts", _("What you began to teach or give."), Draft, MOMENT, ("drafted",)),
    OnesOwn("landings", _("Whether you felt heard."), Landing, TELLING, ("felt",)),
    OnesOwn("comforts", _("What feels easy for you, care by care."), Comfort, CARE, SAID, CARE),
    OnesOwn("outcomes", _("How your leaves turned out."), Outcome, LEAVE, ("turned",), BY_LEAVE),
    OnesOwn("ladder_steps", _("Small steps you took."), Step, LEAVE, ("taken",), BY_LEAVE),
    OnesOwn("ladder", _("Your ladder, as it is now."), Standing, (), SAID),
    OnesOwn("evenings", _("Evenings at home."), EveningCheck, BY_EVENING, ANSWERS, BY_EVENING),
    OnesOwn(
        "evenings_after",
        _("Evenings after a return."),
        EveningAfter,
        BY_EVENING,
        ANSWERS,
        BY_EVENING,
    ),
    OnesOwn("suggestion", _("Another listener; a suggestion put away."), Suggestion, (), PUT_AWAY),
)
SHARED = (
    OnesOwn("tellings", _("What you brought home and told."), Telling, TOLD, ("told",), BY_TOLD),
    OnesOwn(
        "receptions",
        _("What you said back."),
        Reception,
        ("id", "telling_id", "received_at", "withdrawn_at"),
        ("received",),
        ("received_at",),
    ),
    OnesOwn(
        "replies",
        _("What you answered to a question about it."),
        Reply,
        ("id", "reception_id", "replied_at", "withdrawn_at"),
        ("replied",),
        ("replied_at",),
    ),
    OnesOwn(
        "earlier_tellings",
        _("What they said before."),
        EarlierTelling,
        ("telling_id", "replaced_at"),
        ("told",),
        ("replaced_at",),
    ),
    OnesOwn(
        "earlier_receptions",
        _("What you said back before."),
        EarlierReception,
        ("reception_id", "replaced_at"),
        ("received",),
        ("replaced_at",),
    ),
    OnesOwn(
        "earlier_replies",
        _("What you answered before."),
        EarlierReply,
        ("reply_id", "replaced_at"),
        ("replied",),
        ("replaced_at",),
    ),
    OnesOwn("pictures", _("What you show of your leaves."), ShownPicture, ID_PAIR, ("picture",)),
    OnesOwn("hearing_days", _("Days you named to hear it."), HearingDay, TELLING, ("day",)),
    OnesOwn("ten_days", _("Days you named as two."), TenDay, TELLING, ("day",), ("named_at",)),
    OnesOwn(
        "partings", _("The pairs you left, and your words."), Parting, (*PAIR, "parted_at"), WORDS
    ),
    OnesOwn(
        "comforts_shared",
        _("What you show of your comfort."),
        SharedComfort,
        ("pair_id", *CARE),
        SAID,
        CARE,
    ),
    OnesOwn(
        "answers",
        _("What you said to heads-ups."),
        Answer,
        ("pair_id", "answered_at"),
        ("said",),
        ("answered_at",),
    ),
    OnesOwn("windows", _("Hours you offered."), Window, OFFERED, WORDS, ("offered_at",)),
    OnesOwn(
        "windows_taken",
        _("Offered hours that you planned."),
        Taking,
        ("window_id", "leave_id"),
        whose="leave__person",
    ),
    OnesOwn("times_together", _("Time as two you put in."), TimeTogether, AS_TWO, WORDS, BY_PUT),
    OnesOwn("together_facts", _("What you did about it."), TogetherFact, DID, WORDS, BY_SAID),
    OnesOwn("ideas", _("Small ideas you wrote."), Idea, PAIR, ("words",), ("pair", "pk")),
    OnesOwn("held_notes", _("Notes you held."), HeldNote, HELD, WORDS, ("held_at",)),
    OnesOwn("numbers", _("Where you can be rung."), NeedNumber, PAIR, WORDS),
    OnesOwn("calls", _("When you called."), NeedCall, ("called_at",), (), ("called_at",)),
    OnesOwn("hellos", _("The hello you picked."), Hello, (), ("pick",)),
    OnesOwn("boards", _("A child’s pages."), SleepsBoard, BOARD, WORDS),
    OnesOwn("feeds", _("Calendars you give out."), Feed, GIVEN_OUT, ("name",)),
    OnesOwn(
        "showings",
        _("Leaves that they show."),
        Showing,
        ("board_id", "leave_id"),
        whose="board__person",
    ),
)


def in_pairs(kind: Exported, pairs: list[UUID]) -> Q:
    path = _pair_of(kind)
    return Q(**{f"{path}__in": pairs}) if path else Q(pk__in=[])


def _pair_of(kind: Exported) -> str:
    """How a row of this kind names its pair; empty where it is its person's alone."""
    names = {field.name for field in kind.rows.model._meta.concrete_fields}
    return next((path for name, path in THROUGH.items() if name in names), "")
