"""Earlier words when somebody takes their things along: as far as each of the two has them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from outandback.rooms.comeback.actions import withdraw
from outandback.rooms.comeback.models import Reception, Telling
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from tests.builders.versions import (
    BACK,
    FIRST,
    OTHERWISE,
    SECOND,
    make_changed_reception,
    make_changed_telling,
    send_answer,
)
from tests.cast import PASSPHRASE
from tests.fixtures import ClientOf, Keys
from tests.pages.settings.test_export import taken
from tests.pages.together.test_together import side

DAY = timedelta(days=1)
LATER, LATEST = "Tight steps, now.", "No steps at all."


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    clock(at + 3 * DAY)


@pytest.fixture
def telling(ana: Person, keys: Keys, at: datetime) -> Telling:
    return make_changed_telling(ana, keys, at)


@pytest.fixture
def answer(ben: Person, telling: Telling, keys: Keys, at: datetime) -> Reception:
    return make_changed_reception(telling, ben, keys, at)


def test_each_takes_along_what_was_said_and_what_was_said_before(
    ana: Person, ben: Person, client_of: ClientOf, telling: Telling, answer: Reception
) -> None:
    hers, his = taken(client_of(ana)), taken(client_of(ben))
    for rows, told, back in ((hers, "", "partner_"), (his, "partner_", "")):
        assert [one["told"]["text"] for one in rows[f"{told}tellings"]] == [SECOND]
        assert [one["told"]["text"] for one in rows[f"{told}earlier_tellings"]] == [FIRST]
        (said,) = rows[f"{back}receptions"]
        (before,) = rows[f"{back}earlier_receptions"]
        assert said["received"]["thing_back"] == OTHERWISE
        assert before["received"]["thing_back"] == BACK
        assert before["reception_id"] == said["id"]


def test_of_the_others_changes_there_is_the_day_alone(
    ana: Person, ben: Person, client_of: ClientOf, telling: Telling, answer: Reception, at: datetime
) -> None:
    (own,) = taken(client_of(ana))["tellings"]
    (theirs,) = taken(client_of(ben))["partner_tellings"]
    assert own["told"]["changed_at"] == (at + DAY).isoformat()
    assert theirs["told"]["changed_at"] == f"{at + DAY:%Y-%m-%d}"
    assert f"{at + DAY:%H:%M:%S}" not in json.dumps(theirs)


def test_others_take_along_nothing_of_it(
    cleo: Person, dede: Person, client_of: ClientOf, telling: Telling, answer: Reception
) -> None:
    for other in (cleo, dede):
        rows = json.dumps(taken(client_of(other)))
        assert not [words for words in (FIRST, SECOND, BACK, OTHERWISE) if words in rows]


def test_what_was_taken_back_is_taken_along_by_its_writer_alone(
    ana: Person,
    ben: Person,
    client_of: ClientOf,
    telling: Telling,
    answer: Reception,
    at: datetime,
) -> None:
    withdraw(answer, at + 3 * DAY)
    hers, his = (json.dumps(taken(client_of(person))) for person in (ana, ben))
    assert BACK in his and OTHERWISE in his and BACK not in hers and OTHERWISE not in hers
    withdraw(telling, at + 3 * DAY)
    hers, his = (json.dumps(taken(client_of(person))) for person in (ana, ben))
    assert FIRST in hers and SECOND in hers and FIRST not in his and SECOND not in his


def test_after_a_parting_each_takes_along_what_they_had(
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    telling: Telling,
    answer: Reception,
    at: datetime,
) -> None:
    people.part_ways(side(ana), keys(ana), "", at + 9 * DAY, at + 2 * DAY + DAY / 2)
    client = client_of(ben)
    for seen, words in ((2, LATER), (3, LATEST)):
        assert send_answer(client, telling, seen=seen, thing_back=words).status_code == 303
    withdraw(answer, at + 3 * DAY)
    hers, his = json.dumps(taken(client_of(ana), PASSPHRASE)), json.dumps(taken(client_of(ben)))
    for words in (BACK, OTHERWISE):
        assert words in hers and words in his
    for words in (LATER, LATEST):
        assert words not in hers and words in his
