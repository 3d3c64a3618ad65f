"""Each form names whose page it came from, so that its words are kept for nobody else."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

# Sixteen letters that make no word and no number, whatever stands beside them on a page.
LETTERS = "bcdfghjklmnpqrst"
MARK_BYTES = 16


@lru_cache(maxsize=256)
def mark_of_writer(person: UUID) -> str:
    """Goes along with each form: whose words it will bring, also when they are signed out."""
    proof = salted_hmac("who wrote a form", person.hex, algorithm="sha256").digest()
    return "".join(LETTERS[b >> 4] + LETTERS[b & 15] for b in person.bytes + proof[:MARK_BYTES])


def writer_named(request: HttpRequest) -> UUID | None:
    """Whose page a form came from, as the server wrote it there."""
    given = request.POST.get("writer", "")
    if len(given) != 4 * MARK_BYTES or not set(given) <= set(LETTERS):
        return None
    halves = [LETTERS.index(letter) for letter in given[: 2 * MARK_BYTES]]
    raw = bytes(high << 4 | low for high, low in zip(halves[::2], halves[1::2], strict=True))
    named = UUID(bytes=raw)
    return named if constant_time_compare(given, mark_of_writer(named)) else None


def is_from_writer(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated) and (
        writer_named(request) in {None, request.user.pk}
    )
