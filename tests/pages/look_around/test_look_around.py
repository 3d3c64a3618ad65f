"""“Look around”: off unless it is switched on; then a dozen pages on which nothing acts."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.templatetags.static import static
from django.test import Client
from django.urls import reverse

from outandback.front import look_around as front
from outandback.ops.look_around.asking import NotDrawn
from outandback.ops.look_around.drawing import PRESSES, draw, picture_on
from outandback.ops.look_around.fragment import Picture, Unthought, leads
from outandback.pages.look_around.context import STEPS
from outandback.pages.parts.look_around import context as drawn
from outandback.rooms.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_django import DjangoAssertNumQueries, Settings

    from outandback.ops.look_around.fragment import Element
    from outandback.pages.parts.look_around.context import DrawnPage
    from tests.fixtures import ClientOf

TWELVE = range(1, 13)
INVITED = 'href="/look-around/1/"'
PICTURE = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
LINK = re.compile(r'href="([^"]*)"')
ID = re.compile(r' id="([^"]+)"')
ROW = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-|[\w-]{40,}|@")
WORDS_OF_THE_DEMO = ("slack-stitch", "copper-kettle", "example.org")
OUTSIDE = {"/", "/exit/", "/help/", "/sign-up/"}


@pytest.fixture(scope="module")
def kept() -> list[DrawnPage]:
    """Drawn once, by the first test that asks, as the demo is; every later one finds them."""
    return []


@pytest.fixture
def data(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    drawn._read.cache_clear()
    return tmp_path


@pytest.fixture
def pages(db: None, data: Path, kept: list[DrawnPage]) -> list[DrawnPage]:
    if not kept:
        kept += draw()
    return kept


@pytest.fixture
def switched_on(pages: list[DrawnPage], data: Path, settings: Settings) -> None:
    settings.LOOK_AROUND = True
    written = {"pages": [asdict(page) for page in pages]}
    (data / front.FILE).write_text(json.dumps(written), encoding="utf-8")


def at(number: int) -> str:
    return reverse("look-around", args=[number])


def picture_of(html: str) -> str:
    found = PICTURE.search(html)
    assert found
    return found[1]


# Off -------------------------------------------------------------------------------------------


def test_it_is_off_by_default(settings: Settings, client: Client, db: None) -> None:
    assert settings.LOOK_AROUND is False
    assert "look-around" not in client.get("/").content.decode()
    assert {client.get(at(number)).status_code for number in TWELVE} == {404}


def test_drawn_pages_are_not_shown_where_it_is_off(
    switched_on: None, settings: Settings, client: Client
) -> None:
    settings.LOOK_AROUND = False
    assert INVITED not in client.get("/").content.decode()
    assert client.get(at(1)).status_code == 404


def test_on_and_not_drawn_is_off(data: Path, settings: Settings, client: Client, db: None) -> None:
    settings.LOOK_AROUND = True
    assert INVITED not in client.get("/").content.decode()
    assert client.get(at(1)).status_code == 404


# On --------------------------------------------------------------------------------------------


def test_the_front_page_leads_to_the_first(switched_on: None, client: Client) -> None:
    assert INVITED in client.get("/").content.decode()


def test_each_is_reached_from_the_first_by_next(switched_on: None, client: Client) -> None:
    said = []
    address = at(1)
    for number in TWELVE:
        html = client.get(address).content.decode()
        said.append(picture_of(html))
        assert f"{number} of 12" in html and str(STEPS[number - 1].happens) in unescape(html)
        onwards = re.search(r'href="([^"]+)">Next<', html)
        address = onwards[1] if onwards else ""
    assert address == "" and len(set(said)) == 12
    assert {client.get(at(number)).status_code for number in (0, 13, 400)} == {404}


def test_every_link_leads_to_one_of_them_or_out_of_them(switched_on: None, client: Client) -> None:
    inside = {at(number) for number in TWELVE}
    for address in inside:
        html = client.get(address).content.decode()
        body = html.partition("<body")[2]
        links = set(LINK.findall(body))
        assert {link for link in links if link[0] != "#"} <= inside | OUTSIDE
        ids = ID.findall(html)
        assert {link[1:] for link in links if link[0] == "#"} <= set(ids)
        assert len(ids) == len(set(ids))
    assert all(client.get(address).status_code < 400 for address in OUTSIDE)


def test_pressing_what_the_story_presses_leads_through_it(pages: list[DrawnPage]) -> None:
    numbers = {step.name: number for number, step in enumerate(STEPS, 1)}
    for page in pages:
        for onwards in PRESSES.get(page.name, {}).values():
            assert f'href="{at(numbers[onwards])}"' in page.html
            assert numbers[onwards] > numbers[page.name]


def test_nothing_on_them_can_send_anything(switched_on: None, client: Client) -> None:
    for number in TWELVE:
        html = client.get(at(number)).content.decode()
        assert not re.search(r"<(form|script|iframe|img|object)\b|\s(hx-|on|form)[\w-]*=", html)
        assert not re.search(r"\sname=", picture_of(html))
        controls = re.findall(r"<(?:button|input|select|textarea)\b[^>]*>", picture_of(html))
        assert all(" disabled" in control for control in controls)


def test_they_are_the_same_for_everybody_and_leave_no_mark(
    switched_on: None,
    ana: Person,
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """Also for somebody who is signed in: their session is not read, and stays as it is."""
    signed_in, nobody = client_of(ana), Client()
    before = dict(signed_in.cookies)
    with django_assert_num_queries(0):
        for number in TWELVE:
            answers = [one.get(at(number)) for one in (signed_in, nobody)]
            assert answers[0].content == answers[1].content
            for answer in answers:
                assert not answer.cookies and "Set-Cookie" not in answer.headers
    assert dict(signed_in.cookies) == before and not nobody.cookies
    assert "Sign out" in signed_in.get("/settings/").content.decode()


def test_they_are_kept_nowhere_and_found_by_no_search(switched_on: None, client: Client) -> None:
    for number in TWELVE:
        got, head = client.get(at(number)), client.head(at(number))
        for answer in (got, head):
            assert answer["Cache-Control"] == "no-store"
            assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert head.status_code == 200 and head.content == b""
        assert '<meta name="robots" content="noindex, nofollow">' in got.content.decode()
        assert client.post(at(number)).status_code == 405


def test_files_are_named_when_a_page_is_served(
    switched_on: None, pages: list[DrawnPage], client: Client
) -> None:
    """So that they are found after an upgrade, which gives them new names."""
    assert static("ui/app.css") in client.get(at(1)).content.decode()
    assert not any(re.search(r"/static/|\ssrc=", page.html) for page in pages)


# What is on them -------------------------------------------------------------------------------


def test_no_key_no_address_and_no_token_is_on_them(pages: list[DrawnPage]) -> None:
    for page in pages:
        assert not ROW.search(LINK.sub("", page.html)), page.name
        assert not any(word in page.html for word in WORDS_OF_THE_DEMO)


def test_whoever_lives_here_is_not_drawn(
    ana: Person, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Drawing refuses a database that holds anybody, before it looks at a page or writes a row."""
    before = Person.objects.count()
    with pytest.raises(SystemExit):
        call_command("look_around", str(data / front.FILE))
    assert "Somebody lives in this data folder" in capsys.readouterr().err
    assert not (data / front.FILE).exists() and Person.objects.count() == before


