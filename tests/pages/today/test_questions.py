"""What Today asks the database: a suggestion costs one question, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outandback.rooms.notify.actions import keep_preferences
from outandback.rooms.people.actions import say_how_we_live
from outandback.rooms.people.models import Person
from outandback.rooms.suggestions import actions
from outandback.vault.models import Tier
from outandback.web.cookies import UNLOCK_COOKIES
from tests.builders.busy import Times, make_own_busy, make_shared_busy
from tests.builders.homecomings import make_homecoming
from tests.builders.leaves import make_leave
from tests.builders.rhythms import make_rhythm
from tests.builders.times_together import make_time_together
from tests.builders.trips import some_trip
from tests.cast import side_of
from tests.fixtures import ClientOf, Clock, Keys

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AT_EIGHT = datetime.fromisoformat("2026-05-18T08:00+01:00")
BUSY: Times = [(AT_EIGHT, AT_EIGHT + 3 * HOUR)]
LEAST = 6  # the frame of a page, own leaves, those of the other, and what else there is


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    """Wednesday evening."""
    clock(at)


def asked(client: Client) -> int:
    client.get("/")
    with CaptureQueriesContext(connection) as said:
        assert client.get("/").status_code == 200
    return len(said)


def has_thought(client: Client) -> bool:
    return reverse("suggestion-away") in client.get("/").content.decode()


Fact = Callable[[Person, Person, Keys, datetime], object]


def _rhythm(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    leave = make_leave(
        ana, keys(ana), at - 6 * DAY, out="2026-05-25T08:00", back="2026-05-25T09:00"
    )
    make_rhythm(leave, keys(ana), at - 6 * DAY, weekdays=["0"])


FACTS: dict[str, Fact] = {
    "own calendar": lambda ana, ben, keys, at: make_own_busy(ana, keys(ana), BUSY, at),
    "shared calendar": lambda ana, ben, keys, at: make_shared_busy(ben, keys(ben), BUSY),
    "rhythm": _rhythm,
    "trip": lambda ana, ben, keys, at: some_trip(
        ana, keys(ana), at, first=date(2026, 5, 25), last=date(2026, 5, 28)
    ),
    "living apart": lambda ana, ben, keys, at: say_how_we_live(side_of(ana), keys(ana), "apart"),
    "time together long ago": lambda ana, ben, keys, at: make_time_together(
        ana, keys(ana), at - 30 * DAY, "2026-04-20T20:00", "2026-04-20T22:00"
    ),
}


@pytest.mark.parametrize("fact", [*FACTS, "all"])
def test_a_suggestion_costs_one_question_whatever_it_is_made_of(
    fact: str, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    for name, add in FACTS.items():
        if fact in {name, "all"}:
            add(ana, ben, keys, at)
    client = client_of(ana)
    assert has_thought(client)
    with_one = asked(client)
    actions.put_away(ana, actions.For.WEEK, at)
    assert not has_thought(client)
    assert with_one == asked(client) + 1 <= LEAST + 1


def test_time_together_costs_one_more_and_no_suggestion_for_two_is_looked_for(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    client = client_of(ana)
    without = asked(client)
    make_time_together(ana, keys(ana), at)
    assert asked(client) == without + 1
    make_leave(ana, keys(ana), at, out="2026-05-15T18:00", back="2026-05-15T19:00")
    # one's own leave and time for two are planned: nothing could be suggested, and nothing is asked
    assert asked(client) == without - 1


def test_where_nothing_is_shown_nothing_is_asked(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    client = client_of(ana)
    least = asked(client) - 1
    keep_preferences(ana, season_off=True)
    assert asked(client) == least
    del client.cookies[UNLOCK_COOKIES[Tier.SIGNED_IN]]
    assert asked(client) < least
    make_homecoming(ben, keys(ben, room=True), at - 3 * HOUR)
    clock(at + 2 * DAY)
    client = client_of(ana)
    keep_preferences(ana, season_off=False)
    # a return that is no longer spoken of costs nothing: the other one's leave is one row more
    assert asked(client) <= least
