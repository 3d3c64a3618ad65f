from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from outandback.rooms.people import queries
from outandback.rooms.people.models import HostCard, Person
from outandback.vault import actions as vault
from outandback.vault import queries as vault_queries
from outandback.web.host_claim import UNCLAIMED
from tests.builders.leaves import make_leave
from tests.cast import Cast
from tests.fixtures import ClientOf, Keys
from tests.pages.sign_in.test_sign_in import NEW

CLAIM = (
    "A copy of the database, a backup or a stolen disk does not open your writing. "
    "Whoever runs this server could change the program and read what you open here."
)
GONE = (
    "If you forget your passphrase and have no sheet, your private writing is gone for good. "
    "Nobody can bring it back."
)


@pytest.fixture
def newcomer(client: Client, db: None) -> Client:
    client.post("/sign-up/", NEW)
    return client


def person() -> Person:
    return Person.objects.get(email=NEW["email"])


def test_whoever_sits_at_the_machine_is_asked_who_runs_it(newcomer: Client) -> None:
    page = newcomer.get(reverse("start-host")).content.decode()
    assert "Who runs this server?" in page
    assert CLAIM in page
    answer = newcomer.post(reverse("start-host"), {"who": "me", "name": "Robin"})
    assert answer["Location"] == reverse("today")
    assert HostCard.objects.get().name == "Robin"


def test_everyone_after_is_told_who_runs_it(newcomer: Client) -> None:
    newcomer.post(reverse("start-host"), {"who": "me", "name": "Robin"})
    later = Client()
    later.post("/sign-up/", NEW | {"email": "later@example.org"})
    page = later.get(reverse("start-host")).content.decode()
    assert "This server is run by Robin." in page
    assert CLAIM in page
    later.post(reverse("start-host"), {"who": "me", "name": "Someone else"})
    assert HostCard.objects.get().name == "Robin"


def test_the_name_in_the_settings_of_the_server_wins(newcomer: Client, settings: Settings) -> None:
    newcomer.post(reverse("start-host"), {"who": "me", "name": "Robin"})
    settings.HOST_NAME = "The practice in Mill Street"
    assert queries.host_name() == "The practice in Mill Street"


def test_a_nameless_answer_is_put_right(newcomer: Client) -> None:
    assert newcomer.post(reverse("start-host"), {"who": "me"}).status_code == 422


def make_sheet(client: Client) -> list[str]:
    page = client.post(reverse("start-recovery")).content.decode()
    return re.findall(r'<b class="code">([^<]+)</b>', page)


def words_in(kept: object) -> set[str]:
    """Whole ones: four letters of a group also stand by chance in what is drawn at random."""
    return set(re.findall(r"\w+", str(kept)))


def test_a_sheet_right_after_signing_up_asks_for_no_passphrase_again(
    newcomer: Client,
) -> None:
    assert GONE in newcomer.get(reverse("start-recovery")).content.decode()
    groups = make_sheet(newcomer)
    assert len(groups) == 9
    assert sum(map(len, groups)) == 33
    assert vault.open_with_code(person().pk, "-".join(groups)).private


def test_the_sheet_names_nobody_and_nothing(newcomer: Client) -> None:
    page = newcomer.post(reverse("start-recovery")).content.decode()
    printed = re.sub(
        r'(?s)<header.*?</header>|<section class="flow unprinted".*?</section>', "", page
    )
    printed = re.sub(r"(?s).*<main", "<main", printed)
    for word in ("Out and Back", NEW["name"], NEW["email"], "http"):
        assert word not in printed


def test_two_groups_are_typed_back_from_the_paper(newcomer: Client) -> None:
    groups = make_sheet(newcomer)
    asked = newcomer.session["sheet"]
    right = {f"group{number}": groups[int(number) - 1].lower() for number in asked}
    answer = newcomer.post(reverse("start-recovery-check"), right)
    assert answer["Location"] == reverse("settings")
    assert "sheet" not in newcomer.session


def test_a_wrong_group_is_asked_again_without_showing_the_sheet(newcomer: Client) -> None:
    groups = make_sheet(newcomer)
    wrong = dict.fromkeys((f"group{number}" for number in newcomer.session["sheet"]), "0000")
    answer = newcomer.post(reverse("start-recovery-check"), wrong)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "That isn’t what the sheet says. Look again." in shown
    assert set(groups[:8]).isdisjoint(words_in(shown))


def test_no_group_of_the_sheet_is_kept_anywhere(newcomer: Client) -> None:
    groups = make_sheet(newcomer)
    kept = dict(newcomer.session.items())
    assert all(re.fullmatch("[0-9a-f]{64}", proof) for proof in kept.pop("sheet").values())
    assert set(groups[:8]).isdisjoint(words_in(kept))


def test_a_new_sheet_takes_the_place_of_the_old(newcomer: Client) -> None:
    first, second = make_sheet(newcomer), make_sheet(newcomer)
    with pytest.raises(vault.NotOpened):
        vault.open_with_code(person().pk, "-".join(first))
    assert vault.open_with_code(person().pk, "-".join(second)).private


def test_a_closed_room_asks_for_the_passphrase_before_a_sheet(
    ana: Person, client_of: ClientOf
) -> None:
    for ask in (client_of(ana).get, client_of(ana).post):
        assert ask(reverse("start-recovery"))["Location"].startswith("/opening/?door=p")
    assert not vault_queries.has_recovery_sheet(ana.pk)


def test_a_name_is_kept_for_the_partner_and_sealed(newcomer: Client) -> None:
    answer = newcomer.post(reverse("start-you"), {"name": "Rosalind", "by_children": "Ro"})
    assert answer["Location"] == reverse("settings")
    assert b"Rosalind" not in bytes(person().called or b"")
    page = newcomer.get(reverse("start-you")).content.decode()
    assert 'value="Rosalind"' in page
    assert 'value="Ro"' in page


