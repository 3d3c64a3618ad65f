from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from outandback.rooms.people.models import Device, Person
from outandback.vault.models import Slot, Unlock
from outandback.web.cookies import DEVICE_COOKIE
from tests.cast import PASSPHRASE, Cast
from tests.fixtures import ClientOf

NEW = {
    "email": "new@example.org",
    "name": "Noor",
    "password1": "amber kettle near loud weather",
    "zone": "Europe/Paris",
}
MISMATCH = "That e-mail and passphrase don’t go together."


def sign_in(client: Client, email: str, passphrase: str = PASSPHRASE, **more: str) -> Any:
    return client.post("/sign-in/", {"login": email, "password": passphrase, **more})


def test_signing_up_makes_a_person_with_keys_and_both_doors_open(client: Client, db: None) -> None:
    answer = client.post("/sign-up/", NEW)
    assert answer["Location"] == reverse("start-partner")
    person = Person.objects.get(email=NEW["email"])
    assert person.zone == "Europe/Paris"
    assert person.called and b"Noor" not in bytes(person.called)
    assert Slot.objects.filter(person=person.pk, kind="passphrase").count() == 1
    assert sorted(Unlock.objects.values_list("tier", flat=True)) == ["p", "s"]


@pytest.mark.parametrize("zone", ["", "Nowhere/Land", "USA"])
def test_without_script_the_time_zone_is_asked(client: Client, db: None, zone: str) -> None:
    asked = client.get("/sign-up/").content.decode()
    assert "Where are you?" in asked and "A city or a country is enough." in asked
    answer = client.post("/sign-up/", NEW | {"zone": zone})
    assert answer.status_code == 422 and NEW["email"] in answer.content.decode()
    assert not Person.objects.filter(email=NEW["email"]).exists()
    client.post("/sign-up/", NEW | {"zone": "Honolulu"})
    assert Person.objects.get(email=NEW["email"]).zone == "Pacific/Honolulu"


