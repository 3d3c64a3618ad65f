"""Buttons, links that look like one, and their row.

`look` is one of LOOKS; "bare" is for where the place gives its buttons their look, as among chips.
Every further keyword becomes an attribute: `data_take` is `data-take`, True stands without a value,
and False or None is left out.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from outandback.ui import icons

register = template.Library()

LOOKS: Final = {
    "": "btn",
    "line": "btn btn--line",
    "quiet": "btn btn--quiet",
    "alert": "btn btn--alert",
    "busy": "btn btn--busy",
    "chip": "chip",
    "bare": "",
}
Attribute = str | int | bool | None


@register.simple_tag
def button(
    label: str, look: str = "", wide: bool = False, icon: str = "", **attributes: Attribute
) -> SafeString:
    inside, names = _label(label, icon), _names(look, wide)
    known = format_html(' class="{}"', names) if names else ""
    return format_html("<button{}{}>{}</button>", known, _written(attributes), inside)


@register.simple_tag
def link_button(
    label: str,
    to: str,
    *of: object,
    look: str = "",
    wide: bool = False,
    icon: str = "",
    ending: str = "",
    then: str = "",
    **attributes: Attribute,
) -> SafeString:
    """`to`: an address, or the name of one with what it asks for. `ending`: a query or fragment.
    `then`: the page to go on to from there."""
    inside = _label(label, icon)
    after = ending or (f"?next={quote(then)}" if then else "")
    address, names = address_of(to, of, after), _names(look, wide)
    return format_html(
        '<a class="{}" href="{}"{}>{}</a>', names, address, _written(attributes), inside
    )


@register.simple_tag
def text_link(
    label: str, to: str, *of: object, ending: str = "", **attributes: Attribute
) -> SafeString:
    """A link on a line of its own: as large as a thumb, and no button."""
    address = address_of(to, of, ending)
    return format_html('<a class="act" href="{}"{}>{}</a>', address, _written(attributes), label)


@register.simple_block_tag
def buttons(content: SafeString, more: str = "") -> SafeString:
    """A row of them. `more`: further classes."""
    return format_html('<div class="{}">{}</div>', f"btns {more}".strip(), content)


def address_of(to: str, of: tuple[object, ...], ending: str) -> str:
    """No name of an address holds a slash."""
    is_address = "/" in to or to[:1] in {"#", "?"}
    return (to if is_address else reverse(to, args=of)) + ending


def _names(look: str, wide: bool) -> str:
    return f"{LOOKS[look]} wide-btn" if wide else LOOKS[look]


def _label(label: str, icon: str) -> str:
    return format_html("{} {}", SafeString(icons.icon(icon)), label) if icon else label


def _written(attributes: dict[str, Attribute]) -> SafeString:
    if not attributes:
        return SafeString("")
    given = (
        (SafeString(name.replace("_", "-")), value)
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    return format_html_join("", "{}", ((_attribute(*one),) for one in given))


def _attribute(name: SafeString, value: str | int) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
