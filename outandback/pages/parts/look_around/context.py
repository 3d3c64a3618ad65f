from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from pathlib import Path

FILE = "look-around.json"


@dataclass(frozen=True)
class DrawnPage:
    """One page of the app as a picture of itself: whose ink it is in, the classes of its `body` and
    its `main`, and what stands inside."""

    name: str
    ink: str
    body_class: str
    main_class: str
    html: str

    @property
    def is_childs(self) -> bool:
        return "kids" in self.body_class.split()


def drawn_pages() -> tuple[DrawnPage, ...]:
    """None where they are not switched on, or were not drawn. The database is not asked."""
    return _read(settings.DATA / FILE) if settings.LOOK_AROUND else ()


@lru_cache(maxsize=1)
def _read(file: Path) -> tuple[DrawnPage, ...]:
    """Once in each process; they are drawn before it begins."""
    try:
        pages = json.loads(file.read_text(encoding="utf-8"))["pages"]
    except FileNotFoundError:
        return ()
    return tuple(DrawnPage(**page) for page in pages)
