from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from outandback.rooms.leave.queries import as_known
from outandback.rooms.quiet import actions, queries
from outandback.ui.fields import seen_now
from outandback.vault.writing import Stale
from outandback.web.key_checks import may_keep, unless_keys_changed
from outandback.web.redirects import SeeOther, see, see_without_pair
from outandback.web.requests import pressed, signed_in

from .context import call_page, need_page, number_page, number_standing
from .forms import NeedForm, NumberForm

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.web.requests import PersonRequest

READS = ["GET", "HEAD"]


@signed_in
@require_http_methods([*READS, "POST"])
def need_call(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """One press calls the other one. What their phone does is not told."""
    told, mine = queries.told_of(request.user, request.membership, leave_id), request.membership
    is_out = as_known(request.user.pk, told).is_out
    if mine is None or not is_out or not queries.may_call(mine):
        return see("need")
    if request.method != "POST":
        return call_page(request, told, mine)
    try:
        sent = actions.call(told, mine, request.keyring, pressed(request.POST), timezone.now())
    except actions.NotOut:
        return see("need")
    if not sent:
        return call_page(request, told, mine, status=429)
    return SeeOther(reverse("need-call", args=[leave_id]))


@signed_in
@require_http_methods([*READS, "POST"])
def need(request: PersonRequest) -> HttpResponse:
    """What “I need you” is for, and who says yes to it."""
    mine = request.membership
    if mine is None or not mine.words_compared:
        return render(request, "need/later.html")
    if request.method != "POST":
        return need_page(request, mine)
    form = NeedForm(request.POST)
    try:
        if may_keep(request, form):
            with unless_keys_changed(request, form):
                seen, words = form.cleaned_data["seen"] or 0, form.cleaned_data["words"]
                actions.write_agreement(mine, request.keyring, seen, words, timezone.now())
    except Stale:
        now = queries.agreement_of(mine)
        return need_page(request, mine, seen_now(form, now.version), 409)
    return see("need") if form.is_valid() else need_page(request, mine, form, 422)


@signed_in
@require_POST
def need_yes(request: PersonRequest) -> HttpResponse:
    mine, read = request.membership, request.POST.get("read", request.POST.get("seen", ""))
    if mine is None:
        return see("need")
    if request.POST.get("yes") != "yes":
        actions.take_back_yes(mine)
        return see("need")
    try:
        actions.say_yes(mine, int(read) if read.isdecimal() else 0, timezone.now())
    except Stale:
        return need_page(request, mine, changed=True, status=409)
    return see("need")


@signed_in
@require_http_methods([*READS, "POST"])
def need_number(request: PersonRequest) -> HttpResponse:
    mine = request.membership
    if mine is None or not mine.words_compared:
        return see_without_pair(request, "need")
    if request.method != "POST":
        return number_standing(request, mine)
    form = NumberForm(request.POST)
    if may_keep(request, form):
        with unless_keys_changed(request, form):
            actions.share_number(mine, request.keyring, form.cleaned_data["number"])
    if not form.is_valid():
        return number_page(request, form, status=422)
    return SeeOther(reverse("need") + "#number")


@signed_in
@require_POST
def need_silence(request: PersonRequest) -> HttpResponse:
    """For oneself. The other one is not told, and no page of theirs changes."""
    then = actions.mute if request.POST.get("silent") == "yes" else actions.unmute
    then(request.user)
    return SeeOther(reverse("need") + "#silence")
