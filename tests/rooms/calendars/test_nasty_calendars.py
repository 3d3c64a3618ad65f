"""The small CalDAV client and a server that means no good: one kind of trouble, and soon."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from outandback.net.client import SignIn, WebAnswer, WebRequest
from outandback.net.errors import Broken, NetError, Refused, TooLarge, Unreachable
from outandback.rooms.calendars import caldav, visits, webdav
from outandback.rooms.calendars.caldav import Collection, calendars_at, changes_since
from outandback.rooms.calendars.visits import Elsewhere, NotACalendar, NotAllowed, WrongPassword
from tests.builders.calendar_servers import Nasty, Said, nasty
from tests.builders.certificates import certificate_for
from tests.builders.names import OUT_THERE, Names

CALENDAR = "<C:calendar/>"
Trouble = type[NetError] | tuple[type[NetError], ...]
TROUBLES: dict[str, Trouble] = {
    "/loop/": Refused,
    "/hops/6": Refused,
    "/to/302/http%3A%2F%2F169.254.169.254%2F": Refused,
    "/to/302/http%3A%2F%2Flocalhost%2F": Refused,
    "/to/302/file%3A%2F%2F%2Fetc%2Fpasswd": Refused,
    "/endless/": TooLarge,
    "/heads/": TooLarge,
    "/long/": TooLarge,
    "/bomb/gzip": Refused,
    "/short/": Unreachable,
    "/reset/": Unreachable,
    "/noise/": Unreachable,
    "/laughs/": (Broken, NotACalendar),
    "/who/": WrongPassword,
    "/nothing/": NotACalendar,
}


STATUSES = {
    400: NotACalendar,
    403: NotAllowed,
    404: NotACalendar,
    405: NotACalendar,
    429: Unreachable,
    500: Broken,
    503: Unreachable,
}


def answer(*responses: str, token: str = "") -> Said:
    said = f"<D:sync-token>{token}</D:sync-token>" if token else ""
    spaces = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
    spaces += ' xmlns:S="http://calendarserver.org/ns/"'
    text = f"<D:multistatus {spaces}>{''.join(responses)}{said}</D:multistatus>"
    return Said(207, text.encode())


def response(href: str, props: str = "", status: str = "") -> str:
    given = f"<D:propstat><D:prop>{props}</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>"
    own = f"<D:status>HTTP/1.1 {status}</D:status>" if status else given
    return f"<D:response><D:href>{href}</D:href>{own}</D:response>"


def kind(within: str = CALENDAR) -> str:
    return f"<D:resourcetype><D:collection/>{within}</D:resourcetype>"


def href(name: str, place: str) -> str:
    return f"<{name}><D:href>{place}</D:href></{name}>"


@pytest.fixture(scope="module")
def whole() -> Iterator[Nasty]:
    with nasty() as found:
        yield found


@pytest.fixture
def server(whole: Nasty) -> Nasty:
    whole.answers.clear()
    whole.got.clear()
    return whole


def at(server: Nasty, path: str) -> Collection:
    return Collection(server.url(path), SignIn("ana", "word"))


@pytest.mark.parametrize(("path", "trouble"), TROUBLES.items())
@pytest.mark.parametrize(
    "asks",
    [
        changes_since,
        caldav.state_of,
        lambda one: changes_since(one, "sync:1"),
        lambda one: caldav.read(one, webdav.path_of(one.url)),
    ],
    ids=["changes", "state", "sync", "read"],
)
def test_a_calendar_that_means_no_good(
    server: Nasty, path: str, trouble: Trouble, asks: Callable[[Collection], object]
) -> None:
    with pytest.raises(NetError) as found:
        asks(at(server, path))
    assert isinstance(found.value, trouble)
    assert len(server.got) <= 13


@pytest.mark.parametrize("path", TROUBLES)
def test_an_address_that_means_no_good(server: Nasty, path: str) -> None:
    with pytest.raises(NetError):
        calendars_at(server.url(path), "ana", "word")
    assert len(server.got) <= 20


def test_a_password_that_is_not_taken_is_tried_once(server: Nasty) -> None:
    with pytest.raises(WrongPassword):
        calendars_at(server.url("/who/"), "ana", "word")
    assert server.paths() == ["/who/"]


def test_a_calendar_that_may_not_be_read_or_is_busy(server: Nasty) -> None:
    for status, trouble in STATUSES.items():
        server.answers["/cal/"] = Said(status)
        with pytest.raises(trouble):
            caldav.state_of(at(server, "/cal/"))


# --- hrefs that lead elsewhere ----------------------------------------------------------------
OUTSIDERS = (
    "https://other.example/cal/",
    "//other.example/cal/",
    "http://127.0.0.1:1/cal/",
    "http://localhost/cal/",
    "file:///etc/passwd",
    "http://ana@127.0.0.1/cal/",
)


@pytest.mark.parametrize("place", OUTSIDERS)
def test_no_href_leads_to_another_origin(server: Nasty, place: str) -> None:
    """From whichever answer it comes."""
    home = href("C:calendar-home-set", "/home/")
    principal = href("D:current-user-principal", "/ana/")
    fine = {
        "/.well-known/caldav": answer(response("/", kind("") + principal)),
        "/ana/": answer(response("/ana/", home)),
        "/home/": answer(response("/home/cal/", kind())),
    }
    server.answers |= fine
    assert [one.url for one in calendars_at(server.url(), "a", "b")] == [server.url("/home/cal/")]
    worse = {
        "/.well-known/caldav": answer(
            response("/", kind("") + href("D:current-user-principal", place))
        ),
        "/ana/": answer(response("/ana/", href("C:calendar-home-set", place))),
        "/home/": answer(response(place, kind())),
    }
    for path, said in worse.items():
        server.answers |= {**fine, path: said}
        with pytest.raises(Refused):
            calendars_at(server.url(), "ana", "word")


@pytest.mark.parametrize("place", OUTSIDERS)
def test_no_entry_lies_at_another_origin(server: Nasty, place: str) -> None:
    server.answers["/cal/"] = answer(response(f"{place}a.ics", kind() + "<D:getetag>1</D:getetag>"))
    for token in ("", "sync:1"):
        with pytest.raises(Refused):
            changes_since(at(server, "/cal/"), token)
    for asks in (caldav.read, caldav.delete):
        with pytest.raises(Refused):
            asks(at(server, "/cal/"), place)
    with pytest.raises(Refused):
        caldav.put(at(server, "/cal/"), place, b"")


def test_a_well_known_address_that_leads_elsewhere_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that its person can type it, and their password for it; it is not sent there by itself."""
    certificate = certificate_for("calendar.example", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
    names = Names(monkeypatch)
    names.lead("calendar.example", [OUT_THERE])
    with nasty(certificate) as outside:
        names.ports[OUT_THERE] = outside.port
        elsewhere = Said(301, headers={"Location": "https://calendar.example:8443/dav/"})
        outside.answers["/.well-known/caldav"] = elsewhere
        outside.answers["/dav/"] = Said(401)
        with pytest.raises(Elsewhere) as found:
            calendars_at("calendar.example", "ana", "word")
    assert found.value.origin == "https://calendar.example:8443"
    told = {one.path: "authorization" in one.headers for one in outside.got}
    assert told == {"/.well-known/caldav": True, "/dav/": False, "/": True}


# --- servers that know less -------------------------------------------------------------------
def old_server(server: Nasty, tag: str, **etags: str) -> None:
    """No tokens and no queries: everything is listed, and texts are asked for by href."""
    tagged = f"<S:getctag>{tag}</S:getctag>" if tag else ""
    own = response("/cal/", kind() + tagged)
    entries = [
        response(f"/cal/{name}.ics", f"<D:getetag>{etag}</D:getetag>"
                 f"<C:calendar-data>BEGIN {name}</C:calendar-data>")
        for name, etag in etags.items()
    ]  # fmt: skip
    server.answers["/cal/"] = answer(own, *entries)


def test_a_server_with_a_tag_says_that_nothing_changed(server: Nasty) -> None:
    old_server(server, "7", a="1", b="1")
    first = changes_since(at(server, "/cal/"))
    assert first.whole and first.texts == {
        "/cal/a.ics": b"BEGIN a",
        "/cal/b.ics": b"BEGIN b",
    }
    server.got.clear()
    assert changes_since(at(server, "/cal/"), first.token) == caldav.Changes(token="tag:7")
    assert len(server.got) == 1
    old_server(server, "8", a="2", c="1")
    then = changes_since(at(server, "/cal/"), first.token, known=first.etags)
    assert then.texts.keys() == {"/cal/a.ics", "/cal/c.ics"} and then.gone == {"/cal/b.ics"}


def test_a_server_without_a_tag_is_read_whole(server: Nasty) -> None:
    old_server(server, "", a="1")
    first = changes_since(at(server, "/cal/"))
    again = changes_since(at(server, "/cal/"), first.token)
    assert (first.token, first.whole) == ("", True) and again == first


def test_a_list_in_parts_is_read_to_its_end_or_given_up(server: Nasty) -> None:
    """A server that says “more” for ever is asked for the whole, and so ends."""
    more = response("/cal/", status="507 Insufficient Storage")
    entry = response("/cal/a.ics", "<D:getetag>1</D:getetag>")
    server.answers["/cal/"] = answer(more, entry, token="2")
    with pytest.raises(NetError):
        changes_since(at(server, "/cal/"), "sync:1")
    assert len(server.got) < 40


def test_what_is_gone_is_not_asked_for(server: Nasty) -> None:
    server.answers["/cal/"] = answer(response("/cal/a.ics", status="404 Not Found"), token="2")
    found = changes_since(at(server, "/cal/"), "sync:1")
    assert (found.gone, found.texts, found.token) == ({"/cal/a.ics"}, {}, "sync:2")
    assert len(server.got) == 1


def test_a_text_that_nobody_asked_for_is_not_taken(server: Nasty) -> None:
    old_server(server, "7", a="1", b="1")
    found = changes_since(at(server, "/cal/"), known={"/cal/b.ics": "1"})
    assert found.texts.keys() == {"/cal/a.ics"} and b"/cal/b.ics" not in server.got[-1].body


def test_an_etag_that_is_not_said_at_once_is_asked_for(server: Nasty) -> None:
    """By a server that changed what it was given."""
    href = "/cal/a.ics"
    server.answers[href] = answer(response(href, "<D:getetag>&quot;5&quot;</D:getetag>"))
    assert caldav.put(at(server, "/cal/"), href, b"BEGIN") == '"5"'
    assert [one.method for one in server.got] == ["PUT", "PROPFIND"]
    server.answers[href] = Said(204, headers={"ETag": '"6"'})
    assert caldav.put(at(server, "/cal/"), href, b"BEGIN", '"5"') == '"6"'
    assert server.got[-1].headers["if-match"] == '"5"'


@pytest.mark.parametrize(("whole_visit", "request_takes"), [(3.0, 3.0), (60.0, 10.0)])
def test_no_request_takes_longer_than_its_visit(
    monkeypatch: pytest.MonkeyPatch, whole_visit: float, request_takes: float
) -> None:
    given: list[float] = []

    def fetch(request: WebRequest, allowed_lan: set[str], seconds: float) -> WebAnswer:
        given.append(seconds)
        raise Unreachable

    monkeypatch.setattr(visits, "fetch", fetch)
    with pytest.raises(Unreachable):
        visits.Visit(None, whole_visit).ask("GET", "https://calendar.example/")
    assert request_takes - 1 < given[0] <= request_takes


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.binary(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                response("/cal/", kind()),
                response("/cal/a.ics", "<D:getetag>1</D:getetag>"),
                response("", status="404 Not Found"),
                response("/cal/b.ics", "<C:calendar-data>x</C:calendar-data>"),
                response("&lt;", "<D:getetag/>"),
                response(quote("/cal/ü"), "<C:calendar-data/>"),
                response("//", kind("") + href("C:calendar-home-set", "..")),
                response("/x", href("D:current-user-principal", "/cal/")),
            ]
        ),
        max_size=5,
    ).map(lambda responses: answer(*responses, token="1").body)
)
def test_whatever_it_answers_one_kind_of_trouble_comes_of_it(whole: Nasty, body: bytes) -> None:
    whole.answers.clear()
    whole.answers["/cal/"] = Said(207, body)
    for asks in (changes_since, lambda one: changes_since(one, "sync:1"), caldav.state_of):
        with suppress(NetError):
            asks(at(whole, "/cal/"))
    with suppress(NetError):
        calendars_at(whole.url("/cal/"), "ana", "word")
