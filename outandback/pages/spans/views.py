from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outandback.rooms.people.compared_keys import KeysChanged
from outandback.rooms.spans import actions, queries
from outandback.rooms.spans.content import sentences
from outandback.ui.fields import as_seen_now
from outandback.ui.templatetags.times import here
from outandback.vault.writing import Stale
from outandback.web.key_checks import may_keep, unless_keys_changed
from outandback.web.redirects import redirect_to_opening, see
from outandback.web.requests import signed_in

from .context import listed, share_with
from .forms import MarkedSpanForm, as_typed

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from outandback.rooms.spans.models import MarkedSpan
    from outandback.web.requests import PersonRequest

READS = ["GET", "HEAD"]


@signed_in
@require_safe
def spans(request: PersonRequest) -> HttpResponse:
    if not request.keyring.room_open:
        return redirect_to_opening(request, "p")
    return render(request, "spans/spans.html", listed(request))


@signed_in
@require_http_methods([*READS, "POST"])
def span_new(request: PersonRequest) -> HttpResponse:
    """In a closed room days can be marked, and not read."""
    if request.method == "POST":
        return _mark(request, MarkedSpanForm(request.POST, share_with=share_with(request)))
    if not request.keyring.room_open:
        return redirect_to_opening(request, "p")
    form = MarkedSpanForm(initial={"form_id": uuid4()}, share_with=share_with(request))
    return render(request, "spans/new.html", {"form": form})


@signed_in
@require_http_methods([*READS, "POST"])
def span(request: PersonRequest, span_id: UUID) -> HttpResponse:
    """One's own, to change."""
    own = queries.span_of(request.user, span_id)
    if request.method == "POST":
        return _change(request, own, MarkedSpanForm(request.POST, share_with=share_with(request)))
    if not request.keyring.room_open:
        return redirect_to_opening(request, "p")
    known = queries.opened(own, request.membership, request.keyring)
    start = as_typed(known, own.row_version)
    return _span_page(request, own, MarkedSpanForm(initial=start, share_with=share_with(request)))


@signed_in
@require_POST
def span_removal(request: PersonRequest, span_id: UUID) -> HttpResponse:
    own = queries.span_of(request.user, span_id)
    if not request.keyring.everyday_open:
        return see("span", own.pk)
    with suppress(KeysChanged):
        actions.remove_span(own, request.membership, request.keyring)
    return see("spans")


def _mark(request: PersonRequest, form: MarkedSpanForm) -> HttpResponse:
    if may_keep(request, form) and queries.is_full(request.user):
        form.add_error(None, sentences.ENOUGH)
    if form.is_valid():
        with unless_keys_changed(request, form):
            mine = request.membership
            actions.mark_span(request.user, mine, request.keyring, form.named, form.said)
    if form.is_valid():
        return see("spans")
    return render(request, "spans/new.html", {"form": form}, status=422)


def _change(request: PersonRequest, own: MarkedSpan, form: MarkedSpanForm) -> HttpResponse:
    try:
        if may_keep(request, form):
            with unless_keys_changed(request, form):
                mine, seen = request.membership, form.seen_version
                actions.change_span(own, mine, request.keyring, seen, form.said)
    except Stale:
        return _two_versions(request, own)
    return see("spans") if form.is_valid() else _span_page(request, own, form, 422)


def _two_versions(request: PersonRequest, own: MarkedSpan) -> HttpResponse:
    """Changed on another device: both stay in sight, and the next press decides."""
    now = queries.span_of(request.user, own.pk)
    form = MarkedSpanForm(
        as_seen_now(request.POST, now.row_version), share_with=share_with(request)
    )
    words = request.keyring.open_if_possible(now, "words")
    lines = [sentences.called(words), sentences.days(words, here())] if words else []
    return _span_page(request, now, form, 409, other=True, closed=not words, lines=lines)


def _span_page(
    request: PersonRequest,
    own: MarkedSpan,
    form: MarkedSpanForm,
    status: int = 200,
    **other: object,
) -> HttpResponse:
    return render(request, "spans/span.html", {"form": form, "span": own, **other}, status=status)
