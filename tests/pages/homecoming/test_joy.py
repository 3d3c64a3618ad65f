"""What was good about it: kept or shown, with a line of its sharer's own. Only where ticked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.comeback.models import CheckIn, HomeAnswers
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.vault.errors import Unopenable
from outandback.vault.keyring import Closed
from tests.builders.homecomings import Returned, make_homecoming
from tests.builders.leaves import bare
from tests.fixtures import ClientOf, Keys

JOY, LINE = "The white row came out even.", "I kept wanting to show you."
GOOD: dict[str, Any] = {"joy": JOY, "reassurance": LINE}


def keep(client: Client, back: Returned, status: int = 303, **typed: object) -> str:
    answer = client.post(reverse("check-in", args=[back.leave.pk]), typed)
    assert answer.status_code == status
    return answer.content.decode()


def read(client: Client, back: Returned, name: str = "check-in") -> str:
    answer = client.get(reverse(name, args=[back.leave.pk]))
    assert answer.status_code == 200
    return bare(answer.content.decode())


def test_both_are_asked_and_neither_has_to_answer(
    ana: Person, ben: Person, back: Returned, client_of: ClientOf
) -> None:
    for html in (read(client_of(ana), back, "homecoming"), read(client_of(ben), back)):
        assert "What was good about it?" in html and "Nothing has to have been good." in html
        assert 'name="joy"' in html and 'name="reassurance"' in html
    keep(client_of(ana), back)
    assert CheckIn.objects.get().shared is None


def test_not_ticked_it_is_kept_for_oneself(
    ana: Person, ben: Person, back: Returned, client_of: ClientOf, keys: Keys
) -> None:
    before = read(client_of(ben), back)
    keep(client_of(ana), back, **GOOD)
    row = CheckIn.objects.get()
    kept = keys(ana, room=True).open(row, "answers")
    assert (kept.joy, kept.reassurance) == (JOY, LINE)
    assert row.shared is None and row.pair_id is None
    assert read(client_of(ben), back) == before


def test_other_answers_that_are_ticked_take_neither_along(
    ana: Person, ben: Person, back: Returned, client_of: ClientOf, keys: Keys
) -> None:
    keep(client_of(ana), back, **GOOD, felt="9", share=["felt"])
    html = read(client_of(ben), back)
    assert "All in all 9." in html
    assert JOY not in html and LINE not in html
    assert keys(ben).open(CheckIn.objects.get(), "shared") == HomeAnswers(felt=9)


def test_ticked_it_is_read_with_its_line(
    ana: Person, ben: Person, back: Returned, client_of: ClientOf, keys: Keys
) -> None:
    keep(client_of(ana), back, **GOOD, felt="9", guilt="4", share=["joy"])
    html = read(client_of(ben), back)
    assert JOY in html and LINE in html and html.index(JOY) < html.index(LINE)
    assert "All in all 9" not in html and "Guilt 4" not in html
    shared = keys(ben).open(CheckIn.objects.get(), "shared")
    assert shared == HomeAnswers(joy=JOY, reassurance=LINE)


def test_a_line_is_never_written_for_somebody(
    ana: Person, ben: Person, back: Returned, client_of: ClientOf, keys: Keys
) -> None:
    keep(client_of(ana), back, joy=JOY, share=["joy"])
    assert keys(ben).open(CheckIn.objects.get(), "shared") == HomeAnswers(joy=JOY)
    assert read(client_of(ben), back).count("<blockquote") == 1


def test_without_a_joy_the_line_goes_nowhere(
    ana: Person, ben: Person, back: Returned, client_of: ClientOf
) -> None:
    before = read(client_of(ben), back)
    keep(client_of(ana), back, reassurance=LINE, share=["joy"])
    assert CheckIn.objects.get().shared is None
    assert read(client_of(ben), back) == before


def test_it_can_be_taken_back(
    ana: Person, ben: Person, back: Returned, client_of: ClientOf
) -> None:
    before, client = read(client_of(ben), back), client_of(ana)
    keep(client, back, **GOOD, share=["joy"])
    assert read(client_of(ben), back) != before
    keep(client, back, **GOOD)
    assert read(client_of(ben), back) == before


def test_the_one_at_home_may_show_theirs_as_well(
    ana: Person, ben: Person, back: Returned, client_of: ClientOf
) -> None:
    before = read(client_of(ana), back, "homecoming")
    keep(client_of(ben), back, **GOOD)
    assert read(client_of(ana), back, "homecoming") == before
    keep(client_of(ben), back, **GOOD, share=["joy"])
    html = read(client_of(ana), back, "homecoming")
    assert JOY in html and LINE in html


def test_in_the_closed_room_ones_own_are_not_shown_and_in_the_open_one_they_are(
    ana: Person, back: Returned, client_of: ClientOf
) -> None:
    keep(client_of(ana), back, **GOOD)
    assert JOY not in read(client_of(ana), back, "homecoming")
    assert JOY not in client_of(ana).get("/mine/").content.decode()
    html = client_of(ana, room=True).get("/mine/").content.decode()
    assert JOY in html and LINE in html


@pytest.mark.parametrize("share", [[], ["joy"]])
def test_too_long_a_joy_stays_on_the_page(
    share: list[str], ana: Person, back: Returned, client_of: ClientOf
) -> None:
    html = keep(client_of(ana), back, 422, joy="ä" * 9000, reassurance=LINE, share=share)
    assert "ä" * 9000 in html and LINE in html and "Nothing is lost" in html
    assert not CheckIn.objects.exists()


def test_of_a_leave_that_was_not_told_nothing_can_be_shown(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    silent = make_homecoming(ana, keys(ana), at, heads_up=False)
    client = client_of(ana)
    html = read(client, silent, "homecoming")
    assert 'name="joy"' in html and 'name="reassurance"' not in html
    keep(client, silent, **GOOD, share=["joy"])
    row = CheckIn.objects.get()
    assert row.shared is None
    assert keys(ana, room=True).open(row, "answers").joy == JOY


@pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
def test_nobody_else_reads_a_word_of_it(
    who: str,
    request: pytest.FixtureRequest,
    ana: Person,
    back: Returned,
    client_of: ClientOf,
    keys: Keys,
) -> None:
    other = request.getfixturevalue(who)
    keep(client_of(ana), back, **GOOD, share=["joy"])
    client = client_of(other, room=True)
    assert client.get(reverse("check-in", args=[back.leave.pk])).status_code == 404
    row = CheckIn.objects.get()
    for name in ("shared", "answers"):
        with pytest.raises((Closed, Unopenable)):
            keys(other, room=True).open(row, name)


def test_once_the_two_have_parted_it_is_on_no_page(
    ana: Person, ben: Person, back: Returned, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    keep(client_of(ana), back, **GOOD, share=["joy"])
    assert ben.current is not None
    part_ways(ben.current, keys(ben), "", at, at)
    answer = client_of(ben).get(reverse("check-in", args=[back.leave.pk]))
    assert answer.status_code == 404
