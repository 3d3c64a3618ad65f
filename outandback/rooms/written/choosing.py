"""Between typing an account and choosing a calendar of it, nothing is kept here: what was found
stands in the form, sealed with the server key for its person and that one form, and for an hour.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from outandback.vault.errors import SealError
from outandback.vault.keys import EnvelopePlace
from outandback.vault.server_key import open_as_server, seal_for_server

if TYPE_CHECKING:
    from uuid import UUID

CHOOSING, HOLDS = "calendar to write into", timedelta(hours=1)
MOST_OFFERED = 20


@dataclass(frozen=True)
class OfferedCalendars:
    """`calendars`: the address and the name of each that may be written into."""

    user: str = field(repr=False)
    password: str = field(repr=False)
    calendars: list[tuple[str, str]] = field(repr=False)
    found_at: str


def sealed_offer(offer: OfferedCalendars, person_id: UUID, form_id: UUID) -> str:
    raw = json.dumps(asdict(offer)).encode()
    return urlsafe_b64encode(seal_for_server(CHOOSING, _place(person_id, form_id), raw)).decode()


def opened_offer(
    sealed: str, person_id: UUID, form_id: UUID, at: datetime
) -> OfferedCalendars | None:
    """None for another person's or form's, and after the hour."""
    try:
        box = urlsafe_b64decode(sealed.encode())
        found = json.loads(open_as_server(CHOOSING, _place(person_id, form_id), box))
    except (SealError, ValueError):
        return None
    offer = OfferedCalendars(**found)
    return offer if at < datetime.fromisoformat(offer.found_at) + HOLDS else None


def _place(person_id: UUID, form_id: UUID) -> EnvelopePlace:
    return EnvelopePlace("written_writtencalendar", "offer", form_id, person_id, 1)
