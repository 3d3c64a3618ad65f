"""Time zones by the names that people type: a city, a country, or the zone's own name."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

from outandback.rules.folding import bare

PLACES = Path(__file__).parent / "content" / "places.txt"
NOT_PLACES = {"localtime", "posixrules", "Factory"}
MOST = 6
NO_ZONE = _("No such place is known here. Try a larger city near it, such as Lisbon.")
SEVERAL = _("There is more than one time zone there. Which city do you mean: {cities} or {last}?")


def zones_named(text: str) -> tuple[str, ...]:
    """The zones that somebody may mean by this: none, the one, or several to choose from."""
    name = _key(text)
    if not name:
        return ()
    for written in (name, name.partition(",")[0].strip()):
        found = _places().get(written) or _own_names().get(written)
        if found:
            return found
    begun = (zone for city, zones in _places().items() if city.startswith(name) for zone in zones)
    return tuple(dict.fromkeys(begun))[:MOST]


def which_one(zones: tuple[str, ...]) -> str:
    """ "… do you mean: Chicago, Denver or New York?" """
    *cities, last = map(city_of, zones[: MOST + 2])
    return SEVERAL.format(cities=", ".join(cities), last=last)


def city_of(zone: str) -> str:
    """ "Buenos Aires" """
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _own_names() -> dict[str, tuple[str, ...]]:
    return {_key(zone): (zone,) for zone in available_timezones() - NOT_PLACES}


@cache
def _places() -> dict[str, tuple[str, ...]]:
    """Cities that a zone is named for, then those and the countries that the list has."""
    found: dict[str, tuple[str, ...]] = {}
    for zone in sorted(available_timezones()):
        if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/", "US/", "SystemV/")):
            found.setdefault(_key(city_of(zone)), (zone,))
    for line in PLACES.read_text(encoding="utf-8").splitlines():
        names, colon, zones = line.partition(":")
        known = tuple(zone for zone in zones.split() if _key(zone) in _own_names())
        for name in names.split(",") if colon and known else ():
            both = (*found.get(_key(name), ()), *known)
            found[_key(name)] = tuple(dict.fromkeys(both))
    return found


def _key(text: str) -> str:
    return " ".join(bare(text).replace("_", " ").split())
