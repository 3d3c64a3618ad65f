"""Icons that a stylesheet draws, so that no page has to send them, are those of `ui/icons.py`."""

from __future__ import annotations

import re

import pytest

from outandback.ui.icons import ICONS
from tests.house.source import ROOT

SHEETS = {
    "pages/plan/static/plan/plan.css": {"intention", "meaning", "company", "distance"},
    "ui/static/ui/parts/paper.css": {"seal", "offline"},
}
DRAWN = re.compile(r"url\('data:image/svg\+xml,<svg[^>]*>(.*?)</svg>'\)", re.DOTALL)
BROKEN = re.compile(r"\\\n\s*")


@pytest.mark.parametrize("sheet", SHEETS)
def test_an_icon_in_a_stylesheet_is_the_same_drawing(sheet: str) -> None:
    css = (ROOT / "outandback" / sheet).read_text(encoding="utf-8")
    drawn = {BROKEN.sub("", one) for one in DRAWN.findall(css)}
    assert drawn == {ICONS[name] for name in SHEETS[sheet]}
