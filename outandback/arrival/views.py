from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.views import SignupView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from outandback.gate.actions import TooSoon, note_try
from outandback.gate.queries import Spot, account_of
from outandback.people.http import asked_again, carry_claim, drop_invitation, see
from outandback.people.queries import anybody_here, is_unclaimed, person_with_email
from outandback.rules.guessing import Door
from outandback.ui.addresses import absolute

from .forms import AddressForm
from .http import admission_of, behind_link, link_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from .http import Admission

either = require_http_methods(["GET", "POST"])


@either
def sign_up(request: HttpRequest) -> HttpResponseBase:
    """The form, for whoever may see it. Where mail is set up, it comes by a link in the mail."""
    admission = admission_of(request, timezone.now())
    if admission is None and not request.user.is_authenticated:
        facts = {"closed": settings.SIGN_UP == "closed", "first": not anybody_here()}
        return render(request, "arrival/shut.html", facts, status=403)
    request.admission = admission  # type: ignore[attr-defined]  # for the form, which counts on it
    if settings.MAIL_ON and admission and not admission.first:
        return by_mail(request, admission)
    return entered(request, SignUp.as_view(), admission)


@either
def sign_up_by_link(request: HttpRequest, link: str) -> HttpResponseBase:
    found = behind_link(link, timezone.now())
    if found is None:
        return render(request, "arrival/old_link.html", status=410)
    email, admission = found
    if person_with_email(email):
        return render(request, "arrival/here_already.html")
    request.admission = admission  # type: ignore[attr-defined]  # for the form, which counts on it
    return entered(request, SignUp.as_view(email=email), admission)


@require_GET
def sign_up_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "arrival/sent.html")


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


class SignUp(SignupView):
    """The library's own page. By a link in the mail, the address is the one it was sent to."""

    email = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if self.email and "data" in kwargs:
            kwargs["data"] = kwargs["data"].copy()
            kwargs["data"]["email"] = self.email
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "email": self.email}


def entered(
    request: HttpRequest, view: Callable[..., HttpResponseBase], admission: Admission | None
) -> HttpResponseBase:
    """With something to put right the page says so; the host's invitation has served."""
    response = asked_again(view)(request)
    if admission and admission.host and response.status_code == 302:
        return drop_invitation(cast(HttpResponse, response))
    return response


def by_mail(request: HttpRequest, admission: Admission) -> HttpResponse:
    """The same page and the same mail for every address: the link says whose it is."""
    form = AddressForm(request, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "arrival/address.html", {"form": form}, status=status)
    email, at = form.cleaned_data["email"], timezone.now()
    try:
        note_try(Spot(Door.MAIL, account_of(email)), at)
    except TooSoon:
        return see("sign-up-sent")
    link = reverse("sign-up-by-link", args=[link_for(email, admission, at)])
    told = {"password_reset_url": absolute(link, request)}
    get_adapter().send_mail("account/email/password_reset_key", email, told)
    return see("sign-up-sent")
