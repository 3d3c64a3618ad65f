"""A form whose writer was signed out meanwhile: its words come through signing in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from outandback.rooms.carried.models import Carried
from outandback.rooms.people.models import Person
from outandback.vault.models import Unlock
from tests.cast import EITHER, PASSPHRASE, Cast
from tests.everywhere.pages import FoundForm, addresses, forms_of, read, two_people
from tests.fixtures import ClientOf

WORDS = "a heron, twice\nand then the weir"
HOUR = timedelta(hours=1)
PLAN = "/leaves/new/"
SECRETS = {"passphrase", "password", "new", "again", "code", "credential"}


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


@pytest.fixture
def ids(cast: Cast, at: datetime) -> dict[str, list[Any]]:
    return two_people(cast, at)


def sign_out_everywhere() -> None:
    """As when a session has ended: the browser still holds its cookies, and they open nothing."""
    Session.objects.all().delete()
    Unlock.objects.all().delete()


def sign_in(client: Client, person: Person, answer: Any) -> Any:
    """From the answer of a form to where signing in leads, by way of each page that asks."""
    cache.clear()
    typed = {"login": person.email, "password": PASSPHRASE, "next": next_of(answer)}
    answer = client.post(reverse("account_login"), typed)
    for _ in range(5):
        if answer.status_code not in {302, 303} or answer["Location"] == "/opening/":
            break
        address = answer["Location"]
        if address.startswith("/opening/"):
            door = {"passphrase": PASSPHRASE, "next": next_of(answer), "door": address[14]}
            answer = client.post("/opening/", door)
        else:
            answer = client.get(address)
    return answer


def next_of(answer: Any) -> str:
    return str(parse_qs(urlsplit(answer["Location"]).query)["next"][0])


def standing(html: str, action: str) -> dict[str, list[str]]:
    """What stands in the forms of a page that go to an address."""
    found: dict[str, list[str]] = {}
    for form in read(html).forms:
        if form.action.partition("?")[0] == action.partition("?")[0]:
            for name, values in form.filled().items():
                found.setdefault(name, []).extend(value.replace("\r\n", "\n") for value in values)
    return found


def typed_into(form: FoundForm) -> dict[str, str]:
    multi = {control.name for control in form.long_words}
    return {
        name: WORDS if name in multi else "a heron" for name in form.words if name not in SECRETS
    }


@pytest.mark.parametrize("name", EITHER)
def test_every_word_of_every_form_stands_there_again(
    cast: Cast, ids: dict[str, list[Any]], name: str
) -> None:
    person, lost, tried = cast.people[name], [], 0
    forms = [*forms_of(cast.client(person, room=True), ids), *forms_of(cast.client(person), ids)]
    seen = set()
    for form in forms:
        typed = typed_into(form)
        if not typed or (form.action, *sorted(typed)) in seen or form.action.startswith("/sign-"):
            continue
        seen.add((form.action, *sorted(typed)))
        tried += 1
        lost += lost_words(cast.client(person), person, form, typed)
    assert tried > 20 and lost == []


def lost_words(client: Client, person: Person, form: FoundForm, typed: dict[str, str]) -> list[str]:
    sign_out_everywhere()
    Carried.objects.all().delete()
    answer = client.post(form.action, form.filled(**typed))
    if not answer.get("Location", "").startswith("/sign-in/"):
        return [f"{form.action}: {answer.status_code}"]
    page = sign_in(client, person, answer)
    there = standing(page.content.decode(), form.action)
    return [
        f"{form.page} {form.action} {name}: {there.get(name)}"
        for name, words in typed.items()
        if words not in there.get(name, [])
    ]


@pytest.mark.longer
def test_no_form_leads_to_an_address_that_only_takes_forms(
    cast: Cast, ids: dict[str, list[Any]], ana: Person
) -> None:
    wrong = []
    for address in addresses(ids):
        sign_out_everywhere()
        client = Client()
        answer = client.post(address, {"words": "a heron"})
        for asked in (answer, client.get(address)):
            if asked.get("Location", "").startswith("/sign-in/?next="):
                page = sign_in(client, ana, asked)
                client.logout()
                if page.status_code == 405 or page.status_code >= 500:
                    wrong.append(f"{address}: {page.status_code}")
    assert wrong == []


def written(client: Client) -> dict[str, list[str]]:
    """A plan as its page brings it, with two words in it."""
    form = next(f for f in read(client.get(PLAN).content.decode(), PLAN).forms if f.action == PLAN)
    return form.filled(meaning=WORDS, intention="To the weir")


def shown(page: Any) -> bool:
    return WORDS in standing(page.content.decode(), PLAN).get("meaning", [])


@pytest.mark.parametrize("gone", ["session", "cookies"])
def test_it_is_sealed_to_its_writer_by_what_the_page_said(
    cast: Cast, ana: Person, gone: str
) -> None:
    client = cast.client(ana)
    form = written(client)
    sign_out_everywhere()
    browser = Client(enforce_csrf_checks=gone == "cookies") if gone == "cookies" else client
    answer = browser.post(PLAN, form, headers={"Sec-Fetch-Site": "same-origin"})
    row = Carried.objects.get()
    assert row.person == ana and row.sent is None and b"heron" not in bytes(row.box or b"")
    assert shown(sign_in_again(browser, ana, answer))


def sign_in_again(client: Client, person: Person, answer: Any) -> Any:
    client.handler.enforce_csrf_checks = False
    return sign_in(client, person, answer)


def test_whoever_else_signs_in_there_finds_nothing(cast: Cast, ana: Person, ben: Person) -> None:
    client = cast.client(ana)
    form = written(client)
    sign_out_everywhere()
    answer = client.post(PLAN, form)
    page = sign_in(client, ben, answer)
    assert "heron" not in page.content.decode() and page.request["PATH_INFO"] == "/"
    client.post(reverse("account_logout"))
    assert shown(sign_in(client, ana, answer))


def test_a_form_of_one_that_comes_while_the_other_is_signed_in_is_its_writers(
    cast: Cast, ana: Person, ben: Person
) -> None:
    form = written(cast.client(ana))
    browser = cast.client(ben)
    answer = browser.post(PLAN, form)
    assert answer["Location"].startswith("/carried/")
    assert browser.get(answer["Location"])["Location"] == "/"
    assert Carried.objects.get().person == ana


def test_it_is_open_for_an_hour_in_that_browser_alone(
    cast: Cast, ana: Person, clock: Callable[[datetime], None], at: datetime
) -> None:
    client = cast.client(ana)
    form = written(client)
    sign_out_everywhere()
    answer = client.post(PLAN, form)
    assert not shown(sign_in(Client(), ana, answer))
    clock(at + HOUR - timedelta(seconds=1))
    assert shown(sign_in(client, ana, answer))
    client.post(reverse("account_logout"))
    clock(at + HOUR)
    assert not shown(sign_in(client, ana, answer))
    sign_out_everywhere()
    client.post(PLAN, form)
    assert Carried.objects.filter(came_at=at).count() == 0


def test_a_form_with_a_token_of_before_stands_there_again(cast: Cast, ana: Person) -> None:
    client = cast.client(ana)
    form = written(client) | {"csrfmiddlewaretoken": ["a" * 64]}
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = client.cookies
    answer = browser.post(PLAN, form)
    assert shown(browser.get(answer["Location"]))
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert browser.post(PLAN, form, headers=elsewhere).status_code == 403
    other_site = {"Sec-Fetch-Site": "cross-site"}
    assert browser.post(PLAN, form, headers=other_site).status_code == 403


def test_words_whose_keys_have_closed_stand_there_again(cast: Cast, ana: Person) -> None:
    client = cast.client(ana)
    page = client.get("/start/you/").content.decode()
    form = read(page, "/start/you/").forms[-1].filled(name="Ana of the weir")
    Unlock.objects.all().delete()
    answer = client.post("/start/you/", form)
    answer = client.get(answer["Location"])
    assert answer["Location"].startswith("/opening/?door=s&next=%2Fcarried%2F")
    opened = client.post("/opening/", {"passphrase": PASSPHRASE, "next": next_of(answer)})
    again = client.get(opened["Location"]).content.decode()
    assert standing(again, "/start/you/")["name"] == ["Ana of the weir"]


def test_a_page_that_a_service_worker_asks_for_is_a_page(cast: Cast, ana: Person) -> None:
    """Firefox gives such a request the mode of a script's; what it accepts is a page still."""
    client = cast.client(ana)
    form = read(client.get(PLAN).content.decode(), PLAN).forms[-1].filled(intention="a heron")
    beside_worker = {
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Sec-Fetch-Mode": "same-origin",
        "Sec-Fetch-Dest": "empty",
    }
    sign_out_everywhere()
    answer = client.post(PLAN, form, headers=beside_worker)
    page = sign_in(client, ana, answer).content.decode()
    assert standing(page, PLAN)["intention"] == ["a heron"]


