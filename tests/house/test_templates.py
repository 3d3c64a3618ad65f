from __future__ import annotations

import re

import pytest

from tests.house.source import PAGES, ROOT, templates

NEUTRAL = {
    "Today", "Story", "Leave", "Out", "Loop", "Mine", "Settings", "Help", "Start", "Join",
    "Sign in", "Open", "A leave", "Out and Back",
}  # fmt: skip
TITLE = re.compile(
    r"\{%\s*block title\s*%\}(.*?)\{%\s*endblock\b|<title>([^{<]+)</title>", re.DOTALL
)
MARKED = re.compile(r"\{%\s*translate \"([^\"]*)\"\s*%\}")
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
    """As they are shown; a title that is marked for translation is its sentence."""
    found = ((block or plain).strip() for block, plain in TITLE.findall(text))
    return [MARKED.sub(r"\1", title) for title in found]


@pytest.mark.parametrize(
    "written",
    [
        '{% block title %}{% translate "Settings" %}{% endblock %}',
        '{% block title %}\n  {% translate "Settings" %}\n{% endblock title %}',
        "{% block title %}Settings{% endblock %}",
        "<title>Settings</title>",
    ],
)
def test_a_title_is_read_however_it_is_written(written: str) -> None:
    assert titles(written) == ["Settings"]


def test_nothing_is_fetched_from_elsewhere() -> None:
    """Images, styles and scripts are the program's own; a link in the help pages may lead out."""
    tags = "img|script|link|iframe|source|video|audio"
    fetching = re.compile(rf"<(?:{tags})[^>]*(?:src|href)=.(?:https?:)?//")
    assert [str(file) for file in templates() if fetching.search(file.read_text("utf-8"))] == []


SHOWN = re.compile(r"\{%\s*(?:include|extends)\s+\"([^\"]+)\"")
LOADED = re.compile(r"\{%\s*load ([^%]+?)\s*%\}")
# The names under which the sign-in library looks for its pages.
OF_A_LIBRARY = {"account", "mfa"}


def places_of_libraries() -> dict[str, str]:
    """The page of each library of tags, or that it is of a part."""
    files = PAGES.rglob("templatetags/[!_]*.py")
    return {file.stem: file.relative_to(PAGES).parts[0] for file in files}


def test_a_page_shows_templates_of_its_own_and_parts_and_nothing_of_another_page() -> None:
    libraries, found = places_of_libraries(), []
    for file in (one for one in templates() if one.is_relative_to(PAGES)):
        page, text = file.relative_to(PAGES).parts[0], file.read_text(encoding="utf-8")
        own = {"ui", "parts", page} | (OF_A_LIBRARY if page == "sign_in" else set())
        shown = [name for name in SHOWN.findall(text) if name.partition("/")[0] not in own]
        loaded = [name for names in LOADED.findall(text) for name in names.split()]
        theirs = [name for name in loaded if libraries.get(name, page) not in {"parts", page}]
        found += [f"{file.relative_to(ROOT)}: {name}" for name in (*shown, *theirs)]
    assert found == []


def test_a_page_draws_templates_of_its_own_and_parts() -> None:
    drawn = re.compile(r"\"([a-z_]+)/[a-z_/]+\.html\"")
    found = []
    for file in PAGES.rglob("*.py"):
        page = file.relative_to(PAGES).parts[0]
        own = {"ui", "parts", page} | (OF_A_LIBRARY if page == "sign_in" else set())
        names = drawn.findall(file.read_text(encoding="utf-8"))
        found += [f"{file.relative_to(ROOT)}: {name}" for name in names if name not in own]
    assert found == []


HTMX = re.compile(r"\bhx-(?:get|post)=|\bhx_post=")
WITH_HTMX = '{% block htmx %}{% include "ui/_htmx.html" %}{% endblock %}'
SHOWS = re.compile(r'\{%\s*(?:include|extends)\s+"([^"]+)"')


def test_a_page_brings_htmx_where_something_on_it_asks_by_it_and_nowhere_else() -> None:
    """It is most of what a first load would bring."""
    text = {str(file).rpartition("/templates/")[2]: file.read_text() for file in templates()}
    pages = [name for name, written in text.items() if "{% extends" in written]

    def shown(name: str, seen: set[str]) -> set[str]:
        if name not in seen:
            seen.add(name)
            for other in SHOWS.findall(text.get(name, "")):
                shown(other, seen)
        return seen

    asks = {
        name for name in pages if any(HTMX.search(text.get(one, "")) for one in shown(name, set()))
    }
    brings = {
        name for name in pages if any(WITH_HTMX in text.get(one, "") for one in shown(name, set()))
    }
    assert asks == brings
    assert "plan/plan.html" in asks and "today/home.html" not in asks
