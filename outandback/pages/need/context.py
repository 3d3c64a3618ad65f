from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import uuid4

from django.shortcuts import render
from django.utils import timezone

from outandback.pages.parts.sent.context import opens
from outandback.rooms.notify.queries import phones_of
from outandback.rooms.quiet import queries
from outandback.rooms.quiet.content import sentences
from outandback.rooms.quiet.models import Number
from outandback.rooms.sent.marks import mark_of_agreement
from outandback.web.key_checks import require_words_open

from .forms import NeedForm, NumberForm

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from outandback.rooms.leave.models import HeadsUp
    from outandback.rooms.people.models import Membership
    from outandback.web.requests import PersonRequest


def call_page(
    request: PersonRequest, told: HeadsUp, mine: Membership, status: int = 200
) -> HttpResponse:
    """The same page whatever their phone does."""
    called = queries.calls_of_the_day(mine, timezone.now())
    context = {
        "told": told,
        "agreement": queries.agreement_of(mine).row,
        "number": queries.their_number(mine),
        "call": queries.call_to(request.user, mine),
        "sent": told.pk in called and status == 200,
        "spent": len(called) >= queries.CALLS_A_DAY,
        "form_id": uuid4(),
        "own": told.person_id == mine.person_id,
        "home": queries.calls_home(told, mine, request.keyring),
    }
    return render(request, "need/call.html", context, status=status)


def need_page(
    request: PersonRequest,
    mine: Membership,
    form: Form | None = None,
    status: int = 200,
    *,
    changed: bool = False,
) -> HttpResponse:
    if request.method != "POST":
        require_words_open(request)
    agreed = queries.agreement_of(mine)
    words = request.keyring.open_if_possible(agreed.row, agreed.row.newest) if agreed.row else None
    if agreed.theirs:
        opens(request, mine.pair_id, mark_of_agreement(mine.pair_id, agreed.version))
    start = {"seen": agreed.version, "words": words.text if words else ""}
    context = {
        "agreed": agreed,
        "words": words,
        "form": form or NeedForm(initial=start),
        "number": number_of(request, mine),
        "silent": queries.is_muted(request.user.pk),
        "phones_on": phones_of(request.user.pk).exists(),
        "changed": sentences.WORDS_CHANGED if changed else "",
        "two_versions": status == 409 and form is not None,
    }
    return render(request, "need/need.html", context, status=status)


def number_of(request: PersonRequest, mine: Membership) -> Number | None:
    own = queries.own_number(mine)
    number: Number | None = request.keyring.open_if_possible(own, "words") if own else None
    return number


def number_standing(request: PersonRequest, mine: Membership) -> HttpResponse:
    require_words_open(request)
    number = number_of(request, mine)
    return number_page(request, NumberForm(initial=asdict(number) if number else {}))


def number_page(request: PersonRequest, form: NumberForm, status: int = 200) -> HttpResponse:
    return render(request, "need/number.html", {"form": form}, status=status)
