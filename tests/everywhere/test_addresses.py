"""Every absolute address that the program prints, sends or puts in a page, for what a host can set.

Which address is right: what people type, where the host said it; else what they did type, unless
it leads to their own machine alone.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from outandback.front import addresses, data_folder, serving
from outandback.front.refusal import WrongSetting
from outandback.rooms.notify import actions as notify
from outandback.rooms.notify.models import Job, NotificationKind, Subscription
from outandback.rooms.notify.push_service import target_of
from outandback.rooms.people.models import Person
from tests.builders.boards import hang_board
from tests.builders.server_settings import serve_as, settings_of
from tests.cast import Cast
from tests.fixtures import ClientOf, Keys

LAN = "192.168.1.20"
NAME = "https://your.name"
ABSOLUTE = re.compile(r"https?://[^\s\"'<>#?]*")
# Where the sentences and pictures of the pages themselves lead to.
ELSEWHERE = ("https://www.bbc.co.uk", "http://www.w3.org")


@dataclass(frozen=True)
class Served:
    """What the host set, what arrives with a request, and how each address must begin."""

    given: dict[str, str]
    asked: dict[str, str]
    right: str
    passkey: str
    printed: str = ""
    typed: str = ""  # the origin that the browser names when it posts
    secure: bool = False
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def page(self) -> str:
        return self.typed or self.right


BEHIND = {"HTTP_HOST": "127.0.0.1:8400", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}
ANY = {"HOST": "0.0.0.0"}
CERT = {"tls_cert": Path("home.crt"), "tls_key": Path("home.key")}
SERVED = {
    "this machine alone": Served(
        {}, {"HTTP_HOST": "127.0.0.1:8400"}, "http://127.0.0.1:8400", "127.0.0.1"
    ),
    "another port": Served(
        {"PORT": "9000"},
        {"HTTP_HOST": "localhost:9000"},
        "http://localhost:9000",
        "localhost",
        printed="http://127.0.0.1:9000",
    ),
    "one address of the network": Served(
        {"HOST": LAN}, {"HTTP_HOST": f"{LAN}:8400"}, f"http://{LAN}:8400", LAN
    ),
    "one IPv6 address": Served(
        {"HOST": "fd00::5"}, {"HTTP_HOST": "[fd00::5]:8400"}, "http://[fd00::5]:8400", "[fd00::5]"
    ),
    "the home network, from a phone": Served(
        ANY, {"HTTP_HOST": f"{LAN}:8400"}, f"http://{LAN}:8400", LAN
    ),
    "the home network, from the machine itself": Served(
        ANY,
        {"HTTP_HOST": "localhost:8400"},
        f"http://{LAN}:8400",
        "localhost",
        typed="http://localhost:8400",
    ),
    "a certificate at home": Served(
        ANY, {"HTTP_HOST": f"{LAN}:8400"}, f"https://{LAN}:8400", LAN, secure=True, options=CERT
    ),
    "a certificate on the usual port": Served(
        {"HOST": LAN, "PORT": "443"},
        {"HTTP_HOST": LAN},
        f"https://{LAN}",
        LAN,
        secure=True,
        options=CERT,
    ),
    "a further name": Served(
        {**ANY, "ALLOWED_HOSTS": "attic.lan"},
        {"HTTP_HOST": "attic.lan:8400"},
        "http://attic.lan:8400",
        "attic.lan",
        printed=f"http://{LAN}:8400",
    ),
    "a proxy that hands the name on": Served(
        {"ORIGIN": NAME},
        {**BEHIND, "HTTP_HOST": "your.name", "HTTP_X_FORWARDED_PROTO": "https"},
        NAME,
        "your.name",
    ),
    "a proxy that asks by the inner name": Served({"ORIGIN": NAME}, BEHIND, NAME, "your.name"),
    "a proxy on another machine": Served(
        {**ANY, "ORIGIN": NAME, "PROXIES": "1"},
        {**BEHIND, "HTTP_HOST": f"{LAN}:8400"},
        NAME,
        "your.name",
    ),
    "an origin in other letters": Served(
        {"ORIGIN": "https://Your.Name:443/"}, BEHIND, NAME, "your.name"
    ),
    "an origin in another script": Served(
        {"ORIGIN": "https://bücher.example"},
        BEHIND,
        "https://xn--bcher-kva.example",
        "xn--bcher-kva.example",
    ),
    "an origin with a port": Served(
        {"ORIGIN": "https://your.name:8443"}, BEHIND, "https://your.name:8443", "your.name"
    ),
    "a plain origin": Served(
        {"ORIGIN": "http://attic.lan"}, BEHIND, "http://attic.lan", "attic.lan"
    ),
    "a further name beside an origin": Served(
        {"ORIGIN": NAME, "ALLOWED_HOSTS": ".vpn.example"},
        {**BEHIND, "HTTP_HOST": "home.vpn.example"},
        NAME,
        "home.vpn.example",
        typed="https://home.vpn.example",
    ),
    "past the proxy": Served(
        {**ANY, "ORIGIN": NAME},
        {"HTTP_HOST": f"{LAN}:8400"},
        NAME,
        "your.name",
        typed=f"http://{LAN}:8400",
    ),
    "a certificate and an origin": Served(
        {**ANY, "ORIGIN": "https://home.example:8400"},
        {"HTTP_HOST": "home.example:8400"},
        "https://home.example:8400",
        "home.example",
        secure=True,
        options=CERT,
    ),
}


@pytest.fixture(params=list(SERVED.values()), ids=list(SERVED))
def served(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    tmp_path: Path,
) -> Served:
    monkeypatch.setattr(addresses, "outward_address", lambda: LAN)
    monkeypatch.setattr(addresses, "own_addresses", lambda: [LAN])
    data_folder.open_folder(tmp_path)
    tls = {"TLS_CERT": "home.crt"} if request.param.options else {}
    serve_as(monkeypatch, settings, tmp_path, **request.param.given, **tls)
    return request.param  # type: ignore[no-any-return]  # pytest does not type its params


@pytest.fixture
def kept_mail(settings: Settings) -> None:
    settings.MAIL_ON = True


def asking(client: Client, served: Served) -> Client:
    client.defaults.update(served.asked)
    if served.secure:
        plain = client.request
        over_tls = {"wsgi.url_scheme": "https"}
        client.request = lambda **asked: plain(**{**asked, **over_tls})  # type: ignore[method-assign]  # the last step before the handler
    return client


def absolutes(text: str) -> Iterator[str]:
    found = ABSOLUTE.findall(unescape(text))
    return (address for address in found if not address.startswith(ELSEWHERE))


def all_begin(text: str, right: str) -> bool:
    found = list(absolutes(text))
    return bool(found) and all(one == right or one.startswith(right + "/") for one in found)


def test_an_invitation(served: Served, cleo: Person, client_of: ClientOf) -> None:
    answer = asking(client_of(cleo), served).post(reverse("pair-invitation"))
    page = answer.content.decode()
    assert all_begin(page, served.right)
    assert answer.context["link"].startswith(f"{served.right}/join/#")  # the square code holds it
    assert f"“{served.right.partition('://')[2]}/join/”" in page


def test_a_childs_link(
    served: Served, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    board = hang_board(ana, keys(ana), at)
    client = asking(client_of(ana), served)
    for name in ("board", "board-card"):
        answer = client.get(reverse(name, args=[board.pk]))
        assert answer.context["link"].startswith(f"{served.right}/kids/")
        assert all(one.startswith(served.right) for one in absolutes(answer.content.decode()))


def test_a_reset_by_mail(served: Served, ana: Person, client: Client, kept_mail: None) -> None:
    asking(client, served).post("/sign-in/reset/", {"email": ana.email})
    client.post("/sign-in/reset/", {"email": "nobody@example.org"})
    assert all_begin(str(mail.outbox[0].body), served.right)
    for letter in mail.outbox:
        assert "127.0.0.1" not in f"{letter.subject} {letter.body}" or "127.0.0.1" in served.right


def test_a_printed_reset(served: Served, ana: Person, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("reset", ana.email)
    assert all_begin(capsys.readouterr().out, served.printed or served.right)


def test_a_passkey(served: Served, db: None, client: Client) -> None:
    options = asking(client, served).get("/sign-in/passkey/", HTTP_ACCEPT="application/json")
    assert options.json()["request_options"]["publicKey"]["rpId"] == served.passkey


def test_what_a_push_service_is_told(served: Served, ana: Person, at: datetime) -> None:
    job = Job(id=uuid4(), person=ana, kind=NotificationKind.NEED)
    target = target_of("https://web.push.apple.com/x")
    phone = Subscription(id=uuid4(), person=ana)
    token = notify._headers(job, phone, target, at)["Authorization"].split(".")[1]
    subject = json.loads(base64.urlsafe_b64decode(token + "=="))["sub"]
    assert subject in {served.printed or served.right, "mailto:outandback@localhost"}


def test_the_printed_start(
    served: Served,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    host, port = served.given.get("HOST", "127.0.0.1"), int(served.given.get("PORT", "8400"))
    asked = {"tls_cert": None, "tls_key": None, **served.options}
    start = serving.Start(
        data=tmp_path, host=host, port=port, workers=1, open_browser=False, **asked
    )
    serving.say_where(start)
    said = capsys.readouterr().out
    assert start.site == (served.printed or served.right) or "HTTP_HOST" not in served.asked
    assert (served.printed or served.right) in said


def test_a_form_that_is_posted_from_there_is_taken(served: Served, cast: Cast) -> None:
    """As browsers do: they say where the page that posts came from."""
    client = asking(Client(enforce_csrf_checks=True), served)
    client.get("/sign-in/")
    token = client.cookies["ob_csrf"].value
    wrong = {"login": "ana@example.org", "password": "not this", "csrfmiddlewaretoken": token}
    sent = client.post("/sign-in/", wrong, HTTP_ORIGIN=served.page)
    assert sent.status_code == 422
    strange = client.post("/sign-in/", wrong, HTTP_ORIGIN="https://elsewhere.example")
    assert strange.status_code == 403


def test_a_page_to_go_on_to_may_be_named_whole(served: Served, ana: Person) -> None:
    client = asking(Client(), served)
    for page in {served.right, served.page}:
        answer = client.get(f"/sign-in/?next={page}/leaves/")
        assert answer.status_code == 200


def test_a_stranger_in_the_host_line_is_refused(served: Served, db: None) -> None:
    client = asking(Client(), served)
    assert client.get("/sign-in/", HTTP_HOST="elsewhere.example").status_code == 400


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ORIGIN": "your.name"}, "OUTANDBACK_ORIGIN"),
        ({"ORIGIN": "https://"}, "OUTANDBACK_ORIGIN"),
        ({"ORIGIN": "https://your.name/app"}, "without a path"),
        ({"ORIGIN": "https://your.name?x=1"}, "OUTANDBACK_ORIGIN"),
        ({"ORIGIN": "https://me:word@your.name"}, "OUTANDBACK_ORIGIN"),
        ({"ORIGIN": "https://your_name"}, "OUTANDBACK_ORIGIN"),
        ({"ORIGIN": "https://your.name:port"}, "OUTANDBACK_ORIGIN"),
        ({"ORIGIN": "https://your.name:0"}, "OUTANDBACK_ORIGIN"),
        ({"ORIGIN": "https://*.name"}, "OUTANDBACK_ORIGIN"),
        ({"ORIGIN": "ftp://your.name"}, "OUTANDBACK_ORIGIN"),
        ({"ORIGIN": "https://[fd00::zz]"}, "OUTANDBACK_ORIGIN"),
        ({"ORIGIN": "http://your.name", "TLS_CERT": "home.crt"}, "TLS"),
        ({"PROXIES": "1"}, "OUTANDBACK_PROXIES needs OUTANDBACK_ORIGIN"),
        ({"ALLOWED_HOSTS": "*"}, "OUTANDBACK_ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "https://your.name"}, "OUTANDBACK_ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "attic.lan, your.name:8443"}, "OUTANDBACK_ALLOWED_HOSTS"),
        ({"HOST": "http://attic.lan"}, "OUTANDBACK_HOST"),
        ({"HOST": "192.168.1.20:8400"}, "OUTANDBACK_HOST"),
        ({"PORT": "0"}, "OUTANDBACK_PORT"),
    ],
)
def test_what_could_not_work_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: dict[str, str], said: str
) -> None:
    data_folder.open_folder(tmp_path)
    with pytest.raises(WrongSetting, match=said):
        settings_of(monkeypatch, tmp_path, **given)


def test_a_command_beside_the_server_knows_where_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data_folder.open_folder(tmp_path)
    assert settings_of(monkeypatch, tmp_path)["SITE"] == "http://127.0.0.1:8400"
    data_folder.note_address(tmp_path, "https://home.example:9000")
    assert settings_of(monkeypatch, tmp_path)["SITE"] == "https://home.example:9000"
    assert settings_of(monkeypatch, tmp_path, ORIGIN=NAME)["SITE"] == NAME
