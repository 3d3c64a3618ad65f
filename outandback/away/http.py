"""The note "Kept." after a moment: it lives for a minute in the answer itself and in no table."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

A_MINUTE = 60
COOKIE = "ob_kept"
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


def put_note(response: HttpResponse, leave_id: UUID, note: str) -> None:
    """For browsers without script: the next page says it once."""
    response.set_cookie(
        COOKIE,
        note,
        max_age=A_MINUTE,
        path=reverse("away", args=[leave_id]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def take_note(request: HttpRequest, response: HttpResponse, leave_id: UUID) -> None:
    if COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, path=reverse("away", args=[leave_id]), samesite="Strict")
