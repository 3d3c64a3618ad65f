"""A small CalDAV client: which calendars somebody has, what changed in one, and writing to it.

A name and a password, which should be one made for this app, go to the origin that was typed and
to no other. Each function makes one visit, which ends within a minute. An href is a path.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from outandback.net.errors import Broken, TooLarge

from . import webdav
from .discovery import calendars_at as calendars_at  # so that others ask one module
from .visits import CALENDAR, Missing, NotACalendar, NotAllowed, Visit
from .visits import Collection as Collection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from .webdav import DavResponse

MOST_PAGES = 20
MOST_EVENTS, AT_ONCE = 10_000, 50
MOST_IN_ALL = 20 * 1024 * 1024
BY_SYNC, BY_TAG = "sync:", "tag:"
KIND = "text/calendar; charset=utf-8"
PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_@.-]{0,99}")


@dataclass(frozen=True)
class Changes:
    """`texts` and `etags` by href. `whole`: this is all there is, and what is not in it is gone.
    `token` is for the next time, and says nothing to anybody else."""

    texts: dict[str, bytes] = field(default_factory=dict, repr=False)
    gone: set[str] = field(default_factory=set, repr=False)
    token: str = ""
    etags: dict[str, str] = field(default_factory=dict, repr=False)
    whole: bool = False


def state_of(collection: Collection) -> str:
    """The token of how it stands now: unchanged means that nothing in it changed."""
    return _state(Visit(collection.sign_in), collection)


def changes_since(
    collection: Collection,
    token: str = "",
    since: datetime | None = None,
    known: Mapping[str, str] | None = None,
) -> Changes:
    """What changed since a token. Without one, or where the server lost it, all there is; then
    events that ended before `since` stay away, and so does what is in `known` with its etag."""
    visit = Visit(collection.sign_in)
    if token.startswith(BY_SYNC) and token != BY_SYNC:
        try:
            return _synced(visit, collection, token.removeprefix(BY_SYNC))
        except (NotAllowed, NotACalendar, Broken):
            pass  # it lost the token, or can do nothing with those that it gives
    now = _state(visit, collection)
    if token.startswith(BY_TAG) and token == now:
        return Changes(token=now)
    return _anew(visit, collection, now, since, known)


def texts_between(
    collection: Collection, since: datetime, until: datetime | None = None
) -> dict[str, bytes]:
    """The events that touch a stretch of time, those that come round included, by href."""
    visit = Visit(collection.sign_in)
    return _texts(visit, collection, _etags(visit, collection, since, until))[0]


def _state(visit: Visit, collection: Collection) -> str:
    asked = webdav.propfind("D:resourcetype", "D:sync-token", "S:getctag")
    found = visit.look(collection.url, asked)[1].responses
    if not found or CALENDAR not in found[0].names("D:resourcetype"):
        raise NotACalendar
    if token := found[0].text("D:sync-token"):
        return BY_SYNC + token
    tag = found[0].text("S:getctag")
    return BY_TAG + tag if tag else ""


def _synced(visit: Visit, collection: Collection, token: str) -> Changes:
    changed: set[str] = set()
    gone: set[str] = set()
    for _ in range(MOST_PAGES):
        found = visit.report(collection.url, webdav.sync_collection(token), depth=0)
        token = found.token
        if not token:
            raise Broken("no token")
        if not _has_more(collection, found.responses, changed, gone):
            texts, etags, missing = _texts(visit, collection, sorted(changed))
            return Changes(texts, gone | missing, BY_SYNC + token, etags)
    raise Broken("no end")


def _has_more(
    collection: Collection, responses: list[DavResponse], changed: set[str], gone: set[str]
) -> bool:
    """Whether the server broke off. What it said so far is noted in the two sets."""
    members = list(_members(collection, responses))
    for href, one in members:
        if href.endswith("/"):
            continue
        now, before = (gone, changed) if one.status == 404 else (changed, gone)
        now.add(href)
        before.discard(href)
    return any(one.status == 507 for _, one in members)


def _anew(
    visit: Visit,
    collection: Collection,
    now: str,
    since: datetime | None,
    known: Mapping[str, str] | None,
) -> Changes:
    """The token is older than the list: what changes in between comes once more."""
    there = _etags(visit, collection, since)
    before = known or {}
    wanted = [href for href, etag in there.items() if not etag or before.get(href) != etag]
    texts, etags, missing = _texts(visit, collection, wanted)
    gone = (before.keys() - there.keys()) | missing
    return Changes(texts, gone, now, etags, whole=known is None)


def _etags(
    visit: Visit,
    collection: Collection,
    since: datetime | None = None,
    until: datetime | None = None,
) -> dict[str, str]:
    """What is there, by href; all of it where the server can't look by time."""
    try:
        found = visit.report(collection.url, webdav.calendar_query(since, until))
    except (NotAllowed, NotACalendar, Broken):
        asked = webdav.propfind("D:getetag", "D:resourcetype")
        found = visit.look(collection.url, asked, depth=1)[1]
    members = _members(collection, found.responses)
    return {href: one.text("D:getetag") for href, one in members if not href.endswith("/")}


