from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.away import actions as away_actions
from outandback.away import http as away_http
from outandback.away.forms import CatchForm
from outandback.away.queries import where_to_catch
from outandback.leave.queries import as_known, heads_up_to, heads_ups_to, leave_of, own_leave
from outandback.people.http import (
    SeeOther,
    asks_for_part,
    may_keep,
    next_or,
    require_words_open,
    see,
    see_without_pair,
    signed_in,
    unless_keys_changed,
)
from outandback.people.queries import Parted
from outandback.vault.writing import Stale

from . import actions, http, queries
from .content import en
from .forms import (
    EveningForm,
    HelloForm,
    NeedForm,
    NoteForm,
    NumberForm,
    blank_note,
    pressed,
    seen_now,
)
from .models import State

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.away.models import Departure
    from outandback.leave.models import HeadsUp, Leave
    from outandback.people.http import PersonRequest
    from outandback.people.models import Membership

    from .models import HeldNote

READS = ["GET", "HEAD"]


@signed_in
@require_GET
def away(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    leave = queries.leave_and_what_passes(request.user, request.mine, leave_id)
    if not leave.is_out:
        return away_http.where_it_stands(leave)
    note = request.COOKIES.get(away_http.COOKIE, "")
    kept = {"kept": note, "arrival": away_http.read_note(request.user.pk, note)}
    response = http.away_page(request, leave, CatchForm(), kept)
    away_http.take_note(request, response)
    return response


@signed_in
@require_POST
def moments(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    departure, form = where_to_catch(request.user, leave_id), CatchForm(request.POST)
    if not form.is_valid():
        return _not_kept(request, departure, form)
    at = timezone.now()
    caught = form.caught(at)
    arrival = away_actions.arrival_name(form.name(), caught.kind, caught.text)
    away_actions.catch_moment(departure, request.keyring, arrival, caught, at)
    note = away_http.kept_note(request.user.pk, arrival)
    if asks_for_part(request):
        return away_http.catch_part(request, leave_id, kept=note, arrival=arrival)
    response = SeeOther(reverse("away", args=[leave_id]))
    away_http.put_note(response, note)
    return response


@signed_in
@require_http_methods([*READS, "POST"])
def held_notes(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """For the one at home: what they hold. For the one who was out: what was kept for them."""
    own = own_leave(request.user, leave_id)
    if own is not None:
        return _kept_for_me(request, own)
    told = heads_up_to(request.user, leave_id, ever=request.method == "POST")
    if request.method == "POST":
        return _hold(request, told, NoteForm(request.POST))
    return http.notes_page(request, told, blank_note())


@signed_in
@require_http_methods([*READS, "POST"])
def held_note(request: PersonRequest, note_id: UUID) -> HttpResponse:
    note = queries.note_by(request.user, note_id)
    if request.method == "POST":
        return _change(request, note, NoteForm(request.POST))
    words = request.keyring.open(note, "words")
    form = NoteForm(initial={"seen": note.row_version, "text": words.text if words else ""})
    return http.note_page(request, note, form)


@signed_in
@require_POST
def withdrawal(request: PersonRequest, note_id: UUID) -> HttpResponse:
    note = queries.note_by(request.user, note_id)
    with suppress(Parted):
        actions.withdraw_note(note, timezone.now())
    return SeeOther(reverse("held-note", args=[note_id]))


@signed_in
@require_http_methods([*READS, "POST"])
def hello(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    told = queries.told_of(request.user, request.mine, leave_id)
    if request.method != "POST":
        require_words_open(request)
    mine, zone = request.mine, request.user.zone
    if request.method != "POST" or mine is None:
        return http.hello_page(request, told)
    form = HelloForm(request.POST, zone=zone, told=as_known(mine.person_id, told))
    if may_keep(request, form):
        _pick(request, told, mine, form)
    if not form.is_valid():
        return http.hello_page(request, told, form, status=422)
    return SeeOther(reverse("hello", args=[leave_id]))


@signed_in
@require_http_methods([*READS, "POST"])
def need_call(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """One press calls the other one. What their phone does is not told."""
    told, mine = queries.told_of(request.user, request.mine, leave_id), request.mine
    is_out = as_known(request.user.pk, told).is_out
    if mine is None or not is_out or not http.may_call(request):
        return see("need")
    if request.method != "POST":
        return http.call_page(request, told, mine)
    try:
        sent = actions.call(told, mine, request.keyring, pressed(request.POST), timezone.now())
    except actions.NotOut:
        return see("need")
    if not sent:
        return http.call_page(request, told, mine, status=429)
    return SeeOther(reverse("need-call", args=[leave_id]))


@signed_in
@require_http_methods([*READS, "POST"])
def need(request: PersonRequest) -> HttpResponse:
    """What “I need you” is for, and who says yes to it."""
    mine = request.mine
    if mine is None or not mine.words_compared:
        return render(request, "quiet/need_later.html")
    if request.method != "POST":
        return http.need_page(request, mine)
    form = NeedForm(request.POST)
    try:
        if may_keep(request, form):
            with unless_keys_changed(form):
                seen, words = form.cleaned_data["seen"] or 0, form.cleaned_data["words"]
                actions.write_agreement(mine, request.keyring, seen, words, timezone.now())
    except Stale:
        now = queries.agreement_of(mine)
        return http.need_page(request, mine, seen_now(form, now.version), 409)
    return see("need") if form.is_valid() else http.need_page(request, mine, form, 422)


@signed_in
@require_POST
def need_yes(request: PersonRequest) -> HttpResponse:
    mine, read = request.mine, request.POST.get("read", request.POST.get("seen", ""))
    if mine is None:
        return see("need")
    if request.POST.get("yes") != "yes":
        actions.take_back_yes(mine)
        return see("need")
    try:
        actions.say_yes(mine, int(read) if read.isdecimal() else 0, timezone.now())
    except Stale:
        return http.need_page(request, mine, changed=True, status=409)
    return see("need")


@signed_in
@require_http_methods([*READS, "POST"])
def need_number(request: PersonRequest) -> HttpResponse:
    mine = request.mine
    if mine is None or not mine.words_compared:
        return see_without_pair(request, "need")
    if request.method != "POST":
        return http.number_standing(request, mine)
    form = NumberForm(request.POST)
    if may_keep(request, form):
        with unless_keys_changed(form):
            actions.share_number(mine, request.keyring, form.cleaned_data["number"])
    if not form.is_valid():
        return http.number_page(request, form, status=422)
    return SeeOther(reverse("need") + "#number")


@signed_in
@require_POST
def need_silence(request: PersonRequest) -> HttpResponse:
    """For oneself. The other one is not told, and no page of theirs changes."""
    then = actions.mute if request.POST.get("silent") == "yes" else actions.unmute
    then(request.user)
    return SeeOther(reverse("need") + "#silence")


@signed_in
@require_http_methods([*READS, "POST"])
def evening(request: PersonRequest) -> HttpResponse:
    at, alone = timezone.now(), request.mine is None
    on = http.evening_on(request, at)
    if request.method != "POST":
        start = http.evening_before(request, on)
        return http.evening_page(request, EveningForm(alone=alone, initial=start))
    form = EveningForm(request.POST, alone=alone)
    if not form.is_valid():
        return http.evening_page(request, form, status=422)
    told = heads_ups_to(request.user, request.mine, at) if request.mine else []
    about = next((one for one in told if one.is_out), None)
    actions.check_evening(request.user, request.keyring, about, on, form.answers())
    return SeeOther(reverse("evening") + "?kept=1")


# Held notes ------------------------------------------------------------------------------------


def _kept_for_me(request: PersonRequest, own: Leave) -> HttpResponse:
    """Before one's return there is no such page, with or without notes."""
    if own.returned_at is None:
        return away_http.where_it_stands(own)
    notes = queries.notes_kept_for(request.user, own)
    return render(request, "quiet/kept.html", {"notes": notes, "leave": own})


def _hold(request: PersonRequest, told: HeadsUp, form: NoteForm) -> HttpResponse:
    mine = request.mine
    if mine is None or mine.pair_id != told.pair_id:
        return http.not_held(request, told, form)
    if not may_keep(request, form):
        return http.notes_page(request, told, form, status=422)
    form_id, text = form.cleaned_data["form_id"] or uuid4(), form.cleaned_data["text"]
    try:
        with unless_keys_changed(form):
            name = actions.hold_note(told, mine, request.keyring, form_id, text, timezone.now())
    except actions.NotOut:
        return http.not_held(request, told, form)
    if not form.is_valid():
        return http.notes_page(request, told, form, status=422)
    if queries.note_by(request.user, name).state is State.HELD:
        return SeeOther(next_or(request, "") or reverse("held-notes", args=[told.leave_id]))
    return SeeOther(reverse("held-note", args=[name]))


def _change(request: PersonRequest, note: HeldNote, form: NoteForm) -> HttpResponse:
    mine = request.mine
    if mine is None or mine.pair_id != note.pair_id:
        return http.two_notes(request, note, form)
    if not may_keep(request, form):
        return http.note_page(request, note, form, status=422)
    seen, text = form.cleaned_data["seen"] or 0, form.cleaned_data["text"]
    try:
        with unless_keys_changed(form):
            actions.change_note(note, mine, request.keyring, seen, text)
    except Stale:
        return http.two_notes(request, queries.note_by(request.user, note.pk), form)
    if not form.is_valid():
        return http.note_page(request, note, form, status=422)
    return SeeOther(reverse("held-note", args=[note.pk]))


def _not_kept(request: PersonRequest, departure: Departure, form: CatchForm) -> HttpResponse:
    if asks_for_part(request):
        return away_http.catch_part(request, departure.leave_id, status=422, form=form)
    if not departure.leave.is_out:
        return away_http.too_late_for(departure.leave)
    leave = leave_of(request.user, departure.leave_id)
    return http.away_page(request, leave, form, {}, status=422)


def _pick(request: PersonRequest, told: HeadsUp, mine: Membership, form: HelloForm) -> None:
    try:
        with unless_keys_changed(form):
            actions.pick_hello(told, mine, request.keyring, form.pick(), timezone.now())
    except actions.NotOut:
        form.add_error(None, en.OVER)
