from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from outandback.pages.parts.held_note.forms import NoteForm, blank_note
from outandback.rooms.leave.queries import heads_up_to, own_leave
from outandback.rooms.people.queries import Parted
from outandback.rooms.quiet import actions, queries
from outandback.rooms.quiet.models import NoteState
from outandback.vault.writing import Stale
from outandback.web.key_checks import may_keep, unless_keys_changed
from outandback.web.redirects import SeeOther, next_or, where_it_stands
from outandback.web.requests import signed_in

from .context import not_held, note_page, notes_page, two_notes

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.rooms.leave.models import HeadsUp, Leave
    from outandback.rooms.quiet.models import HeldNote
    from outandback.web.requests import PersonRequest

READS = ["GET", "HEAD"]


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
    return notes_page(request, told, blank_note())


@signed_in
@require_http_methods([*READS, "POST"])
def held_note(request: PersonRequest, note_id: UUID) -> HttpResponse:
    note = queries.note_by(request.user, note_id)
    if request.method == "POST":
        return _change(request, note, NoteForm(request.POST))
    words = request.keyring.open(note, "words")
    form = NoteForm(initial={"seen": note.row_version, "text": words.text if words else ""})
    return note_page(request, note, form)


@signed_in
@require_POST
def withdrawal(request: PersonRequest, note_id: UUID) -> HttpResponse:
    note = queries.note_by(request.user, note_id)
    with suppress(Parted):
        actions.withdraw_note(note, timezone.now())
    return SeeOther(reverse("held-note", args=[note_id]))


# Held notes ------------------------------------------------------------------------------------


def _kept_for_me(request: PersonRequest, own: Leave) -> HttpResponse:
    """Before one's return there is no such page, with or without notes."""
    if own.returned_at is None:
        return where_it_stands(own)
    notes = queries.notes_kept_for(request.user, own)
    return render(request, "notes/kept.html", {"notes": notes, "leave": own})


def _hold(request: PersonRequest, told: HeadsUp, form: NoteForm) -> HttpResponse:
    mine = request.membership
    if mine is None or mine.pair_id != told.pair_id:
        return not_held(request, told, form)
    if not may_keep(request, form):
        return notes_page(request, told, form, status=422)
    form_id, text = form.cleaned_data["form_id"] or uuid4(), form.cleaned_data["text"]
    try:
        with unless_keys_changed(request, form):
            name = actions.hold_note(told, mine, request.keyring, form_id, text, timezone.now())
    except actions.NotOut:
        return not_held(request, told, form)
    if not form.is_valid():
        return notes_page(request, told, form, status=422)
    if queries.note_by(request.user, name).state is NoteState.HELD:
        return SeeOther(next_or(request, "") or reverse("held-notes", args=[told.leave_id]))
    return SeeOther(reverse("held-note", args=[name]))


def _change(request: PersonRequest, note: HeldNote, form: NoteForm) -> HttpResponse:
    mine = request.membership
    if mine is None or mine.pair_id != note.pair_id:
        return two_notes(request, note, form)
    if not may_keep(request, form):
        return note_page(request, note, form, status=422)
    seen, text = form.cleaned_data["seen"] or 0, form.cleaned_data["text"]
    try:
        with unless_keys_changed(request, form):
            actions.change_note(note, mine, request.keyring, seen, text)
    except Stale:
        return two_notes(request, queries.note_by(request.user, note.pk), form)
    if not form.is_valid():
        return note_page(request, note, form, status=422)
    return SeeOther(reverse("held-note", args=[note.pk]))
