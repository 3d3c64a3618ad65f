from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.people.models import Person
from outandback.vault.actions import reseal_letters
from outandback.vault.writing import begin_version, write

from .models import EveningAfter, Listener, PutAway, Suggestion
from .queries import evening_said, suggestion_of

if TYPE_CHECKING:
    from datetime import date

    from outandback.vault.keyring import Keyring

    from .models import AfterAnswers


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


def join_vault(person: Person, keyring: Keyring) -> None:
    """What was said with the room closed moves into the opened room."""
    reseal_letters(keyring, EveningAfter.objects.filter(person=person), "answers")
    for column in ("listener", "put_away"):
        reseal_letters(keyring, Suggestion.objects.filter(person=person), column)


def _suggestion(person: Person, keyring: Keyring) -> Suggestion:
    """The person's own row to write in: one, and sealed in full from the first."""
    Person.objects.select_for_update().get(pk=person.pk)
    row = suggestion_of(person)
    if row is not None:
        return begin_version(row)
    row = Suggestion(person=person)
    keyring.seal(row, "listener", Listener())
    keyring.seal(row, "put_away", PutAway())
    return row
