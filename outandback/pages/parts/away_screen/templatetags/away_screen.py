"""What the scripts of the box say, on either page of being away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from outandback.rooms.pocket.content.sentences import BOX
from outandback.ui.script_words import words_block

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def box_words() -> SafeString:
    return words_block("box-words", BOX)
