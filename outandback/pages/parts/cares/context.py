from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.rooms.comfort.content import sentences
from outandback.rooms.comfort.models import CareAnswer, WhoseLeaves
from outandback.rules.cares import OPTIONS, Care

if TYPE_CHECKING:
    from collections.abc import Mapping


def options(care: Care, side: WhoseLeaves) -> sentences.Offered:
    another = side is WhoseLeaves.THEIRS
    return tuple(
        (option, sentences.option_words(care, option, another)) for option in OPTIONS[care]
    )


def ticked(voice: Mapping[Care, CareAnswer]) -> dict[str, list[str]]:
    """What somebody said, as the first form shows it again."""
    return {
        f"{level}_{care}": [option for option, said in words.levels.items() if said == level]
        for care, words in voice.items()
        for level in ("easy", "talk")
    }
