from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from outandback.pages.parts.cares.context import ticked
from outandback.pages.parts.host_claim.context import claim_before_first_plan
from outandback.pages.parts.start.context import step_page
from outandback.rooms.comfort.actions import start
from outandback.rooms.comfort.models import WhoseLeaves
from outandback.rooms.comfort.queries import Comforts
from outandback.rooms.people import actions, queries
from outandback.vault import actions as vault
from outandback.vault import queries as vault_queries
from outandback.web.cookies import carries_invitation
from outandback.web.host_claim import is_host, note_claimed
from outandback.web.key_checks import require_words_open
from outandback.web.redirects import SeeOther, next_or, redirect_to_opening, see
from outandback.web.requests import PersonRequest, signed_in

from .forms import CalledForm, EaseForm, FirstComfortForm, HostForm, SheetForm, two_groups

if TYPE_CHECKING:
    from outandback.rooms.people.models import Ease


either = require_http_methods(["GET", "POST"])
# A page that is being printed or copied from is hidden for a moment, and is not to be cleared then.
STAYS_IN_VIEW = {"room_open": False}


@require_GET
def start_leave(request: HttpRequest) -> HttpResponse:
    """What a leave is, for anybody."""
    return render(request, "start/leave.html")


@signed_in
@either
def start_host(request: PersonRequest) -> HttpResponse:
    """Who runs this server is asked once, of whoever does; what that means is told to everyone."""
    host, onwards = queries.host_name(), next_or(request, "today")
    form = None if host or not is_host(request) else HostForm(request.POST or None)
    if form and form.is_valid():
        actions.say_who_runs_it(form.cleaned_data["name"], timezone.now())
        note_claimed()
        return SeeOther(onwards)
    return step_page(request, "start/host.html", form=form, host=host, next=onwards)


@signed_in
@either
def start_recovery(request: PersonRequest) -> HttpResponse:
    """A sheet is shown once, in the answer to asking for it, and is kept nowhere."""
    if not request.keyring.room_open:
        return redirect_to_opening(request, "p")
    onwards = next_or(request, "settings")
    if request.method == "GET":
        has_sheet = vault_queries.has_recovery_sheet(request.user.pk)
        return step_page(request, "start/recovery.html", has_sheet=has_sheet, next=onwards)
    written = vault.print_recovery_code(request.keyring.keyset, timezone.now())
    request.session["sheet"] = two_groups(written)
    facts = {"form": SheetForm(request.session["sheet"]), "groups": written.split("-")}
    return step_page(request, "start/sheet.html", **facts, next=onwards, **STAYS_IN_VIEW)


@signed_in
@either
def start_recovery_check(request: PersonRequest) -> HttpResponse:
    proofs = request.session.get("sheet")
    if not proofs or request.method == "GET":
        return see("start-recovery")
    form, onwards = SheetForm(proofs, request.POST), next_or(request, "settings")
    if not form.is_valid():
        facts = {"form": form, "next": onwards, **STAYS_IN_VIEW}
        return step_page(request, "start/sheet_check.html", **facts)
    del request.session["sheet"]
    return SeeOther(onwards)


@signed_in
@either
def start_you(request: PersonRequest) -> HttpResponse:
    require_words_open(request)
    called = request.keyring.open(request.user, "called")
    known = {"name": called.name, "by_children": called.by_children} if called else None
    form = CalledForm(request.POST or None, initial=known)
    if not form.is_valid():
        return step_page(request, "start/you.html", form=form, next=next_or(request, ""))
    actions.say_name(request.user, request.keyring, form.said())
    return SeeOther(next_or(request, "settings"))


@signed_in
@require_GET
def start_partner(request: PersonRequest) -> HttpResponse:
    """The second and last step. Who came by an invitation goes on to it."""
    if carries_invitation(request):
        return see("join-consent")
    return step_page(request, "start/partner.html")


@signed_in
@either
def start_ease(request: PersonRequest) -> HttpResponse:
    """How it usually is, from the Comfort page."""
    onwards = next_or(request, "comfort")
    if request.method != "POST":
        if not request.keyring.room_open:
            return redirect_to_opening(request, "p")
        form = EaseForm(initial=_ease_before(request))
        return _start_page(request, "start/ease.html", form, next=onwards)
    form = EaseForm(request.POST)
    if not form.is_valid():
        return _start_page(request, "start/ease.html", form, next=onwards)
    if said := form.said():
        actions.say_ease(request.user, request.keyring, said)
    return SeeOther(onwards)


@signed_in
@either
def start_own(request: PersonRequest) -> HttpResponse:
    return _start(request, WhoseLeaves.OWN, "comfort")


@signed_in
@either
def start_theirs(request: PersonRequest) -> HttpResponse:
    return _start(request, WhoseLeaves.THEIRS, "comfort-theirs")


def _start(request: PersonRequest, side: WhoseLeaves, onwards: str) -> HttpResponse:
    if request.method != "POST":
        form = FirstComfortForm(initial=_ticked_before(request, side), side=side)
        return _start_page(request, f"start/{side}.html", form)
    form = FirstComfortForm(request.POST, side=side)
    if not form.is_valid():
        return _start_page(request, f"start/{side}.html", form)
    start(request.user, request.keyring, side, form.voice(timezone.localdate()))
    return see(onwards)


def _ease_before(request: PersonRequest) -> dict[str, object]:
    said: Ease | None = request.keyring.open_if_possible(request.user, "ease")
    return asdict(said) if said else {}


def _ticked_before(request: PersonRequest, side: WhoseLeaves) -> dict[str, list[str]]:
    """Gone back a step: what was ticked shows again where it can be read."""
    return ticked(Comforts(request.user, None, request.keyring).mine(side))


def _start_page(
    request: PersonRequest, template: str, form: EaseForm | FirstComfortForm, next: str = ""
) -> HttpResponse:
    context = {"form": form, "next": next, **claim_before_first_plan(request)}
    return render(request, template, context, status=422 if form.errors else 200)
