"""Where the pages keep their templates, static files and template tags. A page is no Django app."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent
PAGES = PACKAGE / "pages"


def template_folders() -> list[Path]:
    return sorted(PAGES.rglob("templates"))


def static_folders() -> list[Path]:
    return sorted(PAGES.rglob("static"))


def tag_libraries() -> dict[str, str]:
    """The module of each library, by the name that a template loads it under."""
    files = sorted(PAGES.rglob("templatetags/[!_]*.py"))
    return {file.stem: _module(file) for file in files}


def _module(file: Path) -> str:
    return ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