def test_a_short_passphrase_is_put_right_on_the_same_page(client: Client, db: None) -> None:
    answer = client.post("/sign-up/", NEW | {"password1": "too short"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Use at least 15 characters" in page
    assert NEW["email"] in page and 'value="Noor"' in page


def test_without_a_name_nobody_signs_up(client: Client, db: None) -> None:
    answer = client.post("/sign-up/", NEW | {"name": " "})
    assert answer.status_code == 422 and "Write what you are called." in answer.content.decode()
    assert not Person.objects.filter(email=NEW["email"]).exists()


def test_signing_in_opens_words_and_goes_to_today(client: Client, ana: Person) -> None:
    assert sign_in(client, "ana@example.org")["Location"] == reverse("today")
    assert [row.tier for row in Unlock.objects.all()] == ["s"]


def test_signing_in_goes_on_to_where_one_wanted_to_be(client: Client, ana: Person) -> None:
    assert sign_in(client, "ana@example.org", next="/pair/")["Location"] == "/pair/"
    assert client.get("/pair/").status_code == 303


def test_signing_in_never_leads_elsewhere(client: Client, ana: Person) -> None:
    assert sign_in(client, "ana@example.org", next="https://elsewhere.example/")["Location"] == "/"


def test_a_known_and_an_unknown_address_get_the_same_answer(client: Client, ana: Person) -> None:
    known = sign_in(client, "ana@example.org", "another passphrase altogether")
    unknown = sign_in(client, "nobody@example.org", "another passphrase altogether")
    assert known.status_code == unknown.status_code == 422
    assert MISMATCH in known.content.decode()
    same = [page.content.decode().replace("nobody", "ana") for page in (known, unknown)]
    assert without_tokens(same[0]) == without_tokens(same[1])


def without_tokens(page: str) -> str:
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "", page)


def test_a_browser_is_known_after_the_first_passphrase_and_only_once(
    client: Client, ana: Person
) -> None:
    before = Device.objects.count()
    answer = sign_in(client, "ana@example.org")
    cookie = answer.cookies[DEVICE_COOKIE]
    assert cookie["httponly"]
    assert Device.objects.count() == before + 1
    client.post("/sign-out/")
    assert DEVICE_COOKIE not in sign_in(client, "ana@example.org").cookies
    assert Device.objects.count() == before + 1


def test_a_browser_known_for_one_is_not_known_for_the_other(
    client: Client, ana: Person, ben: Person
) -> None:
    first = sign_in(client, "ana@example.org").cookies[DEVICE_COOKIE].value
    client.post("/sign-out/")
    second = sign_in(client, "ben@example.org").cookies[DEVICE_COOKIE].value
    assert first != second


def test_no_copy_of_the_database_holds_a_session_key(client: Client, ana: Person) -> None:
    sign_in(client, "ana@example.org")
    key = client.cookies["ob_session"].value
    assert not Session.objects.filter(session_key=key).exists()
    assert Session.objects.count() == 1


def test_signing_out_shuts_the_doors(client: Client, ana: Person) -> None:
    sign_in(client, "ana@example.org")
    assert client.get("/sign-out/").status_code == 200
    client.post("/sign-out/")
    assert Unlock.objects.count() == 0


def test_the_second_step_keeps_words_open(client: Client, cast: Cast, client_of: ClientOf) -> None:
    ana = cast.people["Ana"]
    setting_up = client_of(ana)
    secret = set_up_app(setting_up)
    first = sign_in(client, "ana@example.org")
    assert first["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    assert client.get("/pair/words/")["Location"].startswith("/sign-in/")
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 422
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert client.get("/pair/words/").status_code == 200
    assert DEVICE_COOKIE in client.cookies


def set_up_app(client: Client) -> str:
    wanted = client.get(reverse("mfa_activate_totp"))
    client.post(wanted["Location"], {"password": PASSPHRASE})
    page = client.get(reverse("mfa_activate_totp"))
    assert "<svg" in page.content.decode()
    assert "style=" not in page.content.decode()
    secret: str = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    return secret


def code_now(secret: str) -> str:
    moment = next(totp.yield_hotp_counters_from_time())
    return str(totp.format_hotp_value(totp.hotp_value(secret, moment)))


def test_every_page_of_the_ways_in_opens(client_of: ClientOf, ana: Person) -> None:
    client = client_of(ana)
    set_up_app(client)
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "mfa_reauthenticate",
    ):
        answer = client.get(reverse(name))
        assert answer.status_code == 200, name
        assert "Out and Back" in answer.content.decode() or "Quick exit" in answer.content.decode()


def test_without_mail_the_page_says_who_can_help(client: Client, db: None) -> None:
    page = client.get("/sign-in/reset/").content.decode()
    assert "Whoever runs this server can make a link" in page
    assert "outandback reset YOUR E-MAIL" in page


def link_from_mail(client: Client, settings: Settings) -> str:
    settings.MAIL_ON = True
    client.post("/sign-in/reset/", {"email": "ana@example.org"})
    lines = mail.outbox[-1].body.splitlines()
    return urlsplit(next(line for line in lines if line.startswith("http"))).path


def test_a_reset_signs_in_again_and_opens_no_words(
    client: Client, ana: Person, settings: Settings
) -> None:
    link = client.get(link_from_mail(client, settings))["Location"]
    assert client.get(link).status_code == 200
    assert client.post(link, {"password1": "short"}).status_code == 422
    client.post(link, {"password1": "quiet copper lanterns uphill"})
    answer = sign_in(client, "ana@example.org", "quiet copper lanterns uphill")
    assert answer["Location"] == reverse("today")
    assert Unlock.objects.count() == 0
    assert client.get("/pair/words/")["Location"].startswith("/opening/?door=s")
    assert "old" in client.get(link).content.decode()


def test_a_reset_shuts_every_open_door(
    client: Client, ana: Person, client_of: ClientOf, settings: Settings
) -> None:
    client_of(ana, room=True)
    link = client.get(link_from_mail(client, settings))["Location"]
    client.post(link, {"password1": "quiet copper lanterns uphill"})
    assert Unlock.objects.filter(person=ana.pk).count() == 0


def test_mail_carries_no_word_of_what_this_is(
    client: Client, ana: Person, settings: Settings
) -> None:
    link_from_mail(client, settings)
    told = mail.outbox[-1]
    assert told.subject == "Your link"
    for word in ("Out and Back", "ana", "leave ", "partner", "pair"):
        assert word not in told.body.replace("leave it", "")


def test_an_unknown_address_gets_the_same_page(
    client: Client, db: None, settings: Settings
) -> None:
    settings.MAIL_ON = True
    answer = client.post("/sign-in/reset/", {"email": "nobody@example.org"})
    assert answer["Location"] == reverse("account_reset_password_done")
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["account_email", "account_change_password", "account_set_password"],
)
def test_the_librarys_other_pages_lead_to_our_own(client: Client, db: None, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302


def test_a_passkey_that_opens_nothing_is_said_so(client: Client, db: None) -> None:
    answer = client.post("/sign-in/passkey/", {"credential": "{}"})
    assert answer["Location"] == "/sign-in/?passkey"
    assert "didn’t open it" in client.get(answer["Location"]).content.decode()


def test_a_flood_from_one_network_is_told_to_wait_and_keeps_what_was_typed(
    client: Client, db: None
) -> None:
    answers = [sign_in(client, f"n{turn}@example.org", "x") for turn in range(31)]
    page = answers[-1].content.decode()
    assert "Too many tries" not in answers[-2].content.decode()
    assert "Too many tries. Wait a minute, then try again." in page
    assert "n30@example.org" in page
