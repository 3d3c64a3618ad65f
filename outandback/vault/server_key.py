"""What the program has to read by itself rests under the server key: a file beside the database.

A copy of the database alone opens none of it; a copy of the whole data folder does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from . import seal

if TYPE_CHECKING:
    from .keys import EnvelopePlace


def seal_for_server(purpose: str, place: EnvelopePlace, plain: bytes) -> bytes:
    return seal.seal_record(_root(purpose), place, plain)


def open_as_server(purpose: str, place: EnvelopePlace, sealed: bytes) -> bytes:
    """Raises SealError where it was sealed for another purpose or place, or under another key."""
    return seal.open_record(_root(purpose), place, sealed)


def _root(purpose: str) -> seal.Root:
    return seal.Root(seal.derive(settings.SERVER_KEY, purpose), 1)
