from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage

import outandback.ui
from outandback.front.page_folders import static_folders
from outandback.ui.bound_scripts import ENTRIES
from outandback.ui.storage import ENTRY, IMPORT, BoundStaticStorage, bind, path_of

STATIC = Path(outandback.ui.__file__).parent / "static"
HERE = STATIC / "ui"
FOLDERS = [STATIC, *static_folders()]
SHEETS = {
    str(sheet.relative_to(folder)): sheet for folder in FOLDERS for sheet in folder.rglob("*.css")
}
SCRIPTS = sorted(HERE.glob("*.js"))
ENTRY_TEXT = (STATIC / ENTRY).read_text()
# Beside the entry, for pages that few people open.
BESIDE = {
    "busy_times/busy_times.css",
    "calendar/calendar.css",
    "keepsake/year.css",
    "look_around/look_around.css",
    "loop/loop.css",
}


def test_the_entry_names_every_part_once() -> None:
    named = [path_of(found["part"]) for found in IMPORT.finditer(ENTRY_TEXT)]
    assert sorted(named) == sorted(SHEETS.keys() - {ENTRY} - BESIDE)
    assert len(named) == ENTRY_TEXT.count("@import")


def test_the_layers_stand_in_their_order() -> None:
    order = "@layer reset, tokens, base, parts, pages, ease;"
    assert order in ENTRY_TEXT
    roots = [found["layer"].split(".")[0] for found in IMPORT.finditer(ENTRY_TEXT)]
    names = order.removeprefix("@layer ").removesuffix(";").split(", ")
    assert roots == sorted(roots, key=names.index)


def test_the_bound_sheet_holds_each_part_in_its_layer_and_imports_nothing() -> None:
    whole = bind(ENTRY_TEXT, lambda name: SHEETS[path_of(name)].read_text())
    assert "@import" not in whole
    assert "/*" not in whole
    assert whole.count("{") == whole.count("}")
    assert whole.count("@layer parts.line {") == 1


def test_no_sheet_asks_anything_of_another_place() -> None:
    text = "".join(sheet.read_text() for sheet in SHEETS.values())
    assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", text)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files of `ui` and all sheets as they are served: hashed, bound and compressed."""
    place = tmp_path_factory.mktemp("static")
    found = {}
    for folder in FOLDERS:
        source = FileSystemStorage(folder)
        for file in folder.rglob("*"):
            if file.is_file() and (folder == STATIC or file.suffix == ".css"):
                name = str(file.relative_to(folder))
                found[name] = (source, name)
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, place / name)
    bound: Any = BoundStaticStorage
    storage = bound(location=str(place), base_url="/static/")
    done = list(storage.post_process(found))
    assert all(processed in (True, False) for _, _, processed in done)
    return place


def hashed(served: Path, name: str) -> Path:
    manifest = json.loads((served / "staticfiles.json").read_text())
    return served / str(manifest["paths"][name])


def test_one_stylesheet_is_served_and_its_parts_are_not(served: Path) -> None:
    manifest = json.loads((served / "staticfiles.json").read_text())["paths"]
    assert {name for name in manifest if name.endswith(".css")} == {ENTRY} | BESIDE
    assert "@import" not in hashed(served, ENTRY).read_text()


def test_scripts_are_fetched_by_their_hashed_names(served: Path) -> None:
    inside = {part for parts in ENTRIES.values() for part in parts}
    names = [f"ui/{file.name}" for file in SCRIPTS if f"ui/{file.name}" not in inside]
    scripts = "".join(hashed(served, name).read_text() for name in names)
    asked = set(re.findall(r'(?:import\(|import ?|from ?)"\./([^"]+)"', scripts))
    # all but the shell, which a page names, and words.js, which the box of a moment asks for
    assert len(asked) == len(names) - 2
    assert all((served / "ui" / name).exists() for name in asked)
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) for name in asked)


def test_vendored_script_is_served_as_it_came(served: Path) -> None:
    name = "ui/vendor/htmx.min.js"
    assert hashed(served, name).read_bytes() == (STATIC / name).read_bytes()


def test_the_first_load_is_small(served: Path) -> None:
    first = (ENTRY, "ui/shell.js", "ui/typing.js", "ui/icon.svg")
    sizes = [Path(f"{hashed(served, name)}.br").stat().st_size for name in first]
    assert sum(sizes) <= 16_000
