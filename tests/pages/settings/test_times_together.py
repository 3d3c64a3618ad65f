"""Time together when somebody takes their things along, and after a parting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache

from outandback.rooms.account.actions import leave_pair
from outandback.rooms.people.models import Person
from outandback.rooms.together import actions
from outandback.rooms.together.models import TimeTogether
from tests.builders.times_together import SOUP, hours, make_time_together
from tests.cast import side_of
from tests.fixtures import ClientOf, Keys
from tests.pages.settings.test_export import taken

HOUR, SUNDAY = timedelta(hours=1), date(2026, 5, 17)
KINDS = ("times_together", "together_facts", "partner_times_together", "partner_together_facts")


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


@pytest.fixture
def soup(ana: Person, ben: Person, keys: Keys, at: datetime) -> TimeTogether:
    row = make_time_together(ana, keys(ana), at)
    actions.move(row, side_of(ben), SUNDAY, hours("2026-05-18T20:00", ""), at)
    actions.note_had(row, side_of(ana), keys(ana), SUNDAY, "Rain.", at)
    return row


def test_own_and_theirs_go_along(
    ana: Person, ben: Person, client_of: ClientOf, soup: TimeTogether
) -> None:
    own, did, theirs, they_did = (taken(client_of(ana))[kind] for kind in KINDS)
    assert [(one["words"], one["starts_at"]) for one in own] == [
        ({"title": SOUP}, "2026-05-17T19:00:00+00:00")
    ]
    assert [(one["did"], one["words"], one["on"]) for one in did] == [
        ("had", {"text": "Rain."}, "2026-05-17")
    ]
    assert [one["did"] for one in they_did] == ["moved"] and theirs == []
    rows = taken(client_of(ben))
    assert rows["partner_times_together"] == own and rows["partner_together_facts"] == did


def test_others_take_along_nothing_of_it(
    cleo: Person, dede: Person, client_of: ClientOf, soup: TimeTogether
) -> None:
    for other in (cleo, dede):
        rows = taken(client_of(other))
        assert not any(rows[kind] for kind in KINDS)


def test_what_the_other_makes_of_it_later_does_not_reach_who_left(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, soup: TimeTogether
) -> None:
    alone = make_time_together(ben, keys(ben), at, title="His")
    leave_pair(side_of(ana), keys(ana), "week", "", at)
    before = taken(client_of(ana))
    mine, ring = side_of(ben), keys(ben)
    actions.move(soup, mine, SUNDAY, hours("2026-05-19T20:00", ""), at + HOUR)
    actions.take_out(soup, mine, at + HOUR)
    actions.take_out(alone, mine, at + HOUR)
    make_time_together(ben, ring, at + HOUR)
    after = taken(client_of(ana))
    assert [after[kind] for kind in KINDS] == [before[kind] for kind in KINDS]
    his = taken(client_of(ben))
    assert [one["words"] for one in his["times_together"]] == [{"title": SOUP}]
    assert sorted(one["did"] for one in his["together_facts"]) == ["moved", "moved", "taken out"]
