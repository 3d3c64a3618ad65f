"""What two do while one of them is out: notes, the call, the hello, a page for a child."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from . import before
from .conftest import Open
from .going import go
from .partners import Partner
from .visitor import LONDON

A_NIGHT = 24.0
TIMES = ("out_at", "back_at", "begun_at")


@dataclass
class Meanwhile(Partner):
    def tell(self, intention: str, nights: float = 1) -> None:
        """Plan a leave that begins soon, and tell the partner."""
        self.plan(intention, hours=A_NIGHT * nights)
        self.give_heads_up()

    # --- notes ------------------------------------------------------------------------------
    def hold(self, leave: str, words: str) -> None:
        self.page.goto(f"/leaves/{leave}/notes/")
        self.page.fill("[name=text]", words)
        self.press("Hold this note")

    def follow_note(self, leave: str, words: str) -> None:
        self.page.goto(f"/leaves/{leave}/notes/")
        self.follow(words)

    def change_note(self, leave: str, words: str, new: str) -> None:
        self.follow_note(leave, words)
        self.page.fill("[name=text]", new)
        self.press("Hold this note")

    def take_back(self, leave: str, words: str) -> None:
        """From the note's own row; the page that follows is the note's."""
        self.page.goto(f"/leaves/{leave}/notes/")
        row = self.page.locator(".rows li", has_text=words)
        go(row.get_by_role("button", name="Take it back"))

    # --- the call and the hello ---------------------------------------------------------------
    def say_what_it_is_for(self, words: str) -> None:
        self.page.goto("/need/")
        self.page.fill("[name=words]", words)
        self.press("Keep these words")

    def say_yes_to_it(self) -> None:
        self.page.goto("/need/")
        self.press("Say yes to these words")

    def share_number(self, number: str) -> None:
        self.page.goto("/need/number/")
        self.page.fill("[name=number]", number)
        self.press("Keep this number")

    def call(self, leave: str, name: str) -> None:
        self.page.goto(f"/leaves/{leave}/need/")
        self.press(f"Ask {name} to call")

    def pick_hello(self, leave: str, how: str, at: datetime) -> None:
        """In one's own words, also where the other's pick lies ready."""
        self.page.goto(f"/leaves/{leave}/hello/")
        form = self.page.locator("form", has=self.page.get_by_role("button", name="Keep this pick"))
        form.locator(f"input[name=form][value='{how}']").check()
        form.locator("[name=day]").fill(f"{at:%Y-%m-%d}")
        form.locator("[name=hello_time]").fill(f"{at:%H:%M}")
        self.press("Keep this pick")

    # --- an evening -----------------------------------------------------------------------
    def say_how_the_evening_is(self, **scales: str) -> None:
        self.page.goto("/evening/")
        self.pick(**scales)
        self.press("Keep this")

    def say_the_evening_after(self, **scales: str) -> None:
        self.page.goto("/")
        self.follow("How is it tonight?")
        self.pick(**scales)
        self.press("Keep this")

    # --- a page for a child -----------------------------------------------------------------
    def make_board(self, called: str, child: str = "", ritual: str = "") -> str:
        """Returns its link."""
        self.page.goto("/boards/new/")
        self.page.fill("[name=called]", called)
        self.page.fill("[name=child]", child)
        self.page.fill("[name=ritual]", ritual)
        self.press("Make the page")
        return self.page.input_value("#link")

    def show_on_board(self, leave: str, sentence: str = "") -> None:
        self.page.goto(f"/leaves/{leave}/board/")
        self.page.check("input[name$=-shown]")
        self.page.fill("input[name$=-sentence]", sentence)
        self.press("Keep")


def two_meanwhile(open_page: Open, javascript: bool = True) -> tuple[Meanwhile, Meanwhile]:
    """Robin and Ellis, who are a pair, each with a phone."""
    robin = Meanwhile(open_page(javascript=javascript), "Robin")
    ellis = Meanwhile(open_page(javascript=javascript), "Ellis")
    before.are_a_pair(robin, ellis)
    return robin, ellis


def agree(one: Meanwhile, other: Meanwhile, words: str) -> None:
    one.say_what_it_is_for(words)
    other.say_yes_to_it()


def in_hours(hours: float) -> datetime:
    return datetime.now(LONDON) + timedelta(hours=hours)


def let_days_pass(data_folder: Path, leave: str, days: int) -> None:
    """As if a leave had begun some days earlier: its times rest in plain columns."""
    moved = ", ".join(
        f"{name} = strftime('%Y-%m-%d %H:%M:%f', {name}, '-{days} days')" for name in TIMES
    )
    with sqlite3.connect(data_folder / "db.sqlite3", timeout=10) as database:
        named = UUID(leave).hex
        database.execute(f"UPDATE leave_leave SET {moved} WHERE id = ?", (named,))
        database.execute(f"UPDATE leave_headsup SET {moved} WHERE leave_id = ?", (named,))
    database.close()


@contextmanager
def the_next_evening(data_folder: Path, *people: Partner) -> Iterator[None]:
    """As if the first one's leave had ended yesterday, and as if it were evening where they are."""
    ahead = (20 - datetime.now(UTC).hour + 12) % 24 - 12
    named = UUID(people[0].leave).hex
    earlier = "strftime('%Y-%m-%d %H:%M:%f', came_back_at, '-1 days')"
    _change(
        data_folder,
        f"UPDATE comeback_homecoming SET came_back_at = {earlier} WHERE leave_id = ?",
        named,
    )
    for person in people:
        _live_in(data_folder, person, f"Etc/GMT{-ahead:+d}")
    yield
    for person in people:
        _live_in(data_folder, person, "Europe/London")


def _live_in(data_folder: Path, person: Partner, zone: str) -> None:
    _change(data_folder, "UPDATE people_person SET zone = ? WHERE email = ?", zone, person.email)


def _change(data_folder: Path, how: str, *values: str) -> None:
    with sqlite3.connect(data_folder / "db.sqlite3", timeout=10) as database:
        assert database.execute(how, values).rowcount == 1
    database.close()
