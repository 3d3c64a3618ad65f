from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.rooms.together import actions, queries
from outandback.ui.fields import as_seen_now
from outandback.vault.writing import Stale
from outandback.web.key_checks import may_keep, require_words_open, unless_keys_changed
from outandback.web.redirects import see, see_sent
from outandback.web.requests import side_of_pair, signed_in

from .context import leaves_mark, page_of
from .forms import HadForm, HoldingForm, HoursForm, TitleForm, as_it_is, blank_time

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.rooms.people.models import Membership
    from outandback.rooms.together.models import TogetherWords
    from outandback.rooms.together.queries import Known, Occurrence
    from outandback.web.requests import PersonRequest

ASKED = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(ASKED)
def new(request: PersonRequest) -> HttpResponse:
    """To be held; or one that was, where “We had it” is pressed."""
    mine, zone, at = request.membership, request.user.zone, timezone.now()
    if mine is None or not mine.words_compared:
        return render(request, "together_time/not_yet.html")
    if request.method != "POST":
        require_words_open(request)
        return _new_page(request, HoldingForm(initial=blank_time(), zone=zone, at=at))
    form = HoldingForm(request.POST, zone=zone, at=at)
    if may_keep(request, form):
        _put_in(request, mine, form, at)
    if not form.is_valid():
        return _new_page(request, form, status=422)
    name = form.cleaned_data["form_id"]
    return see("together-time", name) if form.had else see_sent("together-time", name)


@signed_in
@require_GET
def time_together(request: PersonRequest, together_id: UUID) -> HttpResponse:
    known, at = queries.time_together(request.membership, together_id), timezone.now()
    leaves_mark(request, known)
    context = page_of(request, known, at) | {"sent": "sent" in request.GET}
    return render(request, "together_time/time.html", context)


@signed_in
@require_http_methods(ASKED)
def moving(request: PersonRequest, together_id: UUID) -> HttpResponse:
    """Another time for the next of them, by either of the two."""
    known, zone, at = _known(request, together_id), request.user.zone, timezone.now()
    one = known.coming(at)
    if one is None:
        return see("together-time", together_id)
    if request.method != "POST":
        form = HoursForm(initial=as_it_is(one, zone), zone=zone, at=at)
        return _moving_page(request, known, form)
    form = HoursForm(request.POST, zone=zone, at=at)
    if form.is_valid() and form.hours:
        with unless_keys_changed(request, form):
            actions.move(known.row, side_of_pair(request), one.on, form.hours, at)
    if not form.is_valid():
        return _moving_page(request, known, form, status=422)
    return see_sent("together-time", together_id)


@signed_in
@require_http_methods(ASKED)
def renaming(request: PersonRequest, together_id: UUID) -> HttpResponse:
    """Another title, by whoever holds it."""
    known, mine = _known(request, together_id), side_of_pair(request)
    if not known.is_held_by(mine):
        return see("together-time", together_id)
    if request.method != "POST":
        require_words_open(request)
        return _title_page(request, known, _as_it_is_called(request, known))
    form = TitleForm(request.POST)
    try:
        if may_keep(request, form):
            with unless_keys_changed(request, form):
                actions.rename(
                    known.row, mine, request.keyring, form.cleaned_data["seen"], form.words
                )
    except Stale:
        return _two_titles(request, together_id)
    if form.is_valid():
        return see("together-time", together_id)
    return _title_page(request, known, form, status=422)


@signed_in
@require_POST
def counting_in(request: PersonRequest, together_id: UUID) -> HttpResponse:
    known = _known(request, together_id)
    actions.count_in(known.row, side_of_pair(request), timezone.now())
    return see("together-time", together_id)


@signed_in
@require_POST
def taking_out(request: PersonRequest, together_id: UUID) -> HttpResponse:
    """All of it; with a day, that one."""
    known, at = _known(request, together_id), timezone.now()
    on = _day(request.POST.get("on", ""))
    actions.take_out(known.row, side_of_pair(request), at, on)
    return see("together-time", together_id) if on or known.by_both else see("today")


@signed_in
@require_http_methods(ASKED)
def having_had(request: PersonRequest, together_id: UUID) -> HttpResponse:
    """They had it: one tap, and a few words where somebody likes."""
    known, at = _known(request, together_id), timezone.now()
    one = _that_was(known, _day(request.POST.get("on", "")), at)
    if one is None:
        return see("together-time", together_id)
    if request.method != "POST":
        require_words_open(request)
        return _had_page(request, known, HadForm(initial={"on": one.on}), at)
    form = HadForm(request.POST)
    if form.is_valid() and form.cleaned_data["words"]:
        may_keep(request, form)
    if form.is_valid():
        _note(request, known, form, one, at)
    if not form.is_valid():
        return _had_page(request, known, form, at, status=422)
    return see("today") if "today" in request.POST else see("together-time", together_id)


def _put_in(request: PersonRequest, mine: Membership, form: HoldingForm, at: datetime) -> None:
    if form.held is None:
        return
    name, keyring = form.cleaned_data["form_id"], request.keyring
    with unless_keys_changed(request, form):
        actions.put_in(mine, keyring, name, form.held, form.words, at, had=form.had)


def _note(
    request: PersonRequest, known: Known, form: HadForm, one: Occurrence, at: datetime
) -> None:
    mine, words = side_of_pair(request), form.cleaned_data["words"]
    with unless_keys_changed(request, form):
        actions.note_had(known.row, mine, request.keyring, one.on, words, at)


def _known(request: PersonRequest, together_id: UUID) -> Known:
    return queries.time_together(request.membership, together_id)


def _that_was(known: Known, on: date | None, at: datetime) -> Occurrence | None:
    """The one of that day, where it has begun; with no day, the last."""
    if on is None:
        return known.begun(at)
    begun = known.occurrences(min(known.row.starts_at, at), at)
    return next((one for one in begun if one.on == on), None)


def _day(text: str) -> date | None:
    """Raises Http404 for what is no day: the page writes it itself."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Http404 from None


def _new_page(request: PersonRequest, form: HoldingForm, status: int = 200) -> HttpResponse:
    return render(request, "together_time/new.html", {"form": form}, status=status)


def _as_it_is_called(request: PersonRequest, known: Known) -> TitleForm:
    words: TogetherWords | None = request.keyring.open(known.row, known.row.newest)
    return TitleForm(initial={"seen": known.row.row_version, "what": words.title if words else ""})


def _two_titles(request: PersonRequest, together_id: UUID) -> HttpResponse:
    """Changed by the other, or on another device: both stay in sight, the next press decides."""
    now = _known(request, together_id)
    form = TitleForm(as_seen_now(request.POST, now.row.row_version))
    return _title_page(request, now, form, status=409, other=_as_it_is_called(request, now))


def _title_page(
    request: PersonRequest, known: Known, form: TitleForm, status: int = 200, **other: object
) -> HttpResponse:
    context = page_of(request, known, timezone.now()) | {"form": form, **other}
    return render(request, "together_time/title.html", context, status=status)


def _moving_page(
    request: PersonRequest, known: Known, form: HoursForm, status: int = 200
) -> HttpResponse:
    context = page_of(request, known, timezone.now()) | {"form": form}
    return render(request, "together_time/move.html", context, status=status)


def _had_page(
    request: PersonRequest, known: Known, form: HadForm, at: datetime, status: int = 200
) -> HttpResponse:
    context = page_of(request, known, at) | {"form": form}
    return render(request, "together_time/had.html", context, status=status)
