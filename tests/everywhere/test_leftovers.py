"""What lets somebody in, or lets something out, and what becomes of it: a table of every credential
and every event after which it is to live or to die. What is new fails until it has a row."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.tokens import default_token_generator
from django.test import Client

from outandback.rooms.account import actions, queries
from outandback.rooms.notify.actions import subscribe
from outandback.rooms.notify.models import Address, Subscription
from outandback.rooms.people import actions as people
from outandback.rooms.people import queries as people_queries
from outandback.rooms.people.models import Device, Person
from outandback.rooms.pocket import queries as pocket_queries
from outandback.rooms.pocket.actions import give_token
from outandback.vault import actions as vault
from outandback.web.cookies import DEVICE_COOKIE
from tests.cast import AT, PASSPHRASE, Cast, again
from tests.fixtures import ClientOf, Clock
from tests.house.source import PACKAGE

NEW = "seven lanterns over quiet water"
ENDPOINT = "https://fcm.googleapis.com/fcm/send/one"


@dataclass
class Scene:
    """Somebody with one of everything, who sits at `here` and has another browser elsewhere."""

    cast: Cast
    person: Person
    here: Client
    elsewhere: Client
    told: dict[str, Any]


@pytest.fixture
def scene(cast: Cast, ana: Person, client_of: ClientOf, clock: Clock) -> Scene:
    clock(AT)
    here, elsewhere = client_of(ana, room=True), client_of(ana, room=True)
    room = cast.keys(ana, room=True)
    here.cookies[DEVICE_COOKIE] = people.know_device(ana, AT)
    told = {"device": people.know_device(ana, AT), "phone": give_token(ana, AT)}
    told["sheet"] = vault.print_recovery_code(room.keyset, AT)
    told["link"] = default_token_generator.make_token(ana)
    subscribe(ana, Address(ENDPOINT, "p", "a"), AT)
    for kind in ("webauthn", "totp", "recovery_codes"):
        Authenticator.objects.create(user=ana, type=kind, data={"name": "Red phone"})
    people.ask_for_recovery(ana, known_device=False, at=AT)
    return Scene(cast, ana, here, elsewhere, told)


# The events ---------------------------------------------------------------------------------------


def sign_out(scene: Scene) -> None:
    scene.here.post("/sign-out/")


def change(scene: Scene, *kept: str) -> None:
    said = {"passphrase": PASSPHRASE, "new": NEW, "kept": list(kept)}
    assert scene.here.post("/settings/passphrase/", said).status_code == 303


def change_and_keep(scene: Scene) -> None:
    here = scene.here.cookies[DEVICE_COOKIE].value
    change(scene, *(way.name for way in queries.ways_in(scene.person, here)))


def reset(scene: Scene) -> None:
    from allauth.account.adapter import get_adapter

    get_adapter().set_password(scene.person, NEW)


def recover(scene: Scene) -> None:
    key = scene.here.session.session_key or ""
    actions.recover(scene.person, scene.told["sheet"], PASSPHRASE, True, key, AT)


def part(scene: Scene) -> None:
    mine = scene.person.current
    assert mine
    actions.leave_pair(mine, scene.cast.keys(scene.person), "now", "", AT)


def erase(scene: Scene) -> None:
    actions.erase(scene.person, scene.person.current, scene.cast.keys(scene.person), AT)


EVENTS: dict[str, Callable[[Scene], None]] = {
    "sign out": sign_out,
    "change": change,
    "change, all ticked": change_and_keep,
    "reset": reset,
    "recover": recover,
    "part": part,
    "erase": erase,
}

# The credentials ----------------------------------------------------------------------------------


def opens(client: Client) -> bool:
    return client.get("/pair/").status_code == 200 or client.get("/pair/words/").status_code == 200


def old_passphrase(scene: Scene) -> bool:
    """Whether the words of before open with the passphrase of before."""
    try:
        return bool(vault.open_with_passphrase(scene.person.pk, PASSPHRASE).private)
    except vault.NotOpened:
        return False


def sheet(scene: Scene) -> bool:
    try:
        return bool(vault.open_with_code(scene.person.pk, scene.told["sheet"]).private)
    except vault.NotOpened:
        return False


def has(kind: str) -> Callable[[Scene], bool]:
    return lambda scene: Authenticator.objects.filter(user=scene.person, type=kind).exists()


CREDENTIALS: dict[str, Callable[[Scene], bool]] = {
    "sessions.Session here": lambda scene: scene.here.get("/settings/").status_code == 200,
    "sessions.Session": lambda scene: scene.elsewhere.get("/settings/").status_code == 200,
    "vault.Unlock": lambda scene: opens(scene.elsewhere),
    "vault.Slot": old_passphrase,
    "vault.Slot sheet": sheet,
    "people.Recovery": lambda scene: bool(people_queries.recovery_waiting(scene.person)),
    "people.Device": lambda scene: people_queries.knows_device(scene.person, scene.told["device"]),
    "pocket.Token": lambda scene: bool(pocket_queries.token_behind(scene.told["phone"])),
    "notify.Subscription": lambda _: Subscription.objects.exists(),
    "mfa.Authenticator": has("webauthn"),
    "mfa.Authenticator app": has("totp"),
    "mfa.Authenticator codes": has("recovery_codes"),
    "reset link": lambda scene: default_token_generator.check_token(
        Person.objects.get(pk=scene.person.pk), scene.told["link"]
    ),
}
# Which of the events each survives, in the order of EVENTS.
TABLE = {
    "sessions.Session here": "no   yes yes no  yes yes no",
    "sessions.Session":      "yes  no  no  no  no  yes no",
    "vault.Unlock":          "yes  no  no  no  no  yes no",
    "vault.Slot":            "yes  no  no  yes yes yes no",
    "vault.Slot sheet":      "yes  yes yes yes no  yes no",
    "people.Recovery":       "yes  no  no  yes no  yes no",
    "people.Device":         "yes  no  yes yes yes yes no",
    "pocket.Token":          "yes  no  yes yes yes no  no",
    "notify.Subscription":   "yes  no  yes yes yes yes no",
    "mfa.Authenticator":     "yes  no  yes yes yes yes no",
    # A second step beside the passphrase: it lets nobody in by itself.
    "mfa.Authenticator app":   "yes yes yes yes yes yes no",
    "mfa.Authenticator codes": "yes yes yes yes yes yes no",
    "reset link":            "yes  no  no  no  yes yes no",
}  # fmt: skip
# Rows with a secret in them, or a hash of one, that are nobody's way in, each with its reason.
ELSEWHERE = {
    "vault.PersonKey": "opens with a slot alone",
    "vault.PairKey": "opens with a slot alone",
    "people.Invitation": "tried with pairing, and with the last copies of keys",
    "board.SleepsBoard": "a page for children, tried with its own room",
    "calendars.Source": "a calendar elsewhere, tried with its own room",
    "written.WrittenCalendar": "a calendar elsewhere, tried with its own room",
    "feeds.Feed": "a calendar that is given out, tried with its own room",
    "carried.Carried": "a form for an hour, tried with its own room",
    "people.Person": "the hash of the passphrase: tried as the slot is",
    "gate.HostInvitation": "lets somebody sign up who is nobody here yet; tried with its own room",
    "gate.Knock": "lets tries be counted apart, and signs nobody in; tried with its own room",
    "account.EmailAddress": "an address is no secret",
}
SECRET = re.compile("token|hash|lookup|secret|password|box|wrapped|blob|session_key|verified")


@pytest.mark.parametrize("event", EVENTS)
def test_each_credential_lives_or_dies_as_the_table_says(event: str, scene: Scene) -> None:
    before = {name: lives(scene) for name, lives in CREDENTIALS.items()}
    assert all(before.values()), before
    EVENTS[event](scene)
    scene.person = again(scene.person)
    column = list(EVENTS).index(event)
    said = {name: row.split()[column] == "yes" for name, row in TABLE.items()}
    assert {name: lives(scene) for name, lives in CREDENTIALS.items()} == said


def test_every_model_with_a_secret_has_its_rows() -> None:
    found = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if SECRET.search(field.name) and not field.auto_created
    }
    found |= {Device._meta.label, Authenticator._meta.label}
    known = {name.split(" ")[0] for name in TABLE if "." in name}
    assert found - known - set(ELSEWHERE) == set()
    assert set(TABLE) == set(CREDENTIALS)


# In the browser: what signing out there does is tried by tests/journeys/test_signing_out.py -------

COOKIES = {
    "ob_session": "dies with signing out",
    "ob_s": "dies with signing out",
    "ob_p": "dies with signing out",
    "ob_csrf": "lives: a token against forged forms, and nobody's",
    "ob_d": "lives: that this browser is known, which is what it is for",
    "ob_i": "lives: an invitation for an hour, for whoever signs in next",
    "ob_kept": "lives for a minute, and speaks to its person alone",
    "ob_c": "lives for an hour: carries a form through signing in",
    "ob_k": "lives for half an hour: waits for a yes elsewhere, and signs nobody in",
    "ob_h": "lives for an hour: came by the link of the start, before anybody signed up",
    "ob_language": "never set",
    "ob_trusted": "never set",
}
STORES = {
    "papers": "dies with signing out",
    "outbox": "lives while something waits in it, sealed",
    "pieces": "lives while something waits in it, sealed",
}


def written(pattern: str, suffix: str) -> set[str]:
    files = [
        file.read_text("utf-8") for file in PACKAGE.rglob(f"*{suffix}") if "vendor" not in str(file)
    ]
    return {name for text in files for name in re.findall(pattern, text)}


def test_every_cookie_has_its_row() -> None:
    assert written(r'COOKIE_PREFIX(?: \+ "|\})(ob_\w+)"', ".py") == set(COOKIES)


def test_every_store_of_a_browser_has_its_row() -> None:
    assert written(r'createObjectStore\("(\w+)"', ".js") == set(STORES)
    assert written(r"(localStorage|sessionStorage|document\.cookie)", ".js") == set()


def test_signing_out_takes_the_cookies_that_it_says(scene: Scene) -> None:
    gone = scene.here.post("/sign-out/").cookies
    dying = {name for name, row in COOKIES.items() if row.startswith("dies")}
    assert {name for name, one in gone.items() if one["max-age"] == 0} == dying


# A changed passphrase, on its page ----------------------------------------------------------------


def test_the_page_lists_what_works_without_the_passphrase(scene: Scene) -> None:
    page = scene.here.get("/settings/passphrase/").content.decode()
    for told in ("Passkey: Red phone", "A browser known since 13 May 2026"):
        assert told in page
    assert page.count('name="kept"') == 4
    assert "checked" not in page


def test_this_browser_stays_known(scene: Scene) -> None:
    change(scene)
    left = Device.objects.get()
    assert people_queries.knows_device(scene.person, scene.here.cookies[DEVICE_COOKIE].value)
    assert left.person_id == scene.person.pk


def test_what_was_ticked_is_kept_where_the_form_comes_back(scene: Scene) -> None:
    way = queries.ways_in(scene.person, "")[0]
    said = {"passphrase": "not it at all, I think", "new": NEW, "kept": [way.name]}
    answer = scene.here.post("/settings/passphrase/", said)
    assert answer.status_code == 422
    assert f'value="{way.name}"' in answer.content.decode()
    assert answer.content.decode().count(" checked") == 1
    assert Authenticator.objects.filter(type="webauthn").exists()


def test_nobody_keeps_or_ends_what_is_another_persons(scene: Scene, ben: Person) -> None:
    token = give_token(ben, AT)
    change(scene)
    assert pocket_queries.token_behind(token)
