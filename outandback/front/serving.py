"""`outandback run`: look, prepare, say where, serve."""

from __future__ import annotations

import os
import socket
import ssl
import sys
import threading
import webbrowser
from dataclasses import dataclass
from email.utils import parseaddr
from importlib import import_module
from pathlib import Path

from outandback.front.environment import env_sender, env_text
from outandback.front.hardening import no_core_dumps
from outandback.front.wsgi_gateway import Program, ServedAt
from outandback.net import waiting
from outandback.rules.push_contact import contact_of
from outandback.vault import passphrase_hash

from . import (
    addresses,
    checks,
    concurrency,
    data_folder,
    look_around,
    origins,
    preparing,
    process,
    workers,
)

BACKLOG = 512


@dataclass(frozen=True)
class Start:
    """What was asked for at the keyboard."""

    data: Path
    host: str
    port: int
    tls_cert: Path | None
    tls_key: Path | None
    workers: int
    open_browser: bool

    @property
    def scheme(self) -> str:
        return "https" if self.tls_cert else "http"

    def at(self, name: str) -> str:
        return origins.origin_of(self.scheme, name, self.port) + "/"

    @property
    def listening(self) -> str:
        near = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
        return self.at(near.get(self.host, self.host))

    @property
    def origin(self) -> str:
        """What people type, where the host has said it."""
        return origins.origin(env_text("ORIGIN"))

    @property
    def site(self) -> str:
        return self.origin or addresses.where_served(self.scheme, self.host, self.port)


def hand_down(start: Start) -> None:
    """Settings travel to the settings file, and to the workers, by environment."""
    handed = {"DATA": start.data, "HOST": start.host, "PORT": start.port}
    for name, value in {**handed, "TLS_CERT": start.tls_cert or ""}.items():
        os.environ[f"OUTANDBACK_{name}"] = str(value)
        os.environ.pop(f"OUTANDBACK_{name}_FILE", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "outandback.settings"


def run(start: Start) -> None:
    no_core_dumps()
    origins.host(start.host)
    tls = checks.tls_fits(start.tls_cert, start.tls_key)
    listening = checks.bound(start.host, start.port)
    data_folder.open_folder(start.data)
    hand_down(start)
    held = data_folder.hold(start.data)
    data_folder.note_address(start.data, start.site)
    import_module("outandback.settings")  # a wrong setting is said here, before anything moves
    if not preparing.is_prepared(start.data):
        preparing.prepare_apart(start.data)
    look_around.draw_if_asked(start.data)
    say_where(start)
    serve(start, listening, tls)
    os.close(held)


def say_where(start: Start) -> None:
    owner = data_folder.owner_of(start.data)
    print(f"Out and Back is at {start.origin + '/' if start.origin else start.listening}")
    print(f"Its data folder is {start.data}, which belongs to {owner}.")
    if start.origin:
        print(f"What stands in front finds it at {start.listening}")
    elif start.host in origins.ANYWHERE:
        say_how_phones_come(start)
    if (start.data / preparing.UNCLAIMED).exists():
        say_how_to_claim(start)
    say_what_apple_lacks(start.site)
    print("Stop it with Ctrl-C.")
    sys.stdout.flush()


def say_how_to_claim(start: Start) -> None:
    """Served beyond this machine, only who reads this may sign up first and say who runs it."""
    chosen = import_module("outandback.settings")
    if chosen.AT_HOME:
        return
    address = f"{start.origin}/" if start.origin else start.listening
    print(f"Nobody has said yet who runs it. Begin here: {address}start/claim/{chosen.HOST_CLAIM}/")


def say_what_apple_lacks(site: str) -> None:
    """Phones take pushes where pages are https; Apple's asks who sends them."""
    sender = parseaddr(env_sender("MAIL_FROM", "outandback@localhost"))[1]
    if site.startswith("https:") and not contact_of(sender, site):
        print("iPhones stay silent until OUTANDBACK_MAIL_FROM is a mail address that Apple takes.")


def say_how_phones_come(start: Start) -> None:
    for address in addresses.own_addresses():
        print(f"On a phone in the same network: {start.at(address)}")
    if not start.tls_cert:
        print(
            "Without TLS a phone has no passkeys and nothing offline, and the network can listen:"
            " give --tls-cert and --tls-key."
        )


def application() -> Program:
    """Loaded once, before the fork, with every page's address and no open database."""
    loaded: Program = import_module("outandback.wsgi").application
    import_module("django.urls").get_resolver().url_patterns  # noqa: B018  reading it loads them
    import_module("django.db").connections.close_all()
    return loaded


def serve(start: Start, listening: socket.socket, tls: ssl.SSLContext | None) -> None:
    settings = import_module("outandback.settings")
    program, place = application(), ServedAt(start.host, start.port, start.scheme, settings.PROXIES)
    stretches = concurrency.Stretches(start.data)
    passphrase_hash.take_turns(stretches.turn)
    process.room_for_lines()
    listening.listen(BACKLOG)
    listening.setblocking(False)

    def work(number: int) -> None:
        stretches.pages = pages = concurrency.Pages(process.AT_ONCE)
        waiting.wait_by(pages.aside)
        if number == 0:
            import_module("outandback.ops.jobs").start()
        process.serve(lambda: process.Acceptor(listening, program, place, pages, tls))

    def begun() -> None:
        if start.open_browser:
            threading.Timer(1.0, webbrowser.open, [start.site]).start()

    workers.keep_running(start.workers, work, begun)
