"""Which language an answer is made in. A row names it by its first part: `en`, not `en-gb`."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import activate, get_language, override, to_locale

BASE = "en"


def speak(language: str) -> None:
    """From now on everything is said in it, or in English where nothing else is there. What is
    streamed is read after its request has ended, so it lasts until the next one says otherwise."""
    activate(_known_as(language))


def speaking(language: str) -> override:
    """The same, for as long as a `with` lasts."""
    return override(_known_as(language))


def _known_as(language: str) -> str:
    """What Django calls it: of English it knows how days are written in Britain."""
    return settings.LANGUAGE_CODE if language == BASE else language


def spoken_now() -> str:
    return (get_language() or BASE).partition("-")[0]


def html_lang() -> str:
    """As `lang` has it on a page (RFC 5646)."""
    return to_locale(get_language() or BASE).replace("_", "-")
