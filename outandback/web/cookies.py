"""Every cookie by its name, and how those of an invitation and of a device are set.

Django's own (session, CSRF) get their names and their ages in settings.py; docs/PRIVACY.md says
what each cookie is for.
"""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from outandback.vault.models import Tier

SESSION_COOKIE = settings.SESSION_COOKIE_NAME
UNLOCK_COOKIES = {
    Tier.SIGNED_IN: settings.COOKIE_PREFIX + "ob_s",
    Tier.PRIVATE: settings.COOKIE_PREFIX + "ob_p",
}
DEVICE_COOKIE = settings.COOKIE_PREFIX + "ob_d"
INVITATION_COOKIE = settings.COOKIE_PREFIX + "ob_i"
HOST_COOKIE = settings.COOKIE_PREFIX + "ob_h"
KNOCK_COOKIE = settings.COOKIE_PREFIX + "ob_k"
CARRIED_COOKIE = settings.COOKIE_PREFIX + "ob_c"
KEPT_COOKIE = settings.COOKIE_PREFIX + "ob_kept"
AnyResponse = TypeVar("AnyResponse", bound=HttpResponseBase)
INVITATION_SECONDS = 3600
DEVICE_SECONDS = 400 * 86400


def carries_invitation(request: HttpRequest) -> bool:
    """An invitation's code travels in the browser's cookie, never in a session kept here."""
    return INVITATION_COOKIE in request.COOKIES


def carry_invitation(response: HttpResponse, code: str) -> HttpResponse:
    keep_cookie(response, INVITATION_COOKIE, code, INVITATION_SECONDS)
    return response


def drop_invitation(response: AnyResponse) -> AnyResponse:
    response.delete_cookie(INVITATION_COOKIE, samesite="Lax")
    return response


def remember_device(response: HttpResponse, token: str) -> None:
    keep_cookie(response, DEVICE_COOKIE, token, DEVICE_SECONDS)


def keep_cookie(response: HttpResponseBase, name: str, value: str, seconds: int) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, seconds, secure=secure, httponly=True, samesite="Lax")