@pytest.mark.parametrize(
    "headers",
    [{"HX-Request": "true"}, {"Sec-Fetch-Mode": "cors"}, {"Accept": "application/json"}],
)
def test_a_script_is_told_so_and_nothing_is_carried(
    cast: Cast, ids: dict[str, list[Any]], headers: dict[str, str]
) -> None:
    sign_out_everywhere()
    answers = {
        address: Client().post(address, {"words": "a heron"}, headers=headers).status_code
        for address in addresses(ids)
    }
    asking = {a for a, s in answers.items() if s in {301, 302, 303, 307}}
    assert {
        a
        for a in asking
        if not a.startswith(
            ("/sign-", "/join/", "/settings/sign-in/", "/exit/", "/settings/e-mail")
        )
    } == set()
    assert not Carried.objects.exists()


def test_what_opens_something_is_never_kept(cast: Cast, ana: Person) -> None:
    client = cast.client(ana)
    page = read(client.get("/settings/parting/").content.decode(), "/settings/parting/")
    form = page.forms[-1].filled(**dict.fromkeys(SECRETS, PASSPHRASE), words="Be well.")
    sign_out_everywhere()
    page = sign_in(client, ana, client.post("/settings/parting/", form)).content.decode()
    assert "Be well." in page and PASSPHRASE not in page


