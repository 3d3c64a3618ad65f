"""Which addresses may be asked at all, before a name is looked up and after."""

from __future__ import annotations

import socket
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.net.client import WebRequest, fetch
from outandback.net.errors import NetError, Refused, Rule, Unreachable
from outandback.net.places import is_of_a_home, is_public
from outandback.net.targets import target_of, typed
from tests.net.addresses import AT_HOME, INSIDE, NEVER_HOME, NOWHERE, OUTSIDE

TAKEN = {
    "https://calendar.example/a.ics": "https://calendar.example/a.ics",
    "https://calendar.example": "https://calendar.example/",
    "https://CALENDAR.Example:443/A.ics": "https://calendar.example/A.ics",
    "https://calendar.example:8443/dav/": "https://calendar.example:8443/dav/",
    "webcal://calendar.example/a.ics?key=b/c": "https://calendar.example/a.ics?key=b/c",
    "webcals://calendar.example/a.ics": "https://calendar.example/a.ics",
    "https://calendar.example/a.ics#today": "https://calendar.example/a.ics",
    "https://calendar.example?x=1": "https://calendar.example/?x=1",
    "https://müller.example/für%20uns.ics": "https://xn--mller-kva.example/f%C3%BCr%20uns.ics",
    "https://8.8.8.8/a.ics": "https://8.8.8.8/a.ics",
    "https://[2606:4700:0::1111]/a.ics": "https://[2606:4700::1111]/a.ics",
}
LAN = {"nas.lan", "radicale.lan:5232", "192.168.1.9:5232", "[fd00::9]:5232"}


def test_there_are_enough_of_them() -> None:
    assert len(set(NOWHERE)) >= 130 and len(set(INSIDE)) >= 44


@pytest.mark.parametrize("url", NOWHERE)
def test_an_address_that_leads_nowhere_good_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        target_of(url)


@pytest.mark.parametrize(("url", "asked"), TAKEN.items())
def test_what_people_have_is_taken(url: str, asked: str) -> None:
    assert target_of(url).url == asked == target_of(asked).url


def test_whoever_types_no_scheme_means_https() -> None:
    assert target_of(typed(" calendar.example/a.ics ")).url == "https://calendar.example/a.ics"
    assert typed("webcal://calendar.example/") == "webcal://calendar.example/"


@given(st.text(max_size=60) | st.text("https://[]@:.%0x127localhost-\\", max_size=40))
def test_no_text_is_anything_else(url: str) -> None:
    try:
        target = target_of(url)
    except Refused:
        return
    assert (target.scheme, target.port in {443, 8443}) == ("https", True)
    assert target_of(target.url) == target


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_that_is_not_out_on_the_internet_is_none(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_a_public_address_is_not_at_home(address: str) -> None:
    assert is_public(address) and not is_of_a_home(address)


@pytest.mark.parametrize("address", AT_HOME)
def test_what_a_host_may_allow(address: str) -> None:
    assert is_of_a_home(address) and not is_public(address)


@pytest.mark.parametrize("address", NEVER_HOME)
def test_and_what_no_host_may_allow(address: str) -> None:
    assert not is_of_a_home(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://nas.lan/a.ics",
        "https://nas.lan/a.ics",
        "https://nas.lan:8443/a.ics",
        "http://radicale.lan:5232/ana/",
        "webcal://radicale.lan:5232/ana/",
        "http://192.168.1.9:5232/",
        "http://[fd00:0::9]:5232/",
    ],
)
def test_a_host_at_home_is_asked_where_it_is_named(url: str) -> None:
    target_of(url, LAN)
    with pytest.raises(Refused):
        target_of(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://nas.lan:5232/",
        "http://nas.lan:22/",
        "http://radicale.lan/",
        "http://radicale.lan:5233/",
        "http://other.lan:5232/",
        "http://nas.lan.evil.example/",
        "http://evil.nas.lan/",
        "http://ana@nas.lan/",
        "http://192.168.1.9/",
        "http://192.168.1.10:5232/",
        "http://3232235785:5232/",
        "http://[fd00::a]:5232/",
        "ftp://nas.lan/",
        "http://calendar.example/",
        "https://calendar.example:5232/",
    ],
)
def test_and_no_other_and_nothing_else_of_it(url: str) -> None:
    with pytest.raises(Refused):
        target_of(url, LAN)


@pytest.fixture
def resolving(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Names resolve to what is given, each time to the next; no line is opened. Both are noted."""
    asked: list[str] = []
    lines: list[Any] = []

    def set_to(*times: list[str]) -> tuple[list[str], list[Any]]:
        def look_up(host: str, port: int, **_: object) -> list[Any]:
            asked.append(host)
            found = times[min(len(asked), len(times)) - 1]
            return [(2, 1, 6, "", (address, port)) for address in found]

        def connect(place: Any, *_: object, **__: object) -> None:
            lines.append(place)
            raise ConnectionRefusedError

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        monkeypatch.setattr(socket, "create_connection", connect)
        return asked, lines

    return set_to


def went_wrong(url: str, allowed: set[str] | None = None) -> NetError:
    with pytest.raises(NetError) as trouble:
        fetch(WebRequest(url), allowed or set())
    return trouble.value


@pytest.mark.parametrize("url", NOWHERE)
def test_nothing_is_looked_up_for_it_and_nothing_connected_to(resolving: Any, url: str) -> None:
    asked, lines = resolving(["127.0.0.1"])
    assert isinstance(went_wrong(url), Refused)
    assert asked == lines == []


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_not_connected_to(resolving: Any, address: str) -> None:
    _, lines = resolving([address])
    trouble = went_wrong("https://calendar.example/")
    assert isinstance(trouble, Refused) and trouble.rule is Rule.INSIDE
    assert lines == []


def test_one_inner_address_among_outer_ones_is_one_too_many(resolving: Any) -> None:
    _, lines = resolving([*OUTSIDE, "127.0.0.1"])
    assert isinstance(went_wrong("https://calendar.example/"), Refused)
    assert lines == []


def test_a_name_without_addresses_is_refused(resolving: Any) -> None:
    resolving([])
    assert isinstance(went_wrong("https://calendar.example/"), Refused)


def test_a_name_is_looked_up_once_and_its_addresses_are_what_is_connected_to(
    resolving: Any,
) -> None:
    """A name that leads elsewhere a moment later leads nowhere."""
    asked, lines = resolving(["8.8.8.8", "8.8.4.4"], ["127.0.0.1"])
    assert isinstance(went_wrong("https://calendar.example/"), Unreachable)
    assert asked == ["calendar.example"]
    assert lines == [("8.8.8.8", 443), ("8.8.4.4", 443)]


@pytest.mark.parametrize("address", NEVER_HOME)
def test_a_name_of_the_lan_that_leads_past_it_is_not_connected_to(
    resolving: Any, address: str
) -> None:
    for url in ("http://nas.lan/", "https://nas.lan/"):
        _, lines = resolving([address])
        assert isinstance(went_wrong(url, LAN), Refused)
        assert lines == []


def test_without_tls_no_word_leaves_the_home(resolving: Any) -> None:
    _, lines = resolving(["8.8.8.8"])
    assert isinstance(went_wrong("http://nas.lan/", LAN), Refused)
    assert lines == []
    assert isinstance(went_wrong("https://nas.lan/", LAN), Unreachable)
    assert lines == [("8.8.8.8", 443)]


def test_a_name_server_that_never_answers_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: ended.wait(20) and [])
    with pytest.raises(Unreachable):
        fetch(WebRequest("https://calendar.example/"), seconds=0.2)
    ended.set()
