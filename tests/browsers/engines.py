"""WebKit and Firefox as Debian has them, each driven by the protocol that it speaks by itself.

WebKit: W3C WebDriver over HTTP, by WebKitWebDriver. Firefox: the same commands over a socket
(Marionette), so that no driver from elsewhere is needed.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from tests.server import free_port

A_MINUTE = 60.0
NOTHING: dict[str, Any] = {}
SYSTEM_PYTHON = "/usr/bin/python3"
PRINT = Path(__file__).with_name("webkit_print.py")
MINI_BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "extensions.update.enabled": False,
    "toolkit.telemetry.enabled": False,
}


class Refused(Exception):
    """The browser could not do what it was asked."""


class Engine(Protocol):
    """One browser with one window."""

    name: str

    def go_to(self, address: str) -> None: ...
    def run(self, script: str, *given: Any) -> Any: ...
    def press(self, css: str) -> None: ...
    def picture(self) -> bytes: ...
    def print(self) -> bytes: ...
    def resize(self, width: int, height: int) -> None: ...
    def cookies(self) -> list[dict[str, str]]: ...


class WebKit:
    name = "webkit"

    def __init__(self, port: int, session: str, there: dict[str, str]) -> None:
        self.at = f"http://127.0.0.1:{port}/session/{session}"
        self.there = there

    def go_to(self, address: str) -> None:
        ask(f"{self.at}/url", {"url": address})

    def run(self, script: str, *given: Any) -> Any:
        return ask(f"{self.at}/execute/async", asynchronous(script, given))

    def press(self, css: str) -> None:
        found = ask(f"{self.at}/element", {"using": "css selector", "value": css})
        ask(f"{self.at}/element/{next(iter(found.values()))}/click", {})

    def picture(self) -> bytes:
        return b64decode(ask(f"{self.at}/screenshot"))

    def print(self) -> bytes:
        """Its driver knows no print, so the page is opened once more, beside it."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "page.pdf")
            command = [SYSTEM_PYTHON, str(PRINT), ask(f"{self.at}/url"), str(file)]
            given = json.dumps(self.cookies()).encode()
            there = {**self.there, "LC_ALL": "C"}
            done = subprocess.run(
                command, input=given, env=there, capture_output=True, timeout=A_MINUTE
            )
            if done.returncode:
                raise Refused(f"print: {done.stderr.decode()}")
            return file.read_bytes()

    def resize(self, width: int, height: int) -> None:
        ask(f"{self.at}/window/rect", {"width": width, "height": height})

    def cookies(self) -> list[dict[str, str]]:
        return named(ask(f"{self.at}/cookie"))


class Firefox:
    name = "firefox"

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), A_MINUTE)
        self.number = 0
        self._read()  # it says hello first

    def go_to(self, address: str) -> None:
        self._ask("Navigate", url=address)

    def run(self, script: str, *given: Any) -> Any:
        return self._ask("ExecuteAsyncScript", **asynchronous(script, given))["value"]

    def press(self, css: str) -> None:
        found = self._ask("FindElement", using="css selector", value=css)["value"]
        self._ask("ElementClick", id=next(iter(found.values())))

    def picture(self) -> bytes:
        return b64decode(self._ask("TakeScreenshot", full=False)["value"])

    def print(self) -> bytes:
        return b64decode(self._ask("Print")["value"])

    def resize(self, width: int, height: int) -> None:
        self._ask("SetWindowRect", width=width, height=height)

    def cookies(self) -> list[dict[str, str]]:
        return named(self._ask("GetCookies"))

    def begin(self) -> None:
        self._ask("NewSession", capabilities={"alwaysMatch": NOTHING})

    def _ask(self, command: str, **given: Any) -> Any:
        self.number += 1
        said = json.dumps([0, self.number, f"WebDriver:{command}", given]).encode()
        self.socket.sendall(str(len(said)).encode() + b":" + said)
        _kind, _number, wrong, answer = self._read()
        if wrong:
            raise Refused(f"{command}: {wrong['message']}")
        return answer

    def _read(self) -> Any:
        """A message is its length, a colon, and JSON."""
        length = b""
        while not length.endswith(b":"):
            length += self._some(1)
        left, whole = int(length[:-1]), b""
        while len(whole) < left:
            whole += self._some(left - len(whole))
        return json.loads(whole)

    def _some(self, most: int) -> bytes:
        read = self.socket.recv(most)
        if not read:
            raise Refused("the browser ended")
        return read


def named(cookies: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"name": cookie["name"], "value": cookie["value"]} for cookie in cookies]


def asynchronous(script: str, given: tuple[Any, ...]) -> dict[str, Any]:
    """A script's answer may be a promise; both engines wait for it in the same way."""
    whole = (
        "const done = arguments[arguments.length - 1], given = [...arguments].slice(0, -1);"
        f"(async (...given) => {{ {script} }})(...given)"
        ".then(done, (error) => done({ wrong: String(error) }));"
    )
    return {"script": whole, "args": list(given)}


def ask(address: str, body: dict[str, Any] | None = None) -> Any:
    sent = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, sent, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=A_MINUTE) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        wrong = json.load(error)["value"]
        raise Refused(f"{wrong['error']}: {wrong['message']}") from None


@contextmanager
def screen() -> Iterator[str]:
    """WebKit draws onto a screen; this one is in memory."""
    wide = ["-screen", "0", "1400x1000x24", "-nolisten", "tcp", "-displayfd", "1"]
    with started(["Xvfb", *wide], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        with process.stdout as said:
            yield f":{said.readline().decode().strip()}"


@contextmanager
def webkit(display: str) -> Iterator[Engine]:
    port = free_port()
    there = {
        **os.environ,
        "DISPLAY": display,
        "GDK_BACKEND": "x11",
        # as root its own sandbox can't be made; the pages are ours
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    }
    options = {"binary": mini_browser(), "args": ["--automation"]}
    wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
    with started(["WebKitWebDriver", f"--port={port}"], env=there):
        until_open(port)
        made = ask(f"http://127.0.0.1:{port}/session", {"capabilities": {"alwaysMatch": wanted}})
        yield WebKit(port, made["sessionId"], there)


@contextmanager
def firefox() -> Iterator[Engine]:
    port = free_port()
    with tempfile.TemporaryDirectory() as profile:
        chosen = {**PREFERENCES, "marionette.port": port}
        lines = (f'user_pref("{name}", {json.dumps(value)});' for name, value in chosen.items())
        Path(profile, "user.js").write_text("\n".join(lines), encoding="utf-8")
        begin = ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", profile]
        with started(begin):
            until_open(port)
            browser = Firefox(port)
            with browser.socket:
                browser.begin()
                yield browser


def mini_browser() -> str:
    return str(sorted(Path("/").glob(MINI_BROWSERS.lstrip("/")))[-1])


def until_open(port: int) -> None:
    until = time.monotonic() + A_MINUTE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise Refused("it did not start in a minute")


@contextmanager
def started(command: list[str], **how: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process and all that it starts, ended together."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **how}
    process = subprocess.Popen(command, start_new_session=True, **quiet)
    try:
        yield process
    finally:
        os.killpg(process.pid, 15)
        process.wait(20)
