from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from outandback.rooms.people.models import Person

CONTENT = Path(__file__).parent / "content" / "en.toml"

CouplesWords = dict[str, Any]


def couples_words() -> CouplesWords:
    """The demo couple's own words; a fresh copy, for they are used up."""
    return tomllib.loads(CONTENT.read_text(encoding="utf-8"))


def everybody() -> set[str | None]:
    """The e-mail of each account here. For whoever runs the server, never for a page."""
    return set(Person.objects.values_list("email", flat=True))
