from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from outandback.rooms.quiet.queries import evening_of

if TYPE_CHECKING:
    from datetime import date

    from outandback.web.requests import PersonRequest


def evening_before(request: PersonRequest, on: date) -> dict[str, object]:
    """What was said of this evening already; in the open room alone."""
    if not request.keyring.room_open:
        return {}
    row = evening_of(request.user, on)
    answers = request.keyring.open(row, "answers") if row else None
    return {} if answers is None else asdict(answers)
