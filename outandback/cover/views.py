from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.leave.content import en as leave_en
from outandback.leave.models import progress
from outandback.leave.queries import heads_up_to, leave_of, teller_of
from outandback.people.http import (
    SeeOther,
    may_keep,
    see,
    signed_in,
    unless_keys_changed,
)
from outandback.people.queries import name_of
from outandback.rules.return_times import wall_at
from outandback.together.http import three_small_things
from outandback.ui.drawing import other_ink
from outandback.ui.fields import as_seen_now
from outandback.vault.writing import Stale

from . import actions, queries
from .content import en
from .forms import AnswerForm, WindowForm, asked_in, blank_window, written_answer
from .http import what_is_given
from .models import Window

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.leave.models import HeadsUp, Shown
    from outandback.people.http import PersonRequest
    from outandback.people.models import Membership

    from .models import Answer, Answered

READS = ["GET", "HEAD"]


@signed_in
@require_GET
def leave(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    own = leave_of(request.user, leave_id)
    if own.is_out:
        return SeeOther(reverse("away", args=[own.pk]))
    plan = request.keyring.open_if_possible(own, "plan")
    skipped = [leave_en.SKIPPED.format(*times) for times in own.skipped]
    context = {"leave": own, "plan": plan, "skipped": skipped, "alone": request.mine is None}
    if own.is_ahead and not own.ideas_put_away:
        context |= three_small_things(request, own.pk)
    return render(request, "cover/leave.html", context | what_is_given(request, own, plan))


@signed_in
@require_POST
def cover_settling(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """One tap: what the partner offers is agreed. On a plan changed meanwhile it does nothing."""
    own = leave_of(request.user, leave_id)
    seen, what = request.POST.get("seen", ""), request.POST.get("what", "")
    try:
        if seen.isdecimal() and own.is_ahead:
            actions.settle_cover(own, request.keyring, int(seen), what, timezone.now())
    except Stale:
        pass
    return SeeOther(reverse("leave", args=[own.pk]))


@signed_in
@require_http_methods([*READS, "POST"])
def answer(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """What the partner told, and what its reader may say to it."""
    told = heads_up_to(request.user, leave_id, ever=request.method == "POST")
    if request.method == "POST":
        return _answer(request, told)
    said = queries.own_answer(request.user.pk, told)
    form = _answer_form(request, told, said) if _may_answer(request, told) else None
    return _answer_page(request, told, said, form)


@signed_in
@require_http_methods([*READS, "POST"])
def windows(request: PersonRequest) -> HttpResponse:
    mine = request.mine
    if mine is None:
        return render(request, "cover/no_windows.html")
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
    window = queries.window_to(request.user, request.mine, window_id)
    planned = actions.take_window(request.user, request.keyring, window, timezone.now())
    return SeeOther(reverse("leave", args=[planned.pk])) if planned else see("windows")


@signed_in
@require_POST
def window_withdrawal(request: PersonRequest, window_id: UUID) -> HttpResponse:
    window = queries.window_from(request.user, request.mine, window_id)
    actions.withdraw_window(window, timezone.now())
    return see("windows")


@signed_in
@require_POST
def ledger(request: PersonRequest) -> HttpResponse:
    """Either side opens and closes it, and the other is not told."""
    if request.mine and request.POST.get("open") == "yes":
        actions.open_ledger(request.mine)
    elif request.mine:
        actions.close_ledger(request.mine)
    return SeeOther(reverse("windows") + "#ledger")


# Answering -------------------------------------------------------------------------------------


def _may_answer(request: PersonRequest, told: HeadsUp) -> bool:
    """While the leave is ahead, and in the pair of now."""
    ours = request.mine is not None and request.mine.pair_id == told.pair_id
    return ours and told.is_ahead and told.returned_at is None


def _answer(request: PersonRequest, told: HeadsUp) -> HttpResponse:
    said, mine = queries.own_answer(request.user.pk, told), request.mine
    form = _answer_form(request, told, said, request.POST)
    if mine is None or not _may_answer(request, told):
        return _too_late(request, told, said, form)
    try:
        if may_keep(request, form):
            _send(request, told, mine, form)
    except actions.TooLate:
        return _too_late(request, told, said, form)
    except Stale:
        return _two_answers(request, told)
    if not form.is_valid():
        return _answer_page(request, told, said, form, status=422)
    return SeeOther(reverse("answer", args=[told.leave_id]))


def _send(request: PersonRequest, told: HeadsUp, mine: Membership, form: AnswerForm) -> None:
    with unless_keys_changed(form):
        asked = form.answered(), timezone.now(), form.cleaned_data["seen"] or 0
        actions.answer_heads_up(told, mine, request.keyring, *asked)


def _two_answers(request: PersonRequest, told: HeadsUp) -> HttpResponse:
    """Answered on another device: both stay in sight, and the next press decides."""
    said = queries.own_answer(request.user.pk, told)
    posted = as_seen_now(request.POST, said.row_version if said else 0)
    form = _answer_form(request, told, said, posted)
    other = request.keyring.open(said, said.newest) if said else None
    return _answer_page(request, told, said, form, status=409, other=other)


def _too_late(
    request: PersonRequest, told: HeadsUp, said: Answer | None, form: AnswerForm
) -> HttpResponse:
    form.add_error(None, en.NOT_SENT)
    return _answer_page(request, told, said, form, status=409)


def _answer_form(
    request: PersonRequest, told: HeadsUp, said: Answer | None, posted: Any = None
) -> AnswerForm:
    shown: Shown | None = request.keyring.open_if_possible(told, "shown")
    keyring = request.keyring
    before: Answered | None = keyring.open_if_possible(said, said.newest) if said else None
    wall = wall_at(before.talk_at, request.user.zone) if before and before.talk_at else None
    known = {**written_answer(before, wall), "seen": said.row_version} if said and before else {}
    return AnswerForm(
        posted,
        asked=shown.needs if shown else asked_in(posted or {}),
        initial=known,
        zone=request.user.zone,
        before=told.out_at,
    )


def _answer_page(
    request: PersonRequest,
    told: HeadsUp,
    said: Answer | None,
    form: AnswerForm | None,
    status: int = 200,
    other: Answered | None = None,
) -> HttpResponse:
    teller = teller_of(told, request.partner)
    context = {
        "told": told,
        "answer": said,
        "form": form,
        **{"late": status == 409 and other is None, "other": other},
        "teller_name": name_of(request.keyring, teller),
        "teller_ink": teller.ink,
        "reader_ink": other_ink(teller.ink),
        "progress": progress(told, timezone.now()),
    }
    return render(request, "cover/answer.html", context, status=status)


# Windows ---------------------------------------------------------------------------------------


def _window_form(request: PersonRequest) -> WindowForm:
    zone, at = request.user.zone, timezone.now()
    if request.method == "POST":
        return WindowForm(request.POST, zone=zone, at=at)
    return WindowForm(initial=blank_window(), zone=zone, at=at)


def _offer(request: PersonRequest, mine: Membership, form: WindowForm) -> None:
    typed, when = form.cleaned_data, form.when
    if when is not None:
        window = Window(pk=typed["form_id"])
        with unless_keys_changed(form):
            offered = mine, request.keyring, window, when, typed["words"], timezone.now()
            actions.offer_window(*offered)


def _windows_page(
    request: PersonRequest, mine: Membership, form: WindowForm, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    context = {
        "form": form,
        "asks": mine.words_compared and (request.keyring.everyday_open or form.is_bound),
        "at": at,
        "offered": queries.windows_offered_to(request.user, mine, at),
        "given": queries.windows_offered_by(request.user, mine, at),
        "opened_ledger": queries.has_opened_ledger(request.user, mine),
        "side_by_side": queries.hours_side_by_side(request.user, mine, at),
    }
    return render(request, "cover/windows.html", context, status=status)
