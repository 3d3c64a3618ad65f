"""A time to be back is said in the same words by the phone and by the server."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from outandback.ui import spoken

from .conftest import Open
from .visitor import LONDON

pytestmark = pytest.mark.journey

HEADLINE = """async (back) => (await import("/static/pocket/times.js")).headline(
    { state: "out", back, zone: "Europe/London" })"""
NOW = datetime(2026, 10, 24, 23, 30, tzinfo=LONDON)  # the clocks go back that night
HOURS = (-200, -24, -1, 0.25, 0.5, 2, 12, 24, 100, 143, 145, 168, 169, 24 * 45)


def test_the_phone_says_it_as_the_server_does(open_page: Open) -> None:
    page = open_page()
    page.goto("/sign-in/")
    page.clock.set_fixed_time(NOW)
    for hours in HOURS:
        back = (NOW + timedelta(hours=hours)).astimezone(LONDON)
        said = page.evaluate(HEADLINE, back.isoformat())
        assert said == f"You are out. Back {spoken.when(back, NOW)}.", hours
