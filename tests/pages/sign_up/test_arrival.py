from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from outandback.front import preparing, serving
from outandback.rooms.gate.models import HostInvitation
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import HostCard, Person
from outandback.web.cookies import INVITATION_COOKIE
from tests.fixtures import Keys

SIGN_UP = "/sign-up/"
GOOD, WEAK = "amber kettle near loud weather", "too short"
NEW = {"name": "Noor", "email": "new@example.org", "password1": GOOD, "zone": "Europe/Paris"}
HERE, NOWHERE = "ana@example.org", "nobody@example.org"
HOUR = timedelta(hours=1)
Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def invited(settings: Settings, clock: Clock, at: datetime, tmp_path: Path) -> None:
    settings.SIGN_UP, settings.DATA = "invited", tmp_path
    clock(at)


def page(answer: Any) -> str:
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "", answer.content.decode())


def sign_up(client: Client, **typed: str) -> Any:
    return client.post(SIGN_UP, NEW | typed)


def is_here(email: str = NEW["email"]) -> bool:
    return Person.objects.filter(email=email).exists()


def carrying(code: str) -> Client:
    client = Client()
    client.post("/join/", {"code": code})
    return client


def from_host() -> str:
    said = StringIO()
    call_command("invite", stdout=said)
    return said.getvalue().strip().rpartition(" ")[2]


# Who reaches the form -----------------------------------------------------------------------------


def test_on_this_machine_alone_the_first_person_is_asked_for_nothing(db: None) -> None:
    assert "A passphrase" in page(Client().get(SIGN_UP))
    assert sign_up(Client()).status_code == 302 and is_here()


def test_from_the_second_person_on_an_invitation_opens_the_form(ana: Person) -> None:
    client = Client()
    shut = client.get(SIGN_UP)
    assert (shut.status_code, "You need an invitation." in page(shut)) == (403, True)
    assert sign_up(client).status_code == 403
    assert not is_here()


def test_without_an_invitation_no_answer_tells_who_is_here(ana: Person) -> None:
    answers = {
        page(sign_up(Client(), email=email, password1=passphrase))
        for email in (HERE, NOWHERE)
        for passphrase in (GOOD, WEAK, "")
    }
    assert len(answers) == 1


def test_a_partners_invitation_opens_it_and_leads_on_to_joining(
    cleo: Person, keys: Keys, at: datetime
) -> None:
    client = carrying(people.invite(cleo, keys(cleo), at))
    assert "A passphrase" in page(client.get(SIGN_UP))
    assert sign_up(client).status_code == 302 and is_here()
    assert client.get(reverse("start-partner"))["Location"] == reverse("join-consent")


def test_an_invitation_that_is_used_too_old_or_made_up_opens_nothing(
    cleo: Person, keys: Keys, at: datetime, clock: Clock
) -> None:
    old = carrying(people.invite(cleo, keys(cleo), at))
    clock(at + 73 * HOUR)
    assert old.get(SIGN_UP).status_code == 403
    made_up = Client()
    made_up.cookies[INVITATION_COOKIE] = "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAA"
    assert made_up.get(SIGN_UP).status_code == 403


def test_the_hosts_invitation_lets_in_one_person(ana: Person) -> None:
    code = from_host()
    one, other = carrying(code), carrying(code)
    assert "A passphrase" in page(other.get(SIGN_UP))
    assert sign_up(one).status_code == 302
    assert one.cookies[INVITATION_COOKIE].value == ""
    assert sign_up(other, email="other@example.org").status_code == 403
    assert not is_here("other@example.org")


def test_the_hosts_invitation_is_good_for_a_week_and_rests_as_a_hash(
    ana: Person, at: datetime, clock: Clock
) -> None:
    code = from_host()
    assert code.replace("-", "")[:8] not in HostInvitation.objects.get().lookup
    client = carrying(code)
    clock(at + timedelta(days=7, seconds=1))
    assert client.get(SIGN_UP).status_code == 403


def test_a_form_with_something_to_put_right_uses_no_invitation_up(ana: Person) -> None:
    client = carrying(from_host())
    assert sign_up(client, password1=WEAK).status_code == 422
    assert sign_up(client).status_code == 302


