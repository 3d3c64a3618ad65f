from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.rooms.leave.queries import has_planned

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest


def claim_before_first_plan(request: PersonRequest) -> dict[str, bool]:
    """For pages on which somebody may write their first private words."""
    return {"says_claim": not has_planned(request.user)}
