from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from outandback.rooms.afterwards.actions import say_evening
from outandback.rooms.afterwards.models import AfterAnswers
from outandback.rooms.afterwards.queries import about_tonight, recent_homecomings
from outandback.rooms.leave.queries import heads_ups_to
from outandback.rooms.quiet.actions import check_evening
from outandback.rules.afterwards import day_of, evening_after
from outandback.web.redirects import SeeOther, see
from outandback.web.requests import signed_in

from .context import evening_before
from .forms import AfterReturnForm, HomeEveningForm

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rooms.comeback.models import Homecoming
    from outandback.web.requests import PersonRequest

READS = ["GET", "HEAD"]


@signed_in
@require_http_methods([*READS, "POST"])
def at_home(request: PersonRequest) -> HttpResponse:
    at, alone = timezone.now(), request.membership is None
    on = day_of(at, request.user.zone)
    if request.method != "POST":
        start = evening_before(request, on)
        return _evening_page(request, HomeEveningForm(alone=alone, initial=start))
    form = HomeEveningForm(request.POST, alone=alone)
    if not form.is_valid():
        return _evening_page(request, form, status=422)
    told = heads_ups_to(request.user, request.membership, at) if request.membership else []
    about = next((one for one in told if one.is_out), None)
    check_evening(request.user, request.keyring, about, on, form.answers())
    return SeeOther(reverse("evening") + "?kept=1")


@signed_in
@require_http_methods([*READS, "POST"])
def after_return(request: PersonRequest) -> HttpResponse:
    """Tonight's own page, found while it is one of the two evenings after a return."""
    at = timezone.now()
    homes = recent_homecomings(request.user, request.membership, at)
    home = about_tonight(homes, at, request.user.zone)
    if home is None:
        return see("today")
    posted = request.POST if request.method == "POST" else None
    form = AfterReturnForm(posted, alone=request.membership is None)
    if not form.is_valid():
        context = {"form": form, "alone": request.membership is None}
        return render(request, "evening/after_return.html", context, status=422 if posted else 200)
    answers = _answers(request, home, form, at)
    say_evening(request.user, request.keyring, day_of(at, request.user.zone), answers)
    return see("today")


def _evening_page(request: PersonRequest, form: HomeEveningForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "alone": request.membership is None, "kept": "kept" in request.GET}
    return render(request, "evening/at_home.html", context, status=status)


def _answers(
    request: PersonRequest, home: Homecoming, form: AfterReturnForm, at: datetime
) -> AfterAnswers:
    which = evening_after(home.came_back_at, at, request.user.zone) or 0
    return AfterAnswers(str(home.pk), which, **form.cleaned_data)
