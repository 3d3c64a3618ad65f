from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Q

from outandback.ui.shelf import BASE, shelf

from .models import Ritual

if TYPE_CHECKING:
    from outandback.people.models import Membership
    from outandback.vault.keyring import Keyring

    from .models import Kept

CONTENT = Path(__file__).parent / "content"


def ritual_of(mine: Membership | None, kind: str) -> Ritual | None:
    """What this side's pair does then, if they have words for it."""
    ritual = last_version(mine, kind) if mine else None
    return ritual if ritual and ritual.words else None


def last_version(mine: Membership, kind: str) -> Ritual | None:
    """The row of a ritual, also where its words were taken away; one's own before the pair's."""
    rows = Ritual.objects.filter(pair=mine.pair_id, kind=kind)
    return rows.filter(Q(alone=False) | Q(person=mine.person_id)).order_by("-alone").first()


def text_of(keyring: Keyring, ritual: Ritual | None) -> str:
    """The words as they stand; empty where there are none. Raises Closed."""
    kept: Kept | None = keyring.open(ritual, "words") if ritual else None
    return kept.text if kept else ""


def starters(kind: str, language: str = BASE) -> tuple[str, ...]:
    """A few that a pair can start from."""
    entries = shelf(CONTENT, "rituals", language)
    return tuple(entry["words"] for entry in entries if entry["kind"] == kind)
