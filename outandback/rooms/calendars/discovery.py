"""Which calendars somebody has at an address that they typed (RFC 6764, RFC 4791)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from outandback.net.client import SignIn
from outandback.net.errors import Broken, NetError, Refused
from outandback.net.targets import typed

from . import webdav
from .visits import (
    CALENDAR,
    SECONDS_OF_A_VISIT,
    Collection,
    NotACalendar,
    NotAllowed,
    Visit,
    home_at,
)

if TYPE_CHECKING:
    from .webdav import DavResponse

WELL_KNOWN = "/.well-known/caldav"
EVENTS = "VEVENT"
DESCRIBED = (
    "D:resourcetype",
    "D:displayname",
    "D:current-user-privilege-set",
    "C:supported-calendar-component-set",
)
HOMES = ("D:current-user-principal", "C:calendar-home-set")
MOST_HOMES, MOST_CALENDARS = 5, 100
LONGEST_NAME = 200


def calendars_at(
    address: str, user: str, password: str, seconds: float = SECONDS_OF_A_VISIT
) -> list[Collection]:
    """Those for events: of the account at an address, or the one calendar that is there itself."""
    visit = Visit(SignIn(user, password), seconds)
    missed: list[NetError] = []
    for url in _places(typed(address)):
        try:
            if found := _calendars(visit, url):
                return found
        except (NotACalendar, NotAllowed, Broken, Refused) as trouble:
            missed.append(trouble)
    raise next((one for one in missed if not isinstance(one, NotACalendar)), NotACalendar())


def _places(url: str) -> list[str]:
    split = urlsplit(url)
    origin = f"{split.scheme}://{split.netloc}"
    typed_path = [url] if split.path.strip("/") else []
    return [*typed_path, f"{origin}{WELL_KNOWN}", f"{origin}/"]


def _calendars(visit: Visit, url: str) -> list[Collection]:
    base, found = visit.look(url, webdav.propfind(*DESCRIBED, *HOMES))
    here = next(iter(found.responses), None)
    if here is None:
        return []
    if CALENDAR in here.names("D:resourcetype"):
        return [_collection(visit, base, here)] if _has_events(here) else []
    return [one for home in _homes(visit, base, here) for one in _listed(visit, home)]


def _homes(visit: Visit, base: str, here: DavResponse) -> list[str]:
    homes = here.hrefs("C:calendar-home-set")
    for principal in here.hrefs("D:current-user-principal")[:1]:
        if not homes:
            base, found = visit.look(webdav.at(base, principal), webdav.propfind(*HOMES))
            homes = [href for one in found.responses for href in one.hrefs("C:calendar-home-set")]
    return [home_at(base, href) for href in homes[:MOST_HOMES]]


def _listed(visit: Visit, home: str) -> list[Collection]:
    base, found = visit.look(home, webdav.propfind(*DESCRIBED), depth=1)
    calendars = [one for one in found.responses if CALENDAR in one.names("D:resourcetype")]
    fitting = [one for one in calendars if _has_events(one)]
    return [_collection(visit, base, one) for one in fitting[:MOST_CALENDARS]]


def _has_events(calendar: DavResponse) -> bool:
    components = calendar.components()
    return components is None or EVENTS in components


def _collection(visit: Visit, base: str, found: DavResponse) -> Collection:
    name = found.text("D:displayname")[:LONGEST_NAME]
    url = webdav.at(base, found.href or base).rstrip("/")
    return Collection(f"{url}/", visit.sign_in, name, found.may_be_written())
