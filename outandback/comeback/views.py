from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators import http as methods

from outandback.away.http import photo, voice
from outandback.away.queries import departure_of
from outandback.hearing.actions import note_opened
from outandback.people.http import SeeOther, signed_in, unless_keys_changed
from outandback.people.queries import name_of
from outandback.ui.middleware import asks_for_head

from . import actions, queries
from .content import en
from .forms import CheckInForm, LandingForm
from .http import (
    as_answered,
    at_the_return,
    both_check_ins,
    capacity_page,
    come_back_with_words,
    day_form,
    is_ours,
    keep_answers,
    may_read,
    moment_forms,
    moments_given,
    on_from,
    ours,
    page_mark,
    past_pairs,
    readable,
    received_page,
    reception_form,
    reception_page,
    telling_page,
    to,
    to_settle,
)

if TYPE_CHECKING:
    from outandback.people.http import PersonRequest

    from .forms import MomentForm
    from .models import Homecoming, Telling

Beside = dict[str, Any]
READS = ["GET", "HEAD"]
HOMECOMING = "comeback/homecoming.html"
CHECKED_IN = "joy"  # a box that each form with answers has, empty or not


@signed_in
@methods.require_http_methods([*READS, "POST"])
def homecoming(
    request: PersonRequest, leave_id: UUID, page: str = HOMECOMING, beside: Beside | None = None
) -> HttpResponse:
    """One page with one form. A later room may lay something of its own beside it."""
    if not queries.is_back(request.user, leave_id):
        departure = departure_of(request.user, leave_id)
        if request.method != "POST":
            return to("away", leave_id)
        return come_back_with_words(request, departure)
    home = queries.homecoming_of(request.user, leave_id)
    around: Beside = {"page": page, "beside": beside}
    if request.method != "POST":
        return _homecoming_page(request, home, **around)
    # “I’m back” pressed twice brings no answers
    return (
        _done(request, home, around) if CHECKED_IN in request.POST else to("homecoming", leave_id)
    )


@signed_in
@methods.require_http_methods([*READS, "POST"])
def check_in(
    request: PersonRequest, leave_id: UUID, page: str = HOMECOMING, beside: Beside | None = None
) -> HttpResponse:
    if queries.is_back(request.user, leave_id):
        if request.method != "POST":
            return to("homecoming", leave_id)
        home = queries.homecoming_of(request.user, leave_id)
        return _done(request, home, {"page": page, "beside": beside})
    home = queries.homecoming_seen_by(request.user, request.mine, leave_id)
    return _at_home(request, home) if request.method == "POST" else _check_in_page(request, home)


@signed_in
@methods.require_POST
def choices(
    request: PersonRequest, leave_id: UUID, page: str = HOMECOMING, beside: Beside | None = None
) -> HttpResponse:
    """The same form, as pages that were opened before send it."""
    home = queries.homecoming_of(request.user, leave_id)
    return _done(request, home, {"page": page, "beside": beside})


