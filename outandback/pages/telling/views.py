from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators import http as methods

from outandback.pages.parts.hearing_day.context import day_form
from outandback.pages.parts.tellings.context import is_ours, may_read, ours, readable
from outandback.rooms.comeback import actions, queries
from outandback.rooms.comeback.content import sentences
from outandback.rooms.hearing.actions import note_opened
from outandback.rooms.replies import actions as replies
from outandback.rooms.replies.content import sentences as reply_sentences
from outandback.rooms.replies.models import Replied
from outandback.rooms.replies.queries import question_in, reply_to, telling_to_answer
from outandback.ui.middleware import asks_for_head
from outandback.web.key_checks import may_keep, require_words_open, unless_keys_changed
from outandback.web.media import photo_response, voice_response
from outandback.web.redirects import SeeOther, see, see_sent
from outandback.web.requests import signed_in

from .context import (
    capacity_page,
    received_page,
    reception_form,
    reception_page,
    reply_page,
    telling_page,
)
from .forms import LandingForm, ReplyForm

if TYPE_CHECKING:
    from outandback.rooms.comeback.models import Telling
    from outandback.web.requests import PersonRequest

READS = ["GET", "HEAD"]
WHY_NOT = {
    replies.RepliedBefore: reply_sentences.REPLIED_BEFORE,
    replies.NothingAsked: reply_sentences.NOTHING_ASKED,
}


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
    return photo_response(queries.brought_along(request.keyring, row, readable(request, row).photo))


@signed_in
@methods.require_safe
def telling_voice(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    row = queries.telling_between(request.user, telling_id)
    return voice_response(
        request, queries.brought_along(request.keyring, row, readable(request, row).voice)
    )


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
@methods.require_http_methods([*READS, "POST"])
def reply(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    """The teller's one answer, where the listener asked something."""
    told = telling_to_answer(request.user, request.membership, telling_id)
    if request.method == "POST":
        return _reply(request, told)
    require_words_open(request)
    asked = question_in(request.keyring, queries.reception_of(request.user, told))
    if not asked or reply_to(request.user, told):
        return see("telling", told.pk)
    return reply_page(request, told, ReplyForm())


@signed_in
@methods.require_GET
def hearing_well(request: PersonRequest) -> HttpResponse:
    return render(request, "telling/hearing_well.html", {"hearing": queries.hearing_well()})


@signed_in
@methods.require_POST
def hearing_day(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    told = ours(request, queries.telling_to(request.user, telling_id))
    form = day_form(request, request.POST)
    if form.is_valid():
        with unless_keys_changed(request, form):
            on = form.cleaned_data["on"]
            actions.say_day(told, request.user, request.keyring, on, timezone.now())
    return see_sent("today") if form.is_valid() else capacity_page(request, told, form, status=422)


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
    return see("telling", telling_id)


# Telling and receiving -------------------------------------------------------------------------


def _receive(request: PersonRequest, told: Telling) -> HttpResponse:
    form = reception_form(told, request.POST)
    ours(request, told)
    if form.is_valid() and not request.keyring.everyday_open:
        form.add_error(None, sentences.SEALED_MEANWHILE)
    try:
        if form.is_valid():
            with unless_keys_changed(request, form):
                actions.receive(told, request.user, request.keyring, form.received, timezone.now())
    except actions.AlreadyAnswered:
        form.add_error(None, sentences.SAID_BEFORE)
        return reception_page(request, told, form, status=409)
    if not form.is_valid():
        return reception_page(request, told, form, status=422, heard=may_read(request, told))
    return see_sent("reception", told.pk)


def _reply(request: PersonRequest, told: Telling) -> HttpResponse:
    form = ReplyForm(request.POST)
    try:
        if may_keep(request, form):
            words = Replied(text=form.cleaned_data["text"])
            with unless_keys_changed(request, form):
                replies.answer_question(told, request.user, request.keyring, words, timezone.now())
    except (replies.RepliedBefore, replies.NothingAsked) as refused:
        form.add_error(None, WHY_NOT[type(refused)])
        return reply_page(request, told, form, status=409)
    return see_sent("telling", told.pk) if form.is_valid() else reply_page(request, told, form, 422)
