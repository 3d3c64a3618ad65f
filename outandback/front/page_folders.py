"""Where the pages keep their templates, static files and template tags. A page is no Django app."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent
PAGES = PACKAGE / "pages"


def template_folders() -> list[Path]:
    return _beside_pages("templates")


def static_folders() -> list[Path]:
    return _beside_pages("static")


def tag_libraries() -> dict[str, str]:
    """The module of each library, by the name that a template loads it under."""
    files = _beside_pages("templatetags/[!_]*.py")
    return {file.stem: _module(file) for file in files}


def _beside_pages(pattern: str) -> list[Path]:
    return sorted([*PAGES.glob(f"*/{pattern}"), *PAGES.glob(f"parts/*/{pattern}")])


def _module(file: Path) -> str:
    return ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
