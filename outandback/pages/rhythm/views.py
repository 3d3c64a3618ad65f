from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from outandback.rooms.leave.queries import leave_of
from outandback.rooms.rhythms import actions
from outandback.rooms.rhythms.content import sentences
from outandback.rooms.rhythms.queries import next_when, rhythm_at, said_of
from outandback.web.key_checks import may_keep, require_words_open
from outandback.web.redirects import see
from outandback.web.requests import signed_in

from .context import rhythm_page, weeks_to_choose
from .forms import RhythmForm, as_said, begun_with

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from outandback.rooms.leave.models import Leave
    from outandback.rooms.rhythms.models import LeaveRhythm
    from outandback.web.requests import PersonRequest


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rhythm(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """When an own leave comes round. Nobody else is told of it."""
    own = leave_of(request.user, leave_id)
    row = rhythm_at(request.user, own)
    if request.method != "POST":
        require_words_open(request)
        return _page(request, own, _as_it_stands(request, own, row), row)
    form = RhythmForm(request.POST, off=weeks_to_choose(request, row))
    if not may_keep(request, form) or not _has_next(request, row.leave if row else own, form):
        return _page(request, own, form, row, status=422)
    actions.keep_rhythm(request.user, request.keyring, own, form.comes(), timezone.now())
    return see("leave", own.pk)


@signed_in
@require_POST
def skipping(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """One tap: not this time. The next day takes its place."""
    own = leave_of(request.user, leave_id)
    after = actions.skip_next(request.user, request.keyring, own, timezone.now())
    return see("leave", after.pk)


@signed_in
@require_POST
def stopping(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """One tap, and no key: it comes round no more."""
    own = leave_of(request.user, leave_id)
    actions.stop_rhythm(request.user, own)
    return see("leave", own.pk)


def _as_it_stands(request: PersonRequest, own: Leave, row: LeaveRhythm | None) -> RhythmForm:
    said = said_of(request.keyring, row) if row else None
    known = as_said(said, timezone.localdate()) if said else begun_with(own)
    return RhythmForm(initial=known, off=weeks_to_choose(request, row))


def _has_next(request: PersonRequest, leave: Leave, form: RhythmForm) -> bool:
    """A rhythm that never comes round would be gone as it is kept."""
    comes = replace(form.comes(), on=leave.when.out.wall.date().isoformat())
    if next_when(leave, comes, request.user.zone, timezone.now()) is None:
        form.add_error("ends_on", sentences.OVER)
    return form.is_valid()


def _page(
    request: PersonRequest,
    own: Leave,
    form: RhythmForm,
    row: LeaveRhythm | None,
    status: int = 200,
) -> HttpResponse:
    context = rhythm_page(request, own) | {"form": form, "row": row}
    return render(request, "rhythm/rhythm.html", context, status=status)
