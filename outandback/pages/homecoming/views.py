from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators import http as methods

from outandback.pages.parts.away_screen.context import away_page
from outandback.pages.parts.away_screen.forms import CatchForm
from outandback.pages.parts.what_may_come.context import what_may_come
from outandback.rooms.away.actions import arrival_name, catch_moment
from outandback.rooms.away.queries import departure_of
from outandback.rooms.comeback import actions, queries
from outandback.rooms.comeback.content import sentences
from outandback.rooms.comeback.models import GIVEN, HomeAnswers
from outandback.rooms.people.queries import name_of
from outandback.rooms.quiet.queries import leave_and_meanwhile
from outandback.rooms.rhythms.actions import plan_due
from outandback.web.key_checks import unless_keys_changed
from outandback.web.redirects import SeeOther, see
from outandback.web.requests import signed_in

from .context import (
    as_answered,
    at_the_return,
    both_check_ins,
    bring_open,
    for_next_time,
    for_next_time_at_home,
    may_share,
    moment_forms,
    moments_given,
    onto_home_screen,
    to_settle,
)
from .forms import CheckInForm, MomentForm

if TYPE_CHECKING:
    from outandback.rooms.away.models import Departure
    from outandback.rooms.comeback.models import Homecoming
    from outandback.web.requests import PersonRequest


READS = ["GET", "HEAD"]
CHECKED_IN = "joy"  # a box that each form with answers has, empty or not


@signed_in
@methods.require_http_methods([*READS, "POST"])
def homecoming(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """One page with one form."""
    if not queries.is_back(request.user, leave_id):
        departure = departure_of(request.user, leave_id)
        if request.method != "POST":
            return see("away", leave_id)
        return _come_back_with_words(request, departure)
    home = queries.homecoming_of(request.user, leave_id)
    if request.method != "POST":
        return _homecoming_page(request, home)
    # “I’m back” pressed twice brings no answers
    return _done(request, home) if CHECKED_IN in request.POST else see("homecoming", leave_id)


@signed_in
@methods.require_http_methods([*READS, "POST"])
def check_in(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    if queries.is_back(request.user, leave_id):
        if request.method != "POST":
            return see("homecoming", leave_id)
        home = queries.homecoming_of(request.user, leave_id)
        return _done(request, home)
    home = queries.homecoming_seen_by(request.user, request.membership, leave_id)
    return _at_home(request, home) if request.method == "POST" else _check_in_page(request, home)


@signed_in
@methods.require_POST
def choices(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """The same form, as pages that were opened before send it."""
    home = queries.homecoming_of(request.user, leave_id)
    return _done(request, home)


def _done(request: PersonRequest, home: Homecoming) -> HttpResponse:
    """Answers, and what comes in: what cannot be taken yet stays on the page, nothing is lost."""
    # what was chosen before the room closed goes along with the passphrase that opens it
    opening = bool(request.POST.get("passphrase")) and "moment" not in request.POST
    form = _answers_given(request, home, was_out=True)
    carries, is_open = moments_given(request, home)
    wrong = len([one for one in (form, *carries) if one.errors])
    sealed = bool(carries) and not is_open
    if not (waits := wrong or opening or sealed):
        given = to_settle(request, home, form, carries if is_open else None)
        with unless_keys_changed(request, form):
            actions.settle_in(home, request.user, request.keyring, given, timezone.now())
    if not waits and not form.errors:
        return _on_from(home, form, carries if is_open else [])
    _keep_answers(request, home, form)
    status = 422 if wrong or form.errors or sealed else 200
    return _homecoming_page(
        request, home, form=form, carries=carries or None, sealed=sealed, status=status
    )


def _at_home(request: PersonRequest, home: Homecoming) -> HttpResponse:
    form = _answers_given(request, home, was_out=False)
    if form.is_valid():
        with unless_keys_changed(request, form):
            actions.check_in(
                home,
                request.user,
                request.keyring,
                form.answers,
                form.shared,
                request.membership,
                timezone.now(),
            )
    if not form.is_valid():
        return _check_in_page(request, home, form=form, status=422)
    return SeeOther(reverse("check-in", args=[home.leave_id]) + "?kept")


def _answers_given(request: PersonRequest, home: Homecoming, *, was_out: bool) -> CheckInForm:
    form = _check_in_form(request, home, was_out, request.POST)
    if form.is_valid() and form.cleaned_data.get("share") and not request.keyring.everyday_open:
        form.add_error(None, sentences.SEALED_MEANWHILE)
    return form


def _check_in_form(
    request: PersonRequest, home: Homecoming, was_out: bool, posted: object = None
) -> CheckInForm:
    """Sharing is offered where both know of the leave."""
    known = may_share(request) and queries.is_known_to_pair(request.membership, home)
    share_with = name_of(request.keyring, request.partner) if known else ""
    said = as_answered(request, home) if posted is None else {}
    return CheckInForm(posted, was_out=was_out, share_with=share_with, initial=said)


def _check_in_page(
    request: PersonRequest, home: Homecoming, form: CheckInForm | None = None, status: int = 200
) -> HttpResponse:
    context = both_check_ins(request, home) | for_next_time_at_home(request, home)
    context |= {"form": form or _check_in_form(request, home, was_out=False)}
    return render(request, "homecoming/check_in.html", context, status=status)


def _homecoming_page(
    request: PersonRequest,
    home: Homecoming,
    *,
    form: CheckInForm | None = None,
    carries: list[MomentForm] | None = None,
    sealed: bool = False,
    status: int = 200,
) -> HttpResponse:
    if carries is None and request.keyring.room_open:
        carries = moment_forms(request, home)
    context = both_check_ins(request, home) | at_the_return(request, home, carries)
    form = form or _check_in_form(request, home, was_out=True)
    context |= {
        "form": form,
        "carries": carries,
        "bring_open": bring_open(request, form),
        "sealed": sealed,
    }
    context |= what_may_come(request) | for_next_time(request, home)
    context |= onto_home_screen(request, home, timezone.now())
    return render(request, "homecoming/homecoming.html", context, status=status)


def _come_back_with_words(request: PersonRequest, departure: Departure) -> HttpResponse:
    """Back, and what still stood in the box is one more moment."""
    at, form = timezone.now(), CatchForm.as_it_stands(request.POST)
    if form and not form.is_valid():
        shown = leave_and_meanwhile(request.user, request.membership, departure.leave_id)
        return away_page(request, *shown, form, {}, status=422)
    actions.come_back(departure, at)
    if form:
        caught = form.caught(at)
        name = arrival_name(form.name(), caught.kind, caught.text)
        catch_moment(departure, request.keyring, name, caught, at)
    plan_due(request.user, request.keyring, at)
    return see("homecoming", departure.leave_id)


def _keep_answers(request: PersonRequest, home: Homecoming, form: CheckInForm) -> None:
    """While the rest of the page waits, the first answers are kept already, for oneself alone."""
    if not form.is_valid() or not form.says_anything:
        return
    if queries.check_in_of(request.user, home) is None:
        actions.check_in(
            home, request.user, request.keyring, form.answers, HomeAnswers(), None, timezone.now()
        )


def _on_from(home: Homecoming, form: CheckInForm, carries: list[MomentForm]) -> HttpResponse:
    """To the first thing that is to be taught or given; else back to what came in, which says once
    that answers are kept where some were given."""
    first = next((one.moment for one in carries if one.decision.what in GIVEN), None)
    if first:
        return see("giving", first.pk)
    said = "?kept" if form.says_anything else ""
    return SeeOther(reverse("homecoming", args=[home.leave_id]) + f"{said}#bring")
