from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outandback.rooms.comfort.models import WhoseLeaves
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.leave.queries import heads_up_to, own_leave
from outandback.web.paging import page_mark

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest


@dataclass(frozen=True)
class Example:
    """A leave that just was: mine with its plan, the partner's as it was told."""

    row: Leave | HeadsUp

    @property
    def side(self) -> WhoseLeaves:
        return WhoseLeaves.OWN if isinstance(self.row, Leave) else WhoseLeaves.THEIRS


def example_of(request: PersonRequest) -> Example | None:
    """The leave that the address names, for who comes from its return."""
    name = page_mark(request, "leave")
    if name is None:
        return None
    sent = request.method == "POST"
    return Example(own_leave(request.user, name) or heads_up_to(request.user, name, ever=sent))
