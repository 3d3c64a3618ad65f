from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.rooms.feeds import actions, queries
from outandback.rooms.feeds.content import sentences
from outandback.rooms.people.queries import name_of
from outandback.rooms.written.queries import is_written
from outandback.ui.middleware import asks_for_head
from outandback.web.key_checks import may_keep, require_words_open
from outandback.web.redirects import see
from outandback.web.requests import signed_in

from .context import (
    KIND,
    addresses_of,
    calendar_of,
    for_a_program,
    nowhere,
    rows_of,
    titles_for,
    version_of,
)
from .forms import FeedForm, blank_feed

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.rooms.feeds.models import Feed
    from outandback.web.requests import PersonRequest

READS = ["GET", "HEAD"]


# For a calendar program -------------------------------------------------------------------------


@require_GET
def feed_times(request: HttpRequest, token: str) -> HttpResponse:
    at = timezone.now()
    try:
        found = queries.feed_behind(token, at)
    except Http404:
        return nowhere()
    if not asks_for_head(request):
        actions.note_visit(found, at)
    version = version_of(found, at)
    answer = get_conditional_response(request, etag=version)
    if answer is None:
        answer = HttpResponse(calendar_of(found, token, at), content_type=KIND)
    answer["ETag"] = version
    return for_a_program(answer)


# Its owner's pages ------------------------------------------------------------------------------


@signed_in
@require_http_methods([*READS, "POST"])
def feeds(request: PersonRequest) -> HttpResponse:
    partner = name_of(request.keyring, request.partner) if request.partner else ""
    if request.method != "POST":
        return _list(request, FeedForm(initial=blank_feed(), partner=partner))
    form = FeedForm(request.POST, partner=partner)
    if not may_keep(request, form):
        return _list(request, form, status=422)
    if form.must_be_warned:
        return _list(request, form, status=422, warning=True)
    made, at = form.feed(request.user), timezone.now()
    titles = titles_for(made, request.keyring, at)
    actions.make_feed(request.keyring, made, form.name_typed(), titles, at)
    return see("feed", made.pk)


@signed_in
@require_GET
def feed(request: PersonRequest, feed_id: UUID) -> HttpResponse:
    own = _given_by_address(request, feed_id)
    require_words_open(request)
    context = {
        "feed": own,
        "name": queries.reader_of(request.keyring, own),
        "says": sentences.SHORT[own.says],
        "ended": queries.has_ended(own, timezone.now()),
        **addresses_of(request, queries.token_of(request.keyring, own)),
    }
    return render(request, "feeds/feed.html", context)


@signed_in
@require_POST
def new_address(request: PersonRequest, feed_id: UUID) -> HttpResponse:
    own, at = _given_by_address(request, feed_id), timezone.now()
    titles = titles_for(own, request.keyring, at)
    actions.change_address(request.user, feed_id, request.keyring, titles, at)
    return see("feed", feed_id)


@signed_in
@require_POST
def taking_away(request: PersonRequest, feed_id: UUID) -> HttpResponse:
    actions.take_away(_given_by_address(request, feed_id))
    return see("feeds")


def _given_by_address(request: PersonRequest, feed_id: UUID) -> Feed:
    """One that is written into a calendar has a page of its own, and no address."""
    own = queries.feed_of(request.user, feed_id)
    if is_written(own):
        raise Http404
    return own


def _list(
    request: PersonRequest, form: FeedForm, status: int = 200, *, warning: bool = False
) -> HttpResponse:
    context = {"form": form, "feeds": rows_of(request), "warning": warning}
    return render(request, "feeds/feeds.html", context, status=status)
