"""What somebody typed, taken apart: an address that may be asked, or Refused.

Before any name is looked up; where it leads is looked at again when it is.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from .errors import Refused, Rule
from .lines import USUAL, Target
from .places import is_public

if TYPE_CHECKING:
    from collections.abc import Collection
    from urllib.parse import SplitResult

LONGEST_URL = 2048
PORTS = {443, 8443}
# A name alone in the host's list means these; another port is named with it.
PORTS_OF_A_LAN = {80, 443, 8443}
# No control character, no space, no backslash, which browsers read as a slash.
UNREADABLE = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff]")
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"{LABEL}(?:\.{LABEL})*")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Names that no name server of the internet answers for.
INNER = (
    "localhost", "localdomain", "local", "internal", "lan", "home", "home.arpa", "test", "invalid",
    "onion",
)  # fmt: skip
CALENDAR_SCHEMES = {"webcal": "https", "webcals": "https"}
KEPT_IN_PATHS = "/:@!$&'()*+,;=~%-._?"


def typed(address: str) -> str:
    """As people type it, for `target_of`: https where nothing is said."""
    address = address.strip()
    return address if "://" in address else f"https://{address}"


def target_of(url: str, allowed_lan: Collection[str] = ()) -> Target:
    """Raises Refused. `allowed_lan` holds hosts of the network at home as host or host:port."""
    if len(url) > LONGEST_URL or UNREADABLE.search(url):
        raise Refused
    split, port = _split(url)
    scheme = CALENDAR_SCHEMES.get(split.scheme, split.scheme)
    host = _host(split)
    target = Target(scheme, host, _port(scheme, port), _path(split))
    if not is_of_the_lan(target, allowed_lan):
        _check_public(target)
    return target


def is_of_the_lan(target: Target, allowed_lan: Collection[str]) -> bool:
    """Whether whoever runs the server allows this very name, and this port of it."""
    at_its_port = f"{target.named}:{target.port}" in allowed_lan
    return at_its_port or (target.named in allowed_lan and target.port in PORTS_OF_A_LAN)


def _check_public(target: Target) -> None:
    if target.scheme != "https":
        raise Refused(Rule.SCHEME)
    if target.port not in PORTS:
        raise Refused(Rule.WRONG_PORT)
    is_a_name = NAME.fullmatch(target.host) and not _is_quad(target.host)
    inner = target.host.endswith(tuple(f".{name}" for name in INNER)) or "." not in target.host
    if inner if is_a_name else not is_public(target.host):
        raise Refused(Rule.INSIDE)


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError:
        raise Refused from None
    if "@" in split.netloc:  # names and passwords are typed into fields of their own
        raise Refused
    return split, port


def _port(scheme: str, port: int | None) -> int:
    if scheme not in USUAL:
        raise Refused(Rule.SCHEME)
    return USUAL[scheme] if port is None else port


def _host(split: SplitResult) -> str:
    """As it is asked for: lower case, ASCII, and an address in numbers in its one usual form."""
    host = split.hostname or ""
    if split.netloc.startswith("["):
        return _sixth(host)
    try:
        host = host.encode("idna").decode().lower()
    except UnicodeError:
        raise Refused from None
    if not NAME.fullmatch(host) or len(host) > 253:
        raise Refused
    if NUMBER.fullmatch(host.rpartition(".")[2]) and not _is_quad(host):
        raise Refused
    return host


def _sixth(host: str) -> str:
    try:
        ip = ipaddress.IPv6Address(host)
    except ValueError:
        raise Refused from None
    if ip.scope_id is not None:
        raise Refused
    return ip.compressed


def _is_quad(host: str) -> bool:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True


def _path(split: SplitResult) -> str:
    query = f"?{split.query}" if split.query else ""
    return quote((split.path or "/") + query, safe=KEPT_IN_PATHS)
