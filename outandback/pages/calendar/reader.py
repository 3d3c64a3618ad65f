"""Whose calendar it is."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone

from outandback.rooms.people.queries import name_of
from outandback.ui.drawing import other_ink
from outandback.ui.spoken import Here

if TYPE_CHECKING:
    from datetime import date, datetime

    from outandback.rooms.today.days import SomeDays
    from outandback.web.requests import PersonRequest


class ReaderOfDays:
    """Whose page it is, when they read it, and what they can open."""

    def __init__(self, request: PersonRequest, at: datetime) -> None:
        self.request, self.at = request, at
        self.side, self.keyring = request.membership, request.keyring
        self.here = Here(request.user.zone, at)
        self.ink = self.side.ink if self.side else "a"

    @cached_property
    def partner(self) -> str:
        return name_of(self.keyring, self.request.partner) if self.request.partner else ""

    @property
    def today(self) -> date:
        return self.here.today

    def ink_of(self, own: bool) -> str:
        return self.ink if own else other_ink(self.ink)

    def since(self, days: SomeDays) -> dict[str, date]:
        """From which day each line is drawn: that of the other from when they became a pair, one's
        own from when one came here, or from the first leave that stands here."""
        own = (one.first_on for one in days.leaves if one.own)
        began = {self.ink: min([self.request.user.joined_on, *own])}
        if self.side:
            joined = timezone.localdate(self.side.joined_at, ZoneInfo(self.here.zone))
            began[other_ink(self.ink)] = joined
        return began
