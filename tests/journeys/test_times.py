"""A time to be back is said in the same words by the phone and by the server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from outandback.ui import spoken

from .conftest import Open

pytestmark = pytest.mark.journey

HEADLINE = """async ([back, zone]) => (await import("/static/pocket/times.js")).headline(
    { state: "out", back, zone })"""
DAY = 24
NOW = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)  # the clocks go back that night
HERE = spoken.Here("Europe/London", NOW)
HOURS = (-200, -24, -1, 0.25, 0.5, 1, 1.5, 2, 12, 24, 100, 143, 145, 168, 169, 45 * DAY, 491 * DAY)
ZONES = ("Europe/London", "Europe/Lisbon", "Pacific/Auckland", "America/Argentina/Buenos_Aires")


def test_the_phone_says_it_as_the_server_does(open_page: Open) -> None:
    page = open_page()
    page.goto("/pocket/")
    page.clock.set_fixed_time(NOW)
    for hours, zone in product(HOURS, ZONES):
        back = NOW + timedelta(hours=hours)
        said = page.evaluate(HEADLINE, [back.isoformat(), zone])
        assert said == f"You are out. Back {spoken.when(back, HERE, zone)}.", (hours, zone)
