"""Two who live in two homes, and the same two in one: what pages call home is true for them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from .conftest import Open
from .going import go
from .partners import Partner, two

pytestmark = pytest.mark.journey

# Where the two kinds of pair read something else: in one home, and in two.
READS = {
    "today, both in": ("You are both home.", "Neither of you is out."),
    "a plan": ("Who takes care of things at home?", "Who takes care of things meanwhile?"),
    "what the plan asks": ("Meanwhile at home", "Meanwhile"),
    "what the plan says": ("At home Grandmother", "Meanwhile Grandmother"),
    "today, being out": ("and say when you are home.", "and say when you are back."),
    "a return": ("Say hello first;", "Send word first, if you like;"),
    "what is brought": ("What do you bring home?", "What do you bring back?"),
    "today, something waits": ("Robin brought something home.", "Robin brought something back."),
    "a good moment?": ("brought something home. Is now", "brought something back. Is now"),
    "told": ("You brought this home.", "You brought this back."),
    "story": ("you brought home.", "you brought back."),
    "mine": ("Back home:", "Afterwards:"),
    "kept": ("Bring it home", "Bring it with you"),
}
# On no page of two who have two homes, in any letter case.
ONE_HOME = (
    "both home", "at home", "back home", "brought home", "something home", "this home",
    "are home", "bring it home", "come home", "you bring home", "to bring home",
)  # fmt: skip


@dataclass
class Read:
    """What the two read on their way through one leave, page by page."""

    pages: dict[str, str] = field(default_factory=dict)

    def on(self, one: Partner, *names: str) -> None:
        text = " ".join((one.page.locator("main").text_content() or "").split())
        for name in names:
            self.pages[name] = text

    def at(self, one: Partner, address: str, *names: str) -> None:
        one.page.goto(address)
        one.open_room_if_closed()
        self.on(one, *names)


def plan_and_tell(robin: Partner, ellis: Partner, read: Read) -> None:
    read.at(ellis, "/", "today, both in")
    robin.write_evening("The allotment society")
    read.on(robin, "a plan")
    robin.unfold_plan()
    robin.pick(needs_dinner="open")
    robin.page.fill("[name=cover]", "Grandmother")
    robin.keep_plan()
    read.on(robin, "what the plan asks", "what the plan says")
    read.at(robin, f"/leaves/{robin.leave}/heads-up/", "a heads-up")
    robin.press("Give the heads-up")
    read.at(ellis, f"/leaves/{robin.leave}/answer/", "an answer")
    read.at(ellis, "/windows/", "windows")


def go_and_come_back(robin: Partner, ellis: Partner, read: Read) -> None:
    robin.go_to_the_door()
    read.on(robin, "the door")
    robin.go()
    read.on(robin, "away")
    robin.catch("Aha", "Beans climb clockwise.")
    robin.catch("Insight", "Nobody owns a hedge.")
    read.at(robin, "/", "today, being out")
    read.at(ellis, "/", "today, the other is out")
    robin.come_home()
    robin.answer(felt=7)
    robin.open_room_if_closed()
    read.on(robin, "a return", "what is brought")
    robin.bring("Beans climb")


def tell_and_keep(robin: Partner, ellis: Partner, read: Read) -> None:
    read.at(ellis, "/", "today, something waits")
    ellis.open_what_was_brought()
    read.on(ellis, "a good moment?")
    read.at(ellis, f"/leaves/{robin.leave}/check-in/", "how it was")
    read.at(ellis, "/story/", "story")
    robin.page.goto(f"/leaves/{robin.leave}/homecoming/")
    go(robin.page.locator("#bring .rows a"))
    read.on(robin, "told")
    read.at(robin, "/mine/", "mine", "kept")
    read.at(robin, "/ladder/", "the ladder")


def lived(robin: Partner, ellis: Partner, kind: str) -> dict[str, str]:
    robin.live(kind)
    read = Read()
    plan_and_tell(robin, ellis, read)
    go_and_come_back(robin, ellis, read)
    tell_and_keep(robin, ellis, read)
    ellis.hear()
    ellis.say_back("Show me.", "")
    return read.pages


def not_as_they_live(pages: dict[str, str], homes: int) -> list[str]:
    return [
        f"{name}: {said[homes]}" for name, said in READS.items() if said[homes] not in pages[name]
    ]


def of_one_home(pages: dict[str, str]) -> list[str]:
    return [
        f"{name}: {words}"
        for name, text in pages.items()
        for words in ONE_HOME
        if words in text.lower()
    ]


def test_two_homes_are_never_one(open_page: Open) -> None:
    pages = lived(*two(open_page), "two homes")
    assert not of_one_home(pages) + not_as_they_live(pages, 1)


def test_two_homes_are_never_one_without_script(open_page: Open) -> None:
    pages = lived(*two(open_page, javascript=False), "two homes")
    assert not of_one_home(pages) + not_as_they_live(pages, 1)


def test_one_home_reads_as_before(open_page: Open) -> None:
    pages = lived(*two(open_page), "one home")
    assert not not_as_they_live(pages, 0)
    assert len(of_one_home(pages)) >= len(READS), "the words that are looked for are on no page"
