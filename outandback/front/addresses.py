"""The names and addresses by which phones on the home network can reach this machine."""

from __future__ import annotations

import fcntl
import socket
import struct
import sys
from collections.abc import Iterable

from outandback.front.origins import ANYWHERE, origin_of

SIOCGIFADDR = 0x8915


def address_of(interface: str) -> str:
    """The IPv4 address of a network interface, or nothing (Linux)."""
    question = struct.pack("256s", interface.encode()[:15])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            answer = fcntl.ioctl(asking, SIOCGIFADDR, question)
        except OSError:
            return ""
    return socket.inet_ntoa(answer[20:24])


def outward_address() -> str:
    """The address that a packet to the outside would carry; none is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        return str(asking.getsockname()[0])


def own_addresses() -> list[str]:
    found = [outward_address()]
    if sys.platform == "linux":
        found += [address_of(name) for _, name in socket.if_nameindex()]
    return sorted({address for address in found if address and not address.startswith("127.")})


def own_names() -> list[str]:
    name = socket.gethostname().lower()
    return [*own_addresses(), name, f"{name.split('.')[0]}.local"]


def where_served(scheme: str, host: str, port: int) -> str:
    """The address to type: of this machine in its network, where it listens to all of it."""
    return origin_of(scheme, (outward_address() or "127.0.0.1") if host in ANYWHERE else host, port)


def served_origins(scheme: str, names: Iterable[str], port: int) -> list[str]:
    return [f"{scheme}://{name}:{port}" for name in names]
