"""Who runs this server."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import HttpRequest

from outandback.rooms.people.queries import is_unclaimed

from .cookies import HOST_COOKIE

FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_VIA")
UNCLAIMED = "unclaimed"
CLAIM = settings.HOST_CLAIM.encode()


def is_host(request: HttpRequest) -> bool:
    """Whoever sits at this machine, where it serves itself alone; elsewhere who holds the link that
    the start printed."""
    if settings.AT_HOME and not any(name in request.META for name in FORWARDED):
        return True
    return hmac.compare_digest(request.COOKIES.get(HOST_COOKIE, "").encode(), CLAIM)


def asks_who_runs_it(request: HttpRequest) -> bool:
    """Of whoever runs it, until it was said: the file spares every page the question."""
    return is_host(request) and (settings.DATA / UNCLAIMED).exists()


def note_claimed() -> None:
    """The next start has no link to print."""
    if not is_unclaimed():
        (settings.DATA / UNCLAIMED).unlink(missing_ok=True)
