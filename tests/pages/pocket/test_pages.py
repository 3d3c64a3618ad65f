"""What a phone is given to carry: plain facts, public keys, and the same page for everyone."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.away.models import MomentKind
from outandback.rooms.away.queries import departure_of
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.people.models import Person
from outandback.rooms.pocket import queries
from outandback.rooms.pocket.models import Token
from outandback.vault import seal
from outandback.vault.models import PersonKey
from tests.builders.homecomings import make_homecoming
from tests.builders.leaves import INTENTION, make_departure, make_leave
from tests.cast import Cast
from tests.fixtures import ClientOf, Clock, Keys

HOUR = timedelta(hours=1)


def papers_of(client: Client) -> dict[str, Any]:
    papers: dict[str, Any] = client.get(reverse("pocket-papers")).json()
    return papers


def test_a_phone_is_handed_plain_facts_and_public_keys(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
) -> None:
    clock(at)
    leave = make_leave(ana, keys(ana), at)
    papers = papers_of(client_of(ana))
    own = PersonKey.objects.get(person=ana.pk, kind="private")
    assert set(papers) == {"person", "csrf", "leave", "next", "keys", "replaced"}
    assert papers["person"] == str(ana.pk)
    assert papers["leave"] == {
        "id": str(leave.pk),
        "out": leave.out_at.isoformat(),
        "back": leave.back_at.isoformat() if leave.back_at else "",
        "out_zone": "Europe/London",
        "zone": "Europe/London",
        "state": "ahead",
        "answered": False,
    }
    assert papers["next"] == []
    assert papers["keys"]["fingerprint"] == seal.fingerprint(bytes(own.public)).hex()
    assert papers["keys"]["generation"] == own.generation
    written = json.dumps(papers)
    assert "Ana" not in re.findall(r"\w+", written) and INTENTION not in written


def test_the_leave_under_way_goes_before_the_next(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
) -> None:
    clock(at)
    assert papers_of(client_of(ana))["leave"] is None
    make_homecoming(ana, keys(ana), at)
    later = make_leave(ana, keys(ana), at)
    under_way = make_leave(ana, keys(ana), at, out="2026-05-15T18:30", back="")
    assert papers_of(client_of(ana))["leave"]["id"] == str(later.pk)
    make_departure(under_way, keys(ana), at)
    carried = papers_of(client_of(ana))["leave"]
    assert (carried["id"], carried["state"], carried["back"]) == (str(under_way.pk), "out", None)


@pytest.mark.parametrize("who", ["Ben", "Cleo", "Dede"])
def test_nobody_carries_another_persons_leave(
    ana: Person, cast: Cast, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock, who: str
) -> None:
    clock(at)
    make_departure(make_leave(ana, keys(ana), at), keys(ana), at)
    papers = papers_of(client_of(cast.people[who]))
    assert papers["leave"] is None and papers["person"] == str(cast.people[who].pk)


def test_keys_and_token_come_with_open_words_alone(ana: Person, client_of: ClientOf) -> None:
    closed, given = Client(), client_of(ana)
    closed.force_login(ana)
    assert papers_of(closed)["keys"] is None
    for client in (closed, Client()):
        assert client.post(reverse("pocket-tokens")).status_code == 401
    assert not Token.objects.exists()
    token = given.post(reverse("pocket-tokens")).json()["token"]
    found = queries.token_behind(token)
    assert found is not None and found.person == ana and len(token) == 43


def test_signed_out_there_are_no_papers(client: Client) -> None:
    assert client.get(reverse("pocket-papers")).status_code == 401


def test_another_site_gets_no_token(ana: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    assert client.post(reverse("pocket-tokens")).status_code == 403


@pytest.mark.parametrize("name", ["pocket", "worker", "manifest"])
def test_it_is_the_same_for_everyone(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, name: str
) -> None:
    make_departure(make_leave(ana, keys(ana), at), keys(ana), at)
    pages = [client.get(reverse(name)) for client in (Client(), client_of(ana), client_of(ben))]
    assert len({page.content for page in pages}) == 1
    assert not pages[0].cookies and not pages[1].cookies


def test_the_worker_carries_the_page_and_its_files_and_asks_for_no_other() -> None:
    script = Client().get(reverse("worker")).content.decode()
    found = re.search(r"self\.POCKET=(\{.*?\});\n", script)
    assert found
    carried = json.loads(found[1])
    assert carried["pages"] == [reverse("pocket"), reverse("help")]
    assert all(address.startswith("/static/") for address in carried["files"])
    page = Client().get(reverse("pocket")).content.decode()
    linked = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    needed = {one for one in linked if "-touch." not in one}  # the home screen's own picture
    assert needed and needed <= set(carried["files"])


def test_a_moment_is_kept_as_the_same_kinds_with_a_network_and_without(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
) -> None:
    clock(at)
    leave = make_leave(ana, keys(ana), at)
    make_departure(leave, keys(ana), at)
    client = client_of(ana)
    with_one = client.get(reverse("away", args=[leave.pk])).content.decode()
    without = client.get(reverse("pocket")).content.decode()
    assert re.findall(r'name="kind" value="(\w+)"', with_one) == MomentKind.values
    assert re.findall(r'data-kind="(\w+)"', without) == MomentKind.values


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("", "Loop"),
        ("?as=loop", "Loop"),
        ("?as=notes", "Notes"),
        ("?as=out", "Out"),
        ("?as=x", "Loop"),
    ],
)
def test_the_name_on_the_home_screen_is_neutral_and_chosen(asked: str, name: str) -> None:
    answer = Client().get(reverse("manifest") + asked)
    told = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["name"], told["short_name"]) == (name, name)
    assert (told["start_url"], told["scope"]) == (reverse("pocket-now"), "/")
    assert (told["id"], told["display"]) == ("/", "standalone")
    assert told["shortcuts"] == [{"name": "Today", "url": "/"}]


def test_the_icon_opens_the_box_while_its_person_is_out(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    leave, now = make_leave(ana, keys(ana), at), reverse("pocket-now")
    for client in (Client(), client_of(ana)):
        assert client.get(now)["Location"] == "/"
    make_departure(leave, keys(ana), at)
    assert client_of(ana).get(now)["Location"] == f"/leaves/{leave.pk}/away/#id_text"
    assert client_of(ben).get(now)["Location"] == "/"
    come_back(departure_of(ana, leave.pk), at + HOUR)
    assert client_of(ana).get(now)["Location"] == "/"


def test_the_page_of_the_phone_links_the_chosen_name(ana: Person, client_of: ClientOf) -> None:
    page = client_of(ana).get(reverse("pocket-phone") + "?as=notes").content.decode()
    assert f'rel="manifest" href="{reverse("manifest")}?as=notes"' in page
    assert 'rel="apple-touch-icon" href="/static/pocket/notes-touch.png"' in page
    assert "loop-touch.png" not in page
    assert Client().get(reverse("pocket-phone")).status_code == 302


def test_pages_with_open_words_bring_the_pocket_and_no_others(
    ana: Person, client_of: ClientOf
) -> None:
    closed = Client()
    closed.force_login(ana)
    assert "data-pocket=" in client_of(ana).get("/settings/").content.decode()
    for client in (closed, Client()):
        assert "data-pocket=" not in client.get("/help/").content.decode()
