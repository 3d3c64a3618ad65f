"""The one message about a leave to its own person: that its time is near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.rooms.notify.actions import take_back, tell
from outandback.rooms.notify.models import NotificationKind as NoticeKind
from outandback.rules.whereabouts import DOOR_OPENS

if TYPE_CHECKING:
    from datetime import datetime

    from .models import Leave


def say_when_the_door_opens(leave: Leave, at: datetime) -> None:
    """Half an hour before, to its own person."""
    opens_at = leave.out_at - DOOR_OPENS
    if opens_at > at:
        tell(leave.person_id, NoticeKind.DOOR_SOON, leave.pk, at, opens_at)
    else:
        take_back(NoticeKind.DOOR_SOON, leave.pk)