def test_using_it_prolongs_a_sign_in_and_not_the_keys_that_it_opened(
    cast: Cast, ana: Person, clock: Callable[[datetime], None], at: datetime
) -> None:
    client = cast.client(ana)
    for day in (12, 24, 36, 48):
        clock(at + timedelta(days=day))
        answer = client.get("/settings/")
        assert answer.status_code == 200
    opened = Unlock.objects.get(tier="s")
    assert opened.opened_at == at
    assert client.get(PLAN)["Location"].startswith("/opening/")
    clock(at + timedelta(days=48 + 31))
    assert client.get("/settings/")["Location"].startswith("/sign-in/")


def test_a_sign_in_is_prolonged_once_a_day(
    cast: Cast, ana: Person, clock: Callable[[datetime], None], at: datetime
) -> None:
    client = cast.client(ana)
    before = Session.objects.get().expire_date
    clock(at + timedelta(hours=23))
    client.get("/settings/")
    assert Session.objects.get().expire_date == before
    clock(at + timedelta(hours=25))
    client.get("/settings/")
    assert Session.objects.get().expire_date > before


def test_more_than_is_carried_is_said(cast: Cast, ana: Person, client_of: ClientOf) -> None:
    client = cast.client(ana)
    form = written(client) | {"meaning": ["x" * 300_000]}
    sign_out_everywhere()
    answer = client.post(PLAN, form)
    assert answer.status_code == 413 and "what you wrote" in answer.content.decode()
