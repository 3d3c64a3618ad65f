from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.pages.parts.host_claim.context import claim_before_first_plan
from outandback.pages.parts.rhythm.context import comes_round
from outandback.rooms.away.actions import OutAlready, go_now
from outandback.rooms.away.queries import still_out
from outandback.rooms.leave import actions, queries
from outandback.rooms.leave.content import sentences
from outandback.rooms.leave.models import Plan, Shown, When, asked_of
from outandback.rooms.people.queries import name_of
from outandback.ui.fields import as_seen_now
from outandback.ui.zones import city_of
from outandback.vault.writing import Stale
from outandback.web.key_checks import may_keep, require_words_open, unless_keys_changed
from outandback.web.redirects import see, see_sent, where_it_stands
from outandback.web.requests import asks_for_part, signed_in

from .context import held_against, plan_page, so_far
from .forms import TOLD, HeadsUpForm, PlanForm, blank_plan, offered_by, prefilled, written_plan
from .taps import all_again, tapped

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.rooms.leave.models import HeadsUp, Leave
    from outandback.rooms.people.models import Membership
    from outandback.web.requests import PersonRequest

OUT_ALREADY = _(
    'You are out already. Come back from <a href="{address}">the leave you are on</a> first.'
)
LEADS_TO = {"check": "leave-check", "rhythm": "leave-rhythm"}
# What a script is answered, by what was tapped; with nothing tapped, how the plan sits.
PARTS = {
    **dict.fromkeys(("out", "back"), "plan/_timed.html"),
    **dict.fromkeys(("again", "cares"), "plan/_filled.html"),
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def leave_new(request: PersonRequest) -> HttpResponseBase:
    if request.method != "POST":
        return _blank_plan_page(request)
    if "tap" in request.POST:
        return care_check(request)
    form = PlanForm(request.POST, partner=_partner(request))
    if not may_keep(request, form) or form.when is None:
        return _plan_page(request, form, status=422)
    typed, at = form.cleaned_data, timezone.now()
    leave = actions.plan_leave(
        request.user, request.keyring, typed["form_id"], form.when, form.plan(), at
    )
    return _onwards(request, leave)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PersonRequest, leave_id: UUID) -> HttpResponseBase:
    own = queries.leave_of(request.user, leave_id)
    if own.begun_at:
        return see("leave", own.pk)
    if request.method != "POST":
        words = request.keyring.open(own, "plan") or Plan()
        return _written_page(request, written_plan(own, words), own)
    if "tap" in request.POST:
        return care_check(request)
    form = PlanForm(request.POST, partner=_partner(request))
    if not may_keep(request, form) or form.when is None:
        return _plan_page(request, form, status=422, leave=own)
    return _change(request, own, form, form.when)


@signed_in
@require_POST
def leave_now(request: PersonRequest) -> HttpResponse:
    """Out at once: what was said so far goes along, and the rest can be said later or left."""
    form, at = PlanForm(request.POST, partner=_partner(request)), timezone.now()
    if not form.words_fit():
        return _plan_page(request, form, status=422)
    name, when = form.cleaned_data["form_id"], form.now(request.user.zone, at)
    try:
        departure = go_now(request.user, request.keyring, name, when, form.plan(), at)
    except OutAlready:
        return _out_already(request, form)
    return where_it_stands(departure.leave)


@signed_in
@require_POST
def care_check(request: PersonRequest) -> HttpResponse:
    """How a plan sits while it is being written, and what a tap writes. Nothing is kept."""
    form, tap = PlanForm(request.POST, partner=_partner(request)), request.POST.get("tap", "")
    form.is_valid()
    name = form.cleaned_data.get("form_id")
    own = queries.own_leave(request.user, name) if name else None
    typed = tapped(request, form, tap, timezone.now())
    if not asks_for_part(request):
        return _written_page(request, typed, own)
    part = PARTS.get(tap.partition("-")[0])
    if part is None:
        return render(request, "plan/_looked.html", so_far(request, form, own))
    return render(request, part, _written(request, typed, own))