@signed_in
@methods.require_GET
def telling(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    told = queries.telling_told_by(request.user, telling_id)
    request.keyring.open(told, "told")
    return telling_page(request, told)


@signed_in
@methods.require_safe
def telling_photo(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    """To both: its teller, and the one who was told, once they can hear it."""
    row = queries.telling_between(request.user, telling_id)
    return photo(queries.brought_along(request.keyring, row, readable(request, row).photo))


@signed_in
@methods.require_safe
def telling_voice(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    row = queries.telling_between(request.user, telling_id)
    return voice(request, queries.brought_along(request.keyring, row, readable(request, row).voice))


@signed_in
@methods.require_http_methods([*READS, "POST"])
def reception(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    told = queries.telling_to(request.user, telling_id)
    if request.method == "POST":
        return _receive(request, told)
    request.keyring.open(told, "told")
    if hasattr(told, "reception"):
        return received_page(request, told)
    if not asks_for_head(request) and request.GET.get("hear") == "now":
        note_opened(request.user, told.pair_id, request.keyring, [told.pk])
    if not is_ours(request, told) and may_read(request, told):
        return received_page(request, told)
    if request.GET.get("hear") != "now":
        return capacity_page(request, told, day_form(request))
    return reception_page(request, told, reception_form(told))


@signed_in
@methods.require_GET
def hearing_well(request: PersonRequest) -> HttpResponse:
    return render(request, "comeback/hearing_well.html", {"hearing": queries.hearing_well()})


@signed_in
@methods.require_POST
def hearing_day(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    told = ours(request, queries.telling_to(request.user, telling_id))
    form = day_form(request, request.POST)
    if form.is_valid():
        with unless_keys_changed(form):
            actions.say_day(told, request.user, request.keyring, form.cleaned_data["on"])
    return to("today") if form.is_valid() else capacity_page(request, told, form, status=422)


@signed_in
@methods.require_POST
def landing(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    told = queries.telling_told_by(request.user, telling_id)
    form = LandingForm(request.POST)
    if not form.is_valid():
        return telling_page(request, told, form, status=422)
    actions.mark_landing(told, request.keyring, form.cleaned_data["how"])
    return SeeOther(reverse("telling", args=[telling_id]) + "?marked=1#landing")


@signed_in
@methods.require_POST
def withdrawal(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    told = ours(request, queries.telling_told_by(request.user, telling_id))
    actions.withdraw(told, timezone.now())
    return to("telling", telling_id)


@signed_in
@methods.require_GET
def mine(
    request: PersonRequest, page: str = "comeback/mine.html", beside: Beside | None = None
) -> HttpResponse:
    if not request.keyring.room_open:
        return render(request, "comeback/mine_closed.html")
    before = page_mark(request)
    leaves = queries.leaves_in_the_room(request.user, before)
    shown = leaves[: queries.PAGE]
    queries.fill(request.user, request.keyring, shown)
    first, rest = before is None, len(leaves) > len(shown)
    context = {"leaves": shown, "earlier": shown[-1].leave_id if rest else None, "first": first}
    beside = {"shelves": past_pairs(request) if first else []} | (beside or {})
    return render(request, page, context | beside)


# Coming home -----------------------------------------------------------------------------------


def _done(request: PersonRequest, home: Homecoming, around: Beside) -> HttpResponse:
    """Answers, and what comes in: what cannot be taken yet stays on the page, nothing is lost."""
    # what was chosen before the room closed goes along with the passphrase that opens it
    opening = bool(request.POST.get("passphrase")) and "moment" not in request.POST
    form = _answers_given(request, home, was_out=True)
    carries, is_open = moments_given(request, home)
    wrong = len([one for one in (form, *carries) if one.errors])
    sealed = bool(carries) and not is_open
    if not (waits := wrong or opening or sealed):
        given = to_settle(request, home, form, carries if is_open else None)
        with unless_keys_changed(form):
            actions.settle_in(home, request.user, request.keyring, given, timezone.now())
    if not waits and not form.errors:
        return on_from(home, form, carries if is_open else [])
    keep_answers(request, home, form)
    around |= {"carries": carries or None, "sealed": sealed}
    status = 422 if wrong or form.errors or sealed else 200
    return _homecoming_page(request, home, form=form, status=status, **around)


def _at_home(request: PersonRequest, home: Homecoming) -> HttpResponse:
    form = _answers_given(request, home, was_out=False)
    if form.is_valid():
        asked = request.user, request.keyring, form.answers, form.shared, request.mine
        with unless_keys_changed(form):
            actions.check_in(home, *asked, timezone.now())
    if not form.is_valid():
        return _check_in_page(request, home, form=form, status=422)
    return SeeOther(reverse("check-in", args=[home.leave_id]) + "?kept")


def _answers_given(request: PersonRequest, home: Homecoming, *, was_out: bool) -> CheckInForm:
    form = _check_in_form(request, home, was_out, request.POST)
    if form.is_valid() and form.cleaned_data.get("share") and not request.keyring.everyday_open:
        form.add_error(None, en.SEALED_MEANWHILE)
    return form


def _check_in_form(
    request: PersonRequest, home: Homecoming, was_out: bool, posted: Any = None
) -> CheckInForm:
    """Sharing is offered where both know of the leave."""
    known = queries.is_known_to_pair(request.mine, home)
    share_with = name_of(request.keyring, request.partner) if known else ""
    said = as_answered(request, home) if posted is None else {}
    return CheckInForm(posted, was_out=was_out, share_with=share_with, initial=said)


def _check_in_page(
    request: PersonRequest, home: Homecoming, form: CheckInForm | None = None, status: int = 200
) -> HttpResponse:
    context = both_check_ins(request, home) | {
        "form": form or _check_in_form(request, home, was_out=False),
    }
    return render(request, "comeback/check_in.html", context, status=status)


def _homecoming_page(
    request: PersonRequest,
    home: Homecoming,
    *,
    form: CheckInForm | None = None,
    carries: list[MomentForm] | None = None,
    sealed: bool = False,
    status: int = 200,
    page: str = HOMECOMING,
    beside: Beside | None = None,
) -> HttpResponse:
    if carries is None and request.keyring.room_open:
        carries = moment_forms(request, home)
    context = both_check_ins(request, home) | at_the_return(request, home, carries)
    context |= {
        "form": form or _check_in_form(request, home, was_out=True),
        "carries": carries,
        "sealed": sealed,
    }
    return render(request, page, context | (beside or {}), status=status)


# Telling and receiving -------------------------------------------------------------------------


def _receive(request: PersonRequest, told: Telling) -> HttpResponse:
    form = reception_form(told, request.POST)
    ours(request, told)
    if form.is_valid() and not request.keyring.everyday_open:
        form.add_error(None, en.SEALED_MEANWHILE)
    try:
        if form.is_valid():
            with unless_keys_changed(form):
                actions.receive(told, request.user, request.keyring, form.received, timezone.now())
    except actions.AlreadyAnswered:
        form.add_error(None, en.SAID_BEFORE)
        return reception_page(request, told, form, status=409)
    if not form.is_valid():
        return reception_page(request, told, form, status=422, heard=may_read(request, told))
    return to("reception", told.pk)
