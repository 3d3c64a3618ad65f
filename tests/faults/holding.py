"""Two who live in the folder OUTANDBACK_DATA: `python -m tests.faults.holding LEAVES`.

One has as many leaves planned as are asked for, which nobody was told of yet; the other wants to be
told by mail. Prints the leaves, one a line, in their order.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outandback.settings")
django.setup()  # rows can be imported only after this, so imports follow it here

from django.utils import timezone

from outandback.ops.demo.actions import ZONE, found_couple
from outandback.ops.demo.queries import couples_words
from outandback.rooms.leave.actions import plan_leave
from outandback.rooms.leave.models import Plan, When
from outandback.rooms.notify.actions import keep_preferences
from outandback.rules.return_times import WallTime, wall_at


def live(leaves: int) -> None:
    at = timezone.now()
    one, other = found_couple(couples_words(), at - timedelta(days=1))
    keep_preferences(other.person, wording="plain", mail=True)
    out = wall_at(at, ZONE).replace(second=0, microsecond=0, fold=0)
    when = When(WallTime(out, ZONE), WallTime(out + timedelta(days=3), ZONE))
    for _ in range(leaves):
        leave = plan_leave(one.person, one.keyring, uuid4(), when, Plan("Knit"), at)
        print(leave.pk)


if __name__ == "__main__":
    live(int(sys.argv[1]))
