from __future__ import annotations

import re

from tests.house.source import ROOT, templates

NEUTRAL = {
    "Today", "Story", "Leave", "Out", "Loop", "Mine", "Settings", "Help", "Start", "Join",
    "Sign in", "Open", "A leave", "Out and Back",
}  # fmt: skip
TITLE = re.compile(r"\{%\s*block title\s*%\}(.*?)\{%\s*endblock|<title>([^{<]+)</title>", re.DOTALL)
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "a script without a source": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "a handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "words taken as safe": re.compile(r"\|\s*safe\b|\{%\s*autoescape off|\|\s*safeseq\b"),
}


def test_nothing_stands_inline_and_nothing_is_taken_as_safe() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {what}"
        for file in templates()
        for what, pattern in INLINE.items()
        if pattern.search(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_titles_are_neutral_words() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {title}"
        for file in templates()
        for title in titles(file.read_text(encoding="utf-8"))
        if title not in NEUTRAL
    ]
    assert found == []


def titles(text: str) -> list[str]:
    return [(block or plain).strip() for block, plain in TITLE.findall(text)]


def test_nothing_is_fetched_from_elsewhere() -> None:
    """Images, styles and scripts are the program's own; a link in the help pages may lead out."""
    tags = "img|script|link|iframe|source|video|audio"
    fetching = re.compile(rf"<(?:{tags})[^>]*(?:src|href)=.(?:https?:)?//")
    assert [str(file) for file in templates() if fetching.search(file.read_text("utf-8"))] == []
