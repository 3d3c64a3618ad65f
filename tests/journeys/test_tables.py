"""From the loop page to a figure on somebody's own desk: the file comes to a phone, and its
programs say there what the page says."""

from __future__ import annotations

import csv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.pages.tables.interpreters import INTERPRETERS, run

from .conftest import Open
from .partners import two

pytestmark = pytest.mark.journey


def test_answers_go_out_as_tables(open_page: Open, tmp_path: Path) -> None:
    robin, _ = two(open_page, javascript=True)
    said = [(8, 5), (4, 9), (7, 7), (6, 8), (5, 9)] * 2
    for guilt, felt in said:
        robin.has_been_out(guilt=guilt, felt=felt)
    robin.page.goto("/loop/")
    robin.open_room_if_closed()
    robin.follow("Your answers as tables")
    with robin.page.expect_download() as coming:
        robin.page.get_by_role("button", name="Make the file").click()
    assert coming.value.suggested_filename == "out-and-back-tables.zip"
    with ZipFile(coming.value.path()) as archive:
        archive.extractall(tmp_path)
    with (tmp_path / "leaves.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [(int(one["guilt_before"]), int(one["felt_me"])) for one in rows]
    assert sorted(found) == sorted(said)
    assert all(one["who_left"] == "me" for one in rows)

    robin.page.goto("/loop/")
    page = robin.page.locator("main").text_content() or ""
    for program in INTERPRETERS:
        sentence, *_ = run(program, tmp_path).splitlines()
        assert sentence in page
