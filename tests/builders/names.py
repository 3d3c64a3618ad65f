"""Names and addresses of the internet, for tests that never reach it."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import Any

import pytest

OUT_THERE = "8.8.8.8"


@dataclass
class Names:
    """What names resolve to, where each address really is, and what was asked and connected to.

    A name with several lists resolves to the next one each time, and stays with the last.
    """

    monkeypatch: pytest.MonkeyPatch
    known: dict[str, list[list[str]]] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    lines: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.real_lookup, self.real_connect = socket.getaddrinfo, socket.create_connection
        self.monkeypatch.setattr(socket, "getaddrinfo", self.look_up)
        self.monkeypatch.setattr(socket, "create_connection", self.connect)

    def lead(self, name: str, *times: list[str]) -> None:
        self.known[name] = [*times]

    def look_up(self, host: str, port: int, *_: object, **__: object) -> list[Any]:
        """An address in numbers is what it says."""
        if host in self.known:
            self.asked.append(host)
        times = self.known.get(host, [[host]])
        found = times.pop(0) if len(times) > 1 else times[0]
        return [(2, 1, 6, "", (address, port)) for address in found]

    def connect(self, place: tuple[str, int], *args: Any, **named: Any) -> socket.socket:
        self.lines.append(place)
        address, port = place
        if address in self.ports:
            place = ("127.0.0.1", self.ports[address])
        elif address != "127.0.0.1":
            raise ConnectionRefusedError(port)
        return self.real_connect(place, *args, **named)
