"""Where an address leads: out on the internet, into the house, or nowhere that may be asked."""

from __future__ import annotations

import ipaddress
import socket
from threading import Thread
from typing import TYPE_CHECKING, Any

from .errors import Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator

    Address = ipaddress.IPv4Address | ipaddress.IPv6Address

UNICAST_6 = ipaddress.ip_network("2000::/3")
TUNNELS_6 = tuple(map(ipaddress.ip_network, ("2001::/23", "2002::/16")))
# Not out on the internet, though Python 3.11 takes them for it.
APART = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
# What homes use: private networks, and the shared range in which some put tunnels of their own.
OF_HOMES = (
    "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10",
    "::1/128", "fc00::/7",
)  # fmt: skip
HOMES = tuple(map(ipaddress.ip_network, OF_HOMES))


def is_public(address: str) -> bool:
    """Whether an address is out on the internet, and does not lead back in by a tunnel."""
    ip = read(address)
    if ip is None or any(ip in one for one in APART + TUNNELS_6):
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        return ip in UNICAST_6 and ip.is_global
    return ip.is_global and not ip.is_multicast


def is_of_a_home(address: str) -> bool:
    """This machine, or one of the network at home."""
    ip = read(address)
    return ip is not None and any(ip in one for one in HOMES)


def is_this_machine(address: str) -> bool:
    ip = read(address)
    return ip is not None and ip.is_loopback


def read(address: str) -> Address | None:
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        return None


def looked_up(host: str, port: int, seconds: float) -> list[str]:
    """Every address that a name has now. Asked once, by a thread, for a name server may be slow."""
    found: list[str] = []
    trouble: list[Exception] = []

    def look_up() -> None:
        try:
            found.extend(_addresses(host, port))
        except (OSError, UnicodeError) as wrong:
            trouble.append(wrong)

    asking = Thread(target=look_up, daemon=True)
    asking.start()
    asking.join(seconds)
    if trouble or asking.is_alive():
        raise Unreachable from next(iter(trouble), None)
    return list(dict.fromkeys(found))


def _addresses(host: str, port: int) -> Iterator[str]:
    for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        place: Any = answer[4]
        yield str(place[0])
