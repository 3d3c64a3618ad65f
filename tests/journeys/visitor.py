"""One person at their phone, in the words of the product. Works with script and without."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from . import before
from .going import go

LONDON = ZoneInfo("Europe/London")
fresh = count(1)
WITHOUT_SCRIPT = "matchMedia('(scripting: none)').matches"
KEEPING, CHOOSING = re.compile(r"/moments/$"), re.compile(r"/homecoming/$")
SEALED = 422
HERON = "The heron waits for everyone."
# A phone with a fingerprint that always fits.
PHONE_WITH_PASSKEYS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
STORED = """async () => JSON.stringify([
    {...localStorage}, {...sessionStorage},
    await indexedDB.databases(),
    await Promise.all((await caches.keys()).map(async name =>
        (await (await caches.open(name)).keys()).map(one => one.url))),
])"""
# A headless browser shows every page always, so a page is told that it is hidden.
SHOWN = """state => {
    Object.defineProperty(document, "visibilityState", {value: state, configurable: true});
    document.dispatchEvent(new Event("visibilitychange"));
}"""


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
        go(self.page.get_by_role("button", name=name, exact=True).first)

    def follow(self, name: str) -> None:
        go(self.page.locator("main").get_by_role("link", name=name).first)

    def says(self, text: str) -> bool:
        return text in self.page.locator("main").inner_text()

    @property
    def headline(self) -> str:
        return self.page.locator("h1").inner_text()

    # --- the phone itself -------------------------------------------------------------------
    def stored(self) -> str:
        """Everything that the browser keeps for this app, besides cookies."""
        return str(self.page.evaluate(STORED))

    def look_elsewhere(self) -> None:
        self.page.evaluate(SHOWN, "hidden")

    def look_again(self) -> None:
        self.page.evaluate(SHOWN, "visible")
        self.page.wait_for_load_state()

    # --- beginning --------------------------------------------------------------------------
    def start(self) -> None:
        """Both steps: who I am, and alone for now."""
        self.sign_up()
        self.follow("Alone for now")

    def sign_up(self) -> None:
        self.page.goto("/sign-up/")
        self.fill_in()

    def fill_in(self) -> None:
        """Who I am, on the page that asks it."""
        self.page.fill("input[name=name]", self.name)
        self.page.fill("input[name=email]", self.email)
        self.page.fill("input[name=password1]", self.passphrase)
        zone = self.page.locator("input[name=zone]")
        if self.page.evaluate(WITHOUT_SCRIPT):
            zone.fill("London")
        else:
            zone.wait_for(state="hidden")
        self.press("Next")

    def make_sheet(self) -> str:
        """A recovery sheet. Returns the code on it."""
        self.answer_at("p", then="/start/recovery/")
        self.press("Make my sheet")
        groups = self.page.locator(".codes--sheet b").all_inner_texts()
        self.follow("Go on without checking")
        return "-".join(groups)

    def sign_in(self, passphrase: str = "") -> None:
        self.page.goto("/sign-in/")
        self.page.fill("input[name=login]", self.email)
        self.page.fill("input[name=password]", passphrase or self.passphrase)
        self.press("Sign in")

    def add_passkey(self, name: str) -> None:
        phone = self.page.context.new_cdp_session(self.page)
        phone.send("WebAuthn.enable")
        phone.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE_WITH_PASSKEYS})
        self.page.goto("/settings/sign-in/passkeys/new/")
        self.show_again()
        self.page.fill("input[name=name]", name)
        self.page.check("input[name=passwordless]")
        self.press("Make a passkey")
        self.page.wait_for_url(lambda address: "/passkeys/new/" not in address)

    def sign_in_with_passkey(self) -> None:
        self.page.goto("/sign-in/")
        self.press("Use a passkey")
        self.page.wait_for_url(lambda address: "/sign-in/" not in address)

    def show_again(self) -> None:
        """Before a way of signing in is changed, the app asks whether it is still them."""
        assert self.headline == "Is it still you?"
        self.page.fill("input[name=password]", self.passphrase)
        self.press("Go on")

    def change_passphrase(self, new: str) -> None:
        self.page.goto("/settings/passphrase/")
        self.page.fill("input[name=passphrase]", self.passphrase)
        self.page.fill("input[name=new]", new)
        self.press("Change it")
        self.passphrase = new

    def sign_out(self) -> None:
        self.page.goto("/sign-out/")
        self.press("Sign out")
        # its script ends the pushes of this browser first, and sends the form itself
        self.page.wait_for_url(lambda address: "/sign-out/" not in address)

    # --- being two --------------------------------------------------------------------------
    def invite(self) -> str:
        """Make an invitation. Returns its link."""
        self.page.goto("/pair/")
        self.press("Make an invitation")
        return self.page.input_value("#link")

    def join(self, code: str) -> None:
        """Type the code of an invitation and say yes."""
        self.carry(code)
        self.say_yes()

    def carry(self, code: str) -> None:
        self.page.goto("/join/")
        self.page.fill("input[name=code]", code)
        self.press("Open the invitation")

    def say_yes(self) -> None:
        go(self.page.locator("button[value=yes]"))

    def four_words(self) -> list[str]:
        self.page.goto("/pair/words/")
        return self.page.locator(".four li").all_inner_texts()

    def compare(self) -> None:
        self.page.goto("/pair/words/")
        self.press("The same four")

    def leave_pair(self, words: str = "") -> None:
        """At once; the other is told at their next visit, with a few words if there are any."""
        self.page.goto("/settings/parting/")
        self.page.check(f"input[name=seen] >> nth={1 if words else 0}")
        self.page.fill("[name=words]", words)
        self.page.fill("input[name=passphrase]", self.passphrase)
        self.press("Leave the pair")

    # --- a leave ----------------------------------------------------------------------------
    def plan(self, intention: str, hours: float = 2.5, meaning: str = "") -> None:
        self.write_plan(intention, datetime.now(LONDON) + timedelta(minutes=5), hours)
        if meaning:
            self.unfold_plan()
            self.page.fill("[name=meaning]", meaning)
        self.keep_plan()

    def unfold_plan(self) -> None:
        """All that is folded on the page of a plan."""
        self.unfold_all("#plan")

    def unfold_return(self) -> None:
        """All that is folded on a page of coming back."""
        self.unfold_all("form.settle")

    def unfold_all(self, within: str) -> None:
        folded = self.page.locator(f"{within} details:not([open]) > summary")
        while folded.count():
            folded.first.click()

    def write_plan(self, intention: str, out: datetime, hours: float) -> None:
        back = out + timedelta(hours=hours)
        self.page.goto("/leaves/new/")
        self.page.fill("[name=intention]", intention)
        self.page.locator("summary", has_text="Another day or hour").click()
        for day, clock, at in (("day", "out_time", out), ("back_day", "back_time", back)):
            self.page.fill(f"[name={day}]", f"{at:%Y-%m-%d}")
            self.page.fill(f"[name={clock}]", f"{at:%H:%M}")

    def keep_plan(self, how: str = "Keep this plan") -> None:
        self.press(how)
        self.note_leave()

    def note_leave(self) -> None:
        """The leave of the page that is open."""
        self.leave = self.page.url.partition("/leaves/")[2].partition("/")[0]

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
        # an earlier one may still say that it is kept
        with self.page.expect_response(KEEPING):
            self.press(kind)
        self.page.get_by_text("Kept.", exact=True).first.wait_for()

    def come_home(self) -> None:
        self.page.goto(f"/leaves/{self.leave}/away/")
        self.press("I’m back")

    def answer(self, **scales: int) -> None:
        self.unfold_return()
        for name, value in scales.items():
            self.page.check(f"input[name={name}][value='{value}']")
        go(self.page.get_by_role("button", name=re.compile("^(Done|Keep these)$")).first)

    def open_room(self, passphrase: str = "") -> None:
        """Open the private room in place."""
        self.unfold_return()
        self.page.fill("input[name=passphrase]", passphrase or self.passphrase)
        go(self.page.get_by_role("button", name=re.compile("^Open( it here)?$")).first)

    def open_room_if_closed(self) -> None:
        """With script the room closes when its tab is left; without, after some idle minutes."""
        if self.page.locator("input[name=passphrase]").count():
            self.open_room()
        self.unfold_return()

    def answer_at(self, door: str, passphrase: str = "", then: str = "/") -> None:
        """Type a passphrase at a door: s for everyday words, p for the private room."""
        self.page.goto(f"/opening/?door={door}&next={then}")
        self.page.fill("input[name=passphrase]", passphrase or self.passphrase)
        self.press("Open")

    def enter_room(self, passphrase: str = "") -> None:
        self.page.goto("/mine/")
        if self.page.locator("input[name=passphrase]").count():
            self.open_room(passphrase)

    def keep(self, words: str) -> None:
        """A short walk that ends with these words in the private room."""
        self.plan("Along the canal")
        self.set_out()
        self.catch("Insight", words)
        self.come_home()

    def bring(self, text: str) -> None:
        """Tell the moment with these words; keep the others."""
        self.unfold_return()
        card = self.page.locator(".carry", has_text=text)
        card.locator("input[value=tell]").check()
        self.choose()

    def choose(self) -> None:
        """What is chosen on the threshold comes in, also where the room closed on the way."""
        with self.page.expect_response(CHOOSING) as answer:
            self.press("Done")
        if answer.value.status == SEALED:
            self.page.fill("input[name=passphrase]", self.passphrase)
            with self.page.expect_response(CHOOSING):
                self.press("Open it, and go on")

    # --- hearing ----------------------------------------------------------------------------
    def open_what_was_brought(self) -> None:
        self.page.goto("/")
        go(self.page.locator("a", has_text="brought something"))

    def hear(self) -> None:
        self.open_what_was_brought()
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


def somebody_in_their_room(page: Page) -> Visitor:
    robin = Visitor(page, "Robin")
    before.has_begun(robin)
    robin.keep(HERON)
    robin.enter_room()
    assert robin.says(HERON)
    return robin


def same_cookies(one: Visitor, page: Page) -> Visitor:
    """Somebody who copied every cookie while the room stood open."""
    page.context.add_cookies(one.page.context.cookies())  # type: ignore[arg-type]
    return Visitor(page, one.name)
