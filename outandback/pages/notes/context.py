from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from outandback.pages.parts.while_out.context import of_this_pair
from outandback.rooms.leave.queries import teller_of
from outandback.rooms.people.queries import name_of
from outandback.rooms.quiet import queries
from outandback.rooms.quiet.content import sentences
from outandback.rooms.quiet.models import NoteState
from outandback.ui.drawing import other_ink
from outandback.ui.fields import seen_now

if TYPE_CHECKING:
    from django.http import HttpResponse

    from outandback.pages.parts.held_note.forms import NoteForm
    from outandback.rooms.leave.models import HeadsUp
    from outandback.rooms.people.models import Membership
    from outandback.rooms.quiet.models import HeldNote
    from outandback.web.requests import PersonRequest


# Pages -----------------------------------------------------------------------------------------


def notes_page(
    request: PersonRequest, told: HeadsUp, form: NoteForm, status: int = 200
) -> HttpResponse:
    ours = of_this_pair(request, told) is not None
    context = {
        "told": told,
        "notes": queries.notes_by(request.user, told),
        "form": form if form.is_bound or (ours and told.is_out) else None,
        **_reader(request, teller_of(told, request.partner)),
    }
    return render(request, "notes/notes.html", context, status=status)


def not_held(request: PersonRequest, told: HeadsUp, form: NoteForm) -> HttpResponse:
    """Nobody is out: what was written stays on the page."""
    name = name_of(request.keyring, teller_of(told, request.partner))
    form.add_error(None, str(sentences.NOT_OUT).format(name=name))
    return notes_page(request, told, form, status=409)


def note_page(
    request: PersonRequest, note: HeldNote, form: NoteForm, status: int = 200, other: bool = False
) -> HttpResponse:
    """`other`: what stands is not what the form was opened on, and both are shown."""
    told = note.heads_up
    open_still = told.is_out and note.state in (NoteState.HELD, NoteState.WITHDRAWN)
    context = {
        "note": note,
        "told": told,
        "form": form,
        "other": other,
        "changeable": open_still and of_this_pair(request, told) is not None,
        **_reader(request, teller_of(told, request.partner)),
    }
    return render(request, "notes/note.html", context, status=status)


def two_notes(request: PersonRequest, note: HeldNote, form: NoteForm) -> HttpResponse:
    return note_page(request, note, seen_now(form, note.row_version), status=409, other=True)


def _reader(request: PersonRequest, teller: Membership) -> dict[str, str]:
    """Who was told of, and the ink of the one who writes to them."""
    return {
        "teller_name": name_of(request.keyring, teller),
        "reader_ink": other_ink(teller.ink),
    }
