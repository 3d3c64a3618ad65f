"""One visit to a calendar server: requests with one sign-in, to one origin, within one minute."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from outandback.net.client import SECONDS, WebRequest, fetch
from outandback.net.errors import Broken, NetError, Refused, Rule, Unreachable
from outandback.net.lines import USUAL

from .webdav import at, full, multistatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outandback.net.client import SignIn, WebAnswer

    from .webdav import Multistatus

SECONDS_OF_A_VISIT = 60.0
# The one server known to send people on to a host of its own with the same password: Apple's.
ICLOUD, ICLOUD_HOME = "caldav.icloud.com", re.compile(r"p[0-9]{1,4}-caldav\.icloud\.com")
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
CALENDAR = full("C:calendar")
BUSY = {429, 502, 503, 504}
SECONDS_SAID, MOST_SECONDS = re.compile(r"[0-9]{1,9}"), 24 * 60 * 60


class NotACalendar(NetError):
    """Something answers there, but no calendar."""


class Missing(NotACalendar):
    """Nothing is there."""


class WrongPassword(NetError):
    """The name or the password is not taken."""


class NotAllowed(NetError):
    """The server lets this person read, or do nothing at all."""


class Conflict(NetError):
    """It was changed there meanwhile, or stands there already."""


class Later(Unreachable):
    """It asks to be left alone for so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class Elsewhere(Refused):
    """It leads on to another origin, to which no password is sent that was not typed for it."""

    def __init__(self, origin: str) -> None:
        super().__init__(Rule.REDIRECT)
        self.origin = origin


@dataclass(frozen=True)
class Collection:
    """One calendar. `name` is what its owner calls it there, and private."""

    url: str = field(repr=False)
    sign_in: SignIn | None = None
    name: str = field(default="", repr=False)
    writable: bool = True


class Visit:
    """Raises NetError in one of its kinds."""

    def __init__(self, sign_in: SignIn | None, seconds: float = SECONDS_OF_A_VISIT) -> None:
        self.sign_in = sign_in
        self.until = monotonic() + seconds

    def look(self, url: str, body: bytes, depth: int = 0) -> tuple[str, Multistatus]:
        """PROPFIND: where the answer came from, and the answer."""
        return self._many("PROPFIND", url, body, depth)

    def report(self, url: str, body: bytes, depth: int = 1) -> Multistatus:
        return self._many("REPORT", url, body, depth)[1]

    def ask(
        self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] = NO_HEADERS
    ) -> WebAnswer:
        """An answer that is a yes."""
        request = WebRequest(url, method, body, headers, self.sign_in)
        answer = fetch(request, settings.LAN_CALENDARS, self._seconds())
        if origin_of(answer.url) != origin_of(url):
            raise Elsewhere(origin_of(answer.url))
        _check(answer)
        return answer

    def _many(self, method: str, url: str, body: bytes, depth: int) -> tuple[str, Multistatus]:
        kind = 'application/xml; charset="utf-8"'
        answer = self.ask(method, url, body, {"Depth": str(depth), "Content-Type": kind})
        if answer.status != 207:
            raise NotACalendar
        return answer.url, multistatus(answer.body)

    def _seconds(self) -> float:
        """Of one request; the client sees to it that there are any left."""
        return min(self.until - monotonic(), SECONDS)


KINDS: dict[int, type[NetError]] = {
    401: WrongPassword,
    403: NotAllowed,
    404: Missing,
    410: Missing,
    412: Conflict,
    507: NotAllowed,
}


def _check(answer: WebAnswer) -> None:
    status = answer.status
    if 200 <= status < 300:
        return
    if status in KINDS:
        raise KINDS[status]
    if status in BUSY:
        raise Later(_asked_to_wait(answer))
    raise NotACalendar if status < 500 else Broken(f"status {status}")


def _asked_to_wait(answer: WebAnswer) -> int:
    """0 where it does not say, or makes no sense. A time is taken by the server’s own clock."""
    said = answer.headers.get("retry-after", "").strip()
    if SECONDS_SAID.fullmatch(said):
        return min(int(said), MOST_SECONDS)
    with suppress(ValueError, TypeError):
        until, now = map(parsedate_to_datetime, (said, answer.headers.get("date", "")))
        return max(0, min(int((until - now).total_seconds()), MOST_SECONDS))
    return 0


def origin_of(url: str) -> str:
    """As the client writes it in its answers: without the port that goes without saying."""
    split = urlsplit(url)
    usual = USUAL.get(split.scheme) == split.port
    return f"{split.scheme}://{split.netloc.rpartition(':')[0] if usual else split.netloc}"


def home_at(base: str, href: str) -> str:
    """Where somebody's calendars are: at the same origin, or where Apple keeps them."""
    there = urlsplit(urljoin(base, href))
    led = there.scheme == "https" and there.netloc.removesuffix(":443")
    if urlsplit(base).hostname == ICLOUD and led and ICLOUD_HOME.fullmatch(led):
        return f"https://{led}{there.path}"
    return at(base, href)
