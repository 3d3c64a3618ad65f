"""One chapter of the story as HTML. A page holds twenty, so they are put together here in one go:
as templates they cost more time than everything else on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from outandback.ui import line as signs
from outandback.ui.templatetags.ui import long_day, who, words

if TYPE_CHECKING:
    from outandback.comeback.models import Received
    from outandback.loop.queries import Chapter, Line
    from outandback.vault.keyring import Keyring

register = template.Library()

UNNAMED = "A leave"
NOTHING = SafeString("")


@register.simple_tag(takes_context=True)
def chapter(context: dict[str, Any], one: Chapter, alone: bool) -> SafeString:
    keyring: Keyring = context["request"].keyring
    return format_html(
        '<li class="of-{}">{}<article class="entry"><p class="kicker">{} · {}{}</p>'
        "<h3>{}</h3>{}</article></li>",
        one.ink,
        SafeString(signs.knot(one.ink, one.size, alone)),
        who(one.ink, capital(one.name)),
        long_day(one.out_at),
        nights(one.nights),
        title(keyring, one),
        format_html_join("", "{}", ((told(keyring, one, line),) for line in one.lines)),
    )


def title(keyring: Keyring, one: Chapter) -> str:
    """In the leaver's own words, or in those of their heads-up."""
    if one.leave:
        plan = keyring.open_if_possible(one.leave, "plan")
        return plan.intention or UNNAMED if plan else UNNAMED
    shown = keyring.open_if_possible(one.heads_up, "shown") if one.heads_up else None
    return shown.title or UNNAMED if shown else UNNAMED


def told(keyring: Keyring, one: Chapter, line: Line) -> SafeString:
    """What was brought home, what came back, and for its teller the way to both."""
    brought = keyring.open_if_possible(line.telling, "told")
    heard = keyring.open_if_possible(line.reception, "received") if line.reception else None
    return format_html(
        "{}{}{}",
        words(brought.text, one.ink) if brought else NOTHING,
        answer(one.home_ink, line.listener, heard) if heard else NOTHING,
        way(line, heard) if one.leave else NOTHING,
    )


def answer(ink: str, name: str, heard: Received) -> SafeString:
    said = " ".join(filter(None, (heard.thing_back, heard.question)))
    return format_html('<p class="small">{} “{}”</p>', who(ink, capital(name)), said)


def way(line: Line, heard: Received | None) -> SafeString:
    address = reverse("telling", args=[line.telling.pk])
    label = "Did it feel received?" if heard else "What you told"
    return format_html('<p><a class="act" href="{}">{}</a></p>', address, label)


def nights(count: int) -> str:
    return {0: "", 1: ", one night"}.get(count, f", {count} nights")


def capital(name: str) -> str:
    return name[:1].upper() + name[1:]
