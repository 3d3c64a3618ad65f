from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from outandback.pages.parts.hearing_day.context import day_form
from outandback.pages.parts.tellings.context import may_read
from outandback.rooms.comeback.queries import telling_between
from outandback.rooms.giving import actions, queries
from outandback.rooms.giving.content import sentences
from outandback.vault.writing import Stale
from outandback.web.key_checks import unless_keys_changed
from outandback.web.redirects import see
from outandback.web.requests import asks_for_part, signed_in

from .context import (
    as_of_now,
    draft_part,
    elsewhere,
    first_form,
    on_from_here,
    page,
    side_of_now,
    ten_page,
    to_page,
    to_threshold,
)
from .forms import DraftForm

if TYPE_CHECKING:
    from outandback.rooms.away.models import Moment
    from outandback.rooms.comeback.models import Homecoming, Told
    from outandback.rooms.giving.models import Draft
    from outandback.web.requests import PersonRequest

READS = ["GET", "HEAD"]


@signed_in
@require_http_methods([*READS, "POST"])
def ten_minutes(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    """Something small to do together, and a day that either of the two can name for it."""
    telling = telling_between(request.user, telling_id)
    if not may_read(request, telling):
        return see("reception", telling_id)
    own = telling.person_id == request.user.pk
    told: Told = request.keyring.open(telling, telling.newest if own else "told")
    if request.method != "POST" or not told.ten or telling.withdrawn_at:
        return ten_page(request, telling, told)
    mine, form = side_of_now(request, telling), day_form(request, request.POST)
    if form.is_valid():
        with unless_keys_changed(request, form):
            actions.name_day(
                telling, mine, request.keyring, form.cleaned_data["on"], timezone.now()
            )
    return ten_page(request, telling, told, form) if form.errors else see("ten-minutes", telling_id)


@signed_in
@require_http_methods([*READS, "POST"])
def giving(request: PersonRequest, moment_id: UUID) -> HttpResponse:
    home, moment = queries.at_home_with(request.user, moment_id)
    if request.membership is None or not request.membership.words_compared:
        return _alone(request, home, moment)
    if request.method == "POST":
        return _give(request, home, moment)
    if not request.keyring.room_open:
        return render(request, "giving/closed.html")
    kept = queries.decided(request.user, request.keyring, moment)
    there = elsewhere(home, kept)
    return there or page(request, home, moment, first_form(request, kept), 200)


@signed_in
@require_POST
def draft(request: PersonRequest, moment_id: UUID) -> HttpResponse:
    """By the button, by looking for others, and by itself at each pause of the one who writes."""
    home, moment = queries.at_home_with(request.user, moment_id)
    form, part = DraftForm(request.POST), asks_for_part(request)
    if not form.is_valid():
        return (
            draft_part(request, 422, form=form) if part else page(request, home, moment, form, 422)
        )
    try:
        row = _keep_draft(request, moment, form)
    except Stale:
        return draft_part(request, 409) if part else _both(request, home, moment)
    return draft_part(request, row=row) if part else to_page(request, moment)


@signed_in
@require_POST
def keeping(request: PersonRequest, moment_id: UUID) -> HttpResponse:
    home, moment = queries.at_home_with(request.user, moment_id)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return page(request, home, moment, form, 422)
    if not request.keyring.room_open:
        return _sealed(request, home, moment, form)
    try:
        actions.keep_for_oneself(
            home, moment, request.keyring, form.drafted, form.cleaned_data["seen"], timezone.now()
        )
    except Stale:
        return _both(request, home, moment)
    return on_from_here(request, home)


def _give(request: PersonRequest, home: Homecoming, moment: Moment) -> HttpResponse:
    form = DraftForm(request.POST)
    if form.is_valid() and not (request.keyring.room_open and request.keyring.everyday_open):
        return _sealed(request, home, moment, form)
    try:
        if form.is_valid() and form.is_whole():
            with unless_keys_changed(request, form):
                actions.give(
                    home,
                    moment,
                    request.keyring,
                    request.membership,
                    form.drafted,
                    form.cleaned_data["seen"],
                    timezone.now(),
                )
    except Stale:
        return _both(request, home, moment)
    except actions.GivenBefore:
        form.add_error(None, sentences.GIVEN_BEFORE)
        return page(request, home, moment, form, 409)
    return page(request, home, moment, form, 422) if form.errors else on_from_here(request, home)


def _alone(request: PersonRequest, home: Homecoming, moment: Moment) -> HttpResponse:
    """There is nobody to give to, or the four words wait: what was written stays its writer's."""
    form = DraftForm(request.POST)
    if form.is_valid():
        with suppress(Stale):
            _keep_draft(request, moment, form)
    return to_threshold(home, moment)


def _keep_draft(request: PersonRequest, moment: Moment, form: DraftForm) -> Draft:
    seen = form.cleaned_data["seen"]
    return actions.keep_draft(request.user, moment, request.keyring, form.drafted, seen)


def _sealed(
    request: PersonRequest, home: Homecoming, moment: Moment, form: DraftForm
) -> HttpResponse:
    """The room was sealed while someone wrote: kept as a letter, and still on the page."""
    with suppress(Stale):
        _keep_draft(request, moment, form)
        form = as_of_now(request.POST, queries.draft_about(request.user, moment))
    return page(request, home, moment, form, 422, resume=request.get_full_path())


def _both(request: PersonRequest, home: Homecoming, moment: Moment) -> HttpResponse:
    """It was written on in another tab: both stand there, and the next press uses this page's."""
    row = queries.draft_about(request.user, moment)
    other = request.keyring.open_if_possible(row, "drafted") if row else None
    form = as_of_now(request.POST, row)
    return page(request, home, moment, form, 409, other=other, stale=True)
