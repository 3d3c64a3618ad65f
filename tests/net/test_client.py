"""The guarded client and servers that mean no good: each ends soon, in one kind of trouble."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from outandback.net.client import SignIn, WebAnswer, WebRequest, fetch
from outandback.net.errors import NetError, Refused, Rule, TooLarge, Unreachable
from outandback.net.lines import PlainLine, SealedLine
from tests.builders.calendar_servers import Nasty, Said, nasty
from tests.builders.certificates import certificate_for
from tests.builders.names import OUT_THERE, Names

NAME = "calendar.example"
WORD = SignIn("ana", "lamp-in-the-hall")
INNER_PLACES = (
    "http://169.254.169.254/latest/meta-data/",
    "https://169.254.169.254/",
    "http://localhost/",
    "https://localhost/",
    "http://127.0.0.1:8400/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://2130706433/",
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "https://ana:word@calendar.example/",
    "https://calendar.example:22/",
    "//localhost/",
    "http:///",
    "https://[::1",
    "\\\\localhost\\",
)


@pytest.fixture
def server() -> Iterator[Nasty]:
    """At home, without TLS."""
    with nasty() as found:
        yield found


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    return Names(monkeypatch)


@pytest.fixture
def outside(names: Names, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Nasty]:
    """Out on the internet, by all that the client can see, with TLS and a name."""
    certificate = certificate_for(NAME, tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
    with nasty(certificate) as found:
        names.lead(NAME, [OUT_THERE])
        names.ports[OUT_THERE] = found.port
        yield found


def ask(server: Nasty, path: str, method: str = "GET", seconds: float = 10.0) -> WebAnswer:
    """At home; a server that is outside is asked by `get`."""
    request = WebRequest(server.url(path), method, sign_in=WORD)
    return fetch(request, {server.named}, seconds)


def get(path: str, method: str = "GET", body: bytes = b"", seconds: float = 10.0) -> WebAnswer:
    request = WebRequest(f"https://{NAME}{path}", method, body, {"Depth": "0"}, WORD)
    return fetch(request, seconds=seconds)


def wrong(rule: Rule, server: Nasty, path: str, method: str = "GET") -> None:
    with pytest.raises(Refused) as trouble:
        ask(server, path, method)
    assert trouble.value.rule is rule


def test_an_answer_is_read_whatever_its_status(outside: Nasty) -> None:
    outside.answers["/a.ics?key=1"] = Said(200, b"BEGIN", {"ETag": '"1"', "X-Other": "2"})
    answer = get("/a.ics?key=1#part")
    assert (answer.status, answer.body) == (200, b"BEGIN")
    assert answer.headers["etag"] == '"1"' and answer.url == f"https://{NAME}/a.ics?key=1"
    assert get("/nothing").status == 404


def test_nothing_is_said_of_this_program_and_no_cookie_comes_back(outside: Nasty) -> None:
    outside.answers["/a"] = Said(302, headers={"Location": "/b", "Set-Cookie": "a=b"})
    outside.answers["/b"] = Said(200, b"here")
    assert get("/a").body == b"here"
    for asked in outside.got:
        assert asked.headers == {
            "host": NAME,
            "accept-encoding": "identity",
            "user-agent": "calendar-reader",
            "authorization": WORD.header,
            "depth": "0",
        }


def test_no_password_is_ever_shown() -> None:
    request = WebRequest("https://calendar.example/secret", body=b"secret", sign_in=WORD)
    shown = repr(request) + repr(WORD) + repr(WebAnswer("secret", 200, {"a": "secret"}, b"secret"))
    assert not [word for word in ("secret", "lamp", "ana") if word in shown]


def test_headers_that_are_the_clients_own_cannot_be_given(server: Nasty) -> None:
    given = {"Cookie": "a=b", "authorization": "x", "HOST": "evil", "Accept-Encoding": "gzip"}
    fetch(WebRequest(server.url("/"), headers=given), {server.named})
    assert server.got[0].headers.keys() == {"host", "accept-encoding", "user-agent"}
    assert "evil" not in server.got[0].headers["host"]


def test_a_proxy_of_the_environment_is_not_asked(
    server: Nasty, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert ask(server, "/").status == 404


# --- where it leads on ------------------------------------------------------------------------
def test_five_redirects_are_followed_and_no_sixth(server: Nasty) -> None:
    assert ask(server, "/hops/5").body == b"here"
    assert len(server.got) == 6
    wrong(Rule.TOO_MANY, server, "/hops/6")
    assert len(server.got) == 12


def test_a_loop_ends(server: Nasty) -> None:
    wrong(Rule.TOO_MANY, server, "/loop/")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("place", INNER_PLACES)
def test_nothing_leads_inside(outside: Nasty, names: Names, place: str, status: int) -> None:
    with pytest.raises(Refused):
        get(f"/to/{status}/{quote(place, safe='')}")
    assert len(outside.got) == 1 and names.lines == [(OUT_THERE, 443)]


def test_a_name_that_leads_on_to_one_that_resolves_inside(outside: Nasty, names: Names) -> None:
    names.lead("inner.example", ["10.0.0.1"])
    with pytest.raises(Refused) as trouble:
        get(f"/to/302/{quote('https://inner.example/', safe='')}")
    assert trouble.value.rule is Rule.INSIDE and names.lines == [(OUT_THERE, 443)]


def test_a_name_that_resolves_elsewhere_for_the_next_step(outside: Nasty, names: Names) -> None:
    """The server names itself again, and by then its name server says something else."""
    names.lead(NAME, [OUT_THERE], ["127.0.0.1"])
    with pytest.raises(Refused) as trouble:
        get("/loop/")
    assert trouble.value.rule is Rule.INSIDE
    assert names.asked == [NAME, NAME] and names.lines == [(OUT_THERE, 443)]


def test_nothing_leads_from_outside_to_a_host_that_is_allowed_at_home(
    outside: Nasty, server: Nasty, names: Names
) -> None:
    path = f"/to/302/{quote(server.url('/'), safe='')}"
    for allowed in (server.named, "nas.lan"):
        with pytest.raises(Refused):
            fetch(WebRequest(f"https://{NAME}{path}"), {allowed})
    assert server.got == []


def test_nothing_leads_from_a_host_at_home_to_another_port_of_it(server: Nasty) -> None:
    other = server.url("/").replace(str(server.port), str(server.port + 1))
    wrong(Rule.SCHEME, server, f"/to/302/{quote(other, safe='')}")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("method", ["GET", "OPTIONS", "PROPFIND", "REPORT"])
def test_what_changes_nothing_is_asked_again_with_its_body(
    outside: Nasty, method: str, status: int
) -> None:
    get(f"/to/{status}/%2Fnext", method, b"<asked/>")
    again = outside.got[1]
    assert (again.method, again.path, again.body) == (method, "/next", b"<asked/>")
    assert again.headers["depth"] == "0" and again.headers["authorization"] == WORD.header


def test_a_303_is_asked_for_by_get(outside: Nasty) -> None:
    get("/to/303/%2Fnext", "REPORT", b"<asked/>")
    again = outside.got[1]
    assert (again.method, again.path, again.body) == ("GET", "/next", b"")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
def test_what_changes_something_is_not_asked_elsewhere(
    server: Nasty, method: str, status: int
) -> None:
    wrong(Rule.REDIRECT, server, f"/to/{status}/%2Fnext", method)
    assert len(server.got) == 1


@pytest.mark.parametrize(
    ("place", "goes_along"),
    [
        ("/next", True),
        (f"https://{NAME}/next", True),
        (f"https://{NAME}:443/next", True),
        (f"//{NAME.upper()}/next", True),
        (f"https://{NAME}:8443/next", False),
        ("https://other.example/next", False),
    ],
)
def test_a_password_goes_to_its_own_origin_alone(
    outside: Nasty, names: Names, monkeypatch: pytest.MonkeyPatch, place: str, goes_along: bool
) -> None:
    names.lead("other.example", [OUT_THERE])
    monkeypatch.setattr("outandback.net.lines.SealedLine.connect", connect_to_any_name)
    get(f"/to/302/{quote(place, safe='')}")
    assert ("authorization" in outside.got[1].headers) is goes_along


def connect_to_any_name(line: object) -> None:
    """As if the certificate were good for every name."""
    assert isinstance(line, SealedLine)
    PlainLine.connect(line)
    trusted = ssl.create_default_context()
    trusted.check_hostname = False
    line.hold(trusted.wrap_socket(line.sock, server_hostname=NAME))


def test_a_password_that_was_left_behind_does_not_come_back(
    outside: Nasty, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    names.lead("other.example", [OUT_THERE])
    monkeypatch.setattr("outandback.net.lines.SealedLine.connect", connect_to_any_name)
    back = quote(f"https://{NAME}/end", safe="")
    away = quote(f"https://other.example/to/302/{back}", safe="")
    get(f"/to/302/{away}")
    went = ["authorization" in asked.headers for asked in outside.got]
    assert went == [True, False, False]


def test_an_answer_that_leads_nowhere_is_an_answer(server: Nasty) -> None:
    server.answers["/a"] = Said(302)
    server.answers["/b"] = Said(304)
    assert ask(server, "/a").status == 302 and ask(server, "/b").status == 304


# --- TLS --------------------------------------------------------------------------------------
def test_a_certificate_for_another_name_is_none(outside: Nasty, names: Names) -> None:
    names.lead("other.example", [OUT_THERE])
    with pytest.raises(Unreachable):
        fetch(WebRequest("https://other.example/", sign_in=WORD))
    assert outside.got == []


def test_a_certificate_that_nobody_vouches_for_is_none(
    outside: Nasty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(Unreachable):
        get("/")
    assert outside.got == []


def test_a_server_without_tls_is_not_spoken_to(server: Nasty, names: Names) -> None:
    names.lead(NAME, [OUT_THERE])
    names.ports[OUT_THERE] = server.port
    with pytest.raises(Unreachable):
        get("/")
    assert server.got == []


def test_the_next_address_is_tried_where_one_does_not_answer(outside: Nasty, names: Names) -> None:
    names.lead(NAME, ["8.8.4.4", OUT_THERE])
    assert get("/").status == 404
    assert names.lines == [("8.8.4.4", 443), (OUT_THERE, 443)]


# --- too much, too slow, too odd --------------------------------------------------------------
@pytest.mark.parametrize("path", ["/endless/", "/minus/", "/crumbs/", "/long/", "/heads/"])
def test_what_is_too_large_is_cut_off(server: Nasty, path: str) -> None:
    with pytest.raises(TooLarge):
        ask(server, path)


def test_five_mebibytes_are_read_and_no_byte_more(server: Nasty) -> None:
    server.answers["/all"] = Said(body=bytes(5 * 1024 * 1024))
    server.answers["/more"] = Said(body=bytes(5 * 1024 * 1024 + 1))
    assert len(ask(server, "/all").body) == 5 * 1024 * 1024
    with pytest.raises(TooLarge):
        ask(server, "/more")


@pytest.mark.parametrize("path", ["/drip/", "/driphead/", "/continue/"])
def test_what_is_too_slow_is_hung_up_on(server: Nasty, path: str) -> None:
    with pytest.raises(NetError) as trouble:
        ask(server, path, seconds=0.3)
    assert isinstance(trouble.value, Unreachable | TooLarge)


def test_slow_over_tls_is_hung_up_on_too(outside: Nasty) -> None:
    with pytest.raises(Unreachable):
        get("/drip/", seconds=0.5)


def test_all_redirects_share_one_time(server: Nasty) -> None:
    with pytest.raises(Unreachable):
        ask(server, f"/to/302/{quote('/drip/', safe='')}", seconds=0.4)
    with pytest.raises(Unreachable):
        ask(server, "/hops/5", seconds=0)


@pytest.mark.parametrize("path", ["/short/", "/reset/", "/noise/"])
def test_half_an_answer_is_none(server: Nasty, path: str) -> None:
    with pytest.raises(Unreachable):
        ask(server, path)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "GZIP", "identity, gzip"])
def test_a_packed_answer_is_not_unpacked(server: Nasty, coding: str) -> None:
    wrong(Rule.ENCODED, server, f"/bomb/{coding}".replace(" ", ""))


def test_no_watch_is_left_behind(server: Nasty) -> None:
    before = threading.active_count()
    for _ in range(5):
        ask(server, "/")
    watches = [one for one in threading.enumerate() if isinstance(one, threading.Timer)]
    assert not [one for one in watches if one.is_alive() and not one.finished.is_set()]
    assert threading.active_count() <= before + 5