def test_a_new_name_reaches_the_partner(
    ana: Person, ben: Person, cast: Cast, client_of: ClientOf
) -> None:
    answer = client_of(ana).post("/start/you/", {"name": "Anna", "next": "/settings/"})
    assert answer["Location"] == "/settings/"
    _, partner = queries.both_sides(queries.person_of_session(ben.pk) or ben)
    assert queries.name_of(cast.keys(ben), partner) == "Anna"


def test_the_way_on_never_leads_elsewhere(ana: Person, client_of: ClientOf) -> None:
    said = {"name": "Anna", "next": "https://elsewhere.example/"}
    assert client_of(ana).post("/start/you/", said)["Location"] == reverse("settings")


def test_ease_is_sealed_to_its_person_alone(ana: Person, cast: Cast, client_of: ClientOf) -> None:
    said = {"longest": "an hour", "comes_with": ["guilt", "relief"]}
    assert client_of(ana).post("/start/ease/", said)["Location"] == reverse("comfort")
    ana.refresh_from_db()
    ease = cast.keys(ana, room=True).open(ana, "ease")
    assert ease.longest == "an hour"
    assert list(ease.comes_with) == ["guilt", "relief"]
    assert cast.keys(ana).open_if_possible(ana, "ease") is None


def test_passing_both_questions_keeps_an_earlier_answer(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana)
    client.post("/start/ease/", {"longest": "a day"})
    before = Person.objects.get(pk=ana.pk).ease
    client.post("/start/ease/", {})
    assert Person.objects.get(pk=ana.pk).ease == before


def test_two_steps_and_nothing_else_stand_before_the_first_plan(client: Client, db: None) -> None:
    assert "Step 1 of 2" in client.get(reverse("account_signup")).content.decode()
    page = client.post("/sign-up/", NEW, follow=True).content.decode()
    assert "Step 2 of 2" in page and "Are you two?" in page
    assert f'href="{reverse("pair")}"' in page and 'href="/"' in page
    assert f'href="{reverse("leave-new")}"' in client.get("/").content.decode()


def test_what_comes_later_can_be_passed(newcomer: Client) -> None:
    """Each leads back to where it was asked."""
    for name in ("start-host", "start-recovery", "start-ease"):
        page = newcomer.get(reverse(name), {"next": "/story/"}).content.decode()
        assert page.count('href="/story/"') == 2, name
    for name, there in (("start-own", "comfort"), ("start-theirs", "comfort-theirs")):
        assert f'href="{reverse(there)}"' in newcomer.get(reverse(name)).content.decode()


def test_the_sheet_leads_back_to_where_it_was_asked(newcomer: Client) -> None:
    page = newcomer.post(reverse("start-recovery"), {"next": "/mine/"}).content.decode()
    groups = re.findall(r'<b class="code">([^<]+)</b>', page)
    right = {f"group{n}": groups[int(n) - 1] for n in newcomer.session["sheet"]}
    wrong = newcomer.post(reverse("start-recovery-check"), {"next": "/mine/"}).content.decode()
    assert 'name="next" value="/mine/"' in page and 'name="next" value="/mine/"' in wrong
    answer = newcomer.post(reverse("start-recovery-check"), right | {"next": "/mine/"})
    assert answer["Location"] == "/mine/"


def test_the_start_is_for_people_who_are_signed_in(client: Client, db: None) -> None:
    for name in (
        "start-host",
        "start-recovery",
        "start-you",
        "start-ease",
        "start-own",
        "start-theirs",
        "start-partner",
        "pair",
    ):
        assert client.get(reverse(name))["Location"].startswith("/sign-in/?next=")


def test_the_sheet_stays_in_view_while_it_is_printed(newcomer: Client) -> None:
    assert "data-room-open" in newcomer.get(reverse("start-recovery")).content.decode()
    assert "data-room-open" not in newcomer.post(reverse("start-recovery")).content.decode()


# Before the first private words ------------------------------------------------------------------


FIRST_WORDS = {
    "leave-new": (),
    "ladder": (),
    "comfort-care": (2,),
    "start-ease": (),
    "start-own": (),
    "start-theirs": (),
}


@pytest.mark.parametrize("name", FIRST_WORDS)
def test_the_claim_stands_above_them_until_a_plan_is_kept(
    name: str, cleo: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    address = reverse(name, args=FIRST_WORDS[name])
    page = client_of(cleo, room=True).get(address).content.decode()
    assert page.index(CLAIM) < page.index("<form class=" + '"')
    assert f'href="{reverse("start-host")}?next={address}"' in page
    make_leave(cleo, keys(cleo), at)
    assert CLAIM not in client_of(cleo, room=True).get(address).content.decode()


def test_an_account_without_a_name_goes_on_as_before(newcomer: Client) -> None:
    Person.objects.filter(pk=person().pk).update(called=None)
    assert newcomer.get("/").status_code == 200
    assert newcomer.get(reverse("start-partner")).status_code == 200
    asked = newcomer.post(reverse("pair-invitation"))["Location"]
    assert asked == f"{reverse('start-you')}?next={reverse('pair')}"


def test_today_asks_the_host_until_it_is_said(
    newcomer: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    line = f'href="{reverse("start-host")}"'
    assert line not in newcomer.get("/").content.decode()
    (tmp_path / UNCLAIMED).touch()
    assert line in newcomer.get("/").content.decode()
    settings.AT_HOME = False
    assert line not in newcomer.get("/").content.decode()
    settings.AT_HOME = True
    newcomer.post(reverse("start-host"), {"who": "me", "name": "Robin"})
    assert line not in newcomer.get("/").content.decode()
