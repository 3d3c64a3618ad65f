"""The pages of a trip: what each of the two reads there, before it, in it and after it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.away.actions import set_out
from outandback.rooms.leave.models import DoorAnswers, HeadsUp, Leave
from outandback.rooms.people.models import Person
from outandback.rooms.trips.actions import change_trip, name_telling
from outandback.rooms.trips.models import Days, Trip, TripWords
from outandback.vault.models import Tier
from outandback.web.cookies import UNLOCK_COOKIES
from tests.builders.trips import (
    BREWERY,
    FERRY,
    FIRST,
    LAST,
    LISBON,
    NAME,
    make_hours,
    place,
    some_trip,
    tell_hours,
    trip_form,
)
from tests.cast import side_of
from tests.fixtures import ClientOf, Keys

Clock = Callable[[datetime], None]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
HEADLINE = re.compile(r"<h1[^>]*>\s*(.*?)\s*</h1>", re.S)


@pytest.fixture
def trip(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Trip:
    clock(at)
    return some_trip(ana, keys(ana), at)


def read(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, answer
    return answer.content.decode()


def headline(page: str) -> str:
    found = HEADLINE.search(page)
    assert found
    return re.sub(r"[⁨⁩]", "", found[1])


def hours_form(**changes: object) -> dict[str, Any]:
    known = {"on": "1", "out_time": "14:00", "back_time": "17:00", "what": BREWERY}
    return known | {"meet": FERRY, "meet_time": "19:00"} | changes


class TestATrip:
    def test_is_made_in_four_fields_and_found_by_both(
        self, ana: Person, ben: Person, client_of: ClientOf, at: datetime, clock: Clock
    ) -> None:
        clock(at)
        form = trip_form(**{"p0-place": "Lisbon"})
        answer = client_of(ana).post(reverse("trip-new"), form)
        made = Trip.objects.get()
        assert answer["Location"] == reverse("trip", args=[made.pk]) + "?sent=trip"
        assert made.zone == LISBON
        for page in ("trips", "today"):
            assert NAME in read(client_of(ben), page)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"name": ""},
            {"last_on": "2026-05-01"},
            {"last_on": "2026-08-01"},
            {"p0-place": "Where nobody was"},
            {"p1-place": "Rome"},
            {"p1-place": "Rome", "p1-from_on": "2026-06-01"},
        ],
    )
    def test_that_is_refused_keeps_what_was_typed(
        self, wrong: dict[str, str], ana: Person, client_of: ClientOf, at: datetime, clock: Clock
    ) -> None:
        clock(at)
        form = trip_form(**{"p0-place": "Lisbon"}) | wrong
        answer = client_of(ana).post(reverse("trip-new"), form)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert all(f'value="{typed}"' in page for typed in wrong.values() if typed)
        assert not Trip.objects.exists()

    def test_that_the_other_changed_meanwhile_shows_both(
        self, trip: Trip, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        days = Days(FIRST, LAST, LISBON)
        change_trip(trip, side_of(ben), keys(ben), 1, days, TripWords("Porto instead"), at)
        form = trip_form(name="Two weeks", seen="1", **{"p0-place": "Lisbon"})
        answer = client_of(ana).post(reverse("trip-change", args=[trip.pk]), form)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Porto instead" in page and "Two weeks" in page

    def test_that_goes_elsewhere_has_the_clock_of_there(
        self, trip: Trip, ana: Person, client_of: ClientOf
    ) -> None:
        """A time zone that followed from its place is not asked, and does not stay behind."""
        address = reverse("trip-change", args=[trip.pk])
        assert 'value="Europe/Lisbon"' not in client_of(ana).get(address).content.decode()
        client_of(ana).post(address, trip_form(seen="1", **{"p0-place": "Rome", "p0-zone": ""}))
        trip.refresh_from_db()
        assert trip.zone == "Europe/Rome"

    def test_days_stand_by_the_clock_of_their_place(
        self, ana: Person, keys: Keys, at: datetime, clock: Clock, client_of: ClientOf
    ) -> None:
        """A flight west over the date line: a day comes twice, and each hour is on its own."""
        clock(at)
        made = some_trip(ana, keys(ana), at)
        tokyo, honolulu = "Asia/Tokyo", "Pacific/Honolulu"
        places = [
            place("Tokyo", tokyo, FIRST, FIRST + DAY),
            place("Honolulu", honolulu, FIRST + DAY, LAST),
        ]
        days = Days(FIRST, LAST, tokyo)
        change_trip(made, side_of(ana), keys(ana), 1, days, TripWords(NAME, places), at)
        for number, zone in enumerate((tokyo, honolulu), 1):
            form = hours_form(on=str(number), what=f"Morning in {zone}", out_time="09:00")
            client_of(ana).post(reverse("trip-hours-new", args=[made.pk]), form)
        assert sorted(Leave.objects.values_list("zone", flat=True)) == [tokyo, honolulu]
        page = read(client_of(ana), "trip", made.pk)
        first, second = page.index("Friday 15 May, "), page.rindex("Friday 15 May, ")
        assert first < page.index(f"Morning in {tokyo}") < second
        assert second < page.index(f"Morning in {honolulu}")


class TestHours:
    @pytest.mark.parametrize("then", ["tell", "keep"])
    def test_are_told_by_their_own_form_or_kept(
        self, then: str, trip: Trip, ana: Person, ben: Person, client_of: ClientOf
    ) -> None:
        form = hours_form(then=then)
        client_of(ana).post(reverse("trip-hours-new", args=[trip.pk]), form)
        assert Leave.objects.get().trip == trip
        assert HeadsUp.objects.exists() is (then == "tell")
        assert BREWERY in read(client_of(ana), "trip", trip.pk)
        theirs = read(client_of(ben), "trip", trip.pk)
        assert (BREWERY in theirs, FERRY in theirs) == (then == "tell", then == "tell")

    @pytest.mark.parametrize(
        "wrong",
        [
            {"on": ""},
            {"on": "99"},
            {"out_time": ""},
            {"back_time": ""},
            {"back_time": "13:00"},
            {"meet_time": "16:00"},
        ],
    )
    def test_that_are_refused_keep_what_was_typed(
        self, wrong: dict[str, str], trip: Trip, ana: Person, client_of: ClientOf
    ) -> None:
        address = reverse("trip-hours-new", args=[trip.pk])
        answer = client_of(ana).post(address, hours_form(**wrong))
        assert answer.status_code == 422 and not Leave.objects.exists()
        assert BREWERY in answer.content.decode()

    @pytest.mark.parametrize("then", ["tell", "keep"])
    def test_past_midnight_go_where_they_were_to_go(
        self, then: str, trip: Trip, ana: Person, client_of: ClientOf
    ) -> None:
        """What was to stay with its person is not told by the button that says the next day."""
        client, address = client_of(ana), reverse("trip-hours-new", args=[trip.pk])
        late = {"out_time": "23:00", "back_time": "01:00", "meet_time": ""}
        page = client.post(address, hours_form(then=then, **late)).content.decode()
        assert f'name="meant" value="{then}"' in page and "Yes, the next day" in page
        client.post(address, hours_form(next_day="yes", meant=then, **late))
        assert Leave.objects.count() == 1
        assert HeadsUp.objects.exists() is (then == "tell")

    def test_sent_by_no_button_are_told_to_nobody(
        self, trip: Trip, ana: Person, client_of: ClientOf
    ) -> None:
        client_of(ana).post(reverse("trip-hours-new", args=[trip.pk]), hours_form())
        assert Leave.objects.exists() and not HeadsUp.objects.exists()

    def test_can_be_changed_and_told_later(
        self, trip: Trip, ana: Person, ben: Person, keys: Keys, at: datetime, client_of: ClientOf
    ) -> None:
        leave = make_hours(trip, ana, keys(ana), at)
        form = hours_form(what="The sea", meet="", back_time="18:00", seen="1", then="tell")
        client_of(ana).post(reverse("trip-hours", args=[leave.pk]), form)
        told = HeadsUp.objects.get()
        shown = keys(ana).open(told, "shown")
        assert (shown.title, shown.meet) == ("The sea", "")
        assert told.back_at == leave.back_at + HOUR  # type: ignore[operator] # it has a time
        again = client_of(ana).post(reverse("trip-hours", args=[leave.pk]), form)
        assert again.status_code == 409 and "The sea" in again.content.decode()

    def test_go_on_without_keys_and_stay_in_their_trip(
        self, trip: Trip, ana: Person, keys: Keys, at: datetime, clock: Clock, client_of: ClientOf
    ) -> None:
        leave = make_hours(trip, ana, keys(ana), at)
        assert "Off I go" not in read(client_of(ana), "trip", trip.pk)
        clock(leave.out_at - HOUR)
        assert "Off I go" in read(client_of(ana), "trip", trip.pk)
        client_of(ana).post(reverse("departure", args=[leave.pk]))
        client_of(ana).post(reverse("homecoming", args=[leave.pk]))
        leave.refresh_from_db()
        assert leave.returned_at is not None and leave.trip == trip


class TestWhatIsSoNow:
    def test_in_every_state(
        self,
        trip: Trip,
        ana: Person,
        ben: Person,
        keys: Keys,
        at: datetime,
        clock: Clock,
        client_of: ClientOf,
    ) -> None:
        def says(person: Person, now: datetime) -> str:
            clock(now)
            return headline(read(client_of(person), "trip", trip.pk))

        his = make_hours(trip, ben, keys(ben), at)
        tell_hours(his, ben, keys(ben), at)
        assert says(ana, at) == f"{NAME} begins tomorrow."
        noon = his.out_at - 2 * HOUR
        meet = "You meet at seven in the evening."
        assert says(ana, noon) == f"Neither of you is out alone now. {meet}"
        assert says(ana, noon - DAY) == "Neither of you is out alone now."
        set_out(his, keys(ben), DoorAnswers(), his.out_at)
        out = his.out_at + HOUR
        assert says(ana, out) == "Ben is out until five. You meet at seven."
        assert says(ben, out) == "You are out until five. You meet at seven."
        hers = make_hours(trip, ana, keys(ana), at, back="2026-05-15T18:00", meet_at="")
        set_out(hers, keys(ana), DoorAnswers(), hers.out_at)
        assert says(ana, out) == "You are out until six."
        over = his.out_at + 5 * DAY
        assert says(ana, over) == "You are out until six in the evening on Friday."

    def test_after_it(
        self, trip: Trip, ana: Person, at: datetime, clock: Clock, client_of: ClientOf
    ) -> None:
        clock(at + 8 * DAY)
        assert headline(read(client_of(ana), "trip", trip.pk)) == f"You are back from {NAME}."

    def test_with_closed_words_days_and_times_alone(
        self, trip: Trip, ana: Person, keys: Keys, at: datetime, client_of: ClientOf
    ) -> None:
        make_hours(trip, ana, keys(ana), at)
        client = client_of(ana)
        del client.cookies[UNLOCK_COOKIES[Tier.SIGNED_IN]]
        page = read(client, "trip", trip.pk)
        assert headline(page) == "Your trip begins tomorrow."
        assert NAME not in page and BREWERY not in page and "14:00 to 17:00" in page

    def test_whoever_is_out_reads_nothing_that_was_added_meanwhile(
        self, trip: Trip, ana: Person, ben: Person, keys: Keys, at: datetime, client_of: ClientOf
    ) -> None:
        mine = make_hours(trip, ana, keys(ana), at)
        set_out(mine, keys(ana), DoorAnswers(), at)
        before = read(client_of(ana), "trip", trip.pk)
        supper = {"on": FIRST.isoformat(), "at": "19:00", "zone": LISBON, "words": "On the roof"}
        name_telling(trip, side_of(ben), keys(ben), supper, at)
        tell_hours(make_hours(trip, ben, keys(ben), at), ben, keys(ben), at)
        after = read(client_of(ana), "trip", trip.pk)
        plain = re.compile(r'value="\w{32,}"|X-CSRFToken": "\w+"')
        assert plain.sub("", before) == plain.sub("", after)
        assert client_of(ana).get(reverse("trips"))["Location"].endswith("/away/")


def test_a_time_to_tell_is_named_and_removed(
    trip: Trip, ana: Person, ben: Person, client_of: ClientOf
) -> None:
    address = reverse("trip-telling", args=[trip.pk])
    client_of(ana).post(address, {"on": "1", "at_time": "19:30", "words": "Supper by the river"})
    page = read(client_of(ben), "trip", trip.pk)
    assert "19:30" in page and "Supper by the river" in page
    which = re.search(r'name="which" value="([^"]+)"', page)
    assert which
    client_of(ben).post(reverse("trip-telling-removal", args=[trip.pk]), {"which": which[1]})
    assert "Supper by the river" not in read(client_of(ana), "trip", trip.pk)
