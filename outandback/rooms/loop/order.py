"""The order of the story: newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID


class StoryEntry(Protocol):
    """What stands in the story: a leave that came back, a new spin, or a trip."""

    @property
    def at(self) -> datetime: ...

    @property
    def row_id(self) -> UUID: ...


Entry = TypeVar("Entry", bound=StoryEntry)


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """What shares a time comes in one order all the same."""
    return sorted(entries, key=lambda one: (one.at, one.row_id), reverse=True)
