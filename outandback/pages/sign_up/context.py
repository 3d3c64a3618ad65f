from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from outandback.rooms.gate.queries import host_invitation, invites
from outandback.rooms.people.queries import anybody_here, invitation_behind, pair_invitation
from outandback.vault import seal
from outandback.vault.errors import SealError
from outandback.vault.server_key import open_as_server, seal_for_server
from outandback.web.cookies import (
    HOST_COOKIE,
    INVITATION_COOKIE,
    KNOCK_COOKIE,
    carries_invitation,
    keep_cookie,
)
from outandback.web.host_claim import is_host

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse


LINK_LASTS = timedelta(hours=24)
KNOCK_SECONDS, CLAIM_SECONDS = 1800, 3600
PURPOSE = "sign-up link"
PLACE = seal.EnvelopePlace("arrival", "link", UUID(int=0), UUID(int=0), 1)


@dataclass(frozen=True)
class Admission:
    """What lets somebody sign up: an invitation of the host or of a partner, or nothing at all.

    `first`: nobody is here yet, so that no answer tells who is.
    """

    host: str = ""
    partner: str = ""
    first: bool = False

    @property
    def name(self) -> str:
        return self.host or self.partner


def admission_of(request: HttpRequest, at: datetime) -> Admission | None:
    """None where the form stays shut."""
    if settings.SIGN_UP == "closed":
        return None
    code = request.COOKIES.get(INVITATION_COOKIE, "")
    host, partner = host_invitation(code, at), pair_invitation(code, at)
    first = not anybody_here()
    if host or partner:
        return Admission(host, partner, first)
    free = settings.SIGN_UP == "open" or (first and is_host(request))
    return Admission(first=first) if free else None


def carry_claim(response: HttpResponse) -> HttpResponse:
    keep_cookie(response, HOST_COOKIE, settings.HOST_CLAIM, CLAIM_SECONDS)
    return response


def remember_knock(response: HttpResponse, token: str) -> HttpResponse:
    keep_cookie(response, KNOCK_COOKIE, token, KNOCK_SECONDS)
    return response


def is_elsewhere(request: HttpRequest, admission: Admission, at: datetime) -> bool:
    """Whether a partner's invitation led here that this browser does not hold. Its code is kept
    nowhere else than in the browser that opened it, and a mail may be opened in another one."""
    if not admission.partner or carries_invitation(request):
        return False
    return invitation_behind(admission.partner, at) is not None


def link_for(email: str, admission: Admission, at: datetime) -> str:
    """What goes into a mail: sealed, so that the address of the page names nobody."""
    until = (at + LINK_LASTS).timestamp()
    plain = json.dumps([email, admission.host, admission.partner, until]).encode()
    return urlsafe_b64encode(seal_for_server(PURPOSE, PLACE, plain)).decode().rstrip("=")


def behind_link(link: str, at: datetime) -> tuple[str, Admission] | None:
    """The address that a link was sent to, and what it was let in by; None where it is too old."""
    try:
        sealed = urlsafe_b64decode(link + "=" * (-len(link) % 4))
        email, host, partner, until = json.loads(open_as_server(PURPOSE, PLACE, sealed))
    except (SealError, ValueError):
        return None
    old = at.timestamp() > until or (host and not invites(host, at))
    return None if old or settings.SIGN_UP == "closed" else (email, Admission(host, partner))
