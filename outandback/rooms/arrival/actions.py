from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.gate import actions as gate
from outandback.rooms.people.models import Person
from outandback.rooms.people.queries import signs_in_as

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def ask_to_be_let_in(email: str, at: datetime) -> str:
    """A new device waits for a yes. Returns what only its cookie will hold.

    The same is written for an address that nobody signs in with.
    """
    Person.objects.filter(signs_in_as(email), is_active=True).update(under_way=True)
    return gate.knock(email, at)
