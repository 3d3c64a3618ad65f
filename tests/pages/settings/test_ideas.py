"""Small ideas when somebody takes their things along, leaves, or erases themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache

from outandback.rooms.leave import actions as leave
from outandback.rooms.leave.models import Leave
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rooms.together import actions
from outandback.rooms.together.models import Idea, Put
from tests.builders.ideas import GULLS, KILN, make_idea
from tests.builders.leaves import make_heads_up, make_leave
from tests.cast import PASSPHRASE
from tests.fixtures import ClientOf, Keys
from tests.pages.settings.test_erasure import erase
from tests.pages.settings.test_export import from_before, taken
from tests.pages.together.test_together import side


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


@pytest.fixture
def both(ana: Person, ben: Person, keys: Keys) -> tuple[Idea, Idea]:
    return make_idea(ana, keys(ana), KILN), make_idea(ben, keys(ben), GULLS, "witness")


def test_own_and_theirs_go_along(ana: Person, client_of: ClientOf, both: tuple[Idea, Idea]) -> None:
    rows = taken(client_of(ana))
    own, theirs = rows["ideas"], rows["partner_ideas"]
    assert [one["words"] for one in own] == [{"kind": "visit", "text": KILN}]
    assert [one["words"] for one in theirs] == [{"kind": "witness", "text": GULLS}]


def test_others_take_along_nothing_of_it(
    cleo: Person, dede: Person, client_of: ClientOf, both: tuple[Idea, Idea]
) -> None:
    for other in (cleo, dede):
        rows = taken(client_of(other))
        assert rows["ideas"] == rows["partner_ideas"] == []


def test_after_a_parting_each_takes_along_what_both_had(
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
    both: tuple[Idea, Idea],
) -> None:
    people.part_ways(side(ana), keys(ana), "", at, at)
    ben.refresh_from_db()
    actions.change_idea(both[1], side(ben), keys(ben), 1, Put("witness", "Starlings."))
    make_idea(ben, keys(ben), "Toast.", "eat")
    hers, his = from_before(taken(client_of(ana), PASSPHRASE)), taken(client_of(ben))
    assert [one["words"]["text"] for one in hers["ideas"]] == [KILN]
    assert [one["words"]["text"] for one in hers["partner_ideas"]] == [GULLS]
    assert "Starlings" not in json.dumps(hers) and "Toast" not in json.dumps(hers)
    assert sorted(one["words"]["text"] for one in his["ideas"]) == ["Starlings.", "Toast."]
    assert [one["words"]["text"] for one in his["partner_ideas"]] == [KILN]


def test_erasing_keeps_what_the_other_had_and_nothing_else(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, both: tuple[Idea, Idea], at: datetime
) -> None:
    people.part_ways(side(ana), keys(ana), "", at, at)
    ben.refresh_from_db()
    actions.change_idea(both[1], side(ben), keys(ben), 1, Put("witness", "Starlings."))
    make_idea(ben, keys(ben), "Toast.", "eat")
    erase(client_of(ben))
    assert set(Idea.objects.all()) == set(both)
    assert not Idea.objects.exclude(later=None).exists()
    hers = from_before(taken(client_of(ana), PASSPHRASE))
    assert [one["words"]["text"] for one in hers["partner_ideas"]] == [GULLS]


def test_erasing_forgets_what_was_put_away(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    ahead = make_leave(ana, keys(ana), at)
    make_heads_up(ahead, ana.current, keys(ana), at)
    leave.put_ideas_away(ahead, away=True)
    assert taken(client_of(ana))["leaves"][0]["ideas_put_away"] is True
    erase(client_of(ana))
    assert Leave.objects.get().ideas_put_away is False
