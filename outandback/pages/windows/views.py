from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from outandback.pages.parts.sent.context import opens
from outandback.rooms.cover import actions, queries
from outandback.rooms.cover.models import Window
from outandback.rooms.sent.marks import mark_of
from outandback.web.key_checks import may_keep, unless_keys_changed
from outandback.web.redirects import SeeOther, see
from outandback.web.requests import signed_in

from .forms import WindowForm, blank_window

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.rooms.people.models import Membership
    from outandback.web.requests import PersonRequest

READS = ["GET", "HEAD"]


@signed_in
@require_http_methods([*READS, "POST"])
def windows(request: PersonRequest) -> HttpResponse:
    mine = request.membership
    if mine is None:
        return render(request, "windows/no_windows.html")
    form = _window_form(request)
    if request.method != "POST" or not mine.words_compared:
        return _windows_page(request, mine, form)
    if not may_keep(request, form):
        return _windows_page(request, mine, form, status=422)
    _offer(request, mine, form)
    return see("windows") if form.is_valid() else _windows_page(request, mine, form, status=422)


@signed_in
@require_POST
def window_taking(request: PersonRequest, window_id: UUID) -> HttpResponse:
    window = queries.window_to(request.user, request.membership, window_id)
    planned = actions.take_window(request.user, request.keyring, window, timezone.now())
    return SeeOther(reverse("leave", args=[planned.pk])) if planned else see("windows")


@signed_in
@require_POST
def window_withdrawal(request: PersonRequest, window_id: UUID) -> HttpResponse:
    window = queries.window_from(request.user, request.membership, window_id)
    actions.withdraw_window(window, timezone.now())
    return see("windows")


@signed_in
@require_POST
def ledger(request: PersonRequest) -> HttpResponse:
    """Either side opens and closes it, and the other is not told."""
    if request.membership and request.POST.get("open") == "yes":
        actions.open_ledger(request.membership)
    elif request.membership:
        actions.close_ledger(request.membership)
    return SeeOther(reverse("windows") + "#ledger")


def _window_form(request: PersonRequest) -> WindowForm:
    zone, at = request.user.zone, timezone.now()
    if request.method == "POST":
        return WindowForm(request.POST, zone=zone, at=at)
    return WindowForm(initial=blank_window(), zone=zone, at=at)


def _offer(request: PersonRequest, mine: Membership, form: WindowForm) -> None:
    typed, when = form.cleaned_data, form.when
    if when is not None:
        window = Window(pk=typed["form_id"])
        with unless_keys_changed(request, form):
            actions.offer_window(
                mine, request.keyring, window, when, typed["words"], timezone.now()
            )


def _windows_page(
    request: PersonRequest, mine: Membership, form: WindowForm, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    offered = queries.windows_offered_to(request.user, mine, at)
    opens(request, mine.pair_id, *map(mark_of, offered))
    context = {
        "form": form,
        "asks": mine.words_compared and (request.keyring.everyday_open or form.is_bound),
        "at": at,
        "offered": offered,
        "given": queries.windows_offered_by(request.user, mine, at),
        "opened_ledger": queries.has_opened_ledger(request.user, mine),
        "side_by_side": queries.hours_side_by_side(request.user, mine, at),
    }
    return render(request, "windows/windows.html", context, status=status)
