from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.leave.actions import plan_leave
from outandback.rooms.leave.models import Plan, When
from outandback.rooms.people.models import Person
from outandback.rules.ladder import SIZES
from outandback.rules.return_times import promised_at
from outandback.vault.actions import reseal_letters
from outandback.vault.writing import write

from .models import Standing, Step, TakenStep

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.leave.models import Leave
    from outandback.ui.texts import Entry
    from outandback.vault.keyring import Keyring

    from .models import Stands


@transaction.atomic
def take_step(
    person: Person, keyring: Keyring, leave_id: UUID, entry: Entry, at: datetime
) -> Leave:
    """A leave from now on, as long as the step is. One form makes one, however often it is sent.

    Raises Closed where not even everyday words are open.
    """
    when = _from_now(SIZES[entry["size"]], person.zone, at)
    leave = plan_leave(person, keyring, leave_id, when, Plan(intention=entry["words"]), at)
    step = Step(leave=leave, person=person)
    keyring.seal(step, "taken", TakenStep(entry["key"], entry["size"]))
    Step.objects.bulk_create([step], ignore_conflicts=True)
    return leave


@transaction.atomic
def say_standing(person: Person, keyring: Keyring, said: Stands) -> None:
    """How the ladder stands now. It takes the place of what was said before."""
    Person.objects.select_for_update().get(pk=person.pk)
    row = Standing.objects.filter(person=person).first() or Standing(person=person)
    write(row, keyring, "said", said)


def join_vault(person: Person, keyring: Keyring) -> None:
    """What was kept with the room closed moves into the opened room."""
    reseal_letters(keyring, Step.objects.filter(person=person), "taken")
    reseal_letters(keyring, Standing.objects.filter(person=person), "said")


def _from_now(minutes: int, zone: str, at: datetime) -> When:
    out = at.replace(second=0, microsecond=0)
    return When(promised_at(out, zone), promised_at(out + timedelta(minutes=minutes), zone))
