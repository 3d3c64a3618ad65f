"""Private rows that the loop page asks of its reader, of several tables in one question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import DateField, F, Model, Value
from django.db.models.functions import Cast

from outandback.rooms.afterwards.models import EveningAfter, Suggestion
from outandback.rooms.quiet.models import EveningCheck
from outandback.rooms.spans.models import MarkedSpan
from outandback.rooms.spans.queries import OpenedSpan, newest_first
from outandback.vault.fields import sealed_field

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from outandback.rooms.people.models import Person
    from outandback.vault.keyring import Keyring

Table = type[Model]
COLUMNS: dict[Table, str] = {
    EveningCheck: "answers",
    EveningAfter: "answers",
    MarkedSpan: "words",
    Suggestion: "decided",
}
OF_AN_EVENING = EveningCheck, EveningAfter


class OwnRow(NamedTuple):
    row: UUID
    on: date | None
    words: Any


@dataclass(frozen=True)
class OwnRows:
    """`evenings`: their day and what was answered. `spans`: the newest first. `decided`: steps of
    their comfort that their person decided on."""

    evenings: tuple[tuple[date, Any], ...]
    spans: tuple[OpenedSpan, ...]
    decided: tuple[str, ...]


def own_rows(person: Person, keyring: Keyring) -> OwnRows:
    """Raises Closed in a closed room."""
    found: dict[Table, list[OwnRow]] = defaultdict(list)
    for table, one in _opened(person, keyring):
        found[table].append(one)
    evenings = [one for table in OF_AN_EVENING for one in found[table]]
    return OwnRows(
        tuple((one.on, one.words) for one in evenings if one.on),
        tuple(newest_first(OpenedSpan(one.row, one.words) for one in found[MarkedSpan])),
        tuple(step for one in found[Suggestion] for step in one.words.steps),
    )


def _opened(person: Person, keyring: Keyring) -> Iterator[tuple[Table, OwnRow]]:
    tables = list(COLUMNS)
    asked = [_asked(person, number, table) for number, table in enumerate(tables)]
    for number, row, on, held in asked[0].union(*asked[1:], all=True):
        table = tables[number]
        column = sealed_field(table, COLUMNS[table])
        words = column.unpack(keyring.read_held(column, row, person.pk, bytes(held)))
        yield table, OwnRow(row, on, words)


def _asked(person: Person, number: int, table: Table) -> Any:
    on = F("evening_on") if table in OF_AN_EVENING else Cast(Value(None), DateField())
    name = COLUMNS[table]
    rows = table._default_manager.filter(person=person, **{f"{name}__isnull": False})
    return rows.annotate(kind=Value(number), day=on).values_list("kind", "pk", "day", name)