def test_tries_are_counted_on_the_invitation(ana: Person) -> None:
    code = from_host()
    said = [page(sign_up(carrying(code), email=HERE)) for _ in range(11)]
    assert "Too many tries" not in said[9]
    assert "Too many tries. Wait 2 minutes" in said[10]
    assert "Too many tries" not in page(sign_up(carrying(from_host()), email=HERE))


@pytest.mark.parametrize("kind", ["none", "host", "partner"])
def test_closed_is_closed(
    cleo: Person, keys: Keys, at: datetime, settings: Settings, kind: str
) -> None:
    settings.SIGN_UP = "closed"
    made = {"none": lambda: "", "host": from_host}
    code = made.get(kind, lambda: people.invite(cleo, keys(cleo), at))()
    client = carrying(code)
    assert "This server takes no new accounts." in page(client.get(SIGN_UP))
    sign_up(client)
    assert not is_here()


def test_open_is_open(ana: Person, settings: Settings) -> None:
    settings.SIGN_UP = "open"
    assert sign_up(Client()).status_code == 302 and is_here()


# Where mail is set up -----------------------------------------------------------------------------


@pytest.fixture
def by_mail(settings: Settings, ana: Person) -> None:
    settings.MAIL_ON, settings.SIGN_UP = True, "open"


def neutral(told: mail.EmailMessage) -> tuple[str, str]:
    return str(told.subject), re.sub(r"http\S+", "", str(told.body))


def link_in_mail() -> str:
    found = re.search(r"http\S+", str(mail.outbox[-1].body))
    assert found
    return urlsplit(found[0]).path


