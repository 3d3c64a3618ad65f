from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from outandback.rooms.leave.queries import as_known
from outandback.rooms.quiet import actions, queries
from outandback.rooms.quiet.content import sentences
from outandback.web.key_checks import may_keep, require_words_open, unless_keys_changed
from outandback.web.redirects import SeeOther
from outandback.web.requests import signed_in

from .context import hello_page
from .forms import HelloForm

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.rooms.leave.models import HeadsUp
    from outandback.rooms.people.models import Membership
    from outandback.web.requests import PersonRequest

READS = ["GET", "HEAD"]


@signed_in
@require_http_methods([*READS, "POST"])
def hello(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    told = queries.told_of(request.user, request.membership, leave_id)
    if request.method != "POST":
        require_words_open(request)
    mine, zone = request.membership, request.user.zone
    if request.method != "POST" or mine is None:
        return hello_page(request, told)
    form = HelloForm(request.POST, zone=zone, told=as_known(mine.person_id, told))
    if may_keep(request, form):
        _pick(request, told, mine, form)
    if not form.is_valid():
        return hello_page(request, told, form, status=422)
    return SeeOther(reverse("hello", args=[leave_id]))


def _pick(request: PersonRequest, told: HeadsUp, mine: Membership, form: HelloForm) -> None:
    try:
        with unless_keys_changed(request, form):
            actions.pick_hello(told, mine, request.keyring, form.pick(), timezone.now())
    except actions.NotOut:
        form.add_error(None, sentences.OVER)
