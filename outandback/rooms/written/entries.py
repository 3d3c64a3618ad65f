"""One entry of ours in a calendar elsewhere: written, changed or removed in a request or a few.

Nothing is touched whose name in its text is not the one that we gave it. Each function may be
killed at any point and called again: it finds what it did, and leaves no second one. All raise
NetError.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from outandback.net.client import SignIn
from outandback.net.errors import Broken, NetError, Refused, Rule
from outandback.net.waiting import aside
from outandback.rooms.calendars import caldav
from outandback.rooms.calendars.visits import (
    Collection,
    Conflict,
    Missing,
    NotACalendar,
    NotAllowed,
    WrongPassword,
)
from outandback.rules.written_entries import holds_only

from .models import WrittenCalendar

if TYPE_CHECKING:
    from outandback.rules.written_entries import ToWrite

    from .models import WriteAccess, WrittenEntry

LONGEST_ETAG = 400
PATIENCE = 20.0  # seconds, where somebody waits for their page
Trouble = WrittenCalendar.WriteTrouble
# The first that fits says it.
OF_KIND: tuple[tuple[type[NetError], WrittenCalendar.WriteTrouble], ...] = (
    (WrongPassword, Trouble.PASSWORD),
    (NotAllowed, Trouble.READ_ONLY),
    (NotACalendar, Trouble.NOT_FOUND),
)


def trouble_of(kind: NetError) -> WrittenCalendar.WriteTrouble:
    if isinstance(kind, Refused):
        inside = kind.rule in {Rule.INSIDE, Rule.SCHEME, Rule.WRONG_PORT}
        return Trouble.OWN_NETWORK if inside else Trouble.NOT_FOUND
    return next((said for sort, said in OF_KIND if isinstance(kind, sort)), Trouble.UNREACHABLE)


def calendars_to_write(address: str, user: str, password: str) -> list[Collection]:
    """Those of an account that this name may write into."""
    with aside():
        found = caldav.calendars_at(address, user, password, PATIENCE)
    return [one for one in found if one.writable]


def collection_of(access: WriteAccess) -> Collection:
    return Collection(access.url, SignIn(access.user, access.password))


def look(there: Collection) -> None:
    """Whether it is there and the password is taken: asked where its owner waits to hear that,
    since with nothing to write nothing else would tell."""
    caldav.state_of(there)


def put(there: Collection, entry: WrittenEntry, wanted: ToWrite) -> str:
    """The etag of what stands there now; empty where it is to be left alone."""
    href = caldav.member(there, wanted.name)
    if entry.said and wanted.when == entry.when and not entry.etag:
        return ""
    try:
        return _fitting(caldav.put(there, href, wanted.text, entry.etag))
    except (Conflict, Missing):
        return _put_after_all(there, href, entry, wanted)


def _put_after_all(there: Collection, href: str, entry: WrittenEntry, wanted: ToWrite) -> str:
    """Something else stands there than what we knew of. Ours is written over, nobody else's is;
    what was deleted there comes again with other times alone."""
    try:
        text, etag = caldav.read(there, href)
    except Missing:
        if entry.said and entry.when == wanted.when:
            return ""
        return _fitting(caldav.put(there, href, wanted.text))
    if not etag or not holds_only(text, wanted.name):
        return ""
    return _fitting(caldav.put(there, href, wanted.text, etag))


def remove(there: Collection, name: str, etag: str) -> None:
    """Also where it is gone already. What is not ours stays."""
    href = caldav.member(there, name)
    try:
        if etag:
            caldav.delete(there, href, etag)
            return
    except Conflict:
        pass
    with suppress(Missing):
        text, now = caldav.read(there, href)
        if now and holds_only(text, name):
            caldav.delete(there, href, now)


def _fitting(etag: str) -> str:
    """Raises Broken for one that is longer than any server's."""
    if len(etag) > LONGEST_ETAG:
        raise Broken("a long etag")
    return etag
