"""How cover stands, and hours, as people say them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import template

from outandback.rooms.cover.content import sentences
from outandback.rules.cover import CoverState, Who

if TYPE_CHECKING:
    from outandback.rooms.cover.models import Answered
    from outandback.rooms.leave.models import Plan
    from outandback.rules.cover import Item

register = template.Library()


@register.simple_tag
def cover_line(item: Item, plan: Plan, said: Answered | None, name: str) -> str:
    return sentences.cover_line(item, plan.needs[item.what], _answer(item, said), name)


@register.simple_tag
def part_words(item: Item, said: Answered | None) -> str:
    """What the partner said to this one thing, beside yes, part or no."""
    return said.part_of(item.what) if said else ""


@register.filter
def to_all(said: Answered) -> list[str]:
    """What was once said to all things together."""
    return said.words_beside(what for what, _, _ in said.to_each)


@register.simple_tag
def has_it(item: Item, plan: Plan, said: Answered | None, name: str) -> str:
    """What one tap agrees to; "" where the plan counts on the partner already."""
    if item.state is not CoverState.OFFERED or plan.needs[item.what] == Who.PARTNER:
        return ""
    return sentences.has_it(item.what, _answer(item, said), name)


@register.filter
def thing(what: str) -> str:
    return str(sentences.THINGS.get(what, ""))


@register.filter
def said_to(answer: str) -> str:
    return str(sentences.SAID.get(answer, ""))


@register.filter
def hours(span: timedelta) -> str:
    return sentences.hours(span)


def _answer(item: Item, said: Answered | None) -> str:
    return said.cover.get(item.what, "") if said else ""
