from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from outandback.pages.parts.span.forms import next_month
from outandback.pages.parts.story.context import open_those_heard, read_words
from outandback.rooms.hearing.actions import note_opened
from outandback.rooms.keepsake import queries
from outandback.rooms.people.queries import name_of, own_name, past_side
from outandback.rooms.traditions.queries import twist_of, way_of
from outandback.rooms.trips.models import TripWords
from outandback.rooms.trips.queries import days_known, words_known
from outandback.rules.return_times import wall_at
from outandback.rules.sought import Sought
from outandback.rules.text_direction import isolated
from outandback.ui.drawing import other_ink
from outandback.ui.spoken import counted
from outandback.ui.templatetags.times import zone_here
from outandback.vault.keyring import Closed
from outandback.web.redirects import SeeOther

from . import pdf

if TYPE_CHECKING:
    from django.http import QueryDict

    from outandback.rooms.loop.queries import Chapter
    from outandback.rooms.people.models import Membership
    from outandback.rooms.traditions.models import Spin
    from outandback.rooms.trips.models import Trip
    from outandback.vault.keyring import Keyring
    from outandback.web.requests import PersonRequest

    from .forms import KeepsakeForm

SPAN = ("since", "until", "leave", "pair")
AS_A_FILE = {"Content-Disposition": 'attachment; filename="keepsake.pdf"'}


@dataclass(frozen=True)
class KeptSpin:
    """A new spin on a tradition, as both have it."""

    day: date
    tradition: str
    text: str
    name: str
    ink: str


@dataclass(frozen=True)
class KeptTrip:
    """A trip that is over, as both have it: at the end of its last day."""

    day: date
    first: date
    name: str
    places: str


KeptBeside = KeptSpin | KeptTrip


def a_year(today: date) -> dict[str, date]:
    """The twelve months up to this one."""
    return {"since": next_month(today.replace(year=today.year - 1, day=1)), "until": today}


def chosen_span(given: QueryDict) -> dict[str, str] | None:
    """What an address asks for; nothing where it asks for nothing yet."""
    asked = {name: given.get(name, "") for name in SPAN if name in given}
    return asked or None


def span_page(form: KeepsakeForm) -> HttpResponse:
    given = [(name, str(form[name].value() or "")) for name in SPAN]
    chosen = [pair for pair in given if pair[1]] or [("since", "")]
    return SeeOther(f"{reverse('keepsake')}?{urlencode(chosen)}")


def keepsake_page(request: PersonRequest, form: KeepsakeForm) -> HttpResponse:
    return _page(request, form, _context(request, form))


def made_page(request: PersonRequest, form: KeepsakeForm) -> HttpResponse:
    """What the page shows, as a file; where that cannot be made, the page with why."""
    context = _context(request, form)
    if not context.get("kept"):
        return _page(request, form, context)
    on_paper = {**context, "on_paper": True}
    page = render_to_string("keepsake/paper.html", on_paper, request)
    try:
        made = pdf.made(page, pdf.photos_of(request.keyring, context["kept"]))
    except pdf.NotMade as why:
        return _page(request, form, context | {"not_made": why})
    return HttpResponse(made, content_type="application/pdf", headers=AS_A_FILE)


