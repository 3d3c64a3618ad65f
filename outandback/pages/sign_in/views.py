from __future__ import annotations

from urllib.parse import quote

from allauth.account import views as account
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from outandback.rooms.people.queries import host_name
from outandback.vault.models import Tier
from outandback.web.redirects import next_or, see
from outandback.web.requests import as_person_request, asked_again

either = require_http_methods(["GET", "POST"])


# The quick way out -----------------------------------------------------------------------------


@csrf_exempt
@either
def leave_now(request: HttpRequest) -> HttpResponse:
    """Both doors shut, and a neutral page elsewhere."""
    as_person_request(request).unlocks.shut()
    response = HttpResponseRedirect(settings.QUICK_EXIT_URL)
    response["Clear-Site-Data"] = '"cache"'
    return response


@csrf_exempt
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """The private room shuts. A page that is being hidden wants no answer, a person does."""
    as_person_request(request).unlocks.shut(Tier.PRIVATE)
    person = "text/html" in request.headers.get("Accept", "")
    response = see("today") if person else HttpResponse(status=204)
    response["Clear-Site-Data"] = '"cache"'
    return response


# Signing in: the library's own pages in our clothes --------------------------------------------


@either
def reset(request: HttpRequest) -> HttpResponseBase:
    if not settings.MAIL_ON:
        return render(request, "account/no_mail.html", {"host": host_name()})
    return asked_again(account.password_reset)(request)


@either
def passkey_sign_in(request: HttpRequest) -> HttpResponseBase:
    """A passkey that opens nothing goes back to the sign-in page, which says so."""
    response: HttpResponseBase = passkeys.login_webauthn(request)
    if request.method == "POST" and response.get("Location") == reverse("account_login"):
        wanted = next_or(request, "")
        response["Location"] += "?passkey" + (f"&next={quote(wanted)}" if wanted else "")
    return response
