"""A calendar that is given out, read by programs that were not written here: vdirsyncer fetches it
into a folder, and khal says what is in it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .conftest import Open
from .meanwhile import Meanwhile, two_meanwhile
from .test_every_page import look
from .visitor import LONDON

pytestmark = pytest.mark.journey

PROGRAMS = Path(sys.executable).parent
SYNC = """
[general]
status_path = "{folder}/status"
[pair times]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{folder}/calendar"
fileext = ".ics"
[storage there]
type = "http"
url = "{link}"
"""
LIST = """
[calendars]
[[times]]
path = {folder}/calendar
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = Europe/London
default_timezone = Europe/London
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


@dataclass
class Reader:
    """A calendar program on somebody's own machine, with a folder of its own."""

    folder: Path
    link: str

    def __post_init__(self) -> None:
        (self.folder / "calendar").mkdir(parents=True)
        for name, text in (("sync", SYNC), ("list", LIST)):
            said = text.format(folder=self.folder, link=self.link)
            (self.folder / name).write_text(said, encoding="utf-8")
        assert self._run("vdirsyncer", "-c", "sync", "discover").returncode == 0

    def fetch(self) -> int:
        return self._run("vdirsyncer", "-c", "sync", "sync").returncode

    def lists(self, day: datetime) -> list[str]:
        how = "{start-long} {end-long} {title} {status}"
        asked = ("list", f"{day:%Y-%m-%d}", "2d", "--day-format", "", "--format", how)
        said = self._run("khal", "-c", "list", *asked).stdout
        return [line.strip() for line in said.splitlines() if line.strip()]

    def entries(self) -> list[str]:
        """All that is ahead, one line each."""
        how = ("--day-format", "", "--format", "{start-long} {end-long} {title} {status}")
        said = self._run("khal", "-c", "list", "list", "today", "30d", *how).stdout
        return [line.strip() for line in said.splitlines() if line.strip()]

    def _run(self, program: str, flag: str, settings: str, *asked: str) -> Ran:
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return subprocess.run(
            [str(PROGRAMS / program), flag, str(self.folder / settings), *asked],
            env={**kept, "HOME": str(self.folder)},
            input="y\n" * 9,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


Ran = subprocess.CompletedProcess[str]


def give_out(one: Meanwhile, name: str, says: str = "“Busy”, and nothing more") -> str:
    one.page.goto("/calendars/out/")
    return give_out_here(one, name, says)


def give_out_here(one: Meanwhile, name: str, says: str = "“Busy”, and nothing more") -> str:
    one.page.fill("[name=name]", name)
    one.page.get_by_label(says).check()
    one.press("Make the address")
    return one.page.url


def address_on(page: Page) -> str:
    return page.input_value("#link")


def day_after_tomorrow() -> datetime:
    then = datetime.now(LONDON) + timedelta(days=2)
    return then.replace(hour=18, minute=30, second=0, microsecond=0)


@pytest.mark.parametrize("javascript", [True, False])
def test_what_a_calendar_program_reads(open_page: Open, tmp_path: Path, javascript: bool) -> None:
    robin, ellis = two_meanwhile(open_page, javascript)
    out = day_after_tomorrow()
    robin.write_plan("Learn to tie eight knots", out, 2.5)
    robin.keep_plan()
    robin.page.goto("/calendars/out/")
    problems = look(robin.page) if javascript else []
    page = give_out(robin, "My mother")
    problems += look(robin.page) if javascript else []
    reader = Reader(tmp_path / "mother", address_on(robin.page))
    assert reader.fetch() == 0
    assert reader.lists(out) == []

    robin.give_heads_up()
    assert reader.fetch() == 0
    day = f"{out:%Y-%m-%d}"
    assert reader.lists(out) == [f"{day} 18:30 {day} 21:00 Busy CONFIRMED"]

    robin.page.goto(f"/leaves/{robin.leave}/plan/")
    robin.page.locator("summary", has_text="Another day or hour").click()
    robin.page.fill("[name=back_time]", "22:15")
    robin.press("Keep the change")
    assert reader.fetch() == 0
    assert reader.lists(out) == [f"{day} 18:30 {day} 22:15 Busy CONFIRMED"]

    robin.page.goto(f"/leaves/{robin.leave}/")
    robin.press("Stay in")
    assert reader.fetch() == 0
    assert reader.lists(out) == [f"{day} 18:30 {day} 22:15 Busy CANCELLED"]

    answer = ellis.page.goto(page)
    assert answer is not None and answer.status == 404
    robin.page.goto(page)
    robin.press("Take it away")
    gone = ellis.page.goto(reader.link)
    assert gone is not None and gone.status == 404
    assert reader.fetch() != 0
    assert not problems


def test_time_together_is_read_by_whoever_counts_in(open_page: Open, tmp_path: Path) -> None:
    robin, ellis = two_meanwhile(open_page)
    address = robin.hold_an_evening()
    readers = []
    for name, one in (("robin", robin), ("ellis", ellis)):
        one.page.goto("/calendars/out/")
        one.page.get_by_label("Also time together and trips").check()
        give_out_here(one, "My phone")
        readers.append(Reader(tmp_path / name, address_on(one.page)))
    assert [one.fetch() for one in readers] == [0, 0]
    assert [len(one.entries()) for one in readers] == [1, 0]
    ellis.page.goto(address)
    ellis.press("Count me in")
    assert [one.fetch() for one in readers] == [0, 0]
    mine, theirs = (one.entries() for one in readers)
    assert mine == theirs
    assert "Busy" in mine[0]


def test_words_are_read_where_their_writer_was_told_who_reads_them(
    open_page: Open, tmp_path: Path
) -> None:
    robin, _ = two_meanwhile(open_page)
    out = day_after_tomorrow()
    robin.write_plan("Learn to tie eight knots", out, 2.5)
    robin.keep_plan()
    robin.give_heads_up()
    give_out(robin, "My phone", "What it is, in your words")
    assert robin.says("Your words leave this server.")
    problems = look(robin.page)
    robin.press("Make it with my words")
    old = Reader(tmp_path / "old", address_on(robin.page))
    assert old.fetch() == 0
    day = f"{out:%Y-%m-%d}"
    said = f"{day} 18:30 {day} 21:00 Learn to tie eight knots CONFIRMED"
    assert old.lists(out) == [said]

    robin.press("Make a new address")
    new = Reader(tmp_path / "new", address_on(robin.page))
    assert (old.fetch() == 0, new.fetch() == 0) == (False, True)
    assert new.lists(out) == [said]
    assert not problems
