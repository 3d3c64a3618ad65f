from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outandback.pages.parts.sent.context import opens_words
from outandback.pages.parts.tellings.context import may_read
from outandback.rooms.comeback.actions import withdraw
from outandback.rooms.replies.queries import own_reply
from outandback.rooms.versions import actions, queries
from outandback.vault.writing import Stale
from outandback.web.key_checks import may_keep, require_words_open, unless_keys_changed
from outandback.web.redirects import see
from outandback.web.requests import side_of_pair, signed_in

from .context import (
    both_page,
    change_page,
    gone_page,
    of_answer,
    of_reply,
    of_telling,
    versions_context,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from outandback.web.requests import PersonRequest

    from .context import Change

READS = ["GET", "HEAD"]


@signed_in
@require_safe
def versions(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    """What was said and what came back, as it stands and as it was before, to both."""
    said = queries.said_about(request.user, telling_id)
    require_words_open(request)
    if not may_read(request, said.telling):
        return see("reception", telling_id)
    each = queries.versions_of(request.user, request.keyring, said)
    opens_words(request, said.telling.pair_id, (said.answer, said.reply))
    context = versions_context(request, said.telling) | {"versions": each}
    return render(request, "versions/versions.html", context)


@signed_in
@require_http_methods([*READS, "POST"])
def telling_change(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    """One's own telling, while the two are a pair."""

    def found() -> Change:
        return of_telling(queries.own_telling(request.user, request.membership, telling_id))

    return _change(request, found)


@signed_in
@require_http_methods([*READS, "POST"])
def reception_change(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    """One's own answer, while the two are a pair."""

    def found() -> Change:
        return of_answer(queries.own_answer(request.user, request.membership, telling_id))

    return _change(request, found)


@signed_in
@require_POST
def reception_withdrawal(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    """One's own answer. It is not heard any more, with all that it said before."""
    answer = queries.own_answer(request.user, request.membership, telling_id)
    withdraw(answer, timezone.now())
    return see("reception", telling_id)


@signed_in
@require_http_methods([*READS, "POST"])
def reply_change(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    """One's own answer to a question, while the two are a pair."""

    def found() -> Change:
        return of_reply(own_reply(request.user, request.membership, telling_id))

    return _change(request, found)


@signed_in
@require_POST
def reply_withdrawal(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    withdraw(own_reply(request.user, request.membership, telling_id), timezone.now())
    return see("telling", telling_id)


def _change(request: PersonRequest, found: Callable[[], Change]) -> HttpResponse:
    if request.method == "POST":
        return _put_otherwise(request, found)
    one = found()
    require_words_open(request)
    return one.leave() if one.row.withdrawn_at else change_page(request, one, one.form(request))


def _put_otherwise(request: PersonRequest, found: Callable[[], Change]) -> HttpResponse:
    try:
        one = found()
    except Http404:
        return gone_page(request)
    form = one.form(request, request.POST)
    try:
        if may_keep(request, form):
            with unless_keys_changed(request, form):
                actions.put_otherwise(
                    one.row,
                    side_of_pair(request),
                    request.keyring,
                    form.cleaned_data["seen"],
                    form.said,
                    timezone.now(),
                )
    except Stale:
        return both_page(request, found())
    except actions.TakenBack:
        return gone_page(request, one.leave()["Location"])
    return one.leave() if form.is_valid() else change_page(request, one, form, 422)
