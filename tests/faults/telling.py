"""Tells somebody of the folder OUTANDBACK_DATA: `python -m tests.faults.telling EMAIL TIMES`.

The addresses of their phones are read from the standard input, one a line.
"""

from __future__ import annotations

import json
import os
import sys
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outandback.settings")
django.setup()  # rows can be imported only after this, so imports follow it here

from django.utils import timezone

from outandback.rooms.notify import actions
from outandback.rooms.notify.models import Address, NotificationKind
from outandback.rooms.people.queries import person_with_email


def tell(email: str, times: int) -> None:
    person, at = person_with_email(email), timezone.now()
    assert person
    for line in sys.stdin:
        actions.subscribe(person, Address(**json.loads(line)), at)
    actions.keep_preferences(person, wording="plain")
    for _ in range(times):
        actions.tell(person.pk, NotificationKind.SOMETHING, uuid4(), at)


if __name__ == "__main__":
    tell(sys.argv[1], int(sys.argv[2]))