def test_a_label_that_is_no_more_on_its_page_stops_the_drawing() -> None:
    numbers = {step.name: "/" for step in STEPS}
    with pytest.raises(NotDrawn, match="Plan one"):
        picture_on("today", "<html><body><main><a>Plan it</a></main></body></html>", numbers, {})


# How a page becomes a picture of itself --------------------------------------------------------


def picture(main: str, leads_to: Callable[[Element], str] = lambda one: "") -> str:
    return Picture(f"<html><body><main>{main}</main></body></html>", leads_to).html


@pytest.mark.parametrize(
    ("main", "becomes"),
    [
        ("<form action=/x method=post hx-post=/x>a</form>", "<div>a</div>"),
        ("<button name=n value=7>a</button>", '<button type="button" disabled="">a</button>'),
        ("<a href=/leaves/1/ class=row>a</a>", '<a class="row">a</a>'),
        ('<a href="https://example.net">a</a>', "<a>a</a>"),
        ("<input type=hidden name=csrfmiddlewaretoken value=s>", ""),
        ("<input name=n value='“a” <b>'>", '<input value="“a” &lt;b&gt;" disabled="">'),
        ("<input type=radio name=n value=7>", '<input type="radio" disabled="">'),
        ("<button aria-hidden=true>a</button>", ""),
        ("<p hidden>a</p><script>b</script><template><p>c</p></template>", ""),
        ("<p onclick=x() style=y data-z=1 tabindex=0>&lt;a&gt;</p>", "<p>&lt;a&gt;</p>"),
        (
            "<i id=row-1></i><b aria-labelledby='row-1 row-2'>a</b><u-u id=row-2></u-u>",
            '<i id="at-1"></i><b aria-labelledby="at-1 at-2">a</b><u-u id="at-2"></u-u>',
        ),
        (
            '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
            '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>',
        ),
    ],
)
def test_what_becomes_of_it(main: str, becomes: str) -> None:
    assert picture(main) == becomes


def test_what_goes_on_with_the_story_is_a_link() -> None:
    both = "<button class=btn name=a>Go on</button><button>Stay</button>"
    onwards = picture(both, leads({"Go on": "/look-around/2/"}, {}))
    assert onwards.startswith('<a class="btn" href="/look-around/2/">Go on</a><button')


@pytest.mark.parametrize("main", ["<img src=/x>", "<iframe src=/x></iframe>", "<object></object>"])
def test_what_nobody_has_thought_of_stops_the_drawing(main: str) -> None:
    with pytest.raises(Unthought):
        picture(main)
