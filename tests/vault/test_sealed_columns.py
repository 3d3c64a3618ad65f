"""What is sealed stays openable: the names that envelopes are bound to, and the words in them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from outandback.vault.errors import Unopenable
from outandback.vault.fields import Sealed, sealed_fields

from .database import WORDS
from .freeze import frozen, words_of

PACKAGE = Path(__file__).parents[2] / "outandback"
COLUMNS = [field for model in apps.get_models() for field in sealed_fields(model)]
FROZEN = frozen()
# In scripts: { table: "away_moment", field: "caught", … }
IN_A_SCRIPT = re.compile(r'\{ table: "(\w+)", field: "(\w+)", version: 1, schema: (\d+) \}')
COMMAND = "pocket_command.said"  # a letter to the server, which no column holds


def test_every_column_is_on_the_list_once() -> None:
    names = [column.bound_to for column in COLUMNS]
    assert sorted(names) == sorted(FROZEN), "python -m tests.vault.freeze adds what is new"


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.bound_to)
def test_a_column_is_bound_opened_and_read_as_on_the_list(column: Sealed) -> None:
    known = FROZEN[column.bound_to]
    assert column.kind is not None
    assert (column.to, column.of) == (known["to"], known["of"])
    for schema, words in known["words"].items():
        if int(schema) == column.schema:
            assert words_of(column.kind) == words, "a word that goes or changes needs a new schema"
        else:
            assert reads_all(column, int(schema), words)


def reads_all(column: Sealed, schema: int, words: dict[str, str]) -> bool:
    """Whether the words of an older schema are in those of today's."""
    raw = column.of_today(json.dumps({word: f"the {word}" for word in words}).encode(), schema)
    today = column.pack(column.unpack(raw)).decode()
    return all(f"the {word}" in today for word in words)


@dataclass(frozen=True)
class Weather:
    sky: str


def test_words_of_an_older_schema_are_read_into_todays() -> None:
    older = {1: lambda words: {"sky": words["above"]}}
    column = Sealed(Weather, "a.b", schema=2, older=older)
    assert column.unpack(column.of_today(b'{"above": "clear"}', 1)) == Weather("clear")
    assert reads_all(column, 1, {"above": "str"})
    assert not reads_all(
        Sealed(Weather, "a.b", schema=2, older={1: lambda _: {"sky": ""}}), 1, {"above": "str"}
    )


def test_words_of_a_newer_schema_are_not_guessed_at() -> None:
    with pytest.raises(Unopenable):
        Sealed(Weather, "a.b").of_today(b'{"above": "clear"}', 2)


def test_scripts_seal_for_columns_on_the_list() -> None:
    scripts = "".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("static/**/*.js"))
    named = {f"{table}.{column}": schema for table, column, schema in IN_A_SCRIPT.findall(scripts)}
    assert len(named) == scripts.count("schema: ") > 0
    assert named.pop(COMMAND) == "1"
    assert all(schema in FROZEN[name]["words"] for name, schema in named.items())


def test_nothing_is_bound_to_the_name_that_a_model_has_now() -> None:
    files = [file for file in PACKAGE.rglob("*.py") if "migrations" not in file.parts]
    assert [str(file) for file in files if "db_table" in file.read_text(encoding="utf-8")] == []


def strings_in(words: Any) -> Iterator[str]:
    if isinstance(words, dict):
        yield from strings_in([*words, *words.values()])
    elif isinstance(words, list):
        for one in words:
            yield from strings_in(one)
    else:
        yield str(words)


def values_of(words: Any) -> list[str]:
    """What was written, without the names of the words, which may have others by now."""
    return sorted(strings_in(list(words.values()) if isinstance(words, dict) else words))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("written")
    program = [sys.executable, "-m", "tests.vault.open_database", str(folder)]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    words: dict[str, Any] = json.loads(done.stdout)
    return words


def test_every_word_of_an_earlier_version_opens(opened: dict[str, Any]) -> None:
    written = json.loads(WORDS.read_text(encoding="utf-8"))
    assert opened.keys() == written.keys()
    lost = {
        name: set(values_of(words)) - set(values_of(opened[name]))
        for name, words in written.items()
    }
    assert {name: values for name, values in lost.items() if values} == {}