@signed_in
@require_GET
def leave_again(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """A plan to begin with: an own leave once more, on a day of its own. Nobody is told of it."""
    own = queries.leave_of(request.user, leave_id)
    require_words_open(request)
    blank = blank_plan(request.user.zone, timezone.localdate())
    return _written_page(request, blank | all_again(request, own, timezone.now()))


@signed_in
@require_GET
def check(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """A kept plan held against what feels easy; then the heads-up, if there is to be one."""
    own = queries.leave_of(request.user, leave_id)
    if own.begun_at:
        return see("leave", own.pk)
    words: Plan = request.keyring.open(own, "plan") or Plan()
    context = {"leave": own, "plan": words, "form": _heads_up_to_write(request, own, words)}
    context |= held_against(request, asked_of(words, own.when))
    return render(request, "plan/check.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def heads_up(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """The one who leaves writes it here; the other reads it where they can answer."""
    own = queries.leave_of(request.user, leave_id)
    mine = request.membership
    if mine is None or own.returned_at or not mine.words_compared or not _may_tell(mine, own):
        return render(request, "plan/untold.html", {"leave": own})
    if request.method != "POST":
        require_words_open(request)
    return _write_heads_up(request, own, mine)


def _onwards(request: PersonRequest, leave: Leave) -> HttpResponse:
    """Where the pressed button leads: its page, or LEADS_TO."""
    return see(LEADS_TO.get(request.POST.get("then", ""), "leave"), leave.pk)


def _out_already(request: PersonRequest, form: PlanForm) -> HttpResponse:
    out = still_out(request.user)
    address = reverse("away", args=[out.leave_id]) if out else reverse("today")
    form.add_error(None, format_html(str(OUT_ALREADY), address=address))
    return _plan_page(request, form, status=409)


def _partner(request: PersonRequest) -> str:
    return name_of(request.keyring, request.partner) if request.partner else ""


def _plan_form(request: PersonRequest, initial: dict[str, Any]) -> PlanForm:
    return PlanForm(initial=initial, partner=_partner(request))


def _heads_up_to_write(request: PersonRequest, own: Leave, plan: Plan) -> HeadsUpForm | None:
    """Only where there is somebody to tell who was not told yet."""
    mine = request.membership
    if mine is None or not mine.words_compared or hasattr(own, "heads_up"):
        return None
    return HeadsUpForm(initial=prefilled(plan), **offered_by(plan))


def _blank_plan_page(request: PersonRequest) -> HttpResponse:
    require_words_open(request)
    today = timezone.localdate()
    return _plan_page(request, _plan_form(request, blank_plan(request.user.zone, today)))


def _plan_page(
    request: PersonRequest,
    form: PlanForm,
    *,
    status: int = 200,
    leave: Leave | None = None,
    other: Plan | None = None,
) -> HttpResponse:
    context = _around(request, form, form, leave) | {"other": other}
    return render(request, "plan/plan.html", context, status=status)


def _written_page(
    request: PersonRequest, written: dict[str, Any], leave: Leave | None = None
) -> HttpResponse:
    return render(request, "plan/plan.html", _written(request, written, leave))


def _written(
    request: PersonRequest, written: dict[str, Any], leave: Leave | None
) -> dict[str, object]:
    """A form with something in it already, which nobody has sent."""
    looked = PlanForm(written, partner=_partner(request))
    return _around(request, _plan_form(request, written), looked, leave)


def _around(
    request: PersonRequest, form: PlanForm, looked: PlanForm, leave: Leave | None
) -> dict[str, object]:
    """The form, and beside it what follows from all that stands in it."""
    check = held_against(request, looked.asked())
    context = {"form": form, "leave": leave, "zones": list(map(city_of, sentences.ZONES)), **check}
    more = {"comes": comes_round(request, leave)} if leave else claim_before_first_plan(request)
    return context | more | plan_page(request, looked, leave)


def _change(request: PersonRequest, own: Leave, form: PlanForm, when: When) -> HttpResponse:
    seen, at = form.cleaned_data["seen"] or 0, timezone.now()
    try:
        actions.change_plan(own, request.keyring, seen, when, form.plan(), at)
    except Stale:
        return _two_versions(request, queries.leave_of(request.user, own.pk), form)
    return _onwards(request, own)


def _two_versions(request: PersonRequest, now: Leave, form: PlanForm) -> HttpResponse:
    """Changed on another device: both stay in sight, and the next press decides."""
    other = request.keyring.open(now, "plan")
    if now.begun_at or (other, now.when) == (form.plan(), form.when):
        return see("leave", now.pk)
    again = PlanForm(as_seen_now(request.POST, now.row_version), partner=_partner(request))
    return _plan_page(request, again, status=409, leave=now, other=other)


def _may_tell(mine: Membership, own: Leave) -> bool:
    given = getattr(own, "heads_up", None)
    return given is None or given.pair_id == mine.pair_id


def _write_heads_up(request: PersonRequest, own: Leave, mine: Membership) -> HttpResponse:
    plan: Plan = request.keyring.open_if_possible(own, "plan") or Plan()
    offered = offered_by(plan)
    if request.method != "POST":
        start = _first_words(request, getattr(own, "heads_up", None), plan)
        return _heads_up_page(request, own, HeadsUpForm(initial=start, **offered))
    form = HeadsUpForm(request.POST, **offered)
    if not may_keep(request, form):
        return _heads_up_page(request, own, form, status=422)
    return _give(request, own, mine, form)


def _give(request: PersonRequest, own: Leave, mine: Membership, form: HeadsUpForm) -> HttpResponse:
    seen, at = form.cleaned_data["seen"] or 0, timezone.now()
    try:
        with unless_keys_changed(request, form):
            actions.give_heads_up(own, mine, request.keyring, form.shown(), at, seen)
    except Stale:
        return _two_heads_ups(request, own, form)
    return (
        see_sent("leave", own.pk)
        if form.is_valid()
        else _heads_up_page(request, own, form, status=422)
    )


def _two_heads_ups(request: PersonRequest, own: Leave, form: HeadsUpForm) -> HttpResponse:
    given = queries.leave_of(request.user, own.pk).heads_up
    other: Shown = request.keyring.open(given, given.newest)
    offered: dict[str, Any] = {
        "given": form.given,
        "asking": form.asking,
        "for_work": form.for_work,
    }
    again = HeadsUpForm(as_seen_now(request.POST, given.row_version), **offered)
    lines = list(filter(None, (other.title, other.words, other.reassurance)))
    return _heads_up_page(request, own, again, status=409, other=lines)


def _heads_up_page(
    request: PersonRequest,
    own: Leave,
    form: HeadsUpForm,
    *,
    status: int = 200,
    other: list[str] | None = None,
) -> HttpResponse:
    context = {"leave": own, "form": form, "other": other}
    return render(request, "plan/heads_up.html", context, status=status)


def _first_words(request: PersonRequest, given: HeadsUp | None, plan: Plan) -> dict[str, object]:
    if given is None:
        return prefilled(plan)
    shown: Shown = request.keyring.open(given, given.newest)
    ticked = [name for name in sentences.CARES if getattr(shown, name)]
    own = {name: getattr(shown, name) for name in TOLD}
    return {"seen": given.row_version, "cares": ticked, **own}
