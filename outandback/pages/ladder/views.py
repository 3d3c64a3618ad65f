from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from outandback.pages.parts.host_claim.context import claim_before_first_plan
from outandback.rooms.ladder import actions, queries
from outandback.rooms.ladder.content import sentences
from outandback.rooms.ladder.models import Stands
from outandback.rooms.leave.queries import open_leave
from outandback.rules.overwhelm import SUGGESTIONS
from outandback.web.redirects import SeeOther, see
from outandback.web.requests import signed_in

from .forms import FeelingForm, StepForm, offer_for

if TYPE_CHECKING:
    from django.http import HttpResponse

    from outandback.ui.texts import Entry
    from outandback.web.requests import PersonRequest

SHOWN = 10


@signed_in
@require_GET
def ladder(request: PersonRequest) -> HttpResponse:
    return _page(request)


@signed_in
@require_POST
def steps(request: PersonRequest) -> HttpResponse:
    """A step becomes a leave: from now, or to be planned. The room may have closed meanwhile."""
    if not request.keyring.everyday_open:
        return see("ladder")
    form = StepForm(request.POST, person=request.user)
    entry = form.entry()
    if entry is None or _is_further(request, entry):
        return _page(request, refused=str(sentences.FURTHER if entry else sentences.TOO_OLD))
    planning = request.POST.get("then") == "plan"
    out = None if planning else open_leave(request.user)
    if out:
        return SeeOther(reverse("away", args=[out.pk]))
    name, at = form.cleaned_data["form_id"], timezone.now()
    leave = actions.take_step(request.user, request.keyring, name, entry, at)
    return SeeOther(reverse("leave-plan" if planning else "departure", args=[leave.pk]))


@signed_in
@require_POST
def feeling(request: PersonRequest) -> HttpResponse:
    form = FeelingForm(request.POST)
    if form.is_valid():
        today = timezone.localdate().isoformat()
        _say(request, feeling=form.cleaned_data["feeling"], on=today)
    return see("ladder")


@signed_in
@require_POST
def stopping(request: PersonRequest) -> HttpResponse:
    _say(request, stopped=True)
    return see("ladder")


@signed_in
@require_POST
def resuming(request: PersonRequest) -> HttpResponse:
    _say(request, stopped=False)
    return see("ladder")


def _say(request: PersonRequest, **changed: Any) -> None:
    """In a closed room what was said before can't be read, and only the new words stand."""
    before = queries.standing_of(request.user, request.keyring)
    actions.say_standing(request.user, request.keyring, replace(before, **changed))


def _is_further(request: PersonRequest, entry: Entry) -> bool:
    """Longer than the next step by now. A closed room goes by what its person was offered."""
    if not request.keyring.room_open:
        return False
    said = queries.standing_of(request.user, request.keyring)
    return bool(entry["size"] > _ladder(request, said).usual.size)


def _page(request: PersonRequest, refused: str = "") -> HttpResponse:
    status = 422 if refused else 200
    if not request.keyring.room_open:
        return render(request, "ladder/closed.html", status=status)
    said = queries.standing_of(request.user, request.keyring)
    if said.stopped:
        return render(request, "ladder/put_away.html", status=status)
    context = {**_shown(request, said), "refused": refused, "alone": request.membership is None}
    context |= {} if context["past"] else claim_before_first_plan(request)
    return render(request, "ladder/ladder.html", context, status=status)


def _shown(request: PersonRequest, said: Stands) -> dict[str, object]:
    found = _ladder(request, said)
    offer = queries.offer_of(found, _number(request.GET.get("other", "")))
    now = queries.feeling_on(said, timezone.localdate())
    written = {"form_id": uuid4(), "offer": offer_for(request.user, offer.entry)}
    return {
        "why": sentences.why(found.proposal, found.last.tried.size if found.last else None),
        "instead": [(key, sentences.INSTEAD[key]) for key in SUGGESTIONS]
        if found.overwhelmed
        else [],
        "offer": offer,
        "length": sentences.LENGTHS[offer.entry["size"]],
        "form": StepForm(initial=written, person=request.user, auto_id=False),
        "feeling": FeelingForm(initial={"feeling": now or ""}),
        "past": found.past[:SHOWN],
        "picture": queries.picture_of(found),
    }


def _ladder(request: PersonRequest, said: Stands) -> queries.Ladder:
    return queries.ladder_of(
        request.user, request.membership, request.keyring, said, timezone.localdate()
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
