"""Somebody who does everything that their pages offer, for tests that compare two worlds.

Pages are found by their links and addresses, forms by their HTML. What is drawn by chance is drawn
from a seed for each request, so that the same walk in the same world answers with the same bytes.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.builders.leaves import bare
from tests.cast import PASSPHRASE

TYPED = {"tel": "+44 20 7946 0018", "password": PASSPHRASE, "email": "ana@example.org"}
AS_GIVEN = {"hidden", "date", "time", "datetime-local", "number", "range", "month"}
ROWS_OF_A_KIND = 2
PAGES_OF_A_KIND = 2
SIGNED = re.compile(r"[\w-]{16,}:[\w-]{6}:[\w-]{40,}")
Answers = list[tuple[str, int, str]]


@dataclass
class Form:
    """A form of a page: where it goes, what it asks, and what presses it."""

    action: str
    method: str
    fields: list[dict[str, Any]] = field(default_factory=list)
    presses: list[tuple[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return named(self.action)

    @property
    def kind(self) -> tuple[Any, ...]:
        """What tells it from another on the same page, and not what it holds."""
        return self.name, *sorted({str(one.get("name")) for one in self.fields})

    def filled(self, turn: int) -> Iterator[dict[str, Any]]:
        """As somebody fills it, once for each button."""
        for press in self.presses or [("", "")]:
            typed: dict[str, Any] = dict([press] if press[0] else [])
            for one in self.fields:
                answers = self._answers(one, turn)
                if answers and one["name"] != "csrfmiddlewaretoken":
                    typed[one["name"]] = answers if len(answers) > 1 else answers[0]
            yield typed

    def _answers(self, one: dict[str, Any], turn: int) -> list[str]:
        kind, values = str(one["type"]), list[str](one["values"])
        if kind == "checkbox":
            return values if turn % 2 == 0 else []
        if kind in ("radio", "select"):
            return [values[turn % len(values)]] if values else []
        if kind in AS_GIVEN or "zone" in one["name"]:
            return values
        return [TYPED.get(kind, f"Words number {turn}.")]


class Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, address: str, html: str) -> None:
        super().__init__()
        self.address, self.links, self.forms = address, list[str](), list[Form]()
        self._form: Form | None = None
        self._select: dict[str, Any] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href", "").startswith(("/", "?")):
            self.links.append(self._there(given["href"]))
        elif tag == "form":
            where = self._there(given.get("action") or self.address)
            self._form = Form(where, given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._asked(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None

    def _there(self, address: str) -> str:
        path = urlsplit(self.address).path
        return path + address if address.startswith("?") else urldefrag(address).url

    def _asked(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        if tag == "button" and given.get("type", "submit") == "submit":
            if given.get("formaction"):
                other = Form(given["formaction"], "post", self._form.fields)
                self.forms.append(other)
            else:
                self._form.presses.append((given.get("name", ""), given.get("value", "")))
        elif tag == "option" and self._select is not None and "disabled" not in given:
            self._select["values"].append(given.get("value", ""))
        elif tag in ("input", "textarea", "select") and given.get("name"):
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        kind = given.get("type", "text") if tag == "input" else tag
        known = [one for one in self._form.fields if one["name"] == given["name"]]
        if kind in ("radio", "checkbox", "hidden") and known:
            known[0]["values"].append(given.get("value", "on"))
            return
        start = [] if tag == "select" else [given.get("value", "on" if kind == "checkbox" else "")]
        one = {"name": given["name"], "type": kind, "values": start}
        self._form.fields.append(one)
        self._select = one if tag == "select" else None


def named(address: str) -> str:
    try:
        return str(resolve(urlsplit(address).path).url_name)
    except Resolver404:
        return ""


@dataclass
class Walk:
    """One person's way through the app; `never` are addresses by name that it keeps away from."""

    client: Client
    seed: Callable[[str], None]
    never: Iterable[str]
    answers: Answers = field(default_factory=list)
    sent: Counter[str] = field(default_factory=Counter)
    closed: set[str] = field(default_factory=set)

    def look(self, address: str) -> Page | None:
        """Ask for a page and note how it answers."""
        return self._noted(f"GET {address}", address, self._asked("get", address))

    def look_round(self, starts: Iterable[str]) -> list[Page]:
        """All pages that links lead to, a few of each kind."""
        starts = list(starts)
        waiting, kinds, found = list(starts), Counter[str](), dict[str, Page]()
        while waiting:
            address = waiting.pop(0)
            name = named(address)
            known = address in starts or kinds[name] < PAGES_OF_A_KIND
            if address in found or not known or name in ("", *self.never, *self.closed):
                continue
            kinds[name] += 1
            page = self.look(address)
            if page is not None:
                found[address] = page
                waiting += page.links
            elif self.answers[-1][1] == 405:
                self.closed.add(name)
        return list(found.values())

    def do_everything(self, pages: Iterable[Page], turn: int) -> None:
        """Send every form of these pages, as their person would after opening each anew."""
        kinds = Counter[str]()
        for page in list(pages):
            for place, form in enumerate(page.forms):
                kinds[form.name] += form.method == "post" and form.name not in self.never
                if form.method == "post" and 0 < kinds[form.name] <= ROWS_OF_A_KIND:
                    self._send_anew(page.address, place, form.kind, turn + kinds[form.name])

    def _send_anew(self, address: str, place: int, kind: tuple[Any, ...], turn: int) -> None:
        number = presses = 0
        while number <= presses:
            fresh = Page(address, self._asked("get", address).content.decode())
            forms = [one for one in fresh.forms[place:] if one.kind == kind]
            fillings = list(forms[0].filled(turn)) if forms else []
            if number < len(fillings):
                self.send(forms[0].action, fillings[number])
            number, presses = number + 1, len(fillings) - 1

    def send(self, address: str, typed: dict[str, Any]) -> None:
        self.sent[named(address)] += 1
        answer = self._asked("post", address, typed)
        self._noted(f"POST {address} {typed}", address, answer)
        where = answer.get("Location", "")
        if answer.status_code == 303 and where.startswith("/"):
            self.look(where)

    def take_along(self) -> None:
        """Everything of one's own, as it is written down."""
        answer = self._asked("post", "/settings/export/", {"passphrase": PASSPHRASE})
        raw = b"".join(answer.streaming_content)
        archive = zipfile.ZipFile(io.BytesIO(raw))
        for name in sorted(archive.namelist()):
            self.answers.append((f"export {name}", 200, _readable(archive.read(name))))

    def _asked(self, method: str, address: str, typed: Any = None) -> Any:
        self.seed(f"{len(self.answers)} {method} {address}")
        return getattr(self.client, method)(address, typed)

    def _noted(self, what: str, address: str, answer: Any) -> Page | None:
        is_page = answer.get("Content-Type", "").startswith("text/html") and not answer.streaming
        body = answer.content.decode() if is_page else ""
        where = answer.get("Location", "")
        said = SIGNED.sub("", where or bare(body))
        self.answers.append((SIGNED.sub("", bare(what)), answer.status_code, said))
        return Page(address, body) if is_page and answer.status_code == 200 else None


def _readable(raw: bytes) -> str:
    try:
        return json.dumps(json.loads(raw), indent=1, ensure_ascii=False)
    except ValueError:
        return raw.decode(errors="replace")


def seeded(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Call it with a text, and from then on what is drawn for names follows from the text."""
    state: dict[str, Any] = {"seed": b"", "drawn": 0}

    def drawn(count: int) -> bytes:
        state["drawn"] += 1
        mixed = sha256(state["seed"] + str(state["drawn"]).encode()).digest()
        return (mixed * (count // len(mixed) + 1))[:count]

    def seed(text: str) -> None:
        state["seed"], state["drawn"] = re.sub(r"\s+", " ", text).encode(), 0

    monkeypatch.setattr(os, "urandom", drawn)
    monkeypatch.setattr(random, "_urandom", drawn)
    return seed
