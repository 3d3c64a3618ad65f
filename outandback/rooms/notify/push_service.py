"""The one way out for pushes: https to a known push service, at a public address, and nowhere else.

A name is resolved once, and what it resolved to is what is connected to. No redirect is followed,
no proxy is asked, and nothing takes longer than five seconds once the name is known.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

SECONDS = 5.0
LARGEST_ANSWER = 64 * 1024
LONGEST_URL = 2048
SERVICES = {"fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com"}
FAMILIES = (".notify.windows.com", ".push.apple.com", ".push.services.mozilla.com")
PRINTABLE = re.compile(r"[!-\[\]-~]+")  # no space, no control character, no backslash
NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
UNICAST_6 = ipaddress.ip_network("2000::/3")
TUNNELS_6 = tuple(map(ipaddress.ip_network, ("2001::/23", "2002::/16")))


class Refused(Exception):
    """Not an address that this program writes to."""


class Unreachable(Exception):
    """No answer, or none in time."""


@dataclass(frozen=True)
class Target:
    """A push service's address, taken apart. `named`: the host's own setting names it."""

    scheme: str
    host: str
    port: int
    path: str
    named: bool

    @property
    def origin(self) -> str:
        usual = {"https": 443, "http": 80}[self.scheme]
        return f"{self.scheme}://{self.host}" + ("" if self.port == usual else f":{self.port}")


def target_of(url: str, named: Collection[str] = ()) -> Target:
    """Raises Refused. `named` holds further hosts as host or host:port; these may be plain http,
    where they turn out to be this very machine."""
    if len(url) > LONGEST_URL or not PRINTABLE.fullmatch(url):
        raise Refused
    split, port = _split(url)
    host = split.hostname or ""
    by_name = _is_named(host, port, named)
    fits = by_name or (_is_known(host) and split.scheme == "https" and port == 443)
    if not fits or split.scheme not in {"http", "https"} or _has_more(split):
        raise Refused
    path = (split.path or "/") + (f"?{split.query}" if split.query else "")
    return Target(split.scheme, host, port, path, by_name)


def post(target: Target, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer. Raises Refused for where it leads, Unreachable where it fails."""
    address = _resolved(target)
    line = _line(target, address)
    watch = Timer(SECONDS, _hang_up, [line])
    watch.daemon = True
    watch.start()
    try:
        line.request("POST", target.path, body, dict(headers))
        with line.getresponse() as answer:
            answer.read(LARGEST_ANSWER)
            return answer.status
    except (OSError, HTTPException, ValueError) as trouble:
        raise Unreachable from trouble
    finally:
        watch.cancel()
        line.close()


class _PlainLine(HTTPConnection):
    """A connection to an address that was looked up before, under the name it was looked up by."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.address = address
        self.socket: socket.socket | None = None

    def connect(self) -> None:
        self.sock = self.socket = socket.create_connection((self.address, self.port), SECONDS)


class _SealedLine(_PlainLine, HTTPSConnection):
    """The same over TLS, verified by the name."""

    default_port = 443

    def connect(self) -> None:
        super().connect()
        trusted = ssl.create_default_context()
        sealed = trusted.wrap_socket(
            self.sock, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock = self.socket = sealed  # in reach of the watch while the two shake hands
        sealed.do_handshake()


def _line(target: Target, address: str) -> _PlainLine:
    kind = _SealedLine if target.scheme == "https" else _PlainLine
    return kind(target.host, target.port, address)


def _hang_up(line: _PlainLine) -> None:
    """Also on whoever sends one byte at a time."""
    try:
        if line.socket is not None:
            line.socket.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


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


def _is_known(host: str) -> bool:
    return bool(NAME.fullmatch(host)) and (host in SERVICES or host.endswith(FAMILIES))


def _is_named(host: str, port: int, named: Collection[str]) -> bool:
    return bool(host) and (f"{host}:{port}" in named or (host in named and port == 443))


def _resolved(target: Target) -> str:
    """One address, looked up once; refused where any that the name has is not a public one."""
    try:
        found = list(_addresses(target.host, target.port))
    except (OSError, UnicodeError) as trouble:
        raise Unreachable from trouble
    allowed = _is_this_machine if target.scheme == "http" else is_public
    if not found or not all(map(allowed, found)):
        raise Refused
    return found[0]


def _addresses(host: str, port: int) -> Iterator[str]:
    for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        place: Any = answer[4]
        yield str(place[0])


def is_public(address: str) -> bool:
    """Whether an address is out on the internet, and does not lead back in by a tunnel."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inside = any(ip in tunnel for tunnel in TUNNELS_6)
        return ip in UNICAST_6 and ip.is_global and not inside
    return ip.is_global and not ip.is_multicast


def _is_this_machine(address: str) -> bool:
    return ipaddress.ip_address(address).is_loopback
