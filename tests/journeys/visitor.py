"""One person at their phone, in the words of the product. Works with script and without."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

LONDON = ZoneInfo("Europe/London")
fresh = count(1)


@dataclass
class Visitor:
    page: Page
    name: str
    passphrase: str = "seven brown kettles hum"
    email: str = ""
    leave: str = ""

    def __post_init__(self) -> None:
        self.email = self.email or f"{self.name.lower()}{next(fresh)}.{id(self)}@example.org"

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def follow(self, name: str) -> None:
        self.page.locator("main").get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()

    def says(self, text: str) -> bool:
        return text in self.page.locator("main").inner_text()

    @property
    def headline(self) -> str:
        return self.page.locator("h1").inner_text()

    # --- beginning --------------------------------------------------------------------------
    def start(self) -> None:
        """Sign up and walk the first steps, passing what can be passed."""
        self.sign_up()
        self.pass_host_card()
        self.follow("Go on without")
        self.say_name()
        self.follow("Skip")
        self.follow("Start on my own")

    def sign_up(self) -> None:
        self.page.goto("/sign-up/")
        self.page.fill("input[name=email]", self.email)
        self.page.fill("input[name=password1]", self.passphrase)
        self.press("Next")

    def pass_host_card(self) -> None:
        if self.page.locator("input[name=name]").count():
            self.page.fill("input[name=name]", "Jo")
            self.page.check("input[name=who][value=other]")
            self.press("Next")
        else:
            self.follow("Next")

    def say_name(self) -> None:
        self.page.fill("input[name=name]", self.name)
        self.press("Next")

    def sign_in(self, passphrase: str = "") -> None:
        self.page.goto("/sign-in/")
        self.page.fill("input[name=login]", self.email)
        self.page.fill("input[name=password]", passphrase or self.passphrase)
        self.press("Sign in")

    # --- being two --------------------------------------------------------------------------
    def invite(self) -> str:
        """Make an invitation. Returns its link."""
        self.page.goto("/pair/")
        self.press("Make an invitation")
        return self.page.input_value("#link")

    def join(self, code: str) -> None:
        """Type the code of an invitation and say yes."""
        self.page.goto("/join/")
        self.page.fill("input[name=code]", code)
        self.press("Open the invitation")
        self.page.click("button[value=yes]")
        self.page.wait_for_load_state()

    def four_words(self) -> list[str]:
        self.page.goto("/pair/words/")
        return self.page.locator(".four li").all_inner_texts()

    def compare(self) -> None:
        self.page.goto("/pair/words/")
        self.press("The same four")

    # --- a leave ----------------------------------------------------------------------------
    def plan(self, intention: str, hours: float = 2.5, meaning: str = "") -> None:
        out = datetime.now(LONDON) + timedelta(minutes=5)
        back = out + timedelta(hours=hours)
        self.page.goto("/leaves/new/")
        self.page.fill("[name=intention]", intention)
        self.page.fill("[name=meaning]", meaning)
        self.page.fill("[name=day]", f"{out:%Y-%m-%d}")
        self.page.fill("[name=out_time]", f"{out:%H:%M}")
        self.page.fill("[name=back_day]", f"{back:%Y-%m-%d}")
        self.page.fill("[name=back_time]", f"{back:%H:%M}")
        self.press("Keep this plan")
        self.leave = self.page.url.rstrip("/").rpartition("/")[2]

    def give_heads_up(self, words: str = "") -> None:
        self.page.goto(f"/leaves/{self.leave}/heads-up/")
        if words:
            self.page.fill("[name=words]", words)
        self.press("Give the heads-up")

    def set_out(self, guilt: int | None = None, says: str = "") -> None:
        self.page.goto(f"/leaves/{self.leave}/departure/")
        if guilt is not None:
            self.page.check(f"input[name=guilt][value='{guilt}']")
        self.page.fill("[name=says]", says)
        self.press("Out I go")

    def catch(self, kind: str, text: str) -> None:
        self.page.fill("[name=text]", text)
        self.press(kind)
        self.page.get_by_text("Kept.", exact=True).first.wait_for()

    def come_home(self) -> None:
        self.page.goto(f"/leaves/{self.leave}/away/")
        self.press("I’m back")

    def answer(self, **scales: int) -> None:
        for name, value in scales.items():
            self.page.check(f"input[name={name}][value='{value}']")
        self.press("Keep these")

    def open_room(self) -> None:
        """Open the private room in place."""
        self.page.fill("#passphrase", self.passphrase)
        self.press("Open")

    def open_room_if_closed(self) -> None:
        """With script the room closes when its tab is left; without, after some idle minutes."""
        if self.page.locator("#passphrase").count():
            self.open_room()

    def bring(self, text: str) -> None:
        """Tell the moment with these words; keep the others."""
        card = self.page.locator(".carry", has_text=text)
        card.locator("input[value=tell]").check()
        self.press("That is what comes in")

    # --- hearing ----------------------------------------------------------------------------
    def hear(self) -> None:
        self.page.goto("/")
        self.page.locator("a", has_text="brought something home").click()
        self.press("Now")

    def say_back(self, words: str, question: str) -> None:
        self.page.fill("[name=own]", words)
        self.page.fill("[name=question]", question)
        self.press("Say it")


def become_a_pair(one: Visitor, other: Visitor) -> None:
    one.start()
    other.start()
    other.join(one.invite().partition("#")[2])
    assert one.four_words() == other.four_words()
    one.compare()
    other.compare()
