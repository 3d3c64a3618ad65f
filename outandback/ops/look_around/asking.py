"""How the pages are asked for: signed in as one of the two, by a clock that stands still."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.test import Client
from django.urls import reverse

from outandback.ops.demo.actions import ZONE
from outandback.rules.return_times import WallTime, instant

if TYPE_CHECKING:
    from django.http import HttpResponseBase

HERE = "127.0.0.1"


class NotDrawn(Exception):
    """A page did not come as it does on any other day."""


class StoppedClock:
    """Stands in for `timezone.now` while the pages are drawn."""

    def __init__(self, day: date, hour: int) -> None:
        self.wall = datetime.combine(day, time(hour))

    def __call__(self) -> datetime:
        return instant(WallTime(self.wall, ZONE))

    def put(self, day: date, hour: int, minute: int = 0) -> datetime:
        self.wall = datetime.combine(day, time(hour, minute))
        return self()


def asked_by(who: dict[str, str] | None, address: str, typed: dict[str, Any] | None = None) -> str:
    """The page as somebody gets it who has just signed in and opened their own room; without
    anybody, as a child does. With `typed`, what its form answers."""
    client = Client(headers={"host": HERE})
    if who is not None:
        _sign_in(client, who)
    answer = client.get(address) if typed is None else client.post(address, typed)
    if answer.status_code != 200:
        raise NotDrawn(f"{address} answered {answer.status_code}")
    return str(answer.content, "utf-8")


def _sign_in(client: Client, who: dict[str, str]) -> None:
    typed = {"login": who["email"], "password": who["passphrase"]}
    _require_seen(client.post(reverse("account_login"), typed))
    opening = {"door": "p", "passphrase": who["passphrase"]}
    _require_seen(client.post(reverse("opening"), opening))


def _require_seen(answer: HttpResponseBase) -> None:
    if answer.status_code not in {302, 303}:
        raise NotDrawn(f"signing in answered {answer.status_code}")
