from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils.crypto import salted_hmac

from outandback.rooms.people.models import Device, Person
from outandback.rooms.people.queries import token_hash
from outandback.rooms.people.sessions import resting, whose_is
from outandback.vault import queries as vault

from .models import Carried, Unsent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from outandback.vault.keyring import Keyring

    from .models import Sent

LASTS = timedelta(hours=1)
UNSENT_LASTS = timedelta(days=30)
WRITES = re.compile(r"\s*(insert|update|delete|replace)\b", re.IGNORECASE)


class WouldWrite(Exception):
    """A page that was only to be looked at was about to change something."""


def carried_for(person: Person, name: UUID, token: str, at: datetime) -> Carried | None:
    """What this person wrote in this browser within the hour; nothing for anybody else."""
    return _waiting(person, token, at).filter(pk=name).first()


def boxes_for(person: Person, token: str, at: datetime) -> QuerySet[Carried]:
    """What waits in this browser until this person's keys are open."""
    return _waiting(person, token, at).filter(box__isnull=False)


def _waiting(person: Person, token: str, at: datetime) -> QuerySet[Carried]:
    lately = Carried.objects.filter(came_at__gt=at - LASTS)
    return lately.filter(person=person, browser=token_hash(token))


def writer(named: UUID | None, session_key: str, device: str) -> Person | None:
    """Whose words a form brings: as its page said; else whose session or browser this was."""
    known = named or _person_of_session(session_key) or _person_of_device(device)
    return Person.objects.filter(pk=known, is_active=True).first() if known else None


def _person_of_session(session_key: str) -> UUID | None:
    """A session that is over may have left its row, or the keys that were open in it."""
    for unlock in vault.open_unlocks(session_key).values() if session_key else ():
        return unlock.person
    row = Session.objects.filter(session_key=resting(session_key)).first()
    return whose_is(row.session_data) if row else None


def _person_of_device(token: str) -> UUID | None:
    found = Device.objects.filter(token_hash=token_hash(token)) if token else Device.objects.none()
    return found.values_list("person", flat=True).first()


@contextmanager
def only_looking() -> Iterator[None]:
    """Nothing is written meanwhile. Raises WouldWrite."""
    with connection.execute_wrapper(_refuse_to_write):
        yield


def _refuse_to_write(
    execute: Callable[..., Any], sql: str, params: object, many: bool, context: object
) -> object:
    if WRITES.match(sql):
        raise WouldWrite
    return execute(sql, params, many, context)


def unsent_in(person: Person, keyring: Keyring, form: str) -> tuple[Unsent, Sent] | None:
    """What was last left half-written in a form, where its key is open."""
    for row in Unsent.objects.filter(person=person, about=about(form)).order_by(
        "-written_at", "pk"
    ):
        name = "everyday" if row.everyday else "private"
        words: Sent | None = keyring.open_if_possible(row, name)
        if words is not None:
            return row, words
    return None


def about(form: str) -> str:
    """A form by its page and its address, as a copy of the database does not show them."""
    return salted_hmac("half-written", form, algorithm="sha256").hexdigest()
