"""Rows of a list that lead on to another page."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from outandback.ui import icons

from .buttons import address_of

register = template.Library()
SHAPE = '<a class="row" href="{}">{}<span><span>{}</span>{}</span>{}</a>'


@register.simple_tag
def link_row(
    label: str,
    to: str,
    *of: object,
    icon: str,
    hint: str = "",
    flip: bool = False,
    ending: str = "",
) -> SafeString:
    """An icon, what the row is, a hint below it, and an arrow. `flip`: the icon, from right to
    left; the arrow always is. `ending`: a query or fragment."""
    sign = SafeString(icons.icon(icon, "icon--flip" if flip else ""))
    below = format_html(' <span class="soft small">{}</span>', hint) if hint else ""
    arrow = SafeString(icons.icon("next", "icon--flip"))
    return format_html(SHAPE, address_of(to, of, ending), sign, label, below, arrow)
