from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest

from outandback.front.page_folders import static_folders
from outandback.ui.bound_scripts import ENTRIES, bind

HERE = Path(__file__).parents[2] / "outandback" / "ui" / "static"
SCRIPTS = {
    str(file.relative_to(folder)): file.read_text()
    for folder in (HERE, *static_folders())
    for file in folder.rglob("*.js")
}
ASKED = re.compile(r'(?:import\(|import |from )"(\.[^"]+)"')


def asked_by(name: str) -> set[str]:
    folder = posixpath.dirname(name)
    return {
        posixpath.normpath(posixpath.join(folder, part)) for part in ASKED.findall(SCRIPTS[name])
    }


def test_each_part_keeps_its_scope_and_stands_there_once_before_who_reads_it() -> None:
    files = {
        "ui/whole.js": '/* Why. */\nimport "./a.js";\nimport { two } from "./b.js";\ntwo();\n',
        "ui/a.js": 'import { two } from "./b.js";\nconst mine = 1;\ntwo(mine);\n',
        "ui/b.js": "const mine = 2;\nexport function two() {\n  return mine;\n}\n",
    }
    assert bind("ui/whole.js", files.__getitem__) == (
        "const part0 = (() => {\nconst mine = 2;\nfunction two() {\n  return mine;\n}\n"
        "return { two };\n})();\n"
        "const part1 = (() => {\nconst { two } = part0;\nconst mine = 1;\ntwo(mine);\n"
        "return {  };\n})();\n"
        "const { two } = part0;\ntwo();\n"
    )


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_asks_for_nothing_at_once(entry: str) -> None:
    whole = bind(entry, SCRIPTS.__getitem__)
    assert not re.search(r"^(?:import|export) ", whole, re.MULTILINE)
    assert bind(entry, SCRIPTS.__getitem__) == whole


@pytest.mark.parametrize("entry", ENTRIES)
def test_what_is_served_inside_alone_is_asked_for_by_nothing_else(entry: str) -> None:
    inside = set(ENTRIES[entry])
    others = SCRIPTS.keys() - inside - {entry}
    assert not [name for name in others if asked_by(name) & inside]
    assert inside <= {part for name in (entry, *inside) for part in asked_by(name)}
