from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.rooms.calendars import actions, ics, queries
from outandback.rooms.calendars.content import sentences
from outandback.rooms.people.queries import name_of
from outandback.web.key_checks import may_keep, require_words_open, unless_keys_changed
from outandback.web.redirects import see
from outandback.web.requests import asks_for_part, signed_in

from .context import ahead, is_waited_for, others_ahead, shown_source, shown_sources
from .forms import FORMS, BringInForm, FileForm, SourceForm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from django.http import HttpResponse

    from outandback.rooms.calendars.models import Source
    from outandback.web.requests import PersonRequest

LOOK_AGAIN = "4"  # seconds, where no script looks


@signed_in
@require_GET
def calendars(request: PersonRequest) -> HttpResponse:
    """The calendars that somebody brought in, and the ways to bring in another."""
    require_words_open(request)
    actions.take_in(request.user, request.membership, request.keyring)
    facts = {
        "sources": shown_sources(request),
        "shared_with": _partner(request),
        "theirs": others_ahead(request, timezone.now()),
    }
    return render(request, "busy_times/calendars.html", facts)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest, kind: str) -> HttpResponse:
    form_of = FORMS[kind]
    if request.method != "POST":
        require_words_open(request)
        return _new_page(request, form_of(initial={"form_id": uuid4()}))
    form = form_of(request.POST, request.FILES)
    if may_keep(request, form) and _has_enough(request):
        form.add_error(None, sentences.ENOUGH)
    if form.is_valid():
        _add(request, form)
    return see("source", form.source.pk) if form.is_valid() else _new_page(request, form, 422)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: PersonRequest, source_id: UUID) -> HttpResponse:
    own = queries.source_of(request.user, source_id)
    if request.method == "POST":
        return _said(request, own)
    require_words_open(request)
    if is_waited_for(own, timezone.now()):
        return _being_read(request, own)
    if asks_for_part(request):
        response = render(request, "busy_times/_read.html")
        response["HX-Refresh"] = "true"
        return response
    actions.take_in(request.user, request.membership, request.keyring)
    own.refresh_from_db()
    known = {"name": shown_source(request, own).named.name, "shared": own.shared}
    return _source_page(request, own, _source_form(request, initial=known))


@signed_in
@require_POST
def again(request: PersonRequest, source_id: UUID) -> HttpResponse:
    own = queries.source_of(request.user, source_id)
    require_words_open(request)
    actions.ask_again(own, request.keyring, timezone.now())
    return see("source", own.pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mending(request: PersonRequest, source_id: UUID) -> HttpResponse:
    """A newer file, or where it is by now."""
    own = queries.source_of(request.user, source_id)
    form_of = FORMS[own.kind]
    if request.method != "POST":
        require_words_open(request)
        named = request.keyring.open(own, "named")
        known = {"name": named.name, "address": named.address, "user": named.user}
        return _mending_page(request, own, form_of(initial=known))
    form = form_of(request.POST, request.FILES)
    if "password" in form.fields:
        form.fields["password"].required = False
    if may_keep(request, form):
        _mend(request, own, form)
    return see("source", own.pk) if form.is_valid() else _mending_page(request, own, form, 422)


@signed_in
@require_POST
def taking_away(request: PersonRequest, source_id: UUID) -> HttpResponse:
    own = queries.source_of(request.user, source_id)
    require_words_open(request)
    actions.take_away(own, request.membership, request.keyring)
    return see("calendars")


# Bringing in -------------------------------------------------------------------------------------


def _has_enough(request: PersonRequest) -> bool:
    return queries.sources_of(request.user).count() >= queries.MOST_SOURCES


def _add(request: PersonRequest, form: BringInForm) -> None:
    """Where nothing of it could be read, the form says why."""
    who, at = (request.user, request.keyring), timezone.now()
    if not isinstance(form, FileForm):
        actions.add_address(*who, form.source, form.named, form.secret, at)
        return
    with _said_on(form):
        if ics.is_large(form.raw):
            actions.add_large_file(*who, form.source, form.named, form.raw, at)
        else:
            read = ics.read([form.raw], request.user.zone, at)
            actions.add_file(*who, form.source, form.named, read, at)


@contextmanager
def _said_on(form: FileForm) -> Iterator[None]:
    try:
        yield
    except ics.NotRead as not_read:
        form.add_error("file", sentences.TROUBLES[not_read.trouble])


def _mend(request: PersonRequest, own: Source, form: BringInForm) -> None:
    keyring, at = request.keyring, timezone.now()
    if not isinstance(form, FileForm):
        actions.change_address(own, keyring, form.named, form.secret, at)
        return
    with _said_on(form):
        if ics.is_large(form.raw):
            actions.replace_large_file(own, keyring, form.raw, at)
        else:
            read = ics.read([form.raw], request.user.zone, at)
            actions.replace_file(own, request.membership, keyring, read, at)
        actions.rename(own, keyring, form.named.name)


def _new_page(request: PersonRequest, form: BringInForm, status: int = 200) -> HttpResponse:
    return render(request, "busy_times/new.html", {"form": form}, status=status)


def _mending_page(
    request: PersonRequest, own: Source, form: BringInForm, status: int = 200
) -> HttpResponse:
    facts = {"form": form, "source": own, "trouble": sentences.TROUBLES.get(own.trouble, "")}
    return render(request, "busy_times/mending.html", facts, status=status)


# One of them -------------------------------------------------------------------------------------


def _partner(request: PersonRequest) -> str:
    """Whom one can share with: the other of a pair that has compared its words."""
    mine = request.membership
    return name_of(request.keyring, request.partner) if mine and mine.words_compared else ""


def _source_form(request: PersonRequest, data: object = None, **options: object) -> SourceForm:
    return SourceForm(data, share_with=_partner(request), **options)


def _said(request: PersonRequest, own: Source) -> HttpResponse:
    form = _source_form(request, request.POST)
    if may_keep(request, form):
        with unless_keys_changed(request, form):
            _keep(request, own, form)
    return see("source", own.pk) if form.is_valid() else _source_page(request, own, form, 422)


def _keep(request: PersonRequest, own: Source, form: SourceForm) -> None:
    mine, shared = request.membership, form.cleaned_data.get("shared", own.shared)
    if mine and shared != own.shared:
        actions.share(own, mine, request.keyring, shared=shared)
    actions.rename(own, request.keyring, form.cleaned_data["name"])


def _being_read(request: PersonRequest, own: Source) -> HttpResponse:
    part = asks_for_part(request)
    name = "busy_times/_reading.html" if part else "busy_times/reading.html"
    response = render(request, name, {"shown": shown_source(request, own)})
    if not part:
        response["Refresh"] = LOOK_AGAIN
    return response


def _source_page(
    request: PersonRequest, own: Source, form: SourceForm, status: int = 200
) -> HttpResponse:
    is_open = request.keyring.everyday_open
    shown = shown_source(request, own) if is_open else None
    coming = list(ahead(shown, timezone.now())) if shown else []
    facts = {"form": form, "source": own, "shown": shown, "ahead": coming}
    return render(request, "busy_times/source.html", facts, status=status)
