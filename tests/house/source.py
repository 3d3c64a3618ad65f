"""The house as text: its rooms, pages, files and functions, for the tests that keep its walls."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "outandback"
ROOMS, PAGES = PACKAGE / "rooms", PACKAGE / "pages"
FRONT_DOOR = {"__main__", "cli", "front", "settings", "sqlite", "urls", "wsgi"}


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def contracts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = project()["tool"]["importlinter"]["contracts"]
    return found


@cache
def order_of(container: str) -> dict[str, int]:
    """How high each part of a package stands, the lowest being 0, by its import contract."""
    contract = next(one for one in contracts() if one.get("containers") == [container])
    floors = [floor.translate(str.maketrans("", "", "()")) for floor in contract["layers"]]
    return {
        name.strip(): height
        for height, floor in enumerate(reversed(floors))
        for name in floor.replace(":", "|").split("|")
    }


def containers(contract: str) -> set[str]:
    """The packages that an import contract, by the beginning of its name, looks into."""
    return set(next(one for one in contracts() if one["name"].startswith(contract))["containers"])


def floors() -> dict[str, int]:
    return order_of("outandback")


def packages_in(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if (one / "__init__.py").exists())


def rooms() -> list[Path]:
    return packages_in(ROOMS)


def pages() -> list[Path]:
    return [one for one in packages_in(PAGES) if one.name != "parts"]


def parts() -> list[Path]:
    """What several pages show."""
    return packages_in(PAGES / "parts")


def shared() -> list[Path]:
    """What stands below rooms and pages."""
    return [one for one in packages_in(PACKAGE) if one.name not in {*FRONT_DOOR, "rooms", "pages"}]


def python_files() -> list[Path]:
    return [file for file in sorted(PACKAGE.rglob("*.py")) if "migrations" not in file.parts]


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


def form_modules() -> list[ModuleType]:
    """Every module with forms, from the pages down."""
    return [import_module(module_of(file)) for file in python_files() if file.name == "forms.py"]


def room_files() -> list[Path]:
    return [file for file in python_files() if file.relative_to(PACKAGE).parts[0] not in FRONT_DOOR]


def templates() -> list[Path]:
    return sorted(PACKAGE.rglob("templates/**/*.html"))


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def where(file: Path, node: ast.AST) -> str:
    return f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(file: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, Function))


def statements(function: Function) -> int:
    """Those within it at any depth; a docstring is none."""
    within = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    return within - (ast.get_docstring(function) is not None)


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())
