"""What the pages of being away are told beside their rows.

The note "Kept." after a moment lives for a minute in the answer itself and in no table.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from outandback.leave.models import progress
from outandback.leave.queries import energies_at_the_door, past_at_the_door, reframing
from outandback.people.http import NotTaken, SeeOther
from outandback.rules.evidence import evidence
from outandback.rules.overwhelm import overwhelmed

from .content import en

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from outandback.leave.models import Leave
    from outandback.people.http import PersonRequest

A_MINUTE = 60
LAST_ENERGIES = 3
LATER = (15, 30, 60)
QUARTER = 15 * 60
COOKIE = settings.COOKIE_PREFIX + "ob_kept"
# What a photo and a voice note begin with; nothing else is ever shown or played.
JPEG = re.compile(rb"\xff\xd8\xff")
SOUNDS = {
    "audio/webm": re.compile(rb"\x1a\x45\xdf\xa3"),
    "audio/ogg": re.compile(rb"OggS"),
    "audio/mp4": re.compile(rb".{4}ftyp", re.DOTALL),
}
RANGE = re.compile(r"bytes=(\d{1,9})-(\d{0,9})")
signer = TimestampSigner(salt="outandback.away.kept")


def what_it_has_said(request: PersonRequest, leave: Leave, typed: dict[str, Any]) -> dict[str, Any]:
    """For what was typed at the door: the evidence, a thought by what the guilt is about, and
    whether it is rather too much. What rests in the private room speaks in the open room alone."""
    guilt, energy, why = typed.get("guilt"), typed.get("energy"), typed.get("why", "")
    past = past_at_the_door(request.user, request.keyring)
    before = energies_at_the_door(request.user, request.keyring)
    energies = [*before, *([] if energy is None else [energy])][-LAST_ENERGIES:]
    found = evidence(guilt, past)
    return {
        "looked": True,
        "guilt": guilt,
        "why": why,
        "found": found,
        "pairs": [(one.guilt, one.felt) for one in found.shown] if found else [],
        "thought": reframing(why or en.PASSED, leave.pk) if guilt else "",
        "too_much": overwhelmed(None, guilt, energies),
    }


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
        COOKIE,
        note,
        max_age=A_MINUTE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def take_note(request: HttpRequest, response: HttpResponse) -> None:
    if COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, samesite="Strict")


def where_it_stands(leave: Leave) -> HttpResponse:
    name = "homecoming" if leave.returned_at else "away" if leave.begun_at else "leave"
    return SeeOther(reverse(name, args=[leave.pk]))


def too_late_for(leave: Leave) -> HttpResponse:
    return NotTaken(where_it_stands(leave)["Location"])


def is_photo(raw: bytes) -> bool:
    return JPEG.match(raw) is not None


def kind_of_sound(raw: bytes) -> str:
    """Its media type, empty where it is none that is played here."""
    return next((kind for kind, begins in SOUNDS.items() if begins.match(raw)), "")


def photo(raw: bytes) -> HttpResponse:
    if not is_photo(raw):
        raise Http404
    return HttpResponse(raw, content_type="image/jpeg")


def voice(request: HttpRequest, raw: bytes) -> HttpResponse:
    """Whole, or the part that a player asks for (RFC 9110, section 14): some play nothing else."""
    kind = kind_of_sound(raw)
    if not kind:
        raise Http404
    asked, size = RANGE.fullmatch(request.headers.get("Range", "")), len(raw)
    if asked is None:
        return HttpResponse(raw, content_type=kind, headers={"Accept-Ranges": "bytes"})
    first, last = int(asked[1]), min(int(asked[2] or size), size - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = {"Content-Range": f"bytes {first}-{last}/{size}", "Accept-Ranges": "bytes"}
    return HttpResponse(raw[first : last + 1], status=206, content_type=kind, headers=part)


def catch_part(
    request: HttpRequest, leave_id: UUID | None, status: int = 200, **said: Any
) -> HttpResponse:
    """The answer to a catch, and a fresh name for the next one. The box stays as it is."""
    context = {"leave_id": leave_id, "client_id": uuid4(), **said}
    return render(request, "away/_kept.html", context, status=status)


def on_the_way(leave: Leave, at: datetime) -> dict[str, Any]:
    """Where someone is between going and coming back, and the times to tap when it gets later."""
    return {
        "leave": leave,
        "leave_id": leave.pk,
        "progress": progress(leave, at),
        "late": leave.back_at is not None and at > leave.back_at,
        "later": _later_times(leave, at),
    }


def _later_times(leave: Leave, at: datetime) -> list[datetime]:
    """Three times to tap, from the promised one or from now, on the quarter hour."""
    start = max(leave.back_at or at, at)
    start += timedelta(seconds=-start.timestamp() % QUARTER)
    return [start + timedelta(minutes=minutes) for minutes in LATER]
