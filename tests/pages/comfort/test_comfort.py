"""What eases and what stretches: kept for oneself, and side by side where both show it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outandback.rooms.comfort import actions, queries
from outandback.rooms.comfort.models import CareAnswer, Comfort, SharedComfort, WhoseLeaves
from outandback.rooms.people import actions as people
from outandback.rooms.people.compared_keys import KeysChanged
from outandback.rooms.people.models import Ease, Membership, Person
from outandback.rules.cares import Care
from outandback.vault.models import PersonKey
from tests.builders.leaves import bare
from tests.cast import AT, Cast, side_of
from tests.fixtures import ClientOf, Keys

TIME = list(Care).index(Care.TIME) + 1
EVENINGS = "Bedtime with both of them on my own is the hard bit."


def mine_of(person: Person) -> Membership:
    assert person.current is not None
    return person.current


def shown(person: Person, keys: Keys, side: WhoseLeaves, words: str = "", **levels: str) -> None:
    said = CareAnswer(levels, words, "2026-05-03")
    actions.say_comfort(person, keys(person), Care.TIME, side, said)
    actions.share_comfort(mine_of(person), keys(person), Care.TIME, side, said)


def answers(**changes: object) -> dict[str, Any]:
    return {"own_evening": "talk", "own_hours": "easy", "own_seen": "0", **changes}


def html(client: Client, name: str = "comfort", *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return bare(answer.content.decode())


# Keeping ---------------------------------------------------------------------------------------


def test_an_answer_is_kept_for_its_person_and_sealed(ana: Person, client_of: ClientOf) -> None:
    said = answers(own_words="Late buses.", theirs_night="not")
    answer = client_of(ana, room=True).post(reverse("comfort-care", args=[TIME]), said)
    assert answer["Location"] == "/comfort/#time"
    rows = {row.side: row for row in queries.kept_by(ana)}
    assert set(rows) == {"own", "theirs"}
    assert b"buses" not in bytes(rows["own"].said or b"")
    assert not SharedComfort.objects.exists()


def test_it_opens_in_the_private_room_alone(ana: Person, client_of: ClientOf, keys: Keys) -> None:
    actions.say_comfort(ana, keys(ana), Care.TIME, WhoseLeaves.OWN, CareAnswer({"hour": "easy"}))
    closed = queries.Comforts(ana, ana.current, keys(ana))
    opened = queries.Comforts(ana, ana.current, keys(ana, room=True))
    assert closed.mine(WhoseLeaves.OWN) == {}
    assert opened.mine(WhoseLeaves.OWN)[Care.TIME].levels == {"hour": "easy"}
    asked = client_of(ana).get(reverse("comfort-care", args=[TIME]))
    assert asked["Location"].startswith("/opening/?door=p")


def test_writing_never_waits_for_the_passphrase(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    client_of(ana).post(reverse("comfort-care", args=[TIME]), answers())
    row = queries.comfort_of(ana, Care.TIME, WhoseLeaves.OWN)
    assert row is not None
    assert keys(ana).is_letter(row, "said")
    actions.join_vault(ana, keys(ana, room=True))
    row.refresh_from_db()
    assert not keys(ana).is_letter(row, "said")
    assert keys(ana, room=True).open(row, "said").levels == {"hours": "easy", "evening": "talk"}


def test_every_answer_can_be_passed(ana: Person, client_of: ClientOf) -> None:
    answer = client_of(ana, room=True).post(reverse("comfort-care", args=[TIME]), {})
    assert answer.status_code == 303
    assert not Comfort.objects.exists()


def test_an_answer_can_be_taken_back_to_nothing_said(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    client = client_of(ana, room=True)
    client.post(reverse("comfort-care", args=[TIME]), answers())
    client.post(reverse("comfort-care", args=[TIME]), {"own_seen": "1"})
    assert (
        queries.Comforts(ana, None, keys(ana, room=True)).mine(WhoseLeaves.OWN)[Care.TIME].levels
        == {}
    )


def test_two_devices_keep_both_versions(ana: Person, client_of: ClientOf) -> None:
    client, address = client_of(ana, room=True), reverse("comfort-care", args=[TIME])
    client.post(address, answers(own_words="The first one"))
    answer = client.post(address, answers(own_words="The second one"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The first one" in page
    assert "The second one" in page
    again = answers(own_words="The second one", own_seen="1")
    assert client.post(address, again).status_code == 303
    assert "The second one" in html(client, "comfort-care", TIME)


def test_what_the_page_shows_can_be_kept_again_and_again(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    """The form carries the version that it shows, so that nobody clashes with themselves."""
    client, address = client_of(ana, room=True), reverse("comfort-care", args=[TIME])
    for words in ("First", "Second", "Third"):
        page = client.get(address).content.decode()
        seen = dict(re.findall(r'name="(\w+_seen)"(?: value="(\d+)")?', page))
        assert set(seen) == {"own_seen", "theirs_seen"}
        assert client.post(address, answers(own_words=words) | seen).status_code == 303
    said = queries.Comforts(ana, None, keys(ana, room=True)).mine(WhoseLeaves.OWN)[Care.TIME]
    assert said.words == "Third"


def test_too_long_a_text_is_kept_on_the_page(ana: Person, client_of: ClientOf) -> None:
    said = answers(own_words="x" * 2001)
    answer = client_of(ana, room=True).post(reverse("comfort-care", args=[TIME]), said)
    assert answer.status_code == 422
    assert "x" * 2001 in answer.content.decode()


@pytest.mark.parametrize("place", [0, 6, 99])
def test_there_are_five_cares(ana: Person, client_of: ClientOf, place: int) -> None:
    assert client_of(ana, room=True).get(f"/comfort/{place}/").status_code == 404


# Showing ---------------------------------------------------------------------------------------


def test_what_both_show_stands_side_by_side_with_a_question_where_they_differ(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys
) -> None:
    shown(ana, keys, WhoseLeaves.OWN, evening="easy", hours="easy")
    shown(ben, keys, WhoseLeaves.THEIRS, EVENINGS, evening="talk", hours="easy")
    page = html(client_of(ana))
    assert "You: easy. Ben: talk first." in page
    assert EVENINGS in page
    assert queries.talk_first(Care.TIME, "evening", mine_of(ana).pair_id) in page
    other = html(client_of(ben), "comfort-theirs")
    assert "You: talk first. Ana: easy." in other


def test_what_only_one_shows_is_not_shown(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys
) -> None:
    before = html(client_of(ana))
    shown(ben, keys, WhoseLeaves.THEIRS, EVENINGS, evening="talk")
    assert html(client_of(ana)) == before


def test_what_i_show_alone_stands_as_one_line(ana: Person, client_of: ClientOf, keys: Keys) -> None:
    shown(ana, keys, WhoseLeaves.OWN, evening="easy", hours="easy")
    page = html(client_of(ana))
    assert page.count("Shown to Ben. The other line is not shown.") == 1
    assert page.count("Not shown to Ben. Side by side once you both show it.") == len(Care) - 1
    assert ", easy for you" in page and "both easy" not in page


def test_what_a_partner_keeps_changes_no_byte(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys
) -> None:
    shown(ana, keys, WhoseLeaves.OWN, evening="easy")
    before = html(client_of(ana)), html(client_of(ana), "comfort-theirs")
    for care in Care:
        for side in WhoseLeaves:
            actions.say_comfort(ben, keys(ben), care, side, CareAnswer({}, EVENINGS))
    assert (html(client_of(ana)), html(client_of(ana), "comfort-theirs")) == before


def test_the_four_words_come_before_anything_is_shown(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    Membership.objects.filter(person=ana).update(pin=None)
    client, address = client_of(ana, room=True), reverse("comfort-care", args=[TIME])
    page = client.get(address).content.decode()
    assert "own_share" not in page and "compare four words" in page
    client.post(address, answers(own_share="on"))
    assert Comfort.objects.exists() and not SharedComfort.objects.exists()


def test_sharing_can_be_taken_back(ana: Person, client_of: ClientOf, keys: Keys) -> None:
    client, address = client_of(ana, room=True), reverse("comfort-care", args=[TIME])
    client.post(address, answers(own_share="on"))
    assert SharedComfort.objects.count() == 1
    assert "checked" in html(client, "comfort-care", TIME).partition('name="own_share"')[2][:80]
    client.post(address, answers(own_seen="1"))
    assert not SharedComfort.objects.exists()


def test_nothing_is_shown_to_keys_that_were_not_compared(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys
) -> None:
    PersonKey.objects.filter(person=ben.pk).update(public=b"\x04" + b"\x01" * 64)
    with pytest.raises(KeysChanged):
        actions.share_comfort(
            mine_of(ana), keys(ana), Care.TIME, WhoseLeaves.OWN, CareAnswer({"hour": "easy"})
        )
    said = answers(own_share="on")
    answer = client_of(ana, room=True).post(reverse("comfort-care", args=[TIME]), said)
    assert answer.status_code == 422
    assert "Compare them again" in answer.content.decode()
    assert not SharedComfort.objects.exists()


# Whose eyes ------------------------------------------------------------------------------------


def test_a_stranger_sees_none_of_it(
    ana: Person, ben: Person, cleo: Person, client_of: ClientOf, keys: Keys
) -> None:
    before = html(client_of(cleo, room=True))
    shown(ana, keys, WhoseLeaves.OWN, evening="easy")
    shown(ben, keys, WhoseLeaves.THEIRS, EVENINGS, evening="talk")
    assert queries.kept_by(cleo) == []
    assert queries.shared_in(cleo, cleo.current) == []
    assert queries.shared_in(cleo, ana.current) == []
    assert queries.comfort_of(cleo, Care.TIME, WhoseLeaves.OWN) is None
    assert html(client_of(cleo, room=True)) == before


def test_someone_of_a_past_pair_sees_none_of_it(
    ana: Person, dede: Person, client_of: ClientOf, keys: Keys
) -> None:
    before = html(client_of(dede, room=True))
    shown(ana, keys, WhoseLeaves.OWN, EVENINGS, evening="easy")
    past = Membership.objects.get(person=dede)
    assert queries.shared_in(dede, dede.current) == []
    assert queries.shared_in(dede, past) == []
    assert queries.comfort_of(dede, Care.TIME, WhoseLeaves.OWN) is None
    assert html(client_of(dede, room=True)) == before


def test_what_was_shown_stands_still_once_its_person_has_left(
    ana: Person, ben: Person, cast: Cast, client_of: ClientOf, keys: Keys
) -> None:
    shown(ana, keys, WhoseLeaves.OWN, evening="easy")
    shown(ben, keys, WhoseLeaves.THEIRS, EVENINGS, evening="talk")
    before = html(client_of(ana))
    people.part_ways(side_of(ben), keys(ben), "", AT + timedelta(days=7), AT)
    ben.refresh_from_db()
    client_of(ben, room=True).post(reverse("comfort-care", args=[TIME]), answers())
    assert html(client_of(ana)) == before


def test_the_one_who_was_left_changes_nothing_of_what_the_two_had(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys
) -> None:
    shown(ana, keys, WhoseLeaves.OWN, evening="easy")
    kept = bytes(SharedComfort.objects.get().said or b"")
    people.part_ways(side_of(ben), keys(ben), "", AT + timedelta(days=7), AT)
    client, address = client_of(ana, room=True), reverse("comfort-care", args=[TIME])
    for version, more in enumerate(({"own_share": "on"}, {}), 1):
        assert client.post(address, answers(own_seen=str(version), **more)).status_code == 303
        assert bytes(SharedComfort.objects.get(alone=False).said or b"") == kept
    assert SharedComfort.objects.get(alone=True).row_version == 2
    assert queries.Comforts(ana, side_of(ana), keys(ana)).shared(WhoseLeaves.OWN, own=True) == {}
    left = Membership.objects.get(person=ben)
    assert [row.alone for row in queries.shared_in(ben, left)] == [False]


def test_alone_there_is_one_line_and_nobody_to_show_it_to(
    cleo: Person, client_of: ClientOf, keys: Keys
) -> None:
    actions.say_comfort(cleo, keys(cleo), Care.TIME, WhoseLeaves.OWN, CareAnswer({"hour": "easy"}))
    page = html(client_of(cleo, room=True))
    assert "What feels easy, for you" in page
    assert ", easy for you" in page and "both easy" not in page
    assert "share" not in html(client_of(cleo, room=True), "comfort-care", TIME)


# All at once --------------------------------------------------------------------------------------


def test_all_cares_can_be_said_at_once_and_come_to_no_label(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    client = client_of(ana)
    first = {"easy_time": ["hour", "hours"], "talk_time": ["hours", "evening"]}
    assert client.post("/start/own/", first)["Location"] == reverse("comfort")
    answer = client.post("/start/theirs/", {"easy_company": ["own"]})
    assert answer["Location"] == reverse("comfort-theirs")
    mine = queries.Comforts(ana, ana.current, keys(ana, room=True))
    levels = {"hour": "easy", "hours": "talk", "evening": "talk"}
    assert mine.mine(WhoseLeaves.OWN)[Care.TIME].levels == levels
    assert set(mine.mine(WhoseLeaves.OWN)) == {Care.TIME}
    assert mine.mine(WhoseLeaves.THEIRS)[Care.COMPANY].levels == {"own": "easy"}


def test_passing_everything_keeps_nothing(ana: Person, client_of: ClientOf) -> None:
    for name in ("start-own", "start-theirs"):
        assert client_of(ana).post(reverse(name), {}).status_code == 303
    assert not Comfort.objects.exists()


def test_looking_again_shows_the_ticks_again(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana, room=True)
    client.post("/start/own/", {"easy_time": ["hour"]})
    page = html(client, "start-own")
    assert page.count("checked") == 1


def test_guilt_and_the_wishes_for_time_are_sealed(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    client_of(ana).post("/start/ease/", {"guilt": "7", "wish": "little", "together": "much"})
    ana.refresh_from_db()
    ease = keys(ana, room=True).open(ana, "ease")
    assert (ease.guilt, ease.wish, ease.together, ease.longest) == (7, "little", "much", "")
    assert keys(ana).open_if_possible(ana, "ease") is None


# Speed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("full", [False, True])
def test_the_page_keeps_to_its_queries(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, full: bool
) -> None:
    for person in (ana, ben) if full else ():
        for care in Care:
            for side in WhoseLeaves:
                said = CareAnswer({"hour": "easy"}, "words", "2026-05-03")
                actions.say_comfort(person, keys(person), care, side, said)
                actions.share_comfort(mine_of(person), keys(person), care, side, said)
    client = client_of(ana, room=True)
    html(client)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        html(client)
    assert len(asked) <= 10, json.dumps([one["sql"] for one in asked], indent=1)


# Looking again -----------------------------------------------------------------------------------


def test_the_first_questions_can_be_answered_anew_from_the_comfort_page(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    way = f"{reverse('start-ease')}?next={reverse('comfort')}"
    assert way in html(client_of(ana))
    assert client_of(ana).get(way)["Location"].startswith("/opening/?door=p")
    people.say_ease(ana, keys(ana), Ease("an evening", ("relief",), guilt=6, wish="little"))
    client = client_of(ana, room=True)
    page = client.get(way).content.decode()
    assert page.count("checked") == 4
    said = {"longest": "a day", "guilt": "3", "wish": "same", "next": reverse("comfort")}
    assert client.post(reverse("start-ease"), said)["Location"] == reverse("comfort")
    ana.refresh_from_db()
    assert keys(ana, room=True).open(ana, "ease").guilt == 3


def test_the_way_back_never_leads_elsewhere(ana: Person, client_of: ClientOf) -> None:
    said = {"longest": "a day", "next": "https://elsewhere.example/"}
    answer = client_of(ana, room=True).post(reverse("start-ease"), said)
    assert answer["Location"] == reverse("comfort")
