"""What somebody looks for: words as they are found, and a span of months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Sought:
    """What somebody looks for. What is empty is not asked for."""

    words: tuple[str, ...] = ()
    whose: str = ""
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        return (not self.since or self.since <= at) and (not self.until or at < self.until)

    def are_in(self, text: str) -> bool:
        return all(word in text for word in self.words)
