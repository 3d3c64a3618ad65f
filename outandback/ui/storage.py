"""Static files as they are served: hashed names, compressed, and the stylesheet and the scripts of
every page bound into one each."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from . import bound_scripts

ENTRY = "ui/app.css"
IMPORT = re.compile(r'@import url\("(?P<part>[^"]+)"\) layer\((?P<layer>[\w.]+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BREAK = re.compile(r"\s*\n\s*")

Paths = dict[str, tuple[Storage, str]]


def path_of(part: str) -> str:
    """Where a part of the stylesheet is that the entry names; those of pages stand beside `ui`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(ENTRY), part))


def read_in(paths: Paths, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read(), "utf-8")


class Bound:
    """Stands in for the finders' storage: one file, as it was bound."""

    def __init__(self, text: str) -> None:
        self.text = text

    def open(self, _name: str) -> ContentFile[bytes]:
        return ContentFile(self.text.encode())


def with_bound_scripts(paths: Paths) -> Paths:
    """Their entries bound, without the parts that are nowhere else."""

    def read(name: str) -> str:
        return read_in(paths, name)

    entries = {name: parts for name, parts in bound_scripts.ENTRIES.items() if name in paths}
    inside = {part for parts in entries.values() for part in parts}
    rest = {name: place for name, place in paths.items() if name not in inside}
    for name in entries:
        rest[name] = (Bound(bound_scripts.bind(name, read)), name)  # type: ignore[assignment]  # it is opened, and no more is asked of it
    return rest


class BoundStylesheet:
    """Stands in for the finders' storage: the entry of the stylesheet with its parts inside."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.entry = read_in(paths, ENTRY)
        self.parts = [path_of(found["part"]) for found in IMPORT.finditer(self.entry)]

    def open(self, _name: str) -> ContentFile[bytes]:
        return ContentFile(bind(self.entry, self._part).encode())

    def _part(self, name: str) -> str:
        return read_in(self.paths, path_of(name))


def bind(entry: str, part: Any) -> str:
    """The entry with each imported part put in its place, in its layer, without comments."""
    whole = IMPORT.sub(lambda found: f"@layer {found['layer']} {{\n{part(found['part'])}}}", entry)
    return BREAK.sub("\n", COMMENT.sub("", whole)).lstrip()


class BoundStaticStorage(CompressedManifestStaticFilesStorage):
    manifest_strict = True
    support_js_module_import_aggregation = True

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {}

    def url(self, name: str, force: bool = False) -> str:  # type: ignore[override]  # stubs allow None, its base does not
        """Worked out once: the manifest is read once, too."""
        if name not in self._addresses:
            self._addresses[name] = super().url(name, force)
        return self._addresses[name]

    def post_process(
        self, paths: Paths, dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        if ENTRY in paths:
            bound = BoundStylesheet(paths)
            paths = {name: place for name, place in paths.items() if name not in bound.parts}
            paths[ENTRY] = (bound, ENTRY)  # type: ignore[assignment]
        paths = with_bound_scripts(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)  # type: ignore[no-untyped-call]
