"""Catalogues of translations: `catalogues.py update LANGUAGE` or `catalogues.py compile`.

`update` writes `outandback/locale/LANGUAGE/LC_MESSAGES/django.po` with every text that is marked
and keeps what was translated. `compile` makes the `.mo` files that the program reads; building a
wheel does that by itself. Babel reads and writes them, so no gettext of the system is needed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "outandback"
LOCALE = PACKAGE / "locale"
MARKS: dict[str, Any] = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}
NAMED = "{", "%("  # a text that is filled in


def texts(folder: Path = PACKAGE) -> Iterator[tuple[str, int, str | tuple[str, ...]]]:
    """File, line and text of all that is marked in Python and in templates."""
    for file in sorted(folder.rglob("*.py")):
        if "migrations" not in file.parts:
            yield from _found("python", file, file.read_bytes())
    for file in sorted(folder.rglob("templates/**/*.*")):
        yield from _found("javascript", file, _marks_alone(file))


def _marks_alone(template: Path) -> bytes:
    """What is marked in a template as calls, and nothing else that could be read as code."""
    from django.utils.translation import templatize

    return templatize(template.read_text(encoding="utf-8")).encode()


def _found(method: str, file: Path, code: bytes) -> Iterator[tuple[str, int, Any]]:
    for line, text, _, _ in extract(method, BytesIO(code), MARKS):
        yield str(file.relative_to(ROOT)), line, text


def catalogue(language: str | None = None) -> Catalog:
    """Every text that is marked, with nothing translated yet."""
    found = Catalog(language, project="outandback", fuzzy=False)
    for file, _, text in texts():
        several = text if isinstance(text, str) else tuple(text[:2])
        flags = ["python-brace-format"] if "{" in "".join(several) else []
        found.add(several, locations=[(file, 0)], flags=flags)
    return found


def update(language: str) -> Path:
    file = LOCALE / language / "LC_MESSAGES" / "django.po"
    kept = catalogue(language)
    if file.exists():
        with file.open("rb") as before:
            kept = read_po(before, language)
        kept.update(catalogue(language))
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as after:
        write_po(after, kept, sort_by_file=True, width=100, include_lineno=False)
    return file


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """The `.mo` beside each `.po`."""
    made = []
    for file in sorted(locale.rglob("*.po")):
        with file.open("rb") as translated:
            made.append(write(read_po(translated), file.with_suffix(".mo")))
    return made


def write(translated: Catalog, file: Path) -> Path:
    """Babel leaves out what is not translated, but for plurals, which would be said as nothing."""
    for entry in [one for one in translated if one.id and not all(_strings(one))]:
        translated.delete(entry.id, entry.context)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as compiled:
        write_mo(compiled, translated)
    return file


def _strings(entry: Message) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ("",))


class CompileCatalogues(BuildHookInterface[Any]):
    """A wheel is built with its catalogues."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        made = compile_all(Path(self.root) / "outandback" / "locale")
        build_data["artifacts"] += [str(file.relative_to(self.root)) for file in made]


if __name__ == "__main__":
    if sys.argv[1:2] == ["update"] and len(sys.argv) == 3:
        print(update(sys.argv[2]).relative_to(ROOT))
    elif sys.argv[1:] == ["compile"]:
        compile_all()
    else:
        sys.exit(__doc__)
