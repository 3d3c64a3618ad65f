"""The pictures of the home screen, painted anew, are those that are kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from scripts import icons

pytestmark = pytest.mark.journey

SIDE = 96
CORNER, ALPHA = 0, 3


def test_each_picture_is_its_drawing(browser: Browser) -> None:
    page = browser.new_page()
    for name in icons.NAMES:
        for kind in icons.SIZES:
            kept = (icons.STATIC / f"{name}-{kind}.png").read_bytes()
            there = icons.pixels(page, kept, "png", SIDE)
            drawn = icons.pixels(page, icons.drawing(name, kind).encode(), "svg+xml", SIDE)
            off = sum(abs(a - b) > 48 for a, b in zip(there, drawn, strict=True))
            assert off < len(drawn) / 100, f"{name}-{kind}: run scripts/icons.py ({off})"
            solid = there[CORNER + ALPHA] == 255
            assert solid is (kind in ("whole", "touch")), f"{name}-{kind}"
    page.close()
