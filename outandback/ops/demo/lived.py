from __future__ import annotations

from typing import TYPE_CHECKING

from . import actions, beside_leaves, queries

if TYPE_CHECKING:
    from datetime import datetime

    from .actions import DemoPerson
    from .queries import CouplesWords
    from .story import ScriptedLeave


def lived(words: CouplesWords, chapters: list[ScriptedLeave], at: datetime) -> list[DemoPerson]:
    """The two of the demo, with these leaves and what stands beside them, as of an hour."""
    began = actions.beginning(chapters)
    sides = actions.found_couple(words, began)
    beside_leaves.say_what_eases(sides, words, began)
    actions.live(sides, chapters, at)
    beside_leaves.keep_traditions(sides, queries.couples_words(), at)
    beside_leaves.teach_and_give(sides, queries.couples_words(), at)
    return sides
