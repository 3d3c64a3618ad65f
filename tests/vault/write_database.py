"""A small database with words in every sealed column, for test_written_database.py to open.

`python -m tests.vault.write_database` writes it, and beside it what was sealed, where neither is
there yet: it is to stay what an earlier version wrote. Tests of later versions open it.
"""

from __future__ import annotations

import json
import lzma
import sys
import tempfile
from datetime import datetime, time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.vault.boxes import fill_boxes
from tests.vault.database import DATABASE, WORDS, as_json, prepare

if TYPE_CHECKING:
    from django.db.models import Field, Model

    from outandback.rooms.people.models import Person
    from outandback.vault.fields import Sealed
    from tests.cast import Cast

numbers = count(1)


def sample(name: str, shape: str) -> Any:
    """A value of a word field, with the field's name in it."""
    return {
        "str": name,
        "bool": True,
        "int": len(name),
        "int | None": len(name),
        "list[str]": [name],
        "tuple[str, ...]": [name],
        "Sequence[str]": [name],
        "dict[str, str]": {name: name},
        "Sequence[tuple[str, Sequence[str]]]": [[name, [name]]],
        "Sequence[Mapping[str, Any]]": [{name: name}],
    }[shape]


def words_for(column: Sealed, name: str) -> Any:
    from dataclasses import fields

    if column.kind is bytes:
        return name.encode()
    assert column.kind is not None
    shapes = {field.name: str(field.type) for field in fields(column.kind)}
    return column.kind(**{each: sample(f"{name}.{each}", shapes[each]) for each in shapes})


def value_for(field: Field[Any, Any], at: datetime) -> Any:
    """For a plain column that has no value of its own."""
    if field.choices:
        return next(key for key, _ in field.flatchoices)
    return {
        "UUIDField": None,
        "DateTimeField": at,
        "DateField": at.date(),
        "TimeField": time(12),
        "BinaryField": b"plain",
        "BooleanField": False,
    }.get(field.get_internal_type(), next(numbers))


def make_row(model: type[Model], person: Person, at: datetime) -> Model:
    """A row of this person's, with every row that it stands on."""
    from outandback.rooms.people.models import Membership, Pair, Person
    from tests.cast import side_of

    there: dict[type[Model], Model] = {Person: person, Membership: side_of(person)}
    there[Pair] = side_of(person).pair
    if model in there:
        return there[model]
    row = model()
    for field in model._meta.concrete_fields:
        if field.attname == "pair_id":
            setattr(row, field.attname, side_of(person).pair_id)
        elif field.primary_key or field.null or field.has_default():
            continue
        elif field.is_relation:
            assert field.related_model is not None
            setattr(row, field.name, make_row(field.related_model, person, at))
        else:
            setattr(row, field.name, value_for(field, at))
    row.save()
    return row


def fill(cast: Cast, person: Person, room: bool) -> dict[str, Any]:
    """Words in each column that this person can seal now, and what they were."""
    from django.apps import apps

    from outandback.vault.fields import To, sealed_fields
    from tests.cast import AT

    written = {}
    keyring = cast.keys(person, room)
    for model in apps.get_models():
        columns = [one for one in sealed_fields(model) if room or one.to is To.PRIVATE]
        if not columns:
            continue
        row: Any = make_row(model, person, AT)
        for column in columns:
            name = f"{model._meta.db_table}.{column.name}"
            words = words_for(column, f"{name} of {person.email}")
            keyring.seal(row, column.name, words)
            written[f"{name} {row.pk} {person.email}"] = json.loads(as_json(column, words))
        row.save()
    return written


def write() -> None:
    from django.core.management import call_command
    from django.db import connection

    from tests.cast import AT, whole_cast

    call_command("migrate", verbosity=0)
    cast = whole_cast()
    ana, ben = cast.people["Ana"], cast.people["Ben"]
    written = fill(cast, ana, room=True) | fill(cast, ben, room=False)
    written |= fill_boxes(ana, lambda model: make_row(model, ben, AT))
    WORDS.write_text(json.dumps(written, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    with connection.cursor() as cursor:
        cursor.execute("vacuum")
    connection.close()


if __name__ == "__main__":
    if DATABASE.exists():
        sys.exit("It is there already, and stays as it was written.")
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        write()
        DATABASE.write_bytes(lzma.compress(Path(folder, "db.sqlite3").read_bytes()))
