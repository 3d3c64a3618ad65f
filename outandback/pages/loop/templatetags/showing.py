"""The way to show a finding to the other, below it on the loop page, as a template tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from outandback.rooms.loop.content.shown_sentences import FEWEST, TOLD

if TYPE_CHECKING:
    from django.template.context import RequestContext

register = template.Library()


@register.inclusion_tag("loop/_show_this.html", takes_context=True)
def show_this(context: RequestContext, question: str, n: int) -> dict[str, Any]:
    """Nothing where there is nobody to show it to, where it is not for showing, or where it rests
    on so few answers that they could be told apart."""
    showing, told = context.get("showing"), TOLD.get(question)
    if showing is None or told is None:
        return {}
    standing = showing.get(question)
    if standing is None and n < FEWEST:
        return {}
    return {
        "number": told.number,
        "day": standing.picture.day if standing else None,
        "partner_name": context["partner_name"],
    }
