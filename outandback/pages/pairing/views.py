from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.pages.parts.sent.context import opens
from outandback.pages.parts.start.context import step_page
from outandback.rooms.account.actions import join_pair
from outandback.rooms.leave.queries import has_planned
from outandback.rooms.people import actions, compared_keys, queries
from outandback.rooms.sent.marks import mark_of_joining
from outandback.ui import addresses
from outandback.vault.models import Tier
from outandback.web.cookies import INVITATION_COOKIE, carry_invitation, drop_invitation
from outandback.web.key_checks import require_words_open
from outandback.web.redirects import SeeOther, see
from outandback.web.requests import PersonRequest, as_person_request, signed_in

from .context import back_to_left_off, note_left_off, where_left_off
from .forms import JoinForm

either = require_http_methods(["GET", "POST"])
# A code is sent from another app, and its page is not to be cleared meanwhile.
STAYS_IN_VIEW = {"room_open": False}


@signed_in
@require_GET
def pair(request: PersonRequest) -> HttpResponse:
    note_left_off(request)
    if request.membership:
        return see("pair-words")
    require_words_open(request)
    waiting = queries.invitation_from(request.user, timezone.now())
    return step_page(request, "pairing/pair.html", waiting=waiting)


@signed_in
@either
def pair_invitation(request: PersonRequest) -> HttpResponse:
    """A code is shown once, in the answer to asking for it, and is kept nowhere."""
    if request.method == "GET" or request.membership:
        return see("pair")
    if not named(request):
        return SeeOther(reverse("start-you") + "?next=" + reverse("pair"))
    at = timezone.now()
    code = actions.invite(request.user, request.keyring, at)
    link = addresses.absolute(reverse("join"), request) + "#" + code
    ends_at = at + actions.INVITATION_LASTS
    facts = {"code": code, "link": link, "said": addresses.host(request), "ends_at": ends_at}
    facts["own_name"] = queries.own_name(request.keyring, request.user)
    facts["has_planned"] = has_planned(request.user)
    return step_page(request, "pairing/invitation.html", **facts, **STAYS_IN_VIEW)


@signed_in
@require_POST
def pair_taking_back(request: PersonRequest) -> HttpResponse:
    actions.take_back_invitation(request.user)
    return see("pair")


@either
def join(request: HttpRequest) -> HttpResponse:
    form = JoinForm(request, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        again = step_page(request, "pairing/join.html", form=form)
        return drop_invitation(again) if form.is_bound else again
    leads_to = "account_signup" if form.from_host else "join-consent"
    return carry_invitation(see(leads_to), form.cleaned_data["code"])


@either
def join_consent(request: HttpRequest) -> HttpResponse:
    code, asking = request.COOKIES.get(INVITATION_COOKIE), as_person_request(request)
    if code is None:
        return see("join")
    inviter = queries.who_invites(code, request.user, timezone.now())
    if inviter is None and asking.membership:  # perhaps they joined by it in another browser
        compared = asking.membership.words_compared
        return drop_invitation(see("today" if compared else "pair-words"))
    if inviter is None:
        return no_longer_good(request, code)
    if asking.membership:
        return drop_invitation(step_page(request, "pairing/consent.html", inviter=inviter))
    if not request.user.is_authenticated:
        closed = settings.SIGN_UP == "closed"
        return step_page(request, "pairing/consent.html", inviter=inviter, closed=closed)
    if not named(asking):
        return SeeOther(reverse("start-you") + "?next=" + reverse("join-consent"))
    if request.method == "POST":
        return answer(asking, code)
    return step_page(request, "pairing/consent.html", inviter=inviter, may_answer=True)


def answer(request: PersonRequest, code: str) -> HttpResponse:
    if request.POST.get("answer") != "yes":
        return drop_invitation(see("today"))
    try:
        join_pair(request.user, request.keyring, code, timezone.now())
    except queries.NoSuchInvitation:
        return no_longer_good(request, code)
    request.unlocks.open(Tier.SIGNED_IN, request.keyring.keyset)
    return drop_invitation(see("pair-words"))


def no_longer_good(request: HttpRequest, code: str) -> HttpResponse:
    form = JoinForm(request, {"code": code})
    form.is_valid()  # it says so itself
    return drop_invitation(step_page(request, "pairing/join.html", form=form))


@signed_in
@either
def pair_words(request: PersonRequest) -> HttpResponse:
    """The same four words on both sides mean that nobody put keys of their own in between."""
    note_left_off(request)
    if request.membership is None:
        return see("pair")
    require_words_open(request)
    opens(request, request.membership.pair_id, mark_of_joining(request.membership))
    seen = compared_keys.fingerprint_of_partner(request.membership)
    if request.method == "POST" and request.POST.get("seen") == seen.hex():
        actions.compare_words(request.membership, request.keyring, seen)
        return back_to_left_off(request)
    facts = {
        "words": compared_keys.four_words_of(request.membership, request.keyring),
        "seen": seen.hex(),
        "compared": compared_keys.pinned(request.membership, request.keyring) == seen,
        "changed": request.method == "POST",
        "left_off": where_left_off(request),
    }
    return step_page(request, "pairing/words.html", **facts)


def named(request: PersonRequest) -> bool:
    return request.user.called is not None
