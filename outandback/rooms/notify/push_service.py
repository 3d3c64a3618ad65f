"""Pushes: to a known push service by https, at a public address, and nowhere else.

No redirect is followed, and nothing takes longer than five seconds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from outandback.net.errors import Refused, TooLarge, Unreachable
from outandback.net.lines import USUAL, Sending, Target, heard
from outandback.net.places import is_public, is_this_machine

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SECONDS = 5.0
LARGEST_ANSWER = 64 * 1024
LONGEST_URL = 2048
SERVICES = {"fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com"}
FAMILIES = (".notify.windows.com", ".push.apple.com", ".push.services.mozilla.com")
PRINTABLE = re.compile(r"[!-\[\]-~]+")  # no space, no control character, no backslash
NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")


def target_of(url: str, named: Collection[str] = ()) -> Target:
    """Raises Refused. `named` holds further hosts as host or host:port; these may be plain http,
    where they turn out to be this very machine."""
    if len(url) > LONGEST_URL or not PRINTABLE.fullmatch(url):
        raise Refused
    split, port = _split(url)
    path = (split.path or "/") + (f"?{split.query}" if split.query else "")
    target = Target(split.scheme, split.hostname or "", port, path)
    fits = _is_named(target, named) or _is_known(target)
    if not fits or split.scheme not in USUAL or _has_more(split):
        raise Refused
    return target


def post(target: Target, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer. Raises Refused for where it leads, Unreachable where it fails."""
    fits = is_this_machine if target.scheme == "http" else is_public
    try:
        with heard(target, Sending("POST", body, headers), fits, SECONDS) as answer:
            answer.read_some(LARGEST_ANSWER)
            return answer.status
    except TooLarge as trouble:
        raise Unreachable from trouble


def _split(url: str) -> tuple[SplitResult, int]:
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError:
        raise Refused from None
    return split, {"http": 80}.get(split.scheme, 443) if port is None else port


def _has_more(split: SplitResult) -> bool:
    """A user, a password, a fragment: no push service gives any."""
    return "@" in split.netloc or bool(split.fragment)


def _is_known(target: Target) -> bool:
    host = target.host
    known = bool(NAME.fullmatch(host)) and (host in SERVICES or host.endswith(FAMILIES))
    return known and (target.scheme, target.port) == ("https", 443)


def _is_named(target: Target, named: Collection[str]) -> bool:
    at_its_port = f"{target.named}:{target.port}" in named
    return at_its_port or (target.named in named and target.port == 443)
