from __future__ import annotations

from typing import cast
from urllib.parse import quote

from allauth.account import views as account
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.ui import addresses
from outandback.vault import actions as vault
from outandback.vault import queries as vault_queries
from outandback.vault.models import Tier

from . import actions, pins, queries
from .forms import CalledForm, HostForm, JoinForm, SheetForm, two_groups
from .http import (
    INVITATION_COOKIE,
    PersonRequest,
    SeeOther,
    asked_again,
    carries_invitation,
    carry_invitation,
    drop_invitation,
    is_host,
    next_or,
    note_claimed,
    redirect_to_opening,
    require_words_open,
    see,
    signed_in,
)

either = require_http_methods(["GET", "POST"])
# A page that is being printed or copied from is hidden for a moment, and is not to be cleared then.
STAYS_IN_VIEW = {"room_open": False}


# The quick way out -----------------------------------------------------------------------------


@csrf_exempt
@either
def leave_now(request: HttpRequest) -> HttpResponse:
    """Both doors shut, and a neutral page elsewhere."""
    cast(PersonRequest, request).doors.shut()
    response = HttpResponseRedirect(settings.QUICK_EXIT_URL)
    response["Clear-Site-Data"] = '"cache"'
    return response


@csrf_exempt
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """The private room shuts. A page that is being hidden wants no answer, a person does."""
    cast(PersonRequest, request).doors.shut(Tier.PRIVATE)
    person = "text/html" in request.headers.get("Accept", "")
    response = see("today") if person else HttpResponse(status=204)
    response["Clear-Site-Data"] = '"cache"'
    return response


# Signing in: the library's own pages in our clothes --------------------------------------------


@either
def reset(request: HttpRequest) -> HttpResponseBase:
    if not settings.MAIL_ON:
        return render(request, "account/no_mail.html")
    return asked_again(account.password_reset)(request)


@either
def passkey_sign_in(request: HttpRequest) -> HttpResponseBase:
    """A passkey that opens nothing goes back to the sign-in page, which says so."""
    response: HttpResponseBase = passkeys.login_webauthn(request)
    if request.method == "POST" and response.get("Location") == reverse("account_login"):
        wanted = next_or(request, "")
        response["Location"] += "?passkey" + (f"&next={quote(wanted)}" if wanted else "")
    return response


# First run -------------------------------------------------------------------------------------


@signed_in
@either
def start_host(request: PersonRequest) -> HttpResponse:
    """Who runs this server is asked once, of whoever does; what that means is told to everyone."""
    host = queries.host_name()
    form = None if host or not is_host(request) else HostForm(request.POST or None)
    if form and form.is_valid():
        actions.say_who_runs_it(form.cleaned_data["name"], timezone.now())
        note_claimed()
        return see("start-recovery")
    return page(request, "people/start_host.html", form=form, host=host)


@signed_in
@either
def start_recovery(request: PersonRequest) -> HttpResponse:
    """A sheet is shown once, in the answer to asking for it, and is kept nowhere."""
    if not request.keyring.room_open:
        return redirect_to_opening(request, "p")
    if request.method == "GET":
        has_sheet = vault_queries.has_recovery_sheet(request.user.pk)
        return page(request, "people/start_recovery.html", has_sheet=has_sheet)
    written = vault.print_recovery_code(request.keyring.bunch, timezone.now())
    request.session["sheet"] = two_groups(written)
    facts = {"form": SheetForm(request.session["sheet"]), "groups": written.split("-")}
    return page(request, "people/sheet.html", **facts, **STAYS_IN_VIEW)


@signed_in
@either
def start_recovery_check(request: PersonRequest) -> HttpResponse:
    proofs = request.session.get("sheet")
    if not proofs or request.method == "GET":
        return see("start-recovery")
    form = SheetForm(proofs, request.POST)
    if not form.is_valid():
        return page(request, "people/sheet_check.html", form=form, **STAYS_IN_VIEW)
    del request.session["sheet"]
    return see("start-you" if first_run(request) else "settings")


@signed_in
@either
def start_you(request: PersonRequest) -> HttpResponse:
    require_words_open(request)
    called = request.keyring.open(request.user, "called")
    known = {"name": called.name, "by_children": called.by_children} if called else None
    form = CalledForm(request.POST or None, initial=known)
    if not form.is_valid():
        return page(request, "people/start_you.html", form=form, next=next_or(request, ""))
    actions.say_name(request.user, request.keyring, form.said())
    return SeeOther(next_or(request, "start-ease"))


