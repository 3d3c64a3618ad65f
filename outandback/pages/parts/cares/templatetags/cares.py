"""The five cares and what was said of them, as words on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from outandback.rooms.comfort.content import sentences

if TYPE_CHECKING:
    from outandback.rooms.comfort.queries import Strand
    from outandback.rules.cares import Care

register = template.Library()


@register.filter
def care_title(care: Care) -> str:
    return str(sentences.TITLES[care])


@register.filter
def care_icon(care: Care) -> str:
    return "clock" if care == "time" else str(care)


@register.simple_tag
def option_words(care: Care, option: str, of_mine: bool = True) -> str:
    return sentences.option_words(care, option, of_another=not of_mine)


@register.simple_tag
def stand(strand: Strand, name: str) -> str:
    """How the two, or one alone, stand to one option; "" where it is easy, or not said."""
    if strand.theirs is None:
        return sentences.one(strand.levels[0])
    return sentences.both(*strand.levels, name)
