"""Every page that somebody can ask for, found in the resolver, and what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.promises.reading import seen_in

# The sign-in plug-in's own pages show nothing of the other, and draw a new secret each time.
PLUGGED_IN = ("mfa_", "account_")
BEFOREHAND = ("start-",)  # asked of somebody new
# For a program, of the tests' settings alone, and the way out, which closes every key.
NO_PAGE = {"healthz", "parts", "exit"}
# These rest with their person: which passkey, which care, which year, month or week, what a phone
# hands in.
OF_ONESELF: dict[str, tuple[Any, ...]] = {
    "place": (0, 4),
    "year": (2025, 2026),
    "month": (date(2026, 4, 1), date(2026, 5, 1)),
    "monday": (date(2026, 5, 11), date(2026, 5, 18)),
}
SECRETS = {"key", "pk", "uidb36", "arrival"}
DRAWN_AFRESH = (
    (re.compile(r'(X-CSRFToken": |csrf": |csrfmiddlewaretoken" value=)"\w+"'), r"\1"),
    (re.compile(r'(name="(?:client|form)_id"[^>]*value=)"[0-9a-f-]+"'), r"\1"),
    (re.compile(r'(form_id" value=)"[0-9a-f-]+"'), r"\1"),
    (re.compile(r'(value="[\w-]+):[\w-]{6,}:[\w-]{20,}"'), r'\1"'),  # signed, with its time
    (re.compile(r"'nonce-[^']*'"), ""),
)
# `Expires` is the second of the answer, on pages of signing in that nothing may keep.
HEADERS_DRAWN_AFRESH = {"set-cookie", "content-length", "server-timing", "expires"}


@dataclass
class Rows:
    """What addresses are about, by the name of their parameter: `leave_id`, `telling_id` ..."""

    by_name: dict[str, list[Any]] = field(default_factory=dict)

    def __init__(self, **rows: list[Any]) -> None:
        self.by_name = rows


@dataclass(frozen=True)
class Page:
    status: int
    body: str
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def pieces(self) -> set[str]:
        """What is read on it, piece by piece."""
        return set(seen_in(self.body.partition("<body")[2].partition(">")[2]))


Pages = dict[str, Page]


def patterns() -> Iterator[URLPattern]:
    yield from _within(get_resolver().url_patterns)


def _within(found: list[Any]) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from _within(one.url_patterns)
        elif not str(one.name).startswith((*PLUGGED_IN, *BEFOREHAND)) and one.name not in NO_PAGE:
            yield one


def parameters() -> set[str]:
    return {name for one in patterns() for name in one.pattern.converters}


def addresses(rows: Rows) -> Iterator[str]:
    """Each address, with each of these rows. One about another kind of row is left out."""
    known = {**OF_ONESELF, **rows.by_name}
    for one in patterns():
        (*asked,) = one.pattern.converters
        if not set(asked) - set(known):
            yield from _filled(str(one.name), asked, known)


def _filled(name: str, asked: list[str], known: dict[str, Any]) -> Iterator[str]:
    choices = known[asked[0]] if asked else [None]
    for value in choices:
        try:
            yield reverse(name, kwargs={asked[0]: value} if asked else {})
        except NoReverseMatch:  # a page of the tests' settings alone
            return


def seen_by(client: Client, rows: Rows) -> Pages:
    """Every page as this person sees it, of those rows."""
    return {address: look(client, address) for address in addresses(rows)}


def look(client: Client, address: str) -> Page:
    return shown(client.get(address))


def shown(answer: Any) -> Page:
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    body = raw.decode("utf-8", "replace")
    headers = [(k.lower(), v) for k, v in answer.items() if k.lower() not in HEADERS_DRAWN_AFRESH]
    return Page(answer.status_code, bare(body), tuple((k, bare(v)) for k, v in sorted(headers)))


def bare(text: str) -> str:
    """Without what is drawn afresh for each answer."""
    for pattern, kept in DRAWN_AFRESH:
        text = pattern.sub(kept, text)
    return text


def differing(one: Pages, other: Pages) -> list[str]:
    return [address for address in one if one[address] != other[address]]


@contextmanager
def another_world() -> Iterator[None]:
    """What is done within has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
