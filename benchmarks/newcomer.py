"""One newcomer at a phone, and what it costs them: screens, taps, words and minutes.

Everything that they do goes through `Newcomer`, which counts it; nothing else touches the page.
- A screen is a document that came and was looked at. What changes within one is no screen, and a
  page that a phone fetches again as it is unlocked is the one of before.
- An act is a tap, or a field that is filled, the tap into it included. A link in a message and the
  icon on the home screen are a tap each, and the screen that they open counts.
- Words are those that can be seen in `main`: not what is folded until somebody unfolds it, nor what
  is hidden. A field that came filled counts with what stands in it. A page that is seen again (the
  same address) counts what is new on it: each block of text once.
- Minutes are those of a model, since nobody is timed: 70 % of the words at 220 a minute; letters at
  36.2 words of five letters a minute, the mean of 37,000 people at phones (Palin, Feit, Kim,
  Kristensson, Oulasvirta: How do people type on mobile devices?, MobileHCI 2019); two seconds an
  act. What the pages took to come is measured, and added where it is asked for.
"""

from __future__ import annotations

import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.journeys.going import go

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

SHARE_READ, WORDS_A_MINUTE = 0.7, 220
LETTERS_A_MINUTE = 36.2 * 5
MINUTES_AN_ACT = 2 / 60
TALL = "document.documentElement.scrollHeight"
# The text of each block that can be seen, and what stands in the fields.
IN_SIGHT = """main => {
    const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const blocks = new Map();
    const seen = document.createRange();
    while (texts.nextNode()) {
        let block = texts.currentNode.parentElement;
        seen.selectNodeContents(texts.currentNode);
        const { width, height } = seen.getBoundingClientRect();
        if (width < 2 || height < 2 || !shown(block) || block.closest(".hush")) continue;
        while (block !== main && getComputedStyle(block).display.startsWith("inline"))
            block = block.parentElement;
        blocks.set(block, `${blocks.get(block) ?? ""} ${texts.currentNode.textContent}`);
    }
    const typed = "input:not([type=radio], [type=checkbox], [type=password]), textarea, select";
    const fields = [...main.querySelectorAll(typed)].filter(shown);
    return [...blocks.values(), ...fields.map((one) => one.value || one.placeholder || "")];
}"""
A_WORD = re.compile(r"\S*\w\S*")


@dataclass(frozen=True)
class Cost:
    screens: int
    acts: int
    words: int
    minutes: float
    clock: float


@dataclass
class Newcomer:
    """`machine`: minutes hold what the pages took to come, too."""

    page: Page
    name: str
    machine: bool = False
    acts: int = 0
    screens: int = 0
    words: int = 0
    letters: int = 0
    loading: float = 0.0
    idle: float = 0.0
    heights: dict[str, int] = field(default_factory=dict)
    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    own: set[str] = field(default_factory=set)
    story: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("domcontentloaded", lambda _: self._arrived())

    # --- what they do -----------------------------------------------------------------------
    def open(self, address: str) -> None:
        """From outside: by the icon on the home screen, or a link that somebody sent."""
        self._act(lambda: self.page.goto(address))

    def press(self, says: str) -> None:
        self._tap(self.page.get_by_role("button", name=says, exact=True))

    def follow(self, says: str) -> None:
        self._tap(self.page.get_by_role("link", name=says))

    def unfold(self, says: str) -> None:
        self._tap(self.page.locator("summary", has_text=says))

    def pick(self, about: str, says: str) -> None:
        group = self.page.locator("fieldset", has_text=about)
        self._tap(group.get_by_role("radio", name=says, exact=True))

    def wake(self) -> None:
        """The phone had let go of the page meanwhile, and fetches it again as it is unlocked."""
        before = self.screens
        self._act(self.page.reload, acts=0)
        self.screens = before

    def write(self, label: str, words: str) -> None:
        box = self.page.get_by_label(label, exact=True).locator("visible=true")
        self.letters += len(words)
        self.own.add(words)
        self._act(lambda: box.fill(words))

    def type(self, words: str) -> None:
        """Into the box that has the cursor as the page opens."""
        self.letters += len(words)
        self.own.add(words)
        self.page.keyboard.type(words)

    def see(self, words: str) -> None:
        """Waits for words that were to come."""
        self.page.locator("main").get_by_text(words).first.wait_for()
        self.look()

    def measure(self, name: str) -> None:
        """How tall the page is as it opens, once its scripts have come."""
        self.page.wait_for_load_state("networkidle")
        self.heights[name] = int(self.page.evaluate(TALL))

    # --- what it costs ----------------------------------------------------------------------
    def cost(self) -> Cost:
        return Cost(self.screens, self.acts, self.words, self.minutes(), self.clock())

    def minutes(self) -> float:
        """Of their own, by the model."""
        read = self.words * SHARE_READ / WORDS_A_MINUTE
        done = self.letters / LETTERS_A_MINUTE + self.acts * MINUTES_AN_ACT
        return read + done + (self.loading / 60 if self.machine else 0)

    def clock(self) -> float:
        """The same, with the minutes in which they waited for the other."""
        return self.minutes() + self.idle

    def waits_for(self, other: Newcomer) -> None:
        self.idle += max(0.0, other.clock() - self.clock())

    # --- how it is counted ------------------------------------------------------------------
    def look(self) -> None:
        """Reads what has come into sight."""
        here = urlsplit(self.page.url).path
        for block in self.page.locator("main").evaluate(IN_SIGHT):
            text = " ".join(block.split())
            if text and text not in self.own | self.seen[here]:
                self.seen[here].add(text)
                self.words += len(A_WORD.findall(text))

    def _tap(self, where: Locator) -> None:
        seen = where.locator("visible=true").first
        self._act(lambda: go(seen))

    def _act(self, act: Callable[[], object], acts: int = 1) -> None:
        if self.screens:
            self.look()
        before, began = self.words, time.perf_counter()
        self.acts += acts
        act()
        self.loading += time.perf_counter() - began
        self.look()
        self.story.append(f"{self.words - before:4} words at {urlsplit(self.page.url).path}")

    def _arrived(self) -> None:
        self.screens += 1
