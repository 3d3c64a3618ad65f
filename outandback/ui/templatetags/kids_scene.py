"""A child's picture as a template tag. The words beside it say the same."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from outandback.ui import kids_scene as pictures

register = template.Library()


@register.simple_tag
def kids_scene(
    state: str = "here",
    total: int = 0,
    slept: int = 0,
    each: str = "night",
    who: str = "a",
    flowers: int = 0,
) -> SafeString:
    ink = "b" if who == "b" else "a"
    return SafeString(pictures.kids_scene(str(state), total, slept, str(each), ink, flowers))
