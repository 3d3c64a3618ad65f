from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from pytest_django import Settings

from outandback.ui.context_processors import page
from outandback.ui.middleware import NoStoreMiddleware
from outandback.ui.views import parts

pytestmark = pytest.mark.urls("tests.ui.urls")

REFUSALS = ["403.html", "403_csrf.html", "404.html", "409.html", "500.html"]
FRAMES = ["ui/page.html", "ui/bare.html", "ui/gate.html"]
DATA = re.compile(r'<script id="[\w-]+" type="application/json">[^<]*</script>')
INLINE = re.compile(r"\sstyle=|\son\w+=|<style|<script(?![^>]* src=)", re.IGNORECASE)


@pytest.fixture
def request_for_parts() -> HttpRequest:
    return RequestFactory().get("/parts")


def all_parts(request: HttpRequest) -> str:
    return parts(request).content.decode()


def inline(html: str) -> list[str]:
    """Style, and script that a browser would run: a block of data is neither."""
    return INLINE.findall(DATA.sub("", html))


def test_the_parts_page_shows_every_part(request_for_parts: HttpRequest) -> None:
    html = all_parts(request_for_parts)
    for name in ("btn", "chips", "pick", "scale", "field", "error", "note", "banner", "row",
                 "words", "who", "seal", "outing", "week", "catch", "empty", "ghost", "kept",
                 "sure", "tale", "more", "sheet", "aside", "steps", "ladder", "stitches", "strands",
                 "key", "checks", "levels", "pairs", "breath"):  # fmt: skip
        assert re.search(rf'class="(?:[^"]* )?{name}[ "]', html), name


def test_the_parts_page_is_not_there_for_the_people(
    request_for_parts: HttpRequest, settings: Settings
) -> None:
    settings.SHOW_PARTS = settings.DEBUG = False
    with pytest.raises(Http404):
        parts(request_for_parts)


def test_no_part_carries_style_or_script_of_its_own(request_for_parts: HttpRequest) -> None:
    assert not inline(all_parts(request_for_parts))


@pytest.mark.parametrize("name", [*REFUSALS, *FRAMES])
def test_a_page_without_a_request_still_stands(name: str) -> None:
    html = render_to_string(name)
    assert not inline(html)
    assert html.count("<h1>") == (name in REFUSALS)
    assert html.index("data-quick-exit") < html.index("<main")


@pytest.mark.parametrize("name", [*REFUSALS, *FRAMES])
def test_a_title_is_one_neutral_word(name: str) -> None:
    assert re.search(r"<title>(Today|Out)</title>", render_to_string(name))


def test_the_frame_names_the_lock_only_while_the_room_is_open() -> None:
    open_page = render_to_string("ui/page.html", {"room_open": True, "lock_minutes": 5})
    assert 'data-room-open data-lock-url="/lock/" data-lock-minutes="5"' in open_page
    assert "data-room-open" not in render_to_string("ui/page.html", {})


def test_a_quick_exit_knows_where_it_goes() -> None:
    html = render_to_string("ui/bare.html", {"quick_exit": "https://example.org/"})
    assert 'href="/exit/" data-to="https://example.org/"' in html


def test_the_page_is_told_who_is_looking(settings: Settings) -> None:
    settings.QUICK_EXIT_URL = "https://example.org/"
    request = RequestFactory().get("/")
    assert page(request)["ink"] == "a"
    assert page(request)["room_open"] is page(request)["signed_in"] is False
    vars(request).update(
        membership=SimpleNamespace(ink="b"),
        keyring=SimpleNamespace(room_open=True),
        user=SimpleNamespace(is_authenticated=True),
    )
    told = page(request)
    assert (told["ink"], told["room_open"], told["signed_in"]) == ("b", True, True)
    assert told["quick_exit"] == "https://example.org/"


def test_nothing_of_a_page_is_left_in_a_cache() -> None:
    def plain(request: HttpRequest) -> HttpResponse:
        return HttpResponse("")

    response = NoStoreMiddleware(plain)(RequestFactory().get("/"))
    assert response["Cache-Control"] == "no-store"