def _page(request: PersonRequest, form: KeepsakeForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.errors else 503 if "not_made" in context else 200
    return render(request, "keepsake/keepsake.html", context, status=status)


def _context(request: PersonRequest, form: KeepsakeForm) -> dict[str, Any]:
    """What is to be chosen, and once it is, exactly what will be printed."""
    side = _chosen_side(request, form)
    past = side.ended_at if side else None
    context: dict[str, Any] = {"form": form, "side": side, "past": past}
    if side and form.is_valid():
        context |= _kept(request, side, form)
    elif side:
        context |= {"years": _years(side)}
    return context


def _chosen_side(request: PersonRequest, form: KeepsakeForm) -> Membership | None:
    """In the pair of now; a past one is asked for by its shelf, in the open room."""
    pair = form.cleaned_data.get("pair") if form.is_valid() else None
    if pair is None or (request.membership and request.membership.pair_id == pair):
        return request.membership
    if not request.keyring.room_open:
        raise Closed
    return past_side(request.user, pair)


def _kept(request: PersonRequest, side: Membership, form: KeepsakeForm) -> dict[str, Any]:
    """Both by name, for it may be read by others, and in years to come."""
    since, until = form.span
    leave = form.cleaned_data["leave"]
    which = {"leave": leave} if leave else {}
    sought = Sought(since=since, until=until)
    found = queries.both_had(request.user, side, sought, **which)
    kept = found[-queries.MOST_TO_KEEP :]
    if closed := _closed_in(request, kept):
        return {"closed": closed, "their_name": name_of(request.keyring, side.other)}
    read_words(request, side, kept)
    names = {one.ink: capfirst(_name(request, one)) for one in _both(side)}
    for chapter in kept:
        _put_names(chapter, side, names)
    turned = queries.spins_both_had(side, request.keyring, sought, leave)
    title = form.cleaned_data["title"] or _under_names([names[ink] for ink in sorted(names)])
    most = queries.MOST_TO_KEEP if len(found) > len(kept) else 0
    gone = (
        [] if leave else queries.trips_both_had(side, request.keyring, sought, timezone.localdate())
    )
    beside: list[KeptBeside] = [
        *_spins(request, side, names, turned),
        *_trips(request.keyring, side, gone),
    ]
    every = _in_order(kept, beside)
    shown = {
        "shown": True,
        "to_print": True,
        "kept": every,
        "most": most,
        "title": title,
        "one": leave,
    }
    return shown | _as_a_file(form)


def _under_names(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return gettext("{first} and {second}").format(first=names[0], second=names[1])


def _closed_in(request: PersonRequest, kept: list[Chapter]) -> list[UUID]:
    """What the reader did not say that they can hear. The paper is the same for both, so all of it
    is asked for before anything is shown."""
    open_those_heard(request.keyring, kept)
    return [line.telling.pk for one in kept for line in one.lines if not line.open]


def hear(request: PersonRequest, form: KeepsakeForm) -> None:
    """The reader can hear now whatever the chosen months hold."""
    context = _context(request, form)
    if closed := context.get("closed"):
        note_opened(request.user, context["side"].pair_id, request.keyring, closed)


def _as_a_file(form: KeepsakeForm) -> dict[str, Any]:
    """What the button sends along, where the extra is installed."""
    asked = [(name, form[name].value() or "") for name in (*SPAN, "title")]
    return {"asked": asked} if pdf.can_be_made() else {}


def day_of(one: Chapter | KeptBeside) -> date:
    """By the calendar of the place that was left, so that both read the same day."""
    return one.day if isinstance(one, KeptBeside) else there(one).date()


def there(one: Chapter) -> datetime:
    """The wall time at which it set out, where it set out."""
    return wall_at(one.out_at, one.place or zone_here())


def _in_order(leaves: list[Chapter], beside: list[KeptBeside]) -> list[Chapter | KeptBeside]:
    """Each on its day; a spin or a trip, of which no hour is known, at the end of it."""
    days: list[tuple[date, int, Chapter | KeptBeside]] = [(one.day, 1, one) for one in beside]
    days += [(day_of(one), 0, one) for one in leaves]
    return [one for _, _, one in sorted(days, key=lambda day: day[:2])]


def _spins(
    request: PersonRequest, side: Membership, names: dict[str, str], spins: list[Spin]
) -> list[KeptSpin]:
    """Until one hears of a parting, their own words are those they last wrote."""
    kept = (_spin(request.keyring, side, names, spin) for spin in spins)
    return [one for one in kept if one.tradition and one.text]


def _trips(keyring: Keyring, side: Membership, trips: list[Trip]) -> list[KeptTrip]:
    kept = (_trip(keyring, side, trip) for trip in trips)
    return [one for one in kept if one.name]


def _trip(keyring: Keyring, side: Membership, trip: Trip) -> KeptTrip:
    if side.ended_at is None:
        days, words = days_known(side, trip), words_known(side, keyring, trip)
    else:
        days, words = trip.days("words"), keyring.open(trip, "words")
    words = words or TripWords()
    places = counted(
        list(dict.fromkeys(isolated(one["name"]) for one in words.places if one["name"]))
    )
    return KeptTrip(days.last, days.first, words.name, places)


def _spin(keyring: Keyring, side: Membership, names: dict[str, str], spin: Spin) -> KeptSpin:
    ink = side.ink if spin.person_id == side.person_id else other_ink(side.ink)
    if side.ended_at is None:
        words = way_of(keyring, spin.tradition).name, twist_of(keyring, spin).text
    else:
        words = keyring.open(spin.tradition, "words").name, keyring.open(spin, "words").text
    return KeptSpin(spin.added_on, *words, names[ink], ink)


def _name(request: PersonRequest, side: Membership) -> str:
    """One's own as it is now, until one hears of a parting: a new one went to nobody since."""
    own = side.person_id == request.user.pk and side.ended_at is None
    new = own_name(request.keyring, request.user) if own else ""
    return new or name_of(request.keyring, side)


def _both(side: Membership) -> list[Membership]:
    return [side, side.other] if side.other else [side]


def _put_names(chapter: Chapter, side: Membership, names: dict[str, str]) -> None:
    """As both have them: nobody is “you” on paper."""
    chapter.ink = other_ink(side.ink) if chapter.side else side.ink
    chapter.name = names[chapter.ink]
    for line in chapter.lines:
        line.listener = names[chapter.home_ink]


def _years(side: Membership) -> list[int]:
    """Those that the two were a pair in, the latest first."""
    first, last = map(timezone.localdate, (side.joined_at, side.ended_at))
    return list(range(last.year, first.year - 1, -1))
