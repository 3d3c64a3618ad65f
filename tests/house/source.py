"""The house as text: its rooms, files and functions, for the tests that keep its walls."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "outandback"
FRONT_DOOR = {"__main__", "cli", "front", "settings", "sqlite", "urls", "wsgi"}


@cache
def project() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def floors() -> dict[str, int]:
    """Each room's floor, the ground being 0, as the import contract has it."""
    contracts = project()["tool"]["importlinter"]["contracts"]  # type: ignore[index]
    storeys = [storey.translate(str.maketrans("", "", "()")) for storey in contracts[0]["layers"]]
    named = enumerate(reversed(storeys))
    return {
        room.strip(): floor
        for floor, storey in named
        for room in storey.replace(":", "|").split("|")
    }


def rooms() -> list[Path]:
    return sorted(
        folder
        for folder in PACKAGE.iterdir()
        if (folder / "__init__.py").exists() and folder.name not in FRONT_DOOR
    )


def python_files() -> list[Path]:
    return [file for file in sorted(PACKAGE.rglob("*.py")) if "migrations" not in file.parts]


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


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())
