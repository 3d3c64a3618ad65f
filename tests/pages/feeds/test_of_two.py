"""Time together and trips in a calendar that is given out: what its owner holds themselves, in no
words but theirs, and nothing of what the other did that is not theirs, too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.pages.feeds.context import titles_for
from outandback.rooms.feeds.actions import change_address
from outandback.rooms.feeds.models import Feed
from outandback.rooms.people.models import Person
from outandback.rooms.together.actions import count_in, move, note_had, take_out
from outandback.rooms.together.models import TimeTogether
from outandback.rooms.trips import actions as trips
from outandback.rooms.trips.models import Trip
from outandback.rooms.trips.queries import words_known
from outandback.vault.writing import write
from tests.builders.feeds import address_of, events_at, give_calendar, times_at
from tests.builders.times_together import SOUP, hours, make_time_together
from tests.builders.trips import FIRST, LAST, NAME, some_trip
from tests.cast import AT, PASSPHRASE, again, side_of
from tests.fixtures import ClientOf, Clock, Keys

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = 7 * DAY
SUNDAY = date(2026, 5, 17)
START, END = datetime(2026, 5, 17, 19, tzinfo=UTC), datetime(2026, 5, 17, 21, tzinfo=UTC)
LATER = hours("2026-05-18T19:00", "2026-05-18T22:00")
SUPPER = {"on": "2026-05-16", "at": "18:00", "zone": "Europe/Lisbon", "words": "Supper"}


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


@pytest.fixture
def feed_of(keys: Keys, at: datetime) -> Callable[..., str]:
    def made(person: Person, says: str = "busy") -> str:
        feed = give_calendar(person, keys(person), at, says=says, shared=True)
        return address_of(feed, keys(person))

    return made


def said(address: str) -> tuple[bytes, str]:
    answer = Client().get(address)
    return answer.content, answer["ETag"]


@pytest.mark.parametrize(
    ("says", "word"), [("busy", "Busy"), ("away", "Away"), ("title", SOUP)], ids=str
)
def test_what_its_owner_put_in_is_shown_as_they_chose(
    ana: Person, keys: Keys, at: datetime, feed_of: Callable[..., str], says: str, word: str
) -> None:
    before, now = feed_of(ana, says), make_time_together(ana, keys(ana), at)
    after = feed_of(ana, says)
    assert times_at(before) == times_at(after) == [(word, START, END)]
    assert now.person_id == ana.pk


def test_a_calendar_of_leaves_alone_shows_none_and_is_never_another(
    ana: Person, keys: Keys, at: datetime
) -> None:
    address = address_of(give_calendar(ana, keys(ana), at), keys(ana))
    before = said(address)
    make_time_together(ana, keys(ana), at)
    some_trip(ana, keys(ana), at)
    assert said(address) == before


def test_what_the_other_put_in_is_shown_once_its_owner_counts_in(
    ana: Person, ben: Person, keys: Keys, at: datetime, feed_of: Callable[..., str]
) -> None:
    address = feed_of(ana, "title")
    before = said(address)
    row = make_time_together(ben, keys(ben), at)
    move(row, side_of(ben), SUNDAY, LATER, at)
    assert said(address) == before
    count_in(row, side_of(ana), at)
    moved = datetime(2026, 5, 18, 18, tzinfo=UTC), datetime(2026, 5, 18, 21, tzinfo=UTC)
    assert times_at(address) == [("Time together", *moved)]
    assert times_at(feed_of(ana, "title")) == [("Time together", *moved)]


def test_with_no_end_it_lasts_three_hours(
    ana: Person, keys: Keys, at: datetime, feed_of: Callable[..., str]
) -> None:
    make_time_together(ana, keys(ana), at, end="", title="")
    assert times_at(feed_of(ana, "title")) == [("Time together", START, START + 3 * HOUR)]


def test_each_week_is_an_entry_of_its_own_and_a_move_touches_one(
    ana: Person, keys: Keys, at: datetime, feed_of: Callable[..., str]
) -> None:
    address, row = feed_of(ana), make_time_together(ana, keys(ana), at, weeks=1)
    before = events_at(address)
    assert len({one["UID"] for one in before}) == len(before) == 57
    assert {later.start - one.start for one, later in pairwise(before[:20])} == {WEEK}
    move(row, side_of(ana), SUNDAY + WEEK, hours("2026-05-25T19:00"), at)
    after = {str(one["UID"]): one for one in events_at(address)}
    changed = [one for one in before if after[one["UID"]].to_ical() != one.to_ical()]
    assert [one.start for one in changed] == [START + WEEK]
    assert after[changed[0]["UID"]]["SEQUENCE"] == changed[0]["SEQUENCE"] + 1
    take_out(row, side_of(ana), at, SUNDAY)
    assert len(events_at(address)) == len(before) - 1


def test_whoever_reads_it_cannot_tell_by_what_is_taken_out_whether_the_other_held_it(
    ana: Person, ben: Person, keys: Keys, at: datetime, feed_of: Callable[..., str]
) -> None:
    """A time that nobody else had leaves no row, one of both leaves one: in a calendar both are
    gone."""
    address = feed_of(ana)
    alone, both = (make_time_together(ana, keys(ana), at) for _ in range(2))
    count_in(both, side_of(ben), at)
    for row in (alone, both):
        take_out(row, side_of(ana), at)
        times = times_at(address)
        assert len(times) == (1 if row == alone else 0)


def test_a_trip_is_whole_days_that_leave_the_hours_free(
    ana: Person, keys: Keys, at: datetime, feed_of: Callable[..., str]
) -> None:
    some_trip(ana, keys(ana), at)
    (one,) = events_at(feed_of(ana, "title"))
    assert (one["SUMMARY"], one["TRANSP"], one["STATUS"]) == (NAME, "TRANSPARENT", "CONFIRMED")
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (FIRST, LAST + DAY)


def test_of_a_trip_that_the_other_named_no_word_goes_out(
    ana: Person, ben: Person, keys: Keys, at: datetime, feed_of: Callable[..., str]
) -> None:
    trip = some_trip(ben, keys(ben), at)
    feeds = [feed_of(ana, "title"), feed_of(ben, "title")]
    assert [times_at(one)[0][0] for one in feeds] == ["A trip", NAME]
    rename(trip, ana, keys, "Porto")
    assert [times_at(one)[0][0] for one in feeds] == ["Porto", NAME]
    assert [times_at(feed_of(one, "title"))[0][0] for one in (ana, ben)] == ["Porto", "A trip"]
    trips.name_telling(now_of(trip), side_of(ben), keys(ben), SUPPER, AT)
    assert [times_at(feed_of(one, "title"))[0][0] for one in (ana, ben)] == ["Porto", "A trip"]


def test_a_trip_from_before_names_were_kept_by_whom_has_its_makers_until_it_is_changed(
    ana: Person, ben: Person, keys: Keys, at: datetime, feed_of: Callable[..., str]
) -> None:
    trip = some_trip(ana, keys(ana), at)
    words = words_known(side_of(ana), keys(ana), trip)
    assert words is not None
    as_before = replace(words, named_by="")
    write(trip, keys(ana), "words", as_before)
    assert times_at(feed_of(ana, "title"))[0][0] == "A trip"
    trip.row_version = 1
    keys(ana).seal(trip, "words", as_before)
    trip.save()
    assert times_at(feed_of(ana, "title"))[0][0] == NAME
    trips.name_telling(trip, side_of(ben), keys(ben), SUPPER, AT)
    assert times_at(feed_of(ana, "title"))[0][0] == NAME


def test_a_new_address_knows_no_word_of_the_others(
    ana: Person, ben: Person, keys: Keys, at: datetime, feed_of: Callable[..., str]
) -> None:
    feed_of(ana, "title")
    make_time_together(ana, keys(ana), at)
    count_in(make_time_together(ben, keys(ben), at), side_of(ana), at)
    feed = Feed.objects.get()
    titles = titles_for(feed, keys(ana), at)
    change_address(ana, feed.pk, keys(ana), titles, at)
    words = [one[0] for one in times_at(address_of(feed, keys(ana)))]
    assert sorted(words) == [SOUP, "Time together"]


def now_of(trip: Trip) -> Trip:
    return Trip.objects.get(pk=trip.pk)


def rename(trip: Trip, who: Person, keys: Keys, name: str, last: date = LAST) -> None:
    row, side = now_of(trip), side_of(who)
    words = words_known(side, keys(who), row)
    assert words is not None
    days = row.days("words")
    days = type(days)(days.first, last, days.zone)
    said_anew = type(words)(name, words.places, words.tellings)
    trips.change_trip(row, side, keys(who), row.row_version, days, said_anew, AT)


class Acts:
    """All that the two do with time together and trips, each as it is done in the app. `held` is of
    both, `hers` and `his` of one."""

    def __init__(self, ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
        self.ana, self.ben, self.keys, self.at = ana, ben, keys, at
        self.held = make_time_together(ben, keys(ben), at, weeks=1)
        count_in(self.held, side_of(ana), at)
        self.hers = make_time_together(ana, keys(ana), at, start="2026-05-20T20:00", end="")
        self.his = make_time_together(ben, keys(ben), at, start="2026-05-21T20:00", end="")
        self.trip = some_trip(ben, keys(ben), at)

    def _put_in(self, who: Person) -> None:
        make_time_together(who, self.keys(who), self.at, title="New")

    def she_puts_in(self) -> None:
        self._put_in(self.ana)

    def he_puts_in(self) -> None:
        self._put_in(self.ben)

    def she_puts_in_what_they_had(self) -> None:
        make_time_together(self.ana, self.keys(self.ana), self.at, had=True)

    def she_counts_in(self) -> None:
        count_in(self.his, side_of(self.ana), self.at)

    def he_counts_in(self) -> None:
        count_in(self.hers, side_of(self.ben), self.at)

    def he_moves_what_both_hold(self) -> None:
        move(self.held, side_of(self.ben), SUNDAY, LATER, self.at)

    def she_moves_what_both_hold(self) -> None:
        move(self.held, side_of(self.ana), SUNDAY, LATER, self.at)

    def he_moves_his(self) -> None:
        moved = hours("2026-05-22T20:00", "")
        move(self.his, side_of(self.ben), date(2026, 5, 21), moved, self.at)

    def he_moves_hers(self) -> None:
        moved = hours("2026-05-22T20:00", "")
        move(self.hers, side_of(self.ben), date(2026, 5, 20), moved, self.at)

    def he_takes_out_his(self) -> None:
        take_out(self.his, side_of(self.ben), self.at)

    def she_takes_out_hers(self) -> None:
        take_out(self.hers, side_of(self.ana), self.at)

    def he_takes_out_one_of_both(self) -> None:
        take_out(self.held, side_of(self.ben), self.at, SUNDAY + WEEK)

    def she_takes_out_all_of_both(self) -> None:
        take_out(self.held, side_of(self.ana), self.at)

    def he_notes_that_they_had_it(self) -> None:
        note_had(self.held, side_of(self.ben), self.keys(self.ben), SUNDAY, "Good", self.at)

    def he_notes_his(self) -> None:
        note_had(self.his, side_of(self.ben), self.keys(self.ben), date(2026, 5, 21), "", self.at)

    def she_notes_his(self) -> None:
        note_had(self.his, side_of(self.ana), self.keys(self.ana), date(2026, 5, 21), "", self.at)

    def he_makes_a_trip(self) -> None:
        some_trip(self.ben, self.keys(self.ben), self.at)

    def he_changes_its_days(self) -> None:
        rename(self.trip, self.ben, self.keys, NAME, LAST + DAY)

    def he_names_it(self) -> None:
        rename(self.trip, self.ben, self.keys, "Porto")

    def she_names_it(self) -> None:
        rename(self.trip, self.ana, self.keys, "Porto")

    def she_changes_nothing(self) -> None:
        rename(self.trip, self.ana, self.keys, NAME)

    def he_says_when_they_tell(self) -> None:
        trips.name_telling(self.trip, side_of(self.ben), self.keys(self.ben), SUPPER, AT)

    def he_removes_it(self) -> None:
        trips.remove_trip(self.trip, side_of(self.ben), self.keys(self.ben))


ACTS = [name for name in vars(Acts) if not name.startswith("_")]
# All that is not here is of the other alone, or of words that no feed shows.
SEEN = {
    *("she_puts_in", "she_puts_in_what_they_had", "she_counts_in", "she_notes_his"),
    *("she_moves_what_both_hold", "he_moves_what_both_hold", "he_moves_hers"),
    *("she_takes_out_hers", "he_takes_out_one_of_both", "she_takes_out_all_of_both"),
    *("he_makes_a_trip", "he_changes_its_days", "he_removes_it"),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("plain", "seen"),
    [
        ({"says": "busy", "shared": True}, SEEN),
        ({"says": "title", "shared": True}, SEEN | {"she_names_it"}),
        ({"says": "title"}, set()),
    ],
    ids=["busy", "title", "leaves alone"],
)
def test_a_version_says_whether_the_bytes_are_the_same(
    ana: Person,
    ben: Person,
    keys: Keys,
    at: datetime,
    act: str,
    plain: dict[str, Any],
    seen: set[str],
) -> None:
    """Two worlds, one with the act and one without; and no number of a change ever falls."""
    acts = Acts(ana, ben, keys, at)
    address = address_of(give_calendar(ana, keys(ana), at, **plain), keys(ana))
    before, counted = said(address), numbers_at(address)
    getattr(acts, act)()
    after = said(address)
    changed = (before[0] != after[0], before[1] != after[1])
    assert changed == (act in seen, act in seen)
    now = numbers_at(address)
    assert all(now[uid] >= number for uid, number in counted.items() if uid in now)


def numbers_at(address: str) -> dict[str, int]:
    return {str(one["UID"]): int(one["SEQUENCE"]) for one in events_at(address)}


class TestAfterAParting:
    MOMENTS = (HOUR, DAY, 3 * DAY, WEEK - HOUR)

    @pytest.fixture
    def parted(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        at: datetime,
        clock: Clock,
        client_of: ClientOf,
        feed_of: Callable[..., str],
    ) -> tuple[str, str, list[bytes]]:
        """Ana left. Both addresses, and what hers would have said without that."""
        make_time_together(ana, keys(ana), at, weeks=1)
        some_trip(ben, keys(ben), at)
        hers, his = feed_of(ana, "title"), feed_of(ben)
        without = [bytes_then(hers, at + one, clock) for one in self.MOMENTS]
        clock(at)
        form = {"seen": "week", "words": "", "passphrase": PASSPHRASE}
        assert client_of(ana).post(reverse("parting"), form).status_code == 303
        return hers, his, without

    def test_nobody_can_tell_before_the_other_one_knows(
        self,
        ben: Person,
        keys: Keys,
        at: datetime,
        clock: Clock,
        parted: tuple[str, str, list[bytes]],
    ) -> None:
        """Also not by a week that comes into sight: it looks a year ahead each day."""
        hers, _, without = parted
        assert [bytes_then(hers, at + one, clock) for one in self.MOMENTS] == without

    def test_the_one_who_left_shows_none_ahead_once_the_other_knows(
        self, at: datetime, clock: Clock, parted: tuple[str, str, list[bytes]]
    ) -> None:
        clock(at + WEEK + HOUR)
        begun = [one.start for one in events_at(parted[0])]
        assert len(begun) == 2  # the first Sunday, and the trip

    def test_the_one_who_was_left_goes_on_until_they_know(
        self,
        ben: Person,
        keys: Keys,
        at: datetime,
        clock: Clock,
        client_of: ClientOf,
        parted: tuple[str, str, list[bytes]],
    ) -> None:
        his = parted[1]
        before = said(his)
        make_time_together(again(ben), keys(ben), at + HOUR)
        during = said(his)
        assert (during[0] != before[0], during[1] != before[1]) == (True, True)
        clock(at + WEEK + HOUR)
        client_of(ben).get(reverse("today"))
        client_of(ben).post(reverse("parting-notice"))
        assert times_at(his) == []
        assert said(his)[1] != during[1]


def bytes_then(address: str, at: datetime, clock: Clock) -> bytes:
    clock(at)
    return said(address)[0]


def test_a_row_that_is_gone_leaves_nothing_to_show(
    ana: Person, keys: Keys, at: datetime, feed_of: Callable[..., str]
) -> None:
    address = feed_of(ana, "title")
    take_out(make_time_together(ana, keys(ana), at), side_of(ana), at)
    assert not TimeTogether.objects.exists()
    assert events_at(address) == []
