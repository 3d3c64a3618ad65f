"""What the statistics are told of days that were left out, and of evenings of both kinds."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import inf
from zoneinfo import ZoneInfo

from outandback.rooms.afterwards.actions import say_evening
from outandback.rooms.afterwards.models import AfterAnswers
from outandback.rooms.loop.history import history_of, start_of
from outandback.rooms.loop.left_out import as_times, how_many
from outandback.rooms.people.models import Person
from outandback.rooms.quiet.actions import check_evening
from outandback.rooms.quiet.models import EveningAnswers
from tests.builders.homecomings import make_homecoming
from tests.builders.spans import make_span, some_days
from tests.fixtures import Keys

DAY = timedelta(days=1)
START = datetime(2024, 1, 1, tzinfo=ZoneInfo("Europe/London"))


def test_a_span_lasts_from_its_first_midnight_to_the_one_after_its_last() -> None:
    spans = ((date(2024, 1, 2), date(2024, 1, 3)), (date(2024, 1, 1), None))
    assert as_times(spans, START) == ((1.0, 3.0), (0.0, inf))


def test_a_day_on_which_the_clocks_change_is_as_long_as_it_is() -> None:
    ((first, end),) = as_times([(date(2024, 3, 31), date(2024, 3, 31))], START)
    assert round((end - first) * 24) == 23


def test_days_are_counted_once_and_up_to_today() -> None:
    today = date(2026, 5, 13)
    spans = [(date(2026, 5, 10), None), (date(2026, 5, 9), date(2026, 5, 11))]
    assert how_many(spans, today) == 5
    assert how_many([(today + DAY, None)], today) == how_many([], today) == 0


def test_what_is_only_marked_counts(ana: Person, keys: Keys) -> None:
    room = keys(ana, room=True)
    make_span(ana, room, some_days(left_out=False))
    make_span(ana, room, some_days("on request", date(2024, 1, 1), date(2024, 1, 1)))
    ((first, end),) = history_of(ana, ana.current, room).left_out
    assert (first, end) == (0.0, 1.0) and start_of(ana).date() == date(2024, 1, 1)


def test_leaves_stand_in_order_and_evenings_of_both_kinds_count(
    ana: Person, keys: Keys, at: datetime
) -> None:
    room = keys(ana, room=True)
    for ago in (3, 9, 6):
        make_homecoming(ana, room, at - ago * DAY)
    on = at.date() - 20 * DAY
    check_evening(ana, room, None, on, EveningAnswers(closeness=3))
    say_evening(ana, room, on + DAY, AfterAnswers("", 1, closeness=4, energy=5))
    check_evening(ana, keys(ana), None, on + 2 * DAY, EveningAnswers(energy=6))
    known = history_of(ana, ana.current, room)
    assert [one.out for one in known.leaves] == sorted(one.out for one in known.leaves)
    said = [(one.closeness, one.energy) for one in known.ratings]
    assert said == [(3, None), (4, 5), (None, 6)]
