"""A partner's invitation opened in one browser, and the mail of sign-up in another one."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Invitation, Person
from tests.fixtures import Clock, Keys

from .test_arrival import GOOD, NEW, NOWHERE, SIGN_UP, WEAK, carrying, link_in_mail, page

COMES_NEXT = "Your partner’s invitation comes next."


@pytest.fixture
def code(settings: Settings, clock: Clock, cleo: Person, keys: Keys, at: datetime) -> str:
    settings.SIGN_UP, settings.MAIL_ON = "invited", True
    clock(at)
    return people.invite(cleo, keys(cleo), at)


def by_link_of(code: str) -> tuple[Client, str]:
    """The browser in which an invitation was opened, and the link that it had sent."""
    first = carrying(code)
    first.post(SIGN_UP, {"email": NOWHERE})
    return first, link_in_mail()


def joins(client: Client, address: str) -> None:
    """From a page that is about the invitation, up to being a pair."""
    assert address == reverse("join-consent")
    assert "Cleo asks you to join." in page(client.get(address))
    client.post(address, {"answer": "yes"})
    assert Person.objects.get(email=NOWHERE).current_id


def signed_in(client: Client) -> str:
    """Where signing in leads to."""
    answer = client.post(reverse("account_login"), {"login": NOWHERE, "password": GOOD})
    return str(answer["Location"])


def test_in_the_same_browser_the_link_leads_on_to_the_invitation(code: str) -> None:
    first, link = by_link_of(code)
    assert COMES_NEXT not in page(first.get(link))
    assert first.post(link, NEW)["Location"] == reverse("start-partner")
    joins(first, first.get(reverse("start-partner"))["Location"])


@pytest.mark.parametrize("by", ["code", "link"])
def test_in_another_one_it_is_asked_for_once_and_the_first_one_goes_on_as_well(
    code: str, by: str
) -> None:
    first, link = by_link_of(code)
    other = Client()
    assert COMES_NEXT in page(other.get(link))
    assert other.post(link, NEW | {"password1": WEAK}).status_code == 422
    leads_to = other.post(link, NEW)["Location"]
    assert leads_to == reverse("join")
    put_in = {"code": code, "link": f"https://home.example.org/join/#{code}"}[by]
    joins(other, other.post(leads_to, {"code": put_in})["Location"])
    assert signed_in(first) == reverse("join-consent")
    assert first.get(reverse("join-consent"))["Location"] == reverse("pair-words")


def test_the_first_browser_goes_on_by_itself_once_its_person_signs_in(code: str) -> None:
    first, link = by_link_of(code)
    Client().post(link, NEW)
    joins(first, signed_in(first))


def test_whoever_has_an_account_goes_on_to_the_invitation_from_signing_in(code: str) -> None:
    carrying(code).post(SIGN_UP, {"email": "dede@example.org"})
    asked = page(Client().get(link_in_mail()))
    assert f"{reverse('account_login')}?next={reverse('join')}" in asked


def test_an_invitation_that_has_served_meanwhile_is_not_asked_for(code: str, cleo: Person) -> None:
    _, link = by_link_of(code)
    people.take_back_invitation(cleo)
    other = Client()
    assert COMES_NEXT not in page(other.get(link))
    assert other.post(link, NEW)["Location"] == reverse("start-partner")


def test_neither_the_mail_nor_a_row_nor_a_session_holds_the_code(code: str) -> None:
    first, link = by_link_of(code)
    other = Client()
    other.get(link)
    other.post(link, NEW)
    bare = code.replace("-", "")
    kept = "".join(f"{dict(client.session)}" for client in (first, other))
    held = str(list(Invitation.objects.values())) + str(mail.outbox[-1].message()) + kept
    assert code not in held and bare not in held.replace("-", "").upper()
