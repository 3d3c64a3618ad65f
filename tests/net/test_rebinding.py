"""A name server that says something else each time, asked over the network as real ones are."""

from __future__ import annotations

import socket
import socketserver
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import dns.flags
import dns.message
import dns.query
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import pytest

from outandback.net.client import WebRequest, fetch
from outandback.net.errors import Refused, Rule, Unreachable
from tests.pushing import served

NAME = "rebind.example"


@dataclass
class NameServer:
    """Answers each question with the next address, for no second longer than that."""

    port: int = 0
    addresses: list[str] = field(default_factory=list)
    asked: int = 0

    def answer(self, question: bytes) -> bytes:
        asked = dns.message.from_wire(question)
        said = dns.message.make_response(asked)
        address = self.addresses[min(self.asked, len(self.addresses) - 1)]
        self.asked += 1
        name = asked.question[0].name
        said.answer.append(
            dns.rrset.from_text(name, 0, dns.rdataclass.IN, dns.rdatatype.A, address)
        )
        return said.to_wire()

    def look_up(self, host: str, port: int, *_: object, **__: object) -> list[Any]:
        """As the system does it, but for whom it asks."""
        question = dns.message.make_query(host, dns.rdatatype.A)
        said = dns.query.udp(question, "127.0.0.1", timeout=5, port=self.port)
        return [(2, 1, 6, "", (str(one), port)) for rrset in said.answer for one in rrset]


@pytest.fixture
def name_server() -> Iterator[NameServer]:
    found = NameServer()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            question, line = self.request
            line.sendto(found.answer(question), self.client_address)

    server = socketserver.ThreadingUDPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    found.port = server.server_address[1]
    with served(server):
        yield found


@pytest.fixture
def lines(name_server: NameServer, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every line that is opened; none of them gets anywhere."""
    opened: list[Any] = []

    def connect(place: Any, *_: object, **__: object) -> None:
        opened.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", name_server.look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    return opened


def test_a_name_that_was_public_when_looked_at_stays_where_it_was(
    name_server: NameServer, lines: list[Any]
) -> None:
    name_server.addresses = ["8.8.8.8", "127.0.0.1"]
    with pytest.raises(Unreachable):
        fetch(WebRequest(f"https://{NAME}/"))
    assert lines == [("8.8.8.8", 443)] and name_server.asked == 1


def test_and_the_next_time_it_is_looked_at_again(name_server: NameServer, lines: list[Any]) -> None:
    name_server.addresses = ["8.8.8.8", "169.254.169.254", "8.8.8.8"]
    with pytest.raises(Unreachable):
        fetch(WebRequest(f"https://{NAME}/"))
    with pytest.raises(Refused) as trouble:
        fetch(WebRequest(f"https://{NAME}/"))
    assert trouble.value.rule is Rule.INSIDE
    assert lines == [("8.8.8.8", 443)] and name_server.asked == 2
