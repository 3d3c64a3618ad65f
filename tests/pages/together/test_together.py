"""How two live, and their rituals: both write them, both read the same, nobody else anything."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import get_template
from django.test import Client

from outandback.rooms.people import actions as people
from outandback.rooms.people.compared_keys import KeysChanged
from outandback.rooms.people.models import Membership, Pair, Person
from outandback.rooms.people.queries import how_we_live
from outandback.rooms.together import actions, queries
from outandback.rooms.together.models import Ritual
from outandback.vault.keyring import Closed, Keyring
from outandback.vault.models import PersonKey
from outandback.vault.writing import Stale
from tests.builders.homecomings import without_tokens
from tests.cast import Cast, back_then, side_of
from tests.fixtures import ClientOf, Keys

URL = "/together/"
WAVE = "Two squeezes, a wave at the window, then go."
KETTLE = "Kettle first, news later."
STARTERS = """
[[entry]]
kind = "parting"
words = "A hand on the gate."

[[entry]]
kind = "parting"
words = "One word each."

[[entry]]
kind = "return"
words = "Shoes side by side."
"""


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rituals.en.toml").write_text(STARTERS, encoding="utf-8")
    monkeypatch.setattr(queries, "CONTENT", tmp_path)


def side(person: Person) -> Membership:
    mine = person.current
    assert mine is not None
    return mine


def page(client: Client) -> str:
    answer = client.get(URL)
    assert answer.status_code == 200
    return answer.content.decode()


def typed(body: str = "", **changes: str) -> dict[str, str]:
    """The form as a page showed it, with some of it changed: `parting__words` is parting-words."""
    known = {
        name: value
        for name, value in re.findall(r'type="hidden" name="([\w-]+)"(?: value="([^"]*)")?', body)
        if name != "csrfmiddlewaretoken"
    }
    for kind in Ritual.RitualKind.values:
        known[f"{kind}-words"] = known.get(f"{kind}-was", "")
    if known.get("living-was"):
        known["living-kind"] = known["living-was"]
    return known | {name.replace("__", "-"): value for name, value in changes.items()}


def kept(person: Person, keyring: Keyring, kind: str = "parting") -> str:
    return queries.text_of(keyring, queries.ritual_of(person.current, kind))


def swap_keys(person: Person) -> None:
    PersonKey.objects.filter(person=person.pk).update(public=b"\x07" * 32)


@pytest.fixture
def waved(ana: Person, keys: Keys) -> Ritual:
    actions.keep_ritual(side(ana), keys(ana), "parting", WAVE, 0)
    return Ritual.objects.get()


class TestBothWrite:
    def test_what_one_writes_the_other_reads_and_changes(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        first = client_of(ana)
        assert first.post(URL, typed(page(first), parting__words=WAVE)).status_code == 303
        body = page(client_of(ben))
        assert WAVE in body
        client_of(ben).post(URL, typed(body, parting__words=WAVE + " And a hat."))
        assert kept(ana, keys(ana)) == kept(ben, keys(ben)) == WAVE + " And a hat."
        assert Ritual.objects.get().person == ben

    def test_each_of_a_kind_stands_apart(
        self, ana: Person, keys: Keys, client_of: ClientOf, waved: Ritual
    ) -> None:
        client = client_of(ana)
        client.post(URL, typed(page(client), return__words=KETTLE))
        assert (kept(ana, keys(ana)), kept(ana, keys(ana), "return")) == (WAVE, KETTLE)
        waved.refresh_from_db()
        assert waved.row_version == 1

    def test_lines_stay_lines(self, ana: Person, client_of: ClientOf, keys: Keys) -> None:
        client = client_of(ana)
        client.post(URL, typed(page(client), parting__words="One.\r\nTwo."))
        assert kept(ana, keys(ana)) == "One.\nTwo."
        client.post(URL, typed(page(client)))
        assert Ritual.objects.get().row_version == 1

    def test_empty_words_take_it_away(
        self, ana: Person, ben: Person, client_of: ClientOf, waved: Ritual
    ) -> None:
        client = client_of(ben)
        client.post(URL, typed(page(client), parting__words=" "))
        assert queries.ritual_of(ana.current, "parting") is None
        assert Ritual.objects.get().words is None
        assert WAVE not in page(client_of(ana))

    def test_what_is_empty_from_the_start_leaves_no_row(
        self, ana: Person, client_of: ClientOf
    ) -> None:
        client = client_of(ana)
        assert client.post(URL, typed(page(client))).status_code == 303
        assert not Ritual.objects.exists()

    def test_too_long_stays_on_the_page(self, ana: Person, client_of: ClientOf) -> None:
        client = client_of(ana)
        answer = client.post(URL, typed(page(client), parting__words="w" * 1001))
        assert answer.status_code == 422 and "w" * 1001 in answer.content.decode()
        assert not Ritual.objects.exists()

    def test_words_rest_sealed(self, waved: Ritual) -> None:
        assert b"squeezes" not in bytes(waved.words)


class TestTwoVersions:
    def test_both_stay_in_sight_and_the_next_press_decides(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, waved: Ritual
    ) -> None:
        client = client_of(ana)
        before = page(client)
        actions.keep_ritual(side(ben), keys(ben), "parting", "A whistle.", 1)
        clash = client.post(URL, typed(before, parting__words="A drum.", return__words=KETTLE))
        body = clash.content.decode()
        assert clash.status_code == 409
        assert "A drum." in body and "A whistle." in body and "Ben changed this meanwhile." in body
        assert kept(ana, keys(ana)) == "A whistle."
        assert kept(ana, keys(ana), "return") == KETTLE
        again = typed(body, parting__words="A drum.", return__words=KETTLE)
        assert client.post(URL, again).status_code == 303
        assert kept(ben, keys(ben)) == "A drum."

    def test_what_one_did_not_touch_does_not_undo_the_others_change(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, waved: Ritual
    ) -> None:
        client = client_of(ana)
        before = page(client)
        actions.keep_ritual(side(ben), keys(ben), "parting", "A whistle.", 1)
        people.say_how_we_live(side(ben), keys(ben), "apart")
        assert client.post(URL, typed(before, return__words=KETTLE)).status_code == 303
        assert kept(ana, keys(ana)) == "A whistle."
        assert how_we_live(keys(ana), side_of(ana)) == "apart"

    def test_where_they_live_said_by_both_at_once_is_shown_to_the_second(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        client = client_of(ana)
        before = page(client)
        people.say_how_we_live(side(ben), keys(ben), "apart")
        clash = client.post(URL, typed(before, living__kind="two homes", return__words=KETTLE))
        body = clash.content.decode()
        assert clash.status_code == 409 and ">Far apart</blockquote>" in body and KETTLE in body
        assert how_we_live(keys(ana), side_of(ana)) == "apart"
        assert client.post(URL, typed(body, living__kind="two homes")).status_code == 303
        assert how_we_live(keys(ben), side_of(ben)) == "two homes"

    def test_the_same_words_twice_are_no_clash(
        self, ana: Person, client_of: ClientOf, waved: Ritual
    ) -> None:
        client = client_of(ana)
        form = typed(page(client), parting__words="A drum.")
        assert [client.post(URL, form).status_code for _ in range(2)] == [303, 303]
        assert Ritual.objects.get().row_version == 2

    def test_taken_away_and_written_again_is_another_version(
        self, ana: Person, ben: Person, keys: Keys, waved: Ritual
    ) -> None:
        actions.keep_ritual(side(ben), keys(ben), "parting", "", 1)
        actions.keep_ritual(side(ben), keys(ben), "parting", "A whistle.", 2)
        with pytest.raises(Stale):
            actions.keep_ritual(side(ana), keys(ana), "parting", "A drum.", 1)

    def test_taken_away_meanwhile_says_so(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, waved: Ritual
    ) -> None:
        client = client_of(ana)
        before = page(client)
        actions.keep_ritual(side(ben), keys(ben), "parting", "", 1)
        clash = client.post(URL, typed(before, parting__words="A drum."))
        assert clash.status_code == 409 and "The other version is empty." in clash.content.decode()


class TestStartingFrom:
    def test_the_one_chosen_fills_the_box_and_keeps_nothing_yet(
        self, ana: Person, client_of: ClientOf
    ) -> None:
        client = client_of(ana)
        form = typed(page(client), parting__start="1", return__words=KETTLE, fill="parting")
        body = client.post(URL, form).content.decode()
        assert re.search(r'name="parting-words"[^>]*>\s*One word each\.</textarea>', body)
        assert re.search(rf'name="return-words"[^>]*>\s*{re.escape(KETTLE)}</textarea>', body)
        assert " checked" not in body and not Ritual.objects.exists()

    def test_it_goes_below_what_stands_there(self, ana: Person, client_of: ClientOf) -> None:
        form = typed(parting__words="A hat.", parting__start="0", fill="parting")
        body = client_of(ana).post(URL, form).content.decode()
        assert re.search(r">\s*A hat\.\nA hand on the gate\.</textarea>", body)

    def test_kept_with_an_empty_box_it_is_taken_as_it_is(
        self, ana: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        client_of(ana).post(URL, typed(return__start="0"))
        assert kept(ana, keys(ana), "return") == "Shoes side by side."

    @pytest.mark.parametrize("start", ["", "9", "x"])
    @pytest.mark.parametrize("fill", ["parting", "nothing"])
    def test_what_is_not_offered_fills_nothing(
        self, ana: Person, client_of: ClientOf, start: str, fill: str
    ) -> None:
        form = typed(parting__words="A hat.", parting__start=start, fill=fill)
        assert re.search(r">\s*A hat\.</textarea>", client_of(ana).post(URL, form).content.decode())


class TestOthers:
    def test_alone_the_page_says_for_whom_it_is(
        self, cleo: Person, client_of: ClientOf, waved: Ritual
    ) -> None:
        body = page(client_of(cleo))
        assert "This page is for two." in body and 'href="/pair/?next=/together/"' in body
        client_of(cleo).post(URL, typed(parting__words=KETTLE, living__kind="apart"))
        assert Ritual.objects.count() == 1
        assert queries.ritual_of(cleo.current, "parting") is None

    def test_a_past_partner_sees_and_changes_nothing_of_the_new_pair(
        self, ana: Person, dede: Person, keys: Keys, client_of: ClientOf, waved: Ritual
    ) -> None:
        past = Membership.objects.get(person=dede)
        assert queries.ritual_of(past, "parting") is None
        with pytest.raises(Closed):
            queries.text_of(keys(dede), waved)
        assert WAVE not in page(client_of(dede))
        client_of(dede).post(URL, typed(parting__words=KETTLE, living__kind="apart"))
        assert kept(ana, keys(ana)) == WAVE and Ritual.objects.count() == 1
        assert not Pair.objects.exclude(living=None).exists()

    def test_a_ritual_of_the_past_pair_is_not_the_new_ones(
        self, ana: Person, dede: Person, keys: Keys
    ) -> None:
        with back_then(Membership.objects.get(person=dede)) as then:
            actions.keep_ritual(then, keys(dede, room=True), "parting", WAVE, 0)
        assert Ritual.objects.count() == 1
        assert queries.ritual_of(ana.current, "parting") is None

    def test_the_page_of_the_one_who_was_left_stands_still_until_they_read_of_it(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, waved: Ritual
    ) -> None:
        client = client_of(ben)
        before = client.get(URL).content
        people.part_ways(side(ana), keys(ana), "", at, at)
        assert without_tokens(client.get(URL).content) == without_tokens(before)
        assert "This page is for two." in page(client_of(ana))
        client.post(URL, typed(page(client), parting__words="A whistle."))
        assert "A whistle." in page(client)
        with pytest.raises(Closed):
            queries.text_of(keys(ana), Ritual.objects.get(alone=True))
        assert queries.text_of(keys(ana), Ritual.objects.get(alone=False)) == WAVE
        assert queries.ritual_of(side(ana), "parting") == Ritual.objects.get(alone=False)

    def test_the_four_words_come_first(self, ana: Person, client_of: ClientOf) -> None:
        Membership.objects.update(pin=None)
        assert "First, four words." in page(client_of(ana))
        client_of(ana).post(URL, typed(parting__words=WAVE, living__kind="apart"))
        assert not Ritual.objects.exists()
        assert not Pair.objects.exclude(living=None).exists()

    def test_someone_signed_out_is_asked_to_sign_in(self, db: None) -> None:
        for answer in (Client().get(URL), Client().post(URL, typed(parting__words=WAVE))):
            assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/")


class TestKeys:
    @pytest.mark.parametrize("change", [{"parting__words": WAVE}, {"living__kind": "apart"}])
    def test_other_keys_share_nothing(
        self, ana: Person, ben: Person, client_of: ClientOf, change: dict[str, str]
    ) -> None:
        client = client_of(ana)
        form = typed(page(client), **change)
        swap_keys(ben)
        answer = client.post(URL, form)
        body = answer.content.decode()
        assert answer.status_code == 422 and "have changed since you compared" in body
        assert not Ritual.objects.exists() and not Pair.objects.exclude(living=None).exists()

    def test_the_actions_themselves_refuse(self, ana: Person, ben: Person, keys: Keys) -> None:
        swap_keys(ben)
        with pytest.raises(KeysChanged):
            actions.keep_ritual(side(ana), keys(ana), "parting", WAVE, 0)
        with pytest.raises(KeysChanged):
            people.say_how_we_live(side(ana), keys(ana), "apart")

    def test_closed_words_ask_for_the_door(self, ana: Person, waved: Ritual) -> None:
        client = Client()
        client.force_login(ana)
        answer = client.get(URL)
        assert answer.status_code == 303 and answer["Location"].startswith("/opening/?door=s")
        typed_on = client.post(URL, typed(parting__words=KETTLE, parting__seen="1"))
        body = typed_on.content.decode()
        assert typed_on.status_code == 422 and KETTLE in body and WAVE not in body
        assert "Open it in another tab" in body


class TestTheNote:
    """What the door and the homecoming show of it."""

    def shown(self, keyring: Keyring, ritual: Ritual | None, kind: str = "parting") -> str:
        known = {"ritual": ritual, "kind": kind, "request": SimpleNamespace(keyring=keyring)}
        return get_template("parts/ritual.html").render(known).strip()

    def test_it_shows_the_words(self, ana: Person, keys: Keys, waved: Ritual) -> None:
        note = self.shown(keys(ana), queries.ritual_of(ana.current, "parting"))
        assert WAVE in note and "How you two part" in note
        assert "How you two come back" in self.shown(keys(ana), waved, "return")

    def test_without_words_or_keys_there_is_none(self, ana: Person, waved: Ritual) -> None:
        assert self.shown(Keyring(ana.pk), waved) == ""
        assert self.shown(Keyring(ana.pk), None) == ""


def test_settings_lead_here_for_two(cast: Cast, client_of: ClientOf) -> None:
    links = {
        name: f'href="{URL}"' in client_of(cast.people[name]).get("/settings/").content.decode()
        for name in ("Ana", "Cleo")
    }
    assert links == {"Ana": True, "Cleo": False}
