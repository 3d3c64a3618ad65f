"""A time zone is found by whatever people call the place where they are."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest
from django.utils import timezone

from outandback.ui.templatetags import times
from outandback.ui.zones import MOST, NO_ZONE, NOT_PLACES, PLACES, which_one, zones_named


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Honolulu", "Pacific/Honolulu"),
        ("  honolulu ", "Pacific/Honolulu"),
        ("Ｈｏｎｏｌｕｌｕ", "Pacific/Honolulu"),
        ("Honolulu, Hawaii", "Pacific/Honolulu"),
        ("Hono", "Pacific/Honolulu"),
        ("Hawaii", "Pacific/Honolulu"),
        ("Munich", "Europe/Berlin"),
        ("MÜNCHEN", "Europe/Berlin"),
        ("UK", "Europe/London"),
        ("Scotland", "Europe/London"),
        ("San Francisco", "America/Los_Angeles"),
        ("New York", "America/New_York"),
        ("new_york", "America/New_York"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("Mumbai", "Asia/Kolkata"),
        ("Germany", "Europe/Berlin"),
        ("Portugal", ""),
        ("Japan", "Asia/Tokyo"),
        ("Europe/London", "Europe/London"),
        ("europe/london\u200b", "Europe/London"),
        ("UTC", "UTC"),
    ],
)
def test_what_people_type_leads_to_their_zone(typed: str, zone: str) -> None:
    found = zones_named(typed)
    assert found == (zone,) if zone else len(found) > 1


@pytest.mark.parametrize("typed", ["", "Nowhere", "../etc/passwd", "localtime", "Factory", "%"])
def test_what_is_no_place_leads_nowhere(typed: str) -> None:
    assert zones_named(typed) == ()


def test_where_there_are_several_the_question_names_them() -> None:
    several = zones_named("USA")
    assert which_one(several).endswith(
        "New York, Chicago, Denver, Phoenix, Los Angeles, Anchorage or Honolulu?"
    )
    assert len(zones_named("a")) <= MOST
    assert NO_ZONE


def test_every_zone_is_found_by_its_own_name_and_by_its_city() -> None:
    known = {zone for zone in available_timezones() if zone.count("/") == 1}
    for zone in known - {one for one in known if one.startswith(("Etc/", "US/", "SystemV/"))}:
        assert zones_named(zone) == (zone,)
        assert zones_named(zone.partition("/")[2].replace("_", " "))


def test_every_place_of_the_list_is_in_a_zone() -> None:
    lines = PLACES.read_text(encoding="utf-8").splitlines()[1:]
    names = [name for line in lines for name in line.partition(":")[0].split(",")]
    assert [name for name in names if not zones_named(name)] == []


def test_whoever_reads_is_in_the_zone_that_they_chose() -> None:
    """Also where clocks never change, and Django calls the zone by its distance."""
    for zone in available_timezones() - NOT_PLACES:
        with timezone.override(zone):
            assert times.here().zone == zone
            assert times.here().today == timezone.localdate()