def _texts(
    visit: Visit, collection: Collection, hrefs: Iterable[str]
) -> tuple[dict[str, bytes], dict[str, str], set[str]]:
    """Texts and etags by href, and what is not there any more."""
    wanted = dict.fromkeys(hrefs)
    if len(wanted) > MOST_EVENTS:
        raise TooLarge
    texts: dict[str, bytes] = {}
    etags: dict[str, str] = {}
    for begin in range(0, len(wanted), AT_ONCE):
        for href, one in _some(visit, collection, list(wanted)[begin : begin + AT_ONCE]):
            if (data := one.text("C:calendar-data")) and href in wanted:
                texts[href], etags[href] = data.encode(), one.text("D:getetag")
        if sum(map(len, texts.values())) > MOST_IN_ALL:
            raise TooLarge
    return texts, etags, wanted.keys() - texts.keys()


def _some(
    visit: Visit, collection: Collection, hrefs: list[str]
) -> Iterator[tuple[str, DavResponse]]:
    """A part of the texts; by halves where they are too large together."""
    try:
        found = visit.report(collection.url, webdav.multiget(hrefs))
    except TooLarge:
        if len(hrefs) == 1:
            raise
        half = len(hrefs) // 2
        yield from _some(visit, collection, hrefs[:half])
        yield from _some(visit, collection, hrefs[half:])
    else:
        yield from _members(collection, found.responses)


def _members(
    collection: Collection, responses: list[DavResponse]
) -> Iterator[tuple[str, DavResponse]]:
    """By href. Raises Refused where one leads to another origin."""
    for one in responses:
        yield webdav.path_of(webdav.at(collection.url, one.href)), one


# --- writing to it ----------------------------------------------------------------------------
def member(collection: Collection, uid: str) -> str:
    """The href of an own entry. Not every server takes every sign in a name."""
    name = uid if PLAIN.fullmatch(uid) else sha256(uid.encode()).hexdigest()
    folder = collection.url.rstrip("/")
    return webdav.path_of(webdav.at(f"{folder}/", f"{name}.ics"))


def put(collection: Collection, href: str, text: bytes, etag: str = "") -> str:
    """A new entry, or with its etag one that is there and was not changed. Answers the new etag.

    Raises Conflict where it was changed, or is there already.
    """
    visit = Visit(collection.sign_in)
    condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
    url = webdav.at(collection.url, href)
    answer = visit.ask("PUT", url, text, {"Content-Type": KIND, **condition})
    return answer.headers.get("etag") or _etag_at(visit, url)


def read(collection: Collection, href: str) -> tuple[bytes, str]:
    """A text and its etag. Raises NotACalendar where there is none."""
    answer = Visit(collection.sign_in).ask("GET", webdav.at(collection.url, href))
    if answer.status != 200:
        raise NotACalendar
    return answer.body, answer.headers.get("etag", "")


def delete(collection: Collection, href: str, etag: str = "") -> None:
    """Also where it is gone already. With its etag: raises Conflict where it was changed."""
    condition = {"If-Match": etag} if etag else {}
    url = webdav.at(collection.url, href)
    with suppress(Missing):
        Visit(collection.sign_in).ask("DELETE", url, headers=condition)


def _etag_at(visit: Visit, url: str) -> str:
    """A server that changed what it was given does not say the etag at once."""
    found = visit.look(url, webdav.propfind("D:getetag"))[1].responses
    return found[0].text("D:getetag") if found else ""
