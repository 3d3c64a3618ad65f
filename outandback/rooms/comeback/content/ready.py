"""Ready words beside one's own: the same for the same row, so nothing shifts between visits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from outandback.ui.texts import entries_of, some_of

if TYPE_CHECKING:
    from uuid import UUID

CONTENT = Path(__file__).parent


def hint_for(kind: str, moment: UUID) -> str:
    """What may help to tell a moment of this kind."""
    fitting = [entry for entry in entries_of(CONTENT, "telling") if entry["kind"] == kind]
    words = [entry["words"] for entry in some_of(fitting, moment, count=1)] if fitting else []
    return "".join(words)


def to_borrow(name: str, telling: UUID) -> list[str]:
    """A few phrases or questions for the one who listens."""
    return [entry["words"] for entry in some_of(entries_of(CONTENT, name), telling)]