@signed_in
@require_GET
def start_partner(request: PersonRequest) -> HttpResponse:
    if carries_invitation(request):
        return see("join-consent")
    return page(request, "people/start_partner.html")


# Two become a pair -----------------------------------------------------------------------------


@signed_in
@require_GET
def pair(request: PersonRequest) -> HttpResponse:
    if request.mine:
        return see("pair-words")
    require_words_open(request)
    waiting = queries.invitation_from(request.user, timezone.now())
    return page(request, "people/pair.html", waiting=waiting)


@signed_in
@either
def pair_invitation(request: PersonRequest) -> HttpResponse:
    """A code is shown once, in the answer to asking for it, and is kept nowhere."""
    if request.method == "GET" or request.mine:
        return see("pair")
    if not named(request):
        return SeeOther(reverse("start-you") + "?next=" + reverse("pair"))
    at = timezone.now()
    code = actions.invite(request.user, request.keyring, at)
    link = addresses.absolute(reverse("join"), request) + "#" + code
    ends_at = at + actions.INVITATION_LASTS
    facts = {"code": code, "link": link, "said": addresses.host(request), "ends_at": ends_at}
    return page(request, "people/invitation.html", **facts)


@signed_in
@require_POST
def pair_taking_back(request: PersonRequest) -> HttpResponse:
    actions.take_back_invitation(request.user)
    return see("pair")


@either
def join(request: HttpRequest) -> HttpResponse:
    form = JoinForm(request, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        again = page(request, "people/join.html", form=form)
        return drop_invitation(again) if form.is_bound else again
    leads_to = "account_signup" if form.from_host else "join-consent"
    return carry_invitation(see(leads_to), form.cleaned_data["code"])


@either
def join_consent(request: HttpRequest) -> HttpResponse:
    code, asking = request.COOKIES.get(INVITATION_COOKIE), cast(PersonRequest, request)
    if code is None:
        return see("join")
    inviter = queries.who_invites(code, request.user, timezone.now())
    if inviter is None:
        return no_longer_good(request, code)
    if asking.mine:
        return drop_invitation(page(request, "people/consent.html", inviter=inviter))
    if not request.user.is_authenticated:
        closed = settings.SIGN_UP == "closed"
        return page(request, "people/consent.html", inviter=inviter, closed=closed)
    if not named(asking):
        return SeeOther(reverse("start-you") + "?next=" + reverse("join-consent"))
    if request.method == "POST":
        return answer(asking, code)
    return page(request, "people/consent.html", inviter=inviter, may_answer=True)


def answer(request: PersonRequest, code: str) -> HttpResponse:
    if request.POST.get("answer") != "yes":
        return drop_invitation(see("today"))
    try:
        actions.accept_invitation(request.user, request.keyring, code, timezone.now())
    except queries.NoSuchInvitation:
        return no_longer_good(request, code)
    request.doors.open(Tier.SIGNED_IN, request.keyring.bunch)
    return drop_invitation(see("pair-words"))


def no_longer_good(request: HttpRequest, code: str) -> HttpResponse:
    form = JoinForm(request, {"code": code})
    form.is_valid()  # it says so itself
    return drop_invitation(page(request, "people/join.html", form=form))


@signed_in
@either
def pair_words(request: PersonRequest) -> HttpResponse:
    """The same four words on both sides mean that nobody put keys of their own in between."""
    if request.mine is None:
        return see("pair")
    require_words_open(request)
    seen = pins.fingerprint_of_partner(request.mine)
    if request.method == "POST" and request.POST.get("seen") == seen.hex():
        actions.compare_words(request.mine, request.keyring, seen)
        return see("today")
    facts = {
        "words": pins.four_words_of(request.mine, request.keyring),
        "seen": seen.hex(),
        "compared": pins.pinned(request.mine, request.keyring) == seen,
        "changed": request.method == "POST",
    }
    return page(request, "people/words.html", **facts)


# Small help ------------------------------------------------------------------------------------


def page(request: HttpRequest, template: str, **facts: object) -> HttpResponse:
    """A page, or the same page again with what is to be put right."""
    form = facts.get("form")
    wrong = bool(form and getattr(form, "errors", None))
    facts |= {
        "first_run": request.user.is_authenticated and first_run(cast(PersonRequest, request))
    }
    return render(request, template, facts, status=422 if wrong else 200)


def first_run(request: PersonRequest) -> bool:
    return request.user.called is None


def named(request: PersonRequest) -> bool:
    return request.user.called is not None
