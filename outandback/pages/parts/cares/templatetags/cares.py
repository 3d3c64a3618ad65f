"""The five cares and what was said of them, as words on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from outandback.rooms.comfort.content import sentences
from outandback.rooms.comfort.queries import UNSHOWN
from outandback.ui.comfort_lines import strand

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from outandback.rooms.comfort.queries import CareSection, Strand
    from outandback.rules.cares import Care

register = template.Library()


@register.filter
def care_title(care: Care) -> str:
    return str(sentences.TITLES[care])


@register.filter
def care_icon(care: Care) -> str:
    return "clock" if care == "time" else str(care)


@register.simple_tag
def who_sees(section: CareSection, name: str) -> str:
    """At the line, in words: whom one's own side is shown to, and whether the other's is."""
    if section.both:
        return str(sentences.SHOWN_BY_BOTH)
    said = sentences.SHOWN_BY_ONE if section.shown else sentences.SHOWN_BY_NONE
    return str(said).format(name=name)


@register.simple_tag
def run_line(run: list[Strand], me: str) -> SafeString:
    """One drawing beside the options that stand alike."""
    first, rows = run[0], len(run)
    own, other = first.before
    return SafeString(strand(first.mine, first.theirs, own, other, me, rows))


@register.simple_tag
def option_row(care: Care, option: Strand, name: str, of_mine: bool) -> SafeString:
    """The words beside the line of one option."""
    label = sentences.option_words(care, option.option, of_another=not of_mine)
    differs = SafeString(' class="differs"' if option.differs else "")
    return format_html("<p{}>{}{}</p>", differs, label, _stand(option, name))


def _stand(option: Strand, name: str) -> SafeString:
    """How the two, or one alone, stand to it. Where it is easy, or not said, the line says it."""
    if said := _in_words(option, name):
        return format_html("<small>{}</small>", said)
    return format_html('<i class="hush">{}</i>', _by_line(option))


def _in_words(option: Strand, name: str) -> str:
    if option.beside:
        return sentences.both(*option.levels, name)
    return sentences.one(option.levels[0])


def _by_line(option: Strand) -> StrOrPromise:
    if option.mine == UNSHOWN:
        return sentences.UNSHOWN
    if not option.mine:
        return sentences.UNSAID
    return sentences.BOTH_EASY if option.beside else sentences.EASY_FOR_YOU
