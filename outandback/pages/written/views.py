from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.net.errors import NetError
from outandback.rooms.feeds.queries import reader_of
from outandback.rooms.gate.queries import Spot, account_of
from outandback.rooms.people.queries import name_of
from outandback.rooms.written import actions, choosing, entries, queries
from outandback.rooms.written.choosing import OfferedCalendars
from outandback.rooms.written.content import sentences
from outandback.rules.rate_limits import GuessedSecret
from outandback.vault.errors import SealError
from outandback.web.key_checks import may_keep, require_words_open
from outandback.web.rate_limits import counted
from outandback.web.redirects import see
from outandback.web.requests import signed_in

from .forms import WriteAccountForm, WriteChoiceForm, WriteEndForm, WriteSignInForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from outandback.rooms.calendars.visits import Collection
    from outandback.rooms.written.models import WrittenCalendar
    from outandback.ui.fields import Form
    from outandback.web.requests import PersonRequest

READS = ["GET", "HEAD"]


@signed_in
@require_http_methods([*READS, "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """First an account, then a calendar of it. Nothing is kept before the second is sent."""
    if request.method != "POST":
        require_words_open(request)
        return _account_page(request, WriteAccountForm(initial={"form_id": uuid4()}))
    offered = _offered(request)
    if offered is None:
        return _account_sent(request)
    form = _choice_form(request, offered, request.POST)
    if may_keep(request, form) and queries.has_enough_written(request.user):
        form.add_error(None, sentences.ENOUGH_WRITTEN)
    if not form.is_valid():
        return _choice_page(request, form)
    feed = form.feed(request.user)
    actions.connect(request.user, request.keyring, feed, form.name, form.access, timezone.now())
    return see("written", feed.pk)


@signed_in
@require_GET
def written(request: PersonRequest, written_id: UUID) -> HttpResponse:
    own = queries.written_of(request.user, written_id)
    require_words_open(request)
    facts = {
        "written": own,
        "feed": own.feed,
        "name": reader_of(request.keyring, own.feed),
        "says": sentences.IN_A_ROW[own.feed.says],
        "state": _state(own),
        "trouble": sentences.TROUBLES.get(own.trouble, ""),
        "form": WriteEndForm(),
    }
    return render(request, "written/written.html", facts)


@signed_in
@require_http_methods([*READS, "POST"])
def mending(request: PersonRequest, written_id: UUID) -> HttpResponse:
    """The name and the password there, by now."""
    own = queries.written_of(request.user, written_id)
    if request.method != "POST":
        require_words_open(request)
        form = WriteSignInForm(initial={"user": _user_of(own)})
        return _mending_page(request, own, form)
    form = WriteSignInForm(request.POST)
    if may_keep(request, form):
        typed = form.cleaned_data
        try:
            actions.change_sign_in(own, typed["user"], typed["password"], timezone.now())
        except SealError:
            form.add_error(None, sentences.TROUBLES["key"])
    return see("written", own.pk) if form.is_valid() else _mending_page(request, own, form)


@signed_in
@require_POST
def again(request: PersonRequest, written_id: UUID) -> HttpResponse:
    own = queries.written_of(request.user, written_id)
    require_words_open(request)
    actions.write_again(own, request.keyring, timezone.now())
    return see("written", own.pk)


@signed_in
@require_POST
def taking_away(request: PersonRequest, written_id: UUID) -> HttpResponse:
    own, form = queries.written_of(request.user, written_id), WriteEndForm(request.POST)
    remove = form.is_valid() and form.cleaned_data["remove"]
    actions.disconnect(own, timezone.now(), remove=remove)
    return see("feeds")


# Connecting one ---------------------------------------------------------------------------------


def _partner(request: PersonRequest) -> str:
    return name_of(request.keyring, request.partner) if request.partner else ""


def _form_id(request: PersonRequest) -> UUID | None:
    with suppress(ValueError):
        return UUID(request.POST.get("form_id", ""))
    return None


def _offered(request: PersonRequest) -> OfferedCalendars | None:
    sealed, form_id = request.POST.get("credential", ""), _form_id(request)
    if not sealed or form_id is None:
        return None
    return choosing.opened_offer(sealed, request.user.pk, form_id, timezone.now())


def _account_sent(request: PersonRequest) -> HttpResponse:
    form = WriteAccountForm(request.POST)
    if request.POST.get("credential"):
        form.add_error(None, sentences.SIGN_IN_ANEW)
    if may_keep(request, form) and queries.has_enough_written(request.user):
        form.add_error(None, sentences.ENOUGH_WRITTEN)
    found = _looked_for(request, form) if form.is_valid() else []
    if not found:
        return _account_page(request, form)
    typed = form.cleaned_data
    names = [(one.url, one.name or one.url) for one in found[: choosing.MOST_OFFERED]]
    at = timezone.now().isoformat()
    offered = OfferedCalendars(typed["user"], typed["password"], names, at)
    return _choice_page(request, _choice_form(request, offered, form_id=typed["form_id"]))


def _looked_for(request: PersonRequest, form: WriteAccountForm) -> list[Collection]:
    """What may be written into there; where that is nothing, the form says why."""
    typed, found = form.cleaned_data, list["Collection"]()
    try:
        with counted(Spot(GuessedSecret.CALENDAR, account_of(str(request.user.email)))) as right:
            found = entries.calendars_to_write(typed["address"], typed["user"], typed["password"])
            right()
    except ValidationError as too_soon:
        form.add_error(None, too_soon)
    except NetError as kind:
        form.add_error(None, sentences.NOT_FOUND_YET[entries.trouble_of(kind)])
    if not found and form.is_valid():
        form.add_error(None, sentences.NONE_TO_WRITE)
    return found


def _choice_form(
    request: PersonRequest,
    offered: OfferedCalendars,
    data: object = None,
    form_id: UUID | None = None,
) -> WriteChoiceForm:
    initial: dict[str, object] = {"says": "busy", "form_id": form_id}
    if len(offered.calendars) == 1:
        initial["calendar"] = "0"
    if form_id:
        initial["credential"] = choosing.sealed_offer(offered, request.user.pk, form_id)
    return WriteChoiceForm(data, offered=offered, partner=_partner(request), initial=initial)


def _account_page(request: PersonRequest, form: WriteAccountForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "written/account.html", {"form": form}, status=status)


def _choice_page(request: PersonRequest, form: WriteChoiceForm) -> HttpResponse:
    """Also where an account was sent: the form has come back with more to say."""
    return render(request, "written/choice.html", {"form": form}, status=422)


# One of them ------------------------------------------------------------------------------------


def _state(own: WrittenCalendar) -> object:
    if own.ending_at:
        return sentences.BEING_REMOVED
    fresh = own.looked_at and own.seen_stamp == own.feed.stamp
    return sentences.WRITTEN if fresh else sentences.WAITS


def _user_of(own: WrittenCalendar) -> str:
    try:
        return queries.write_access_of(own).user
    except SealError:
        return ""


def _mending_page(request: PersonRequest, own: WrittenCalendar, form: Form) -> HttpResponse:
    facts = {"form": form, "written": own, "trouble": sentences.TROUBLES.get(own.trouble, "")}
    status = 422 if form.is_bound else 200
    return render(request, "written/mending.html", facts, status=status)
