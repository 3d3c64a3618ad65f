"""Photos and sounds as they are sent: their kind told from their first bytes, whole or by range."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse

if TYPE_CHECKING:
    from django.http import HttpRequest


# What a photo and a voice note begin with; nothing else is ever shown or played.
JPEG = re.compile(rb"\xff\xd8\xff")
SOUNDS = {
    "audio/webm": re.compile(rb"\x1a\x45\xdf\xa3"),
    "audio/ogg": re.compile(rb"OggS"),
    "audio/mp4": re.compile(rb".{4}ftyp", re.DOTALL),
}


RANGE = re.compile(r"bytes=(\d{1,9})-(\d{0,9})")


def is_photo(raw: bytes) -> bool:
    return JPEG.match(raw) is not None


def kind_of_sound(raw: bytes) -> str:
    """Its media type, empty where it is none that is played here."""
    return next((kind for kind, begins in SOUNDS.items() if begins.match(raw)), "")


def photo_response(raw: bytes) -> HttpResponse:
    if not is_photo(raw):
        raise Http404
    return HttpResponse(raw, content_type="image/jpeg")


def voice_response(request: HttpRequest, raw: bytes) -> HttpResponse:
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
