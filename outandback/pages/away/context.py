"""What the pages of being away are told beside their rows.

The note "Kept." after a moment lives for a minute in the answer itself and in no table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpResponse
from django.shortcuts import render

from outandback.web.cookies import KEPT_COOKIE

if TYPE_CHECKING:
    from django.http import HttpRequest


A_MINUTE = 60
signer = TimestampSigner(salt="outandback.away.kept")


def kept_note(person_id: UUID, arrival: UUID) -> str:
    return signer.sign(f"{person_id.hex}.{arrival.hex}")


def read_note(person_id: UUID, note: str) -> UUID | None:
    """Which moment a note of the last minute speaks of, for the person who kept it."""
    try:
        whose, _, arrival = signer.unsign(note, max_age=A_MINUTE).partition(".")
    except BadSignature:
        return None
    return UUID(arrival) if whose == person_id.hex else None


def put_note(response: HttpResponse, note: str) -> None:
    """For browsers without script: the next page says it once."""
    response.set_cookie(
        KEPT_COOKIE,
        note,
        max_age=A_MINUTE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def take_note(request: HttpRequest, response: HttpResponse) -> None:
    if KEPT_COOKIE in request.COOKIES:
        response.delete_cookie(KEPT_COOKIE, samesite="Strict")


def catch_part(
    request: HttpRequest, leave_id: UUID | None, status: int = 200, **said: object
) -> HttpResponse:
    """The answer to a catch, and a fresh name for the next one. The box stays as it is."""
    context = {"leave_id": leave_id, "client_id": uuid4(), **said}
    return render(request, "away/_kept.html", context, status=status)
