"""What Today shows, asked of the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from outandback.pages.parts.free_hours.context import asker_of, shown_hours
from outandback.pages.parts.held_note.forms import blank_note
from outandback.rooms.notify.queries import pause_beside
from outandback.rooms.quiet import queries
from outandback.rooms.suggestions import queries as suggestions
from outandback.rooms.suggestions.content import sentences as hours
from outandback.rooms.suggestions.times import PlannedTimes, hours_of
from outandback.rooms.together.content import sentences
from outandback.rooms.together.queries import put_in_to_begin
from outandback.rooms.traditions import queries as traditions
from outandback.rooms.trips import queries as trips
from outandback.rules.afterwards import day_of
from outandback.rules.whereabouts import Presence
from outandback.ui.spoken import DayFormat, Here

if TYPE_CHECKING:
    from outandback.pages.parts.free_hours.context import ShownHours
    from outandback.rooms.leave.models import HeadsUp
    from outandback.rooms.today.queries import Now
    from outandback.rooms.together.queries import Occurrence
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


def thought(request: PersonRequest, now: Now, at: datetime) -> ShownHours | None:
    """One suggestion, where nothing else is there to be done: all of it is judged by plans, and
    nothing is asked where it would not be shown."""
    if not _has_room(request, now, at):
        return None
    found = suggestions.suggested(asker_of(request), _planned(now, at), at)
    return shown_hours(request, found.kind, found.free, at) if found else None


def held(request: PersonRequest, at: datetime) -> dict[str, object] | None:
    """What was held a moment ago, as the address says; nothing for an address of old."""
    start = moment_of(request.GET.get("held", ""))
    known = put_in_to_begin(request.membership, start) if start else None
    ends_at = known.row.ends_at if known and not known.taken_out else None
    if known is None or ends_at is None:
        return None
    says = hours.held(known.row.starts_at, ends_at, Here(request.user.zone, at))
    return {"id": known.row.pk, "says": says}


def moment_of(text: str) -> datetime | None:
    """A time with its zone, as a page wrote it; anything else is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _has_room(request: PersonRequest, now: Now, at: datetime) -> bool:
    mine = request.membership
    waits = now.has_rows or now.unfinished or now.unanswered or now.what.door or now.as_two.to_note
    away = pause_beside(now.beside, "suggestions", at, request.user.zone)
    silent = now.season.is_on or away.is_on or now.what.place is not Presence.HOME
    compared = mine is None or mine.words_compared
    return bool(request.keyring.everyday_open and compared and not waits and not silent)


def _planned(now: Now, at: datetime) -> PlannedTimes:
    """What Today has asked for already: own leaves, those that were told and those that come
    round; offered hours, and time together."""
    ahead = [one for one in now.outings if one.is_ahead(at)]
    own = [(one.out_at, one.until) for one in ahead if one.own]
    told = [(one.out_at, one.until) for one in ahead if not one.own]
    offered = [(one.out_at, one.back_at) for one in now.windows]
    two = [hours_of(one) for one in now.as_two.coming]
    return PlannedTimes(own, told, offered, two, now.in_rhythm)
