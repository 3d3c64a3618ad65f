from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from outandback.pages.parts.knock.context import somebody_asks
from outandback.rooms.arrival import actions
from outandback.rooms.gate import actions as gate
from outandback.rooms.gate.queries import Spot, account_of, knock_behind
from outandback.rooms.people.queries import anybody_here, is_unclaimed, person_with_email
from outandback.rules.rate_limits import GuessedSecret
from outandback.ui.addresses import absolute
from outandback.web.cookies import KNOCK_COOKIE, drop_invitation
from outandback.web.redirects import see
from outandback.web.requests import PersonRequest, asked_again, signed_in

from .context import (
    admission_of,
    behind_link,
    carry_claim,
    is_elsewhere,
    link_for,
    remember_knock,
)
from .forms import OTHER_WORD, AddressForm, KnockForm, SheetSignInForm, WordForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from .context import Admission

either = require_http_methods(["GET", "POST"])


@either
def sign_up(request: HttpRequest) -> HttpResponseBase:
    """The form, for whoever may see it. Where mail is set up, it comes by a link in the mail."""
    admission = admission_of(request, timezone.now())
    if admission is None and not request.user.is_authenticated:
        facts = {"closed": settings.SIGN_UP == "closed", "first": not anybody_here()}
        return render(request, "sign_up/shut.html", facts, status=403)
    request.admission = admission  # type: ignore[attr-defined]  # for the form, which counts on it
    if settings.MAIL_ON and admission and not admission.first:
        return by_mail(request, admission)
    return entered(request, SignUp.as_view(), admission)


@either
def sign_up_by_link(request: HttpRequest, link: str) -> HttpResponseBase:
    found = behind_link(link, timezone.now())
    if found is None:
        return render(request, "sign_up/old_link.html", status=410)
    email, admission = found
    elsewhere = is_elsewhere(request, admission, timezone.now())
    if person_with_email(email):
        return render(request, "sign_up/here_already.html", {"elsewhere": elsewhere})
    request.admission = admission  # type: ignore[attr-defined]  # for the form, which counts on it
    leads_to = reverse("join") if elsewhere else None
    view = SignUp.as_view(email=email, elsewhere=elsewhere, success_url=leads_to)
    return entered(request, view, admission)


@require_GET
def sign_up_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "sign_up/sent.html")


@either
def asking(request: HttpRequest) -> HttpResponse:
    """A new device shows a word and waits for a yes on a known one: the same for any address."""
    at = timezone.now()
    waits = knock_behind(request.COOKIES.get(KNOCK_COOKIE, ""), at)
    if waits and request.method == "GET":
        return render(request, "sign_up/waiting.html", {"waits": waits})
    form = KnockForm(request, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "sign_up/asking.html", {"form": form}, status=status)
    token = actions.ask_to_be_let_in(form.cleaned_data["email"], at)
    return remember_knock(see("asking"), token)


@signed_in
@either
def letting_in(request: PersonRequest) -> HttpResponse:
    """Is it you? With the word that the new device shows, its passphrase may be tried there."""
    email, at = str(request.user.email), timezone.now()
    if not somebody_asks(request, at):
        return see("today")
    if request.POST.get("answer") == "no":
        gate.turn_away(email)
        return see("today")
    form = WordForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and gate.let_in(email, form.cleaned_data["word"], at):
        return see("today")
    if form.is_valid():
        form.add_error("word", OTHER_WORD)
    status = 422 if form.is_bound else 200
    return render(request, "sign_up/letting_in.html", {"form": form}, status=status)


class NewPassphrase(account.PasswordResetFromKeyView):
    """Whoever has just reset a sign-in is not kept out by wrong tries from elsewhere."""

    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        token = gate.knock(str(self.reset_user.email), timezone.now(), admitted=True)
        return remember_knock(response, token)


class SheetSignIn(account.LoginView):
    """Past the waits: with the e-mail, the recovery sheet and the passphrase together."""

    template_name = "sign_up/sheet.html"

    def get_form_class(self) -> type[SheetSignInForm]:
        return SheetSignInForm


@require_GET
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """By the link that the start printed, whoever runs the server signs up and says who does."""
    if not hmac.compare_digest(token.encode(), settings.HOST_CLAIM.encode()):
        raise Http404
    if not is_unclaimed():
        return see("today")
    if not anybody_here():
        return carry_claim(see("account_signup"))
    return carry_claim(see("start-host"))


class SignUp(account.SignupView):
    """The library's own page. By a link in the mail, the address is the one it was sent to.
    `elsewhere`: an invitation is to be opened once more, in this browser."""

    email, elsewhere = "", False

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if self.email and "data" in kwargs:
            kwargs["data"] = kwargs["data"].copy()
            kwargs["data"]["email"] = self.email
        return kwargs

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        facts = {"email": self.email, "elsewhere": self.elsewhere}
        return {**super().get_context_data(**kwargs), **facts}


def entered(
    request: HttpRequest, view: Callable[..., HttpResponseBase], admission: Admission | None
) -> HttpResponseBase:
    """With something to put right the page says so; the host's invitation has served."""
    response = asked_again(view)(request)
    if admission and admission.host and response.status_code == 302:
        return drop_invitation(response)
    return response


def by_mail(request: HttpRequest, admission: Admission) -> HttpResponse:
    """The same page and the same mail for every address: the link says whose it is."""
    form = AddressForm(request, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "sign_up/address.html", {"form": form}, status=status)
    email, at = form.cleaned_data["email"], timezone.now()
    try:
        gate.note_try(Spot(GuessedSecret.MAIL, account_of(email)), at)
    except gate.TooSoon:
        return see("sign-up-sent")
    link = reverse("sign-up-by-link", args=[link_for(email, admission, at)])
    told = {"password_reset_url": absolute(link, request)}
    get_adapter().send_mail("account/email/password_reset_key", email, told)
    return see("sign-up-sent")
