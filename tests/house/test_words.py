"""What is built is written down: columns, settings, models, rooms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Model

from outandback.vault.fields import Sealed
from tests.house.source import ROOT, pages, python_files, rooms

DOCS = ROOT / "docs"
COLUMN = re.compile(r"`(\w+\.\w+)?\.(\w+)`")
SETTING = re.compile(r"""(?:env_\w+|key_from)\(\s*"([A-Z_]+)"|OUTANDBACK_([A-Z_]*[A-Z])""")
IN_PROSE = {"OUTANDBACK_NAME"}
EVERYWHERE = {"row_version"}  # stands once, for all the rows that have it


def words(name: str) -> str:
    file = DOCS / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("outandback.")]


def name_of(model: type[Model]) -> str:
    return f"{model.__module__.split('.')[-2]}.{model.__name__}"


def columns(*, sealed: bool) -> Iterator[str]:
    for model in own_models():
        for field in model._meta.local_fields:
            plain = field.primary_key or field.is_relation or field.name in EVERYWHERE
            if isinstance(field, Sealed) == sealed and (sealed or not plain):
                yield f"{name_of(model)}.{field.name}"


def listed(section: str) -> Iterator[str]:
    """The columns named under a heading: `leave.Leave.out_at`, `.back_at` are two of one model."""
    text = words("PRIVACY.md").partition(f"## {section}")[2].partition("\n## ")[0]
    model = ""
    for named, field in COLUMN.findall(text):
        model = named or model
        yield f"{model}.{field}"


def test_every_sealed_column_is_listed_with_its_audience() -> None:
    assert sorted(set(columns(sealed=True)) ^ set(listed("Sealed columns"))) == []


def test_every_column_that_is_not_sealed_is_listed_with_its_reason() -> None:
    assert sorted(set(columns(sealed=False)) - set(listed("Plain columns"))) == []


def test_the_list_names_nothing_that_is_gone() -> None:
    there = {
        f"{name_of(model)}.{name}"
        for model in own_models()
        for field in model._meta.local_fields
        for name in (field.name, field.attname)
    }
    assert sorted(set(listed("Plain columns")) - there) == []


def settings_in(file: Path) -> set[str]:
    found = SETTING.findall(file.read_text(encoding="utf-8"))
    names = {f"OUTANDBACK_{by_helper or by_name}" for by_helper, by_name in found}
    return {name.removesuffix("_FILE") for name in names}


def test_every_setting_is_explained() -> None:
    named = set().union(*map(settings_in, python_files())) - IN_PROSE
    text = words("running.md")
    assert sorted(name for name in named if f"`{name}`" not in text) == []


def test_every_model_is_a_word_of_the_product() -> None:
    text = words("WORDS.md")
    assert [name for name in map(name_of, own_models()) if f"`{name}" not in text] == []


ROW = re.compile(r"^\| `(\w+)` \|(.*)\|$", re.MULTILINE)
ADDRESS = re.compile(r"\bname=\"([\w-]+)\"")
ROOM = re.compile(r"outandback\.rooms\.(\w+)")


def rows() -> dict[str, list[list[str]]]:
    """What the tables of the house say of each room and each page; a name can be both."""
    found: dict[str, list[list[str]]] = {}
    for name, cells in ROW.findall(words("HOUSE.md")):
        found.setdefault(name, []).append([cell.strip() for cell in cells.split("|")])
    return found


def test_every_room_has_a_row_in_the_plan_of_the_house() -> None:
    listed = {name for name, of_it in rows().items() for cells in of_it if len(cells) == 1}
    assert listed == {room.name for room in rooms()}


def test_every_page_has_a_row_with_its_addresses_and_the_rooms_it_asks() -> None:
    listed = {name: cells for name, of_it in rows().items() for cells in of_it if len(cells) == 3}
    assert listed.keys() == {page.name for page in pages()}
    for page in pages():
        code = "".join(file.read_text(encoding="utf-8") for file in page.rglob("*.py"))
        addresses = ADDRESS.findall((page / "urls.py").read_text(encoding="utf-8"))
        asked = ", ".join(sorted(set(ROOM.findall(code))))
        assert listed[page.name][1:] == [", ".join(addresses), asked], page.name
