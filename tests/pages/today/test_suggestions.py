"""One thought on Today, by what is planned; held in a tap, or put away for as long as one says."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.notify.actions import keep_preferences
from outandback.rooms.notify.queries import preference_of
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.rooms.suggestions.content.sentences import REASONS
from outandback.rooms.together.actions import note_had
from outandback.rooms.together.models import TimeTogether
from outandback.rules.suggestions import Kind
from outandback.vault.models import Tier
from outandback.web.cookies import UNLOCK_COOKIES
from tests.builders.busy import Times, make_own_busy, make_shared_busy
from tests.builders.cover import make_window
from tests.builders.homecomings import make_homecoming
from tests.builders.leaves import bare, make_departure, make_heads_up, make_leave
from tests.builders.rhythms import make_rhythm
from tests.builders.times_together import make_time_together
from tests.builders.trips import some_trip
from tests.cast import side_of
from tests.fixtures import ClientOf, Clock, Keys

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HELD = re.compile(r'name="start" value="([^"]+)"')
TOGETHER, OWN = "Hold Saturday evening", "Plan hours of your own"
AFTER = "Saturday is free for you both after seven"
SATURDAY = datetime.fromisoformat("2026-05-16T00:00+01:00")


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    """Wednesday evening."""
    clock(at)


def hours(day: datetime, first: float, last: float) -> tuple[datetime, datetime]:
    return day + first * HOUR, day + last * HOUR


BUSY: Times = [hours(SATURDAY, 8, 19)]
ALL_DAYS: Times = [hours(SATURDAY - 3 * DAY, 0, 24 * 8)]


def body(client: Client, name: str = "today") -> str:
    return bare(client.get(reverse(name)).content.decode())


def thought(client: Client) -> str:
    """What Today suggests, or nothing."""
    found = re.search(r'<p class="words">(.*?)</p>', body(client), re.S)
    return found[1].strip() if found else ""


class TestTogether:
    def test_with_nothing_planned_for_two_it_is_hours_for_both(
        self, ana: Person, ben: Person, client_of: ClientOf
    ) -> None:
        for person in (ana, ben):
            client = client_of(person)
            assert thought(client) == "Nothing is planned on Saturday evening, 18:00 to 22:00."
            assert TOGETHER in body(client)

    def test_the_reason_names_what_the_other_shares_and_no_more(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        make_shared_busy(ben, keys(ben), BUSY)
        assert thought(client_of(ana)) == f"{AFTER} in the evening."

    def test_it_stays_the_same_all_day(
        self, ana: Person, client_of: ClientOf, clock: Clock, at: datetime
    ) -> None:
        client, seen = client_of(ana), set()
        for hour in (0, 6, 13, 18, 22.9):
            clock(datetime.combine(at.date(), datetime.min.time(), at.tzinfo) + hour * HOUR)
            seen.add(thought(client))
        assert len(seen) == 1 and seen != {""}

    def test_one_tap_holds_it_for_both_and_says_so(
        self, ana: Person, ben: Person, client_of: ClientOf
    ) -> None:
        client = client_of(ana)
        start = HELD.findall(body(client))[0]
        answer = client.post(reverse("suggestion-holding"), {"start": start})
        row = TimeTogether.objects.get()
        assert answer["Location"] == "/?" + urlencode({"held": start})
        html = bare(client.get(answer["Location"]).content.decode())
        assert "Saturday evening is held for you both, 18:00 to 22:00." in html
        assert (row.person_id, row.starts_at) == (ana.pk, datetime.fromisoformat(start))
        for person in (ana, ben):
            assert TOGETHER not in body(client_of(person))

    def test_held_twice_it_is_held_once(
        self, ana: Person, ben: Person, client_of: ClientOf
    ) -> None:
        start = HELD.findall(body(client_of(ana)))[0]
        for person in (ana, ben, ana):
            client_of(person).post(reverse("suggestion-holding"), {"start": start})
        assert TimeTogether.objects.count() == 1

    @pytest.mark.parametrize(
        "start", ["", "soon", "2026-05-16T18:00", "2026-05-16T03:00:00+00:00", "2020-05-16T17:00Z"]
    )
    def test_what_is_not_free_is_not_held(
        self, start: str, ana: Person, client_of: ClientOf
    ) -> None:
        answer = client_of(ana).post(reverse("suggestion-holding"), {"start": start})
        assert (answer.status_code, answer["Location"]) == (303, "/")
        assert not TimeTogether.objects.exists()

    def test_somebody_elses_hours_say_nothing(
        self, ana: Person, cleo: Person, client_of: ClientOf, keys: Keys, at: datetime
    ) -> None:
        row = make_time_together(ana, keys(ana), at)
        assert says_held(client_of(ana), row.starts_at.isoformat())
        for start in (row.starts_at.isoformat(), "no-such", ""):
            assert not says_held(client_of(cleo), start)


def says_held(client: Client, start: str) -> bool:
    return "is held for you both" in client.get("/", {"held": start}).content.decode()


class TestOwn:
    def test_with_time_for_two_planned_it_is_hours_of_ones_own_while_the_other_is_there(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        make_time_together(ana, keys(ana), at)
        client = client_of(ana)
        said = "Nothing is planned for you or for Ben on Saturday morning, 09:00 to 13:00."
        assert thought(client) == said
        assert OWN in body(client) and "?out=2026-05-16T09%3A00" in body(client)

    def test_not_where_nobody_is_there(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        make_time_together(ana, keys(ana), at)
        make_shared_busy(ben, keys(ben), ALL_DAYS)
        assert thought(client_of(ana)) == ""

    def test_nor_where_a_leave_of_ones_own_is_planned(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        make_time_together(ana, keys(ana), at)
        make_leave(ana, keys(ana), at)
        assert thought(client_of(ana)) == ""

    def test_offered_hours_that_were_opened_come_first(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        make_time_together(ana, keys(ana), at)
        make_window(ben, keys(ben), at, out="2026-05-17T13:00", back="2026-05-17T16:00")
        client = client_of(ana)
        assert thought(client) == "" and "Ben offers you" in body(client)
        client.get(reverse("windows"))
        assert thought(client) == "Ben offers you Sunday afternoon, 13:00 to 16:00."
        assert "Look at the offered hours" in body(client)

    def test_the_plan_begins_with_these_hours(self, ana: Person, client_of: ClientOf) -> None:
        page = reverse("leave-new") + "?out=2026-05-16T09:00&back=2026-05-16T13:00"
        html = client_of(ana).get(page).content.decode()
        assert 'value="2026-05-16"' in html and 'value="09:00"' in html and 'value="13:00"' in html

    @pytest.mark.parametrize("odd", ["out=x&back=y", "out=2026-05-16T09:00&back=2026-05-15T09:00"])
    def test_odd_hours_in_a_link_are_none(self, odd: str, ana: Person, client_of: ClientOf) -> None:
        html = client_of(ana).get(reverse("leave-new") + "?" + odd).content.decode()
        assert 'value="09:00"' not in html and 'value="2026-05-13"' in html

    def test_alone_it_is_ones_own_and_once_a_week(
        self, cleo: Person, client_of: ClientOf, clock: Clock, at: datetime
    ) -> None:
        days = []
        for day in range(7):
            clock(at + day * DAY)
            days.append(thought(client_of(cleo)))
        assert days == ["", "Nothing is planned on Saturday morning, 09:00 to 13:00.", *[""] * 5]


def a_leave_of_mine(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    times = {"out": "2026-05-16T08:00", "back": "2026-05-16T19:00"}
    make_leave(ana, keys(ana), at, **times)


def a_leave_of_theirs(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    times = {"out": "2026-05-16T08:00", "back": "2026-05-16T19:00"}
    make_heads_up(make_leave(ben, keys(ben), at, **times), ben.current, keys(ben), at)


def a_rhythm_of_mine(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    times = {"out": "2026-05-09T08:00", "back": "2026-05-09T19:00"}
    leave = make_leave(ana, keys(ana), at - 6 * DAY, **times)
    make_rhythm(leave, keys(ana), at - 6 * DAY, weekdays=["5"])


def my_own_calendar(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    make_own_busy(ana, keys(ana), BUSY, at)


KNOWN_TO_ME = (a_leave_of_mine, a_leave_of_theirs, a_rhythm_of_mine, my_own_calendar)


class TestWhatIsKnown:
    @pytest.mark.parametrize("add", KNOWN_TO_ME)
    def test_my_pages_know_what_is_mine_and_what_was_told(
        self,
        add: Callable[[Person, Person, Keys, datetime], None],
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        add(ana, ben, keys, at)
        assert f"{AFTER} in the evening." in body(client_of(ana), "free-hours")

    def test_a_trip_takes_its_days(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        some_trip(ana, keys(ana), at, first=date(2026, 5, 15), last=date(2026, 5, 18))
        html = body(client_of(ana), "free-hours")
        assert "Saturday 23 May" in html and "on Saturday evening" not in html

    @pytest.mark.parametrize(
        "add", [a_leave_of_mine, a_rhythm_of_mine, my_own_calendar, "put away", "season off"]
    )
    def test_what_is_mine_alone_changes_no_byte_of_the_other(
        self,
        add: Callable[[Person, Person, Keys, datetime], None] | str,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        client = client_of(ben)
        before = {name: body(client, name) for name in ("today", "free-hours")}
        if isinstance(add, str):
            keep_preferences(ana, season_off=True, suggestions_off=True)
        else:
            add(ana, ben, keys, at)
        after = {name: body(client, name) for name in before}
        assert after == before and "Hold" in before["today"]

    def test_apart_the_zone_is_the_one_that_was_told(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        """Where somebody set their clock is theirs."""
        client = client_of(ana)
        before = body(client, "free-hours")
        Person.objects.filter(pk=ben.pk).update(zone="Asia/Tokyo")
        assert body(client, "free-hours") == before


class TestSilence:
    def test_nothing_where_something_waits(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        make_homecoming(ben, keys(ben, room=True), at - HOUR)
        client = client_of(ana)
        assert "How was this leave for you?" in body(client) and thought(client) == ""
        assert thought(client_of(ben)) == ""

    def test_nothing_while_anybody_is_out(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        leave = make_leave(ana, keys(ana), at - HOUR, out="2026-05-13T18:00")
        make_heads_up(leave, ana.current, keys(ana), at - HOUR)
        make_departure(leave, keys(ana), at - HOUR)
        assert thought(client_of(ana)) == thought(client_of(ben)) == ""

    def test_nothing_with_closed_words_in_a_season_off_or_after_a_parting(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        client = client_of(ana)
        del client.cookies[UNLOCK_COOKIES[Tier.SIGNED_IN]]
        assert thought(client) == ""
        keep_preferences(ana, season_off=True)
        assert thought(client_of(ana)) == ""
        part_ways(side_of(ana), keys(ana), "", at, at)
        assert thought(client_of(ben)) == ""

    @pytest.mark.parametrize(
        ("how_long", "until"),
        [("week", date(2026, 5, 20)), ("month", date(2026, 6, 12)), ("asked", None)],
    )
    def test_put_away_it_is_gone_for_as_long_as_was_said(
        self,
        how_long: str,
        until: date | None,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        clock: Clock,
        at: datetime,
    ) -> None:
        client = client_of(ana)
        answer = client.post(reverse("suggestion-away"), {"for": how_long})
        assert answer["Location"] == "/" and thought(client) == ""
        assert preference_of(ana.pk).suggestions_until == until
        assert thought(client_of(ben)) != ""
        clock(at + 29 * DAY)
        assert bool(thought(client_of(ana))) is (how_long == "week")
        clock(at + 30 * DAY)
        client = client_of(ana)
        assert bool(thought(client)) is (how_long != "asked")
        assert client.post(reverse("suggestions-again"))["Location"] == reverse("season-off")
        assert thought(client) != ""

    def test_an_odd_length_puts_nothing_away(self, ana: Person, client_of: ClientOf) -> None:
        client = client_of(ana)
        client.post(reverse("suggestion-away"), {"for": "ever"})
        assert thought(client) != ""


def test_today_asks_one_question_more_for_it(
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    """With everything that a suggestion is made of, and with nothing else on the page."""
    make_own_busy(ana, keys(ana), BUSY, at)
    make_shared_busy(ben, keys(ben), BUSY)
    client = client_of(ana)
    assert thought(client)
    with django_assert_max_num_queries(7):
        body(client)
    make_time_together(ana, keys(ana), at)
    assert thought(client)
    with django_assert_max_num_queries(8):  # one is for the time together that Today shows
        body(client)
    assert "with nothing planned in them" in body(client, "free-hours")
    with django_assert_max_num_queries(5):  # three of them are of the frame of every page
        body(client, "free-hours")


GONE_BY = re.compile(r"\b(since|ago|last|yet|again|days?|weeks?|months?|long|time)\b", re.I)


@pytest.mark.parametrize("kind", REASONS)
def test_a_reason_is_about_plans_and_not_about_time_gone_by(kind: Kind) -> None:
    for said in REASONS[kind].values():
        assert not GONE_BY.search(re.sub(r"\{\w+\}", "", str(said))), said


@pytest.mark.parametrize("ago", [3, 9, 60])
def test_what_they_had_and_how_long_ago_changes_nothing(
    ago: int, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    client = client_of(ana)
    before = thought(client)
    began = (at - ago * DAY).isoformat()[:16]
    row = make_time_together(ana, keys(ana), at - (ago + 1) * DAY, began, "")
    note_had(row, side_of(ana), keys(ana), (at - ago * DAY).date(), "", at)
    assert thought(client) == before != ""
