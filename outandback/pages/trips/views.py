from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outandback.rooms.away.queries import still_out
from outandback.rooms.leave.queries import leave_of
from outandback.rooms.people.compared_keys import KeysChanged
from outandback.rooms.trips import actions, queries
from outandback.rooms.trips.content import sentences
from outandback.rooms.trips.models import TripWords
from outandback.ui.fields import as_seen_now
from outandback.vault.writing import Stale
from outandback.web.key_checks import may_keep, require_words_open, unless_keys_changed
from outandback.web.redirects import see, see_sent, too_late_for
from outandback.web.requests import side_of_pair, signed_in

from .context import (
    days_shown,
    hours_next,
    leaves_mark,
    listed,
    opened_trip,
    out_now,
    write_hours,
)
from .forms import TellingForm, TripForm, number_of, written_places, written_trip
from .hours import answer_change, answer_new, hours_form, hours_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from outandback.rooms.people.models import Membership
    from outandback.rooms.trips.models import Trip
    from outandback.web.requests import PersonRequest

    from .context import OpenedTrip

READS = ["GET", "HEAD"]
MOST_TELLINGS = 31


@signed_in
@require_safe
def trips(request: PersonRequest) -> HttpResponse:
    """Those of the pair of now. Whoever is out reads nothing new."""
    if not _is_settled(request):
        return render(request, "trips/not_yet.html")
    if out := still_out(request.user):
        return see("away", out.leave_id)
    require_words_open(request)
    context = listed(request, side_of_pair(request), timezone.now())
    return render(request, "trips/trips.html", context)


@signed_in
@require_http_methods([*READS, "POST"])
def trip_new(request: PersonRequest) -> HttpResponse:
    if not _is_settled(request):
        return render(request, "trips/not_yet.html")
    if request.method == "POST":
        return _make(request, side_of_pair(request), TripForm(request.POST, home=request.user.zone))
    require_words_open(request)
    form = TripForm(initial={"form_id": uuid4()}, home=request.user.zone)
    return render(request, "trips/new.html", {"form": form})


@signed_in
@require_safe
def trip(request: PersonRequest, trip_id: UUID) -> HttpResponse:
    """How it stands for whoever reads. It is quiet for whoever is out."""
    mine = side_of_pair(request)
    row = queries.trip_in(mine, trip_id)
    if out := still_out(request.user):
        context = out_now(request, out.leave) | {"trip": row}
        return render(request, "trips/out.html", context)
    opened = opened_trip(request, mine, row)
    days = days_shown(request, mine, opened)
    leaves_mark(request, mine, opened)
    context = {"opened": opened, "days": days, "sent": request.GET.get("sent", "")}
    context |= hours_next(days, timezone.now())
    return render(request, "trips/trip.html", context)


@signed_in
@require_http_methods([*READS, "POST"])
def trip_change(request: PersonRequest, trip_id: UUID) -> HttpResponse:
    """Either of the two can."""
    mine = side_of_pair(request)
    row = queries.trip_in(mine, trip_id)
    if request.method == "POST":
        return _change(request, row, TripForm(request.POST, home=request.user.zone))
    if out := still_out(request.user):
        return see("away", out.leave_id)
    require_words_open(request)
    return _change_page(request, row, _as_it_is(request, mine, row))


@signed_in
@require_POST
def trip_removal(request: PersonRequest, trip_id: UUID) -> HttpResponse:
    mine = side_of_pair(request)
    row = queries.trip_made_by(mine, trip_id)
    if request.keyring.everyday_open:
        with suppress(KeysChanged):
            actions.remove_trip(row, mine, request.keyring)
            return see("trips")
    return see("trip", row.pk)


@signed_in
@require_http_methods([*READS, "POST"])
def hours_new(request: PersonRequest, trip_id: UUID) -> HttpResponse:
    """Hours of one’s own on a day of the trip."""
    opened = _opened(request, trip_id)
    if request.method == "POST":
        return answer_new(request, opened, hours_form(request, opened))
    require_words_open(request)
    start = {"form_id": uuid4(), "on": number_of(opened.days, request.GET.get("day", ""))}
    return hours_page(request, opened, hours_form(request, opened, start))


