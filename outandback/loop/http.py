from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from outandback.people.queries import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outandback.people.http import PersonRequest
    from outandback.people.models import Membership
    from outandback.vault.keyring import Keyring

    from .queries import Chapter

OTHER = {"a": "b", "b": "a"}


class Names(dict[UUID, str]):
    """What partners are called, each opened once a page."""

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring

    def of(self, side: Membership) -> str:
        if side.pk not in self:
            self[side.pk] = name_of(self.keyring, side.other)
        return self[side.pk]


def name_all(request: PersonRequest, chapters: Iterable[Chapter]) -> None:
    """Who went, in whose ink, and who answered. A past partner has the other ink."""
    names = Names(request.keyring)
    mine = request.mine.ink if request.mine else "a"
    for chapter in chapters:
        chapter.ink = OTHER[mine] if chapter.side else mine
        if chapter.side:
            chapter.name = names.of(chapter.side)
            continue
        for line in chapter.lines:
            line.listener = names.of(line.side)
