"""What one's own past says at the door, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from outandback.rooms.away.content import sentences
from outandback.ui.spoken import counted

if TYPE_CHECKING:
    from outandback.rules.evidence import Evidence

register = template.Library()


@register.filter
def last_times(found: Evidence) -> str:
    return sentences.last_times(found)


@register.filter
def spread(found: Evidence) -> str:
    return sentences.spread(found)


@register.filter
def towards(to_whom: list[str]) -> str:
    """ "children, myself" """
    known = dict(sentences.TO_WHOM)
    return counted(str(known[whom]).lower() for whom in to_whom if whom in known)


@register.filter
def because(why: str) -> str:
    return str(dict(sentences.WHY).get(why, "")) if why else ""


@register.simple_tag
def seen_before() -> str:
    return str(sentences.SEEN_BEFORE)


@register.simple_tag
def suggested() -> dict[str, str]:
    return {key: str(words) for key, words in sentences.SUGGESTED.items()}
