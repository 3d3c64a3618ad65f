"""What somebody looks for: words as they are compared, and a span of months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from unicodedata import combining, normalize

ALIKE = str.maketrans("‘’“”–—", "''\"\"--")


def folded(text: str) -> str:
    """Without capitals, accents and printers' quotes: as words are compared."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    apart = normalize("NFKD", plain.translate(ALIKE))
    return "".join(letter for letter in apart if not combining(letter))


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

    @property
    def plain(self) -> bool:
        """Whether letters and figures alone are looked for: no quote, no stroke, no sign."""
        return all(word.isalnum() for word in self.words)

    def are_in(self, text: str) -> bool:
        return all(word in text for word in self.words)
