from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from outandback.rooms.notify import actions, queries
from outandback.rooms.notify.content import sentences
from outandback.rules.return_times import wall_at
from outandback.web.redirects import see
from outandback.web.requests import PersonRequest, signed_in

from .forms import NotificationsForm, PhoneForm, SeasonForm

if TYPE_CHECKING:
    from outandback.rooms.notify.models import Preference

ASKED = ("wording", "mail", "quiet_from", "quiet_to")

PHONE_IDS = "phone_%s"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: PersonRequest) -> HttpResponse:
    """How this person wants to be told, and all that can ever be said."""
    known = queries.preference_of(request.user.pk)
    if request.method != "POST":
        return _page(request, NotificationsForm(initial=_kept(known)))
    form = NotificationsForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    actions.keep_preferences(request.user, **form.cleaned_data)
    return see("notifications")


@signed_in
@require_POST
def phone(request: PersonRequest) -> HttpResponse:
    """This browser asks to be told things; its script fills in the form."""
    form = PhoneForm(request.POST, auto_id=PHONE_IDS)
    if not form.is_valid():
        known = queries.preference_of(request.user.pk)
        page = NotificationsForm(initial=_kept(known))
        return _page(request, page, phone=form, status=422)
    actions.subscribe(request.user, form.address(), timezone.now())
    return see("notifications")


@signed_in
@require_POST
def phone_known(request: PersonRequest) -> HttpResponse:
    """What the server knows of this browser, as its script asks."""
    state = queries.state_of(request.user.pk, request.POST.get("endpoint", ""))
    return JsonResponse({"state": state})


@signed_in
@require_POST
def phone_off(request: PersonRequest) -> HttpResponse:
    """This browser, where its script says which one it is; else every one of this person's."""
    actions.unsubscribe(request.user, request.POST.get("endpoint", ""))
    return see("notifications")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def season_off(request: PersonRequest) -> HttpResponse:
    """A pause in which everything is silent, and which of the suggestions are put away."""
    at = timezone.now()
    known, today = queries.preference_of(request.user.pk), wall_at(at, request.user.zone).date()
    season = known.season(at)
    if request.method != "POST":
        form = SeasonForm(initial={"until": season.until}, today=today)
    else:
        form = SeasonForm(request.POST, today=today)
        if form.is_valid():
            until = form.cleaned_data["until"]
            actions.keep_preferences(request.user, season_off=True, season_until=until)
            return see("today")
    facts = {"form": form, "season": season, "suggestions": known.suggestions(at)}
    status = 422 if form.errors else 200
    return render(request, "notifications/season.html", facts, status=status)


@signed_in
@require_POST
def season_on(request: PersonRequest) -> HttpResponse:
    actions.keep_preferences(request.user, season_off=False, season_until=None)
    return see("today")


@signed_in
@require_POST
def suggestions_again(request: PersonRequest) -> HttpResponse:
    actions.keep_preferences(request.user, suggestions_off=False, suggestions_until=None)
    return see("season-off")


def _kept(known: Preference) -> dict[str, object]:
    return {name: getattr(known, name) for name in ASKED}


def _page(
    request: PersonRequest,
    form: NotificationsForm,
    *,
    phone: PhoneForm | None = None,
    status: int = 200,
) -> HttpResponse:
    said = [(when, sentences.SENTENCES[kind]) for kind, when in sentences.WHEN.items()]
    facts = {
        "form": form,
        "phone": phone or PhoneForm(auto_id=PHONE_IDS),
        "phones": queries.switched_on(request.user.pk),
        "contact": queries.contact(),
        "server_identity": queries.server_identity(),
        "said": said,
        "mail_on": settings.MAIL_ON,
    }
    return render(request, "notifications/notifications.html", facts, status=status)
