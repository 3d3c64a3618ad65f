"""What the door shows, asked of the rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outandback.rooms.away.content import sentences
from outandback.rooms.leave.queries import energies_at_the_door, past_at_the_door, reframing
from outandback.rules.evidence import evidence
from outandback.rules.overwhelm import overwhelmed

if TYPE_CHECKING:
    from outandback.rooms.leave.models import Leave
    from outandback.web.requests import PersonRequest


LAST_ENERGIES = 3


def what_it_has_said(
    request: PersonRequest, leave: Leave, typed: dict[str, Any]
) -> dict[str, object]:
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
        "thought": reframing(why or sentences.PASSED, leave.pk) if guilt else "",
        "too_much": overwhelmed(None, guilt, energies),
    }
