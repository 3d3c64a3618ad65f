"""Whether what one browser paints is painted by another: each box on a page holds ink, or none.

Letters are of other fonts in each, so no pixels are compared: of each box the upper and the lower
half hold ink, or they don't.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops

# What is wholly on the page that is seen, with a name that is the same in each browser.
BOXES = """
const bar = document.querySelector(".tabs");
const fixed = bar && getComputedStyle(bar).position === "fixed";
const under = fixed ? bar.getBoundingClientRect().top - 60 : innerHeight;
const kinds = "a, button, summary, label, svg, h1, h2, input, textarea";
const seen = new Map();
const found = [];
for (const one of document.querySelectorAll(kinds)) {
  const { left, top, right, bottom, width, height } = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  const words = one.textContent.trim().slice(0, 30);
  const name = `${one.tagName} ${one.getAttribute("class") ?? ""} ${words}`;
  const number = seen.get(name) ?? 0;
  seen.set(name, number + 1);
  const there = bar?.contains(one) ? innerHeight : under;
  const whole = left >= 0 && top >= 0 && right <= innerWidth && bottom <= there;
  const shown = one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  if (!whole || !shown || width < 8 || height < 8 || style.clipPath !== "none") continue;
  found.push([`${name} ${number}`, left, top, right, bottom]);
}
return found;
"""
Boxes = list[list[str | float]]
FAINT = 28
SOME, TRACE = 0.015, 0.004


@dataclass(frozen=True)
class Box:
    name: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def halves(self) -> tuple[tuple[int, int, int, int], ...]:
        left, top, right, bottom = map(round, (self.left, self.top, self.right, self.bottom))
        middle = (top + bottom) // 2
        return ((left, top, right, middle), (left, middle, right, bottom))


def inked(picture: bytes, boxes: Boxes) -> dict[str, tuple[float, float]]:
    """For each box the shares of its upper and its lower half that are not paper."""
    page = Image.open(BytesIO(picture)).convert("RGB")
    colours: Any = page.getcolors(1 << 24) or [(0, (0, 0, 0))]
    paper = Image.new("RGB", page.size, max(colours)[1])
    differs = ImageChops.difference(page, paper).convert("L").point(lambda v: 255 * (v > FAINT))
    found = {}
    for name, *place in boxes:
        upper, lower = Box(str(name), *map(float, place)).halves
        found[str(name)] = share(differs, upper), share(differs, lower)
    return found


def share(differs: Image.Image, half: tuple[int, int, int, int]) -> float:
    cut = differs.crop(half)
    return cut.histogram()[255] / max(cut.width * cut.height, 1)


def not_painted(
    there: dict[str, tuple[float, float]], here: dict[str, tuple[float, float]]
) -> list[str]:
    """What holds ink there and none here, among what both have."""
    return [
        f"{name}, {('upper', 'lower')[half]} half"
        for name in there.keys() & here.keys()
        for half in (0, 1)
        if there[name][half] > SOME and here[name][half] < TRACE
    ]
