"""What the scripts of the box say, on either page of being away."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django import template

from outandback.rooms.pocket.content.sentences import BOX
from outandback.ui.languages import spoken_now
from outandback.ui.script_words import words_block

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def box_words() -> SafeString:
    return _box_words_in(spoken_now())


@cache
def _box_words_in(_language: str) -> SafeString:
    return words_block("box-words", BOX)
