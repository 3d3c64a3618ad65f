"""What somebody looks for: words as they are compared, and a span of months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from unicodedata import combining, normalize

ALIKE = str.maketrans("‘’“”–—", "''\"\"--")
SPECIAL = re.compile(r"[^\x00-\x7f]")


def folded(text: str) -> str:
    """Without capitals, accents and printers' quotes: as words are compared."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    for letter in set(SPECIAL.findall(plain)):
        plain = plain.replace(letter, _bare(letter))
    return plain


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    """What one letter is compared as. Folded once more it stays as it is."""
    apart = normalize("NFKD", letter).casefold().translate(ALIKE)
    return "".join(part for part in apart if not combining(part))


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