@signed_in
@require_http_methods([*READS, "POST"])
def hours(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """One’s own hours in a trip, to change while they lie ahead."""
    own = leave_of(request.user, leave_id)
    if own.trip_id is None:
        raise Http404
    opened = _opened(request, own.trip_id)
    if own.begun_at or own.called_off_at:
        return too_late_for(own)
    if request.method == "POST":
        return answer_change(request, opened, own)
    require_words_open(request)
    start = write_hours(request, opened, own)
    return hours_page(request, opened, hours_form(request, opened, start), own=own)


@signed_in
@require_http_methods([*READS, "POST"])
def telling(request: PersonRequest, trip_id: UUID) -> HttpResponse:
    """A time at which the two tell each other, such as supper."""
    opened = _opened(request, trip_id)
    if request.method == "POST":
        return _name_telling(request, opened)
    if out := still_out(request.user):
        return see("away", out.leave_id)
    require_words_open(request)
    start = {"on": number_of(opened.days, request.GET.get("day", "")), "at_time": "19:00"}
    form = TellingForm(initial=start, days=opened.days)
    return render(request, "trips/telling.html", {"form": form, "opened": opened})


@signed_in
@require_POST
def telling_removal(request: PersonRequest, trip_id: UUID) -> HttpResponse:
    mine = side_of_pair(request)
    row = queries.trip_in(mine, trip_id)
    key = request.POST.get("which", "")
    if request.keyring.everyday_open:
        with suppress(KeysChanged):
            actions.drop_telling(row, mine, request.keyring, key, timezone.now())
    return see("trip", row.pk)


def _is_settled(request: PersonRequest) -> bool:
    return request.membership is not None and request.membership.words_compared


def _opened(request: PersonRequest, trip_id: UUID) -> OpenedTrip:
    mine = side_of_pair(request)
    return opened_trip(request, mine, queries.trip_in(mine, trip_id))


# A trip ----------------------------------------------------------------------------------------


def _make(request: PersonRequest, mine: Membership, form: TripForm) -> HttpResponse:
    if "more" in request.POST:
        return render(request, "trips/new.html", {"form": form})
    if may_keep(request, form):
        with unless_keys_changed(request, form):
            days, words, at = form.days, form.words(), timezone.now()
            actions.make_trip(mine, request.keyring, form.named, days, words, at)
    if form.is_valid():
        return see_sent("trip", form.named, what="trip")
    return render(request, "trips/new.html", {"form": form}, status=422)


def _as_it_is(request: PersonRequest, mine: Membership, row: Trip) -> TripForm:
    words = queries.words_known(mine, request.keyring, row) or TripWords()
    known = written_trip(queries.days_known(mine, row), words, row.row_version)
    return TripForm(initial=known, home=request.user.zone, places=written_places(words))


def _change(request: PersonRequest, row: Trip, form: TripForm) -> HttpResponse:
    if "more" in request.POST:
        return _change_page(request, row, form)
    mine, changed = side_of_pair(request), False
    try:
        if may_keep(request, form):
            with unless_keys_changed(request, form):
                seen = form.cleaned_data["seen"] or 0
                words = form.words(queries.words_known(mine, request.keyring, row))
                changed = actions.change_trip(
                    row, mine, request.keyring, seen, form.days, words, timezone.now()
                )
    except Stale:
        return _two_versions(request, mine, row)
    if changed:
        return see_sent("trip", row.pk, what="trip")
    return see("trip", row.pk) if form.is_valid() else _change_page(request, row, form, 422)


def _two_versions(request: PersonRequest, mine: Membership, row: Trip) -> HttpResponse:
    """Changed by the other, or on another device: both stay in sight, the next press decides."""
    now = opened_trip(request, mine, queries.trip_in(mine, row.pk))
    typed = as_seen_now(request.POST, now.trip.row_version)
    return _change_page(request, now.trip, TripForm(typed, home=request.user.zone), 409, other=now)


def _change_page(
    request: PersonRequest, row: Trip, form: TripForm, status: int = 200, **other: object
) -> HttpResponse:
    context = {"form": form, "trip": row, **other}
    return render(request, "trips/change.html", context, status=status)


# Telling each other ---------------------------------------------------------------------------


def _name_telling(request: PersonRequest, opened: OpenedTrip) -> HttpResponse:
    form = TellingForm(request.POST, days=opened.days)
    if may_keep(request, form) and len(opened.words.tellings) >= MOST_TELLINGS:
        form.add_error(None, sentences.ENOUGH)
    if form.is_valid():
        with unless_keys_changed(request, form):
            mine = side_of_pair(request)
            actions.name_telling(opened.trip, mine, request.keyring, form.telling, timezone.now())
    if form.is_valid():
        return see_sent("trip", opened.trip.pk, what="trip")
    context = {"form": form, "opened": opened}
    return render(request, "trips/telling.html", context, status=422)
