"""Something ordinary: the page that the quick exit leads to, on another host, here on loopback."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

PAGE = b"<!doctype html><title>Weather</title><h1>Rain later.</h1>"


@dataclass
class Elsewhere:
    address: str
    asked_at: list[float] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def answering(elsewhere: Elsewhere) -> type[BaseHTTPRequestHandler]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/weather":
                return self.send_error(404)
            elsewhere.asked_at.append(time.perf_counter())
            elsewhere.told.append(self.headers.get("Referer", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_: Any) -> None:
            """A test is quiet."""

    return Answer


@contextmanager
def ordinary_page() -> Iterator[Elsewhere]:
    elsewhere = Elsewhere("")
    with ThreadingHTTPServer(("127.0.0.1", 0), answering(elsewhere)) as server:
        elsewhere.address = f"http://127.0.0.1:{server.server_port}/weather"
        Thread(target=server.serve_forever, daemon=True).start()
        yield elsewhere
        server.shutdown()
