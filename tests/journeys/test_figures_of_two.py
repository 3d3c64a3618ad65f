"""A couple who have been at it for a year read what their leaves say: each their own, in the open
room, and both the same of what both shared."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from outandback.ops.demo.queries import couples_words
from tests.faults.server import command, environment

from .conftest import Open, serving
from .test_every_page import look, look_at, look_inside
from .visitor import Visitor

pytestmark = pytest.mark.journey
MINE, OURS = "/loop/", "/loop/ours/"


@pytest.fixture(scope="module")
def after_a_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("after-a-year") / "data"
    subprocess.run(command("demo", "--data", folder), env=environment(), check=True)
    with serving(folder, module="tests.journeys.cheaper") as address:
        yield address


def visitor(open_page_at: Open, address: str, name: str, *, javascript: bool = True) -> Visitor:
    words = couples_words()[name.lower()]
    one = Visitor(open_page_at(address, javascript=javascript), name, words["passphrase"])
    one.email = words["email"]
    one.sign_in()
    return one


def test_both_read_the_same_of_what_both_shared(open_page_at: Open, after_a_year: str) -> None:
    said = []
    for name, javascript in (("Robin", True), ("Ellis", False)):
        one = visitor(open_page_at, after_a_year, name, javascript=javascript)
        one.page.goto(MINE)
        one.follow("Ours, where shared")
        assert one.page.url.endswith(OURS)
        said.append(one.page.locator("main figure").inner_text())
        one.follow("Mine")
        assert one.page.url.endswith(MINE)
    assert said[0] == said[1] and "It rests on" in said[0]


def test_the_pages_of_figures_are_for_everybody(open_page_at: Open, after_a_year: str) -> None:
    robin = visitor(open_page_at, after_a_year, "Robin")
    problems = look_at(robin.page, [OURS]) + look_inside(robin, [OURS, MINE])
    assert robin.page.locator("figure svg").count() > 1
    robin.follow("Ours, where shared")
    figure = robin.page.locator("main figure")
    assert figure.get_attribute("aria-labelledby") or figure.locator("figcaption h2").count() == 1
    figure.locator("summary").click()
    assert figure.locator("table caption").count() == 1
    assert figure.locator("tbody tr").count() == 5
    assert not problems + look(robin.page)
