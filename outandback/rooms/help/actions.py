from __future__ import annotations

from typing import TYPE_CHECKING

from .queries import CONTENT

if TYPE_CHECKING:
    from pathlib import Path


def lay_out_example(file: Path) -> None:
    """A file for the host to write numbers into, with everything in it explained and none given."""
    if not file.exists():
        example = (CONTENT / "help.example.toml").read_text(encoding="utf-8")
        file.write_text(example, encoding="utf-8")
