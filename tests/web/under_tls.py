"""Run by tests/house/test_cookies.py in a process of its own, since the prefix of the cookies is
set at the start: what a day of two people sets and takes away in a browser."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from allauth.mfa import app_settings as mfa
from django.conf import settings
from django.test import Client
from django.utils import timezone

from outandback.rooms.people.models import Person
from tests.builders.leaves import make_departure, make_leave
from tests.cast import PASSPHRASE, Cast

HOST = "__Host-"
OURS = {"ob_session", "ob_csrf", "ob_s", "ob_p", "ob_d", "ob_i", "ob_kept"}


class Browser(Client):
    """Keeps every cookie that it was ever told to keep or to drop."""

    def __init__(self) -> None:
        super().__init__(headers={"X-Forwarded-Proto": "https"})
        self.told: list[Any] = []

    def request(self, **request: object) -> Any:
        answer = super().request(**request)
        self.told += answer.cookies.values()
        return answer


def signed_in(person: Person) -> Browser:
    browser = Browser()
    browser.get("/sign-in/")
    browser.post("/sign-in/", {"login": person.email, "password": PASSPHRASE})
    return browser


def a_day(cast: Cast) -> list[Any]:
    ana, cleo, thea = (cast.people[name] for name in ("Ana", "Cleo", "Thea"))
    first, second, third = signed_in(cleo), signed_in(thea), signed_in(ana)
    page = first.post("/pair/invitation/").content.decode()
    code = re.search(r'code--big">([^<]+)<', page)
    second.post("/join/", {"code": code[1] if code else ""})
    second.post("/join/consent/", {"answer": "yes"})
    leave = make_leave(ana, cast.keys(ana), timezone.now())
    make_departure(leave, cast.keys(ana), timezone.now())
    moment = {"text": "a heron", "kind": "aha", "client_id": str(uuid4())}
    third.post(f"/leaves/{leave.pk}/moments/", moment)
    third.get(f"/leaves/{leave.pk}/away/")
    third.post("/opening/", {"passphrase": PASSPHRASE, "door": "p"})
    third.post("/lock/")
    for browser in (first, second, third):
        browser.post("/sign-out/")
    return [*first.told, *second.told, *third.told]


def test_every_cookie_of_a_day_is_bound_to_this_host(cast: Cast) -> None:
    told = a_day(cast)
    assert {cookie.key.removeprefix(HOST) for cookie in told} == OURS
    for cookie in told:
        assert cookie.key.startswith(HOST), cookie.key
        assert cookie["secure"] and cookie["path"] == "/" and not cookie["domain"], cookie.key


def test_every_name_that_a_setting_gives_is_bound_to_this_host() -> None:
    names = [getattr(settings, name) for name in dir(settings) if name.endswith("COOKIE_NAME")]
    assert len(names) >= 4
    assert [name for name in [*names, mfa.TRUST_COOKIE_NAME] if not name.startswith(HOST)] == []
