from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.people.models import Person
from outandback.vault.actions import reseal_letters
from outandback.vault.writing import begin_version, write

from .models import Decided, EveningAfter, Listener, PutAway, Suggestion
from .queries import evening_said, steps_decided, suggestion_of

if TYPE_CHECKING:
    from datetime import date

    from outandback.rules.comfort_proposals import ProposedStep
    from outandback.vault.keyring import Keyring

    from .models import AfterAnswers

EMPTY: dict[str, Listener | PutAway | Decided] = {
    "listener": Listener(),
    "put_away": PutAway(),
    "decided": Decided(),
}


@transaction.atomic
def say_evening(person: Person, keyring: Keyring, on: date, answers: AfterAnswers) -> None:
    """One an evening; the last word counts."""
    Person.objects.select_for_update().get(pk=person.pk)
    row = evening_said(person, on) or EveningAfter(person=person, evening_on=on)
    write(row, keyring, "answers", answers)


@transaction.atomic
def name_listener(person: Person, keyring: Keyring, listener: Listener) -> None:
    """For oneself alone; nobody is told. Without words it names nobody any more."""
    row = _suggestion(person, keyring)
    keyring.seal(row, "listener", listener)
    row.save()


@transaction.atomic
def put_away(person: Person, keyring: Keyring, until: date) -> None:
    """Nothing is suggested before that day."""
    row = _suggestion(person, keyring)
    keyring.seal(row, "put_away", PutAway(until.isoformat()))
    row.save()


@transaction.atomic
def decide_on(person: Person, keyring: Keyring, step: ProposedStep) -> None:
    """What was proposed to one’s comfort does not come again. Raises Closed."""
    row = _suggestion(person, keyring)
    steps = dict.fromkeys((*steps_decided(row, keyring), step.key))
    keyring.seal(row, "decided", Decided(tuple(steps)))
    row.save()


def join_vault(person: Person, keyring: Keyring) -> None:
    """What was said with the room closed moves into the opened room."""
    reseal_letters(keyring, EveningAfter.objects.filter(person=person), "answers")
    for column in ("listener", "put_away", "decided"):
        reseal_letters(keyring, Suggestion.objects.filter(person=person), column)


def _suggestion(person: Person, keyring: Keyring) -> Suggestion:
    """The person's own row to write in: one, and sealed in full from the first."""
    Person.objects.select_for_update().get(pk=person.pk)
    row = suggestion_of(person)
    row = Suggestion(person=person) if row is None else begin_version(row)
    for column, nothing in EMPTY.items():
        if getattr(row, column) is None:
            keyring.seal(row, column, nothing)
    return row
