"""How stored answers of a plan read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django import template

from outandback.rooms.comfort.content import sentences as cares
from outandback.rooms.leave.content import sentences

if TYPE_CHECKING:
    from outandback.rooms.leave.queries import CheckLine
    from outandback.rules.care_check import Asked

register = template.Library()


@register.filter
def reads(stored: str) -> str:
    return sentences.reads(stored)


@register.simple_tag
def verdict(line: CheckLine, partner: str) -> str:
    """One care of a check in words; of what was not said, that alone."""
    return sentences.verdict(line.finding, partner) or str(sentences.NOT_SAID)


@register.simple_tag
def beyond(line: CheckLine, partner: str) -> str:
    return sentences.beyond(line.finding, partner)


@register.simple_tag
def asked_words(line: CheckLine, asked: Asked) -> str:
    return sentences.asked_words(line.finding.care, asked)


@register.simple_tag
def about(line: CheckLine) -> str:
    return sentences.about(line.finding.care, line.finding.about)


@register.filter
def said_day(line: CheckLine) -> date | None:
    """The day on which the partner last changed what they show of this care."""
    return date.fromisoformat(line.their_day) if line.their_day else None


@register.filter
def would_talk(line: CheckLine) -> str:
    """What the partner put here, where they did not find it easy."""
    level = line.finding.theirs.level
    return str(cares.SAYS[level]) if level else ""
