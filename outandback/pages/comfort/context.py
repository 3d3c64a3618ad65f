from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outandback.rooms.comfort.models import WhoseLeaves
from outandback.rooms.leave.models import HeadsUp, Leave, Plan, asked_of
from outandback.rooms.leave.queries import heads_up_to, own_leave
from outandback.rules.care_check import Asked, asked_time, options_of
from outandback.rules.return_times import wall_at
from outandback.web.paging import page_mark

if TYPE_CHECKING:
    from outandback.rules.cares import Care
    from outandback.vault.keyring import Keyring
    from outandback.web.requests import PersonRequest


@dataclass(frozen=True)
class Example:
    """A leave that just was: mine with its plan, the partner's as it was told."""

    row: Leave | HeadsUp

    @property
    def side(self) -> WhoseLeaves:
        return WhoseLeaves.OWN if isinstance(self.row, Leave) else WhoseLeaves.THEIRS

    def fields(self, care: Care, keyring: Keyring) -> list[str]:
        """The fields of the form that are about what this leave was, as far as it was said."""
        return [f"{self.side}_{option}" for option in options_of(care, _asked(self.row, keyring))]


def example_of(request: PersonRequest) -> Example | None:
    """The leave that the address names, for who comes from its return."""
    name = page_mark(request, "leave")
    if name is None:
        return None
    sent = request.method == "POST"
    return Example(own_leave(request.user, name) or heads_up_to(request.user, name, ever=sent))


def _asked(row: Leave | HeadsUp, keyring: Keyring) -> Asked:
    """Of the partner's leave no more than its time: the rest they told in their own words."""
    if isinstance(row, Leave):
        return asked_of(keyring.open_if_possible(row, "plan") or Plan(), row.when)
    back = wall_at(row.back_at, row.zone) if row.back_at else None
    nights, parts = asked_time(wall_at(row.out_at, row.zone), back)
    length = row.back_at - row.out_at if row.back_at else None
    hours = length.total_seconds() / 3600 if length else None
    return Asked(hours=hours, nights=nights, parts=parts)
