from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outandback.rooms.comeback.models import Homecoming
from outandback.rooms.people.models import Person

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

CONTENT = Path(__file__).parent / "content" / "en.toml"
CONTENT_OF_FEW = CONTENT.with_name("few.en.toml")

CouplesWords = dict[str, Any]


def couples_words() -> CouplesWords:
    """The demo couple's own words; a fresh copy, for they are used up."""
    return tomllib.loads(CONTENT.read_text(encoding="utf-8"))


def words_of_few() -> CouplesWords:
    """Those of the second couple, who have few leaves; in the places of the first."""
    return tomllib.loads(CONTENT_OF_FEW.read_text(encoding="utf-8"))


def return_of(person: Person, on: date) -> UUID | None:
    """From their leave of that day."""
    homes = Homecoming.objects.filter(person=person, leave__begun_at__date=on)
    return homes.values_list("pk", flat=True).first()


def everybody() -> set[str | None]:
    """The e-mail of each account here. For whoever runs the server, never for a page."""
    return set(Person.objects.values_list("email", flat=True))