@pytest.mark.usefixtures("by_mail")
@pytest.mark.parametrize("passphrase", [GOOD, WEAK, "", None])
def test_the_answer_is_the_same_whatever_the_address_and_the_passphrase(
    passphrase: str | None,
) -> None:
    more = {} if passphrase is None else {"password1": passphrase}
    answers = [Client().post(SIGN_UP, {"email": email, **more}) for email in (HERE, NOWHERE)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert {answer["Location"] for answer in answers} == {reverse("sign-up-sent")}
    assert len(mail.outbox) == 2 and len({neutral(told) for told in mail.outbox}) == 1
    assert not is_here(NOWHERE)


@pytest.mark.usefixtures("by_mail")
def test_the_mail_is_one_of_the_fixed_ones_and_its_link_names_nobody() -> None:
    Client().post(SIGN_UP, {"email": "nobody@example.org"})
    Client().post(reverse("account_reset_password"), {"email": HERE})
    told, known = mail.outbox
    assert neutral(told) == neutral(known)
    assert "nobody" not in link_in_mail()


@pytest.mark.usefixtures("by_mail")
def test_the_link_goes_on_to_the_passphrase_and_serves_once() -> None:
    Client().post(SIGN_UP, {"email": NOWHERE})
    link, phone = link_in_mail(), Client()
    asked = page(phone.get(link))
    assert NOWHERE in asked and "What are you called?" in asked and "A passphrase" in asked
    again = phone.post(link, {"password1": WEAK, "name": "Noor"})
    assert again.status_code == 422 and 'value="Noor"' in page(again)
    typed = NEW | {"email": "somebody.else@example.org"}
    assert phone.post(link, typed)["Location"] == reverse("start-partner")
    assert is_here(NOWHERE) and not is_here("somebody.else@example.org")
    assert "You have an account here." in page(Client().get(link))


@pytest.mark.usefixtures("by_mail")
def test_whoever_has_an_account_is_told_so_by_the_link_alone(at: datetime, clock: Clock) -> None:
    Client().post(SIGN_UP, {"email": HERE})
    assert "You have an account here." in page(Client().get(link_in_mail()))
    clock(at + 25 * HOUR)
    assert "This link is too old." in page(Client().get(link_in_mail()))


@pytest.mark.usefixtures("by_mail")
@pytest.mark.parametrize("cut", [1, 40])
def test_a_link_that_was_changed_opens_nothing(cut: int) -> None:
    Client().post(SIGN_UP, {"email": NOWHERE})
    assert Client().get(f"{link_in_mail()[: -1 - cut]}/").status_code == 410


def test_by_mail_the_hosts_invitation_comes_along(ana: Person, settings: Settings) -> None:
    settings.MAIL_ON = True
    assert Client().post(SIGN_UP, {"email": NOWHERE}).status_code == 403
    carrying(from_host()).post(SIGN_UP, {"email": NOWHERE})
    assert Client().post(link_in_mail(), NEW).status_code == 302
    assert HostInvitation.objects.get().used_at


# Who runs the server ------------------------------------------------------------------------------


@pytest.fixture
def served(settings: Settings, db: None) -> str:
    """Beyond this machine, and nobody is here yet. Gives the link that the start prints."""
    settings.AT_HOME = False
    return f"/start/claim/{settings.HOST_CLAIM}/"


def test_beyond_this_machine_the_first_one_comes_by_the_link_of_the_start(served: str) -> None:
    stranger, host = Client(), Client()
    assert "Open the link first." in page(stranger.get(SIGN_UP))
    assert sign_up(stranger).status_code == 403
    assert host.get(served)["Location"] == SIGN_UP
    assert sign_up(host).status_code == 302
    assert "Who runs this server?" in page(host.get(reverse("start-host")))
    host.post(reverse("start-host"), {"who": "me", "name": "Robin"})
    assert HostCard.objects.get().name == "Robin"


def test_where_anybody_may_sign_up_a_stranger_does_not_say_who_runs_it(
    served: str, settings: Settings
) -> None:
    settings.SIGN_UP = "open"
    stranger, host = Client(), Client()
    sign_up(stranger)
    assert "Who runs this server?" not in page(stranger.get(reverse("start-host")))
    stranger.post(reverse("start-host"), {"who": "me", "name": "Mallory"})
    assert not HostCard.objects.exists()
    sign_up(host, email="host@example.org")
    assert host.get(served)["Location"] == reverse("start-host")
    host.post(reverse("start-host"), {"who": "me", "name": "Robin"})
    assert HostCard.objects.get().name == "Robin"


def test_a_made_up_link_is_no_page(served: str) -> None:
    assert Client().get(f"/start/claim/{'0' * 40}/").status_code == 404


def test_once_it_is_claimed_the_link_lets_nobody_in(served: str) -> None:
    host = Client()
    host.get(served)
    sign_up(host)
    host.post(reverse("start-host"), {"who": "me", "name": "Robin"})
    late = Client()
    assert late.get(served)["Location"] == "/"
    assert sign_up(late, email="late@example.org").status_code == 403


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
def test_what_comes_through_a_proxy_is_not_this_machine_alone(db: None, header: str) -> None:
    assert Client(headers={header: "203.0.113.7"}).get(SIGN_UP).status_code == 403


def test_the_start_prints_the_link_until_somebody_said_who_runs_it(
    served: str, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark = tmp_path / preparing.UNCLAIMED
    preparing.note_unclaimed(mark)
    assert mark.exists()
    host = Client()
    host.get(served)
    sign_up(host)
    assert mark.exists()
    host.post(reverse("start-host"), {"who": "me", "name": "Robin"})
    assert not mark.exists()
    preparing.note_unclaimed(mark)
    assert not mark.exists()


@pytest.mark.parametrize(("host", "printed"), [("0.0.0.0", True), ("127.0.0.1", False)])
def test_only_beyond_this_machine_there_is_something_to_print(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    host: str,
    printed: bool,
) -> None:
    chosen = type("Chosen", (), {"AT_HOME": not printed, "HOST_CLAIM": "ab" * 20})
    monkeypatch.setattr(serving, "import_module", lambda name: chosen)
    (tmp_path / preparing.UNCLAIMED).touch()
    serving.say_where(serving.Start(tmp_path, host, 8400, None, None, 1, False))
    said = capsys.readouterr().out
    assert (f"http://127.0.0.1:8400/start/claim/{'ab' * 20}/" in said) == printed
