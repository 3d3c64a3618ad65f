"""Open every word in the database that an earlier version wrote, once it has been brought up to
date. A program of its own, for the other tests' database is in memory: the folder is its argument.
"""

from __future__ import annotations

import json
import lzma
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.vault.boxes import open_box
from tests.vault.database import DATABASE, WORDS, as_json, prepare

if TYPE_CHECKING:
    from outandback.vault.fields import Sealed
    from outandback.vault.keyring import Keyring


def columns() -> dict[str, Sealed]:
    from django.apps import apps

    from outandback.vault.fields import sealed_fields

    found = [column for model in apps.get_models() for column in sealed_fields(model)]
    return {column.bound_to: column for column in found}


def opened() -> dict[str, Any]:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    keyrings = {email: keyring_of(email) for email in ("ana@example.org", "ben@example.org")}
    here, found = columns(), {}
    for name in json.loads(WORDS.read_text(encoding="utf-8")):
        bound_to, pk, *whose = name.split()
        if whose:
            found[name] = open_column(keyrings[whose[0]], here[bound_to], pk)
        else:
            found[name] = open_box(bound_to, pk)
    return found


def keyring_of(email: str) -> Keyring:
    from outandback.rooms.people.models import Person
    from outandback.vault.actions import open_with_passphrase
    from outandback.vault.keyring import Keyring
    from tests.cast import PASSPHRASE

    person = Person.objects.get(email=email)
    return Keyring(person.pk, open_with_passphrase(person.pk, PASSPHRASE))


def open_column(keyring: Keyring, column: Sealed, pk: str) -> Any:
    row: Any = column.model._base_manager.get(pk=pk)
    return json.loads(as_json(column, keyring.open(row, column.name)))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / "db.sqlite3").write_bytes(lzma.decompress(DATABASE.read_bytes()))
    prepare(folder)
    print(json.dumps(opened()))
