from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from outandback.rooms.board.queries import links_beside
from outandback.rooms.cover import actions, queries
from outandback.rooms.cover.content import sentences
from outandback.rooms.leave.models import progress
from outandback.rooms.leave.queries import heads_up_to, teller_of
from outandback.rooms.people.queries import name_of
from outandback.rules.return_times import wall_at
from outandback.ui.drawing import other_ink
from outandback.ui.fields import as_seen_now
from outandback.vault.writing import Stale
from outandback.web.key_checks import may_keep, unless_keys_changed
from outandback.web.redirects import see_sent
from outandback.web.requests import signed_in

from .forms import AnswerForm, asked_in, written_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import QueryDict

    from outandback.rooms.cover.models import Answer, Answered
    from outandback.rooms.leave.models import HeadsUp, Shown
    from outandback.rooms.people.models import Membership
    from outandback.web.requests import PersonRequest

READS = ["GET", "HEAD"]


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


# Answering -------------------------------------------------------------------------------------


def _may_answer(request: PersonRequest, told: HeadsUp) -> bool:
    """While the leave is ahead, and in the pair of now."""
    ours = request.membership is not None and request.membership.pair_id == told.pair_id
    return ours and told.is_ahead and told.returned_at is None


def _answer(request: PersonRequest, told: HeadsUp) -> HttpResponse:
    said, mine = queries.own_answer(request.user.pk, told), request.membership
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
    return see_sent("answer", told.leave_id)


def _send(request: PersonRequest, told: HeadsUp, mine: Membership, form: AnswerForm) -> None:
    with unless_keys_changed(request, form):
        actions.answer_heads_up(
            told,
            mine,
            request.keyring,
            form.answered(),
            timezone.now(),
            form.cleaned_data["seen"] or 0,
        )


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
    form.add_error(None, sentences.NOT_SENT)
    return _answer_page(request, told, said, form, status=409)


def _answer_form(
    request: PersonRequest, told: HeadsUp, said: Answer | None, posted: QueryDict | None = None
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
        "sent": said is not None and "sent" in request.GET,
        **{"late": status == 409 and other is None, "other": other},
        "teller_name": name_of(request.keyring, teller),
        "teller_ink": teller.ink,
        "reader_ink": other_ink(teller.ink),
        "progress": progress(told, timezone.now()),
        "child_links": () if told.returned_at else links_beside(request.membership, told),
    }
    return render(request, "answer/answer.html", context, status=status)
