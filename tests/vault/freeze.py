"""The list of what sealed columns are bound to, who opens them, and which words they hold.

`python -m tests.vault.freeze` adds what is new in the models to the list. It takes nothing out:
what an envelope was once bound to it is bound to for ever, and what was once written is read.
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

LIST = Path(__file__).with_name("sealed_columns.json")
Frozen = dict[str, dict[str, Any]]


def frozen() -> Frozen:
    """By what they are bound to: `to`, `of`, and `words`: for each schema the type of each word."""
    found: Frozen = json.loads(LIST.read_text(encoding="utf-8"))
    return found


def words_of(kind: type[Any]) -> dict[str, str]:
    return {} if kind is bytes else {field.name: str(field.type) for field in fields(kind)}


def add_what_is_new() -> None:
    from django.apps import apps

    from outandback.vault.fields import sealed_fields

    known = frozen() if LIST.exists() else {}
    for column in [column for model in apps.get_models() for column in sealed_fields(model)]:
        assert column.kind is not None
        entry = known.setdefault(column.bound_to, {"to": column.to, "of": column.of, "words": {}})
        words = entry["words"].setdefault(str(column.schema), {})
        entry["words"][str(column.schema)] = words_of(column.kind) | words
    LIST.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    add_what_is_new()
