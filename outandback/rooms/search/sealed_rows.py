"""Rows of a look through the story, while their words are still sealed, and what one holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from outandback.rules.folding import bare

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.comeback.models import Received, Told
    from outandback.rooms.replies.models import Replied
    from outandback.vault.fields import Sealed

Words = tuple[str, ...]


def words_of(told: Told) -> str:
    """All the words of something told: what is looked through."""
    return " ".join(told.lines)


def words_back(heard: Received) -> str:
    return f"{heard.thing_back} {heard.question}"


def words_replied(replied: Replied) -> str:
    return replied.text


@dataclass(repr=False, slots=True)
class Held:
    """What one column holds. Taking it apart into words takes longer than opening it."""

    column: Sealed
    raw: bytes
    read: Callable[[Any], str]

    @property
    def words(self) -> Any:
        return self.column.unpack(self.raw)

    def lacks(self, sought: Words) -> Words:
        """Those of the words that are not in its text.

        A word of letters and figures that doesn't even stand in what frames the text is not in it.
        """
        around = bare(self.raw.decode())
        if all(word.isalnum() and word not in around for word in sought):
            return sought
        text = bare(self.read(self.words))
        return tuple(word for word in sought if word not in text)


class Row(NamedTuple):
    """A return with its title, and with one thing that was brought home, what came back and the
    answer to a question, if there is any. The names of rows are letters, and all words are still
    sealed. `heard_in` is the pair that heard of it, or nobody where it is one's own."""

    at: datetime
    leave: str
    home: str
    titled: str | None
    title: bytes | None
    told: str | None
    pair: str
    words: bytes | None
    later_words: bytes | None
    answered: bool
    answer: str | None
    back: bytes | None
    later_back: bytes | None
    reply: str | None
    replied: bytes | None
    later_replied: bytes | None
    heard_in: UUID | None
