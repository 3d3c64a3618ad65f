"""Somebody at a phone in any browser: types, presses, and waits for what they expect to see."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from .engines import Engine, Refused

PHONE = (390, 844)
SOON = 40.0
FILL = """
const field = document.querySelector(given[0]);
if (!field) throw new Error("no field " + given[0]);
if (["checkbox", "radio"].includes(field.type)) field.click();
else {
  field.value = given[1];
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
"""
# Marks what is to be pressed, and the page that is left by it.
MARK = """
const words = (one) => (one.textContent || one.value).replace(/\\s+/g, " ").trim();
const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.ariaHidden;
const all = [...document.querySelectorAll("main button, main a, main summary, .tabs a")];
const found = all.filter((one) => words(one).startsWith(given[0])).find(shown);
for (const one of document.querySelectorAll("[data-pressed]")) delete one.dataset.pressed;
if (!found) return false;
found.dataset.pressed = "";
const landed = () => { found.dataset.pressed = "landed"; };
found.addEventListener("click", landed, { capture: true, once: true });
found.scrollIntoView({ block: "center" });
return true;
"""
# A press is noted where it lands.
UNPRESSED = "return !!document.querySelector('[data-pressed=\"\"]')"
SAYS = """
const said = document.querySelector("main")?.innerText ?? "";
return [document.readyState, said, location.pathname];
"""


@dataclass
class Person:
    browser: Engine
    address: str
    name: str
    passphrase: str = "seven brown kettles hum"

    @property
    def email(self) -> str:
        return f"{self.name.lower()}.{self.browser.name}@example.org"

    def go(self, path: str) -> None:
        self.browser.go_to(self.address + path)

    def opens(self, path: str) -> None:
        """With all that belongs to it."""
        self.go(path)
        self.until(lambda: self.browser.run(SAYS)[0] == "complete", "no page")

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.browser.run(FILL, f"main [name='{name}']", value)

    def pick(self, **fields: str) -> None:
        for name, value in fields.items():
            self.browser.run(FILL, f"main [name='{name}'][value='{value}']", "")

    def press(self, named: str, then: str) -> None:
        """`then`: a text or an address that the page has afterwards."""
        self.until(lambda: bool(self.browser.run(MARK, named)), f"no “{named}”")
        self._press()
        self.until(lambda: self._sees(then) or self._press(), f"never saw “{then}”")

    def sees(self, text: str) -> None:
        self.until(lambda: self._sees(text), f"never saw “{text}”")

    def _sees(self, text: str) -> bool:
        state, words, path = self.browser.run(SAYS)
        return state == "complete" and (text in words or text == path)

    def _press(self) -> bool:
        """Once it lands; what still fades in, or moves as a part comes in above it, is missed."""
        with suppress(Refused):
            if self.browser.run(UNPRESSED):
                self.browser.press("[data-pressed]")
        return False

    def until(self, true: Any, otherwise: str) -> None:
        until = time.monotonic() + SOON
        while not true():
            assert time.monotonic() < until, f"{self.browser.name}: {otherwise}: {self.text[:600]}"
            time.sleep(0.1)

    @property
    def text(self) -> str:
        _state, words, path = self.browser.run(SAYS)
        return f"{path}\n{words}"

    @property
    def path(self) -> str:
        return str(self.browser.run("return location.pathname"))
