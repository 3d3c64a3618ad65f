"""What Today shows, asked of the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from outandback.pages.parts.held_note.forms import blank_note
from outandback.rooms.quiet import queries
from outandback.rooms.together.content import sentences
from outandback.rooms.traditions import queries as traditions
from outandback.rooms.trips import queries as trips
from outandback.rules.afterwards import day_of
from outandback.ui.spoken import DayFormat

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rooms.leave.models import HeadsUp
    from outandback.rooms.together.queries import Occurrence
    from outandback.ui.spoken import Here
    from outandback.web.requests import PersonRequest


def come_round(request: PersonRequest, at: datetime) -> list[traditions.Round]:
    """For Today: what of the two's comes round on the reader's day. It costs no question."""
    day = at.astimezone(ZoneInfo(request.user.zone)).date()
    return traditions.come_round(request.keyring, request.membership, day)


@dataclass(frozen=True)
class TimeRow:
    """Time together as a line of Today."""

    one: Occurrence
    title: str
    times: str
    when: str

    @property
    def starts_at(self) -> datetime:
        return self.one.starts_at


def time_row(request: PersonRequest, here: Here, one: Occurrence) -> TimeRow:
    title = sentences.title_of(request.keyring, one.row)
    when = sentences.when_of(one, here, DayFormat.NAMED)
    return TimeRow(one, title, sentences.times_of(one, here), when)


def near_trips(request: PersonRequest, at: datetime) -> list[trips.NearTrip]:
    """For Today: a trip that is near, or now. It costs no question."""
    day = at.astimezone(ZoneInfo(request.user.zone)).date()
    return trips.trips_near(request.keyring, request.membership, day)


def at_home(
    request: PersonRequest, told: HeadsUp, meanwhile: queries.Meanwhile, at: datetime
) -> dict[str, object]:
    """For the page of the one at home. With a call there is no more on it than the call."""
    notes = queries.notes_first_shown(request.user, told)
    mine = request.membership if meanwhile.called else None
    call = queries.call_to(request.user, mine) if mine else None
    shown = told if meanwhile.hello and not call else None
    picks = queries.picks_of(request.user, request.keyring, shown)
    return {
        "notes": notes[: queries.AT_ONCE],
        "more_notes": len(notes) > queries.AT_ONCE,
        "note_form": blank_note(),
        "call": call,
        "hellos": [(told.leave_id, picks.agreed)] if picks.agreed else [],
        "hello_said": meanwhile.hello,
        "need": meanwhile.may_call,
        "watch": meanwhile.may_call,
        "idea": queries.evening_idea(day_of(at, request.user.zone), told.pk),
    }
