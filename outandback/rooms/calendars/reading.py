"""What a calendar says by now, asked over the network and read in a process of its own. Whatever
goes wrong comes to one of a few kinds, each of which has its sentence on the page."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings

from outandback.net.client import WebRequest, fetch
from outandback.net.errors import NetError, Refused, Rule, TooLarge
from outandback.net.targets import typed
from outandback.rules.busy_times import AHEAD, BACK, Read

from . import caldav, ics
from .ics import NotRead
from .models import Source
from .visits import Missing, NotACalendar, NotAllowed, WrongPassword

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.net.client import WebAnswer

    from .models import Access

Trouble = Source.ReadTrouble
OF_STATUS = {
    401: Trouble.PASSWORD,
    403: Trouble.PASSWORD,
    404: Trouble.NOT_FOUND,
    410: Trouble.NOT_FOUND,
}
# The first that fits says it.
OF_KIND: tuple[tuple[type[NetError], Trouble], ...] = (
    (WrongPassword, Trouble.PASSWORD),
    (NotAllowed, Trouble.PASSWORD),
    (TooLarge, Trouble.TOO_LARGE),
    (Missing, Trouble.NOT_FOUND),
    (NotACalendar, Trouble.NO_CALENDAR),
)


def read_source(kind: str, access: Access, zone: str, at: datetime) -> tuple[Read | None, str]:
    """Its busy times, None where it is as its token says, and its token. Raises NotRead."""
    try:
        if kind == Source.SourceKind.ACCOUNT:
            return _of_account(access, zone, at)
        return ics.read([_at_address(access.address)], zone, at), ""
    except NetError as trouble:
        raise NotRead(_kind_of(trouble)) from None


def _kind_of(trouble: NetError) -> Trouble:
    if isinstance(trouble, Refused):
        inside = trouble.rule in {Rule.INSIDE, Rule.SCHEME, Rule.WRONG_PORT}
        return Trouble.OWN_NETWORK if inside else Trouble.NOT_FOUND
    return next((kind for sort, kind in OF_KIND if isinstance(trouble, sort)), Trouble.UNREACHABLE)


def _at_address(address: str) -> bytes:
    answer = fetch(WebRequest(typed(address)), settings.LAN_CALENDARS)
    _check(answer)
    return answer.body


def _check(answer: WebAnswer) -> None:
    """Raises NotRead for an answer that is no yes."""
    if answer.status != 200:
        raise NotRead(OF_STATUS.get(answer.status, Trouble.UNREACHABLE))


def _of_account(access: Access, zone: str, at: datetime) -> tuple[Read | None, str]:
    """All calendars of an account together, or the one at an address."""
    there = caldav.calendars_at(access.address, access.user, access.password)
    token = _token(there, at)
    if token == access.token:
        return None, token
    texts: list[bytes] = []
    for one in there:
        texts += caldav.texts_between(one, at - BACK, at + AHEAD).values()
    return (ics.read(texts, zone, at) if texts else Read([], [])), token


def _token(there: list[caldav.Collection], at: datetime) -> str:
    """The same while nothing changed there, for a day: what lies ahead moves on."""
    states = [(one.url, caldav.state_of(one)) for one in there]
    if not all(state for _, state in states):
        return ""
    return sha256(repr((at.date(), states)).encode()).hexdigest()
