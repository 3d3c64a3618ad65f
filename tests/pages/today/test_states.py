from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.away.models import Departure
from outandback.rooms.comeback import actions as comeback
from outandback.rooms.comeback.models import HomeAnswers, Homecoming, Received, Telling, Told
from outandback.rooms.cover.actions import withdraw_window
from outandback.rooms.leave.models import Leave
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rooms.people.queries import both_sides
from outandback.rooms.today import queries, week
from outandback.ui.line import extent
from outandback.web.cookies import INVITATION_COOKIE
from tests.builders.cover import make_answer, make_leave_with_needs, make_window
from tests.builders.leaves import (
    INTENTION,
    bare,
    catch_aha,
    make_departure,
    make_heads_up,
    make_leave,
)
from tests.fixtures import ClientOf, Keys

Clock = Callable[[datetime], None]
HOUR = timedelta(hours=1)
GOES = datetime.fromisoformat("2026-05-14T17:30+00:00")
BACK = datetime.fromisoformat("2026-05-14T20:00+00:00")


def page(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def headline(client: Client) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page(client), re.S)
    assert found
    return found[1].strip()


def leave_told(person: Person, keys: Keys, at: datetime) -> Leave:
    leave = make_leave(person, keys(person), at)
    make_heads_up(leave, person.current, keys(person), at)
    return leave


def home(departure: Departure, at: datetime) -> Homecoming:
    return comeback.come_back(departure, at)


def bring(home: Homecoming, person: Person, keys: Keys, at: datetime) -> Telling:
    bringing = comeback.Bringing(home, keys(person, room=True), person.current, frozenset(), at)
    return comeback.bring(bringing, Told("aha", "A stitch is a small loop."))


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


def test_signed_out_there_is_one_sentence_and_three_ways_on(db: None, client: Client) -> None:
    html = page(client)
    assert html.count("<h1>") == 1
    for name in ("account_signup", "account_login", "help", "exit"):
        assert f'href="{reverse(name)}"' in html


def test_alone_the_parts_about_a_partner_stay_out_of_the_way(
    cleo: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    html = page(client_of(cleo))
    assert "You have nothing planned." in html
    assert "Invite a partner" in html
    make_leave(cleo, keys(cleo), at)
    html = page(client_of(cleo))
    assert "You go out tomorrow at half past six in the evening." in html
    assert INTENTION in html
    assert "eads-up" not in html


def test_paired_with_nothing_planned_both_are_home(ana: Person, client_of: ClientOf) -> None:
    assert headline(client_of(ana)) == "You are both home. Nothing is planned."


def test_my_plan_comes_first_and_says_whether_the_partner_was_told(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    leave = make_leave(ana, keys(ana), at)
    client = client_of(ana)
    html = page(client)
    assert "You are both home. You go out tomorrow at half past six in the evening." in html
    assert "Tomorrow, 18:30 to 21:00" in html
    assert "Give a heads-up" in html
    assert reverse("departure", args=[leave.pk]) not in html
    make_heads_up(leave, ana.current, keys(ana), at)
    assert "Ben has your heads-up." in page(client)


def test_the_partners_plan_is_theirs_until_the_heads_up(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    leave = make_leave(ana, keys(ana), at)
    client = client_of(ben)
    assert headline(client) == "You are both home. Nothing is planned."
    make_heads_up(leave, ana.current, keys(ana), at)
    html = page(client)
    assert "Ana goes out tomorrow at half past six in the evening." in html
    assert "Knitting" in html
    assert INTENTION not in html


def test_the_door_is_offered_from_half_an_hour_before(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    leave = make_leave(ana, keys(ana), at)
    door = reverse("departure", args=[leave.pk])
    clock(GOES - timedelta(minutes=31))
    assert door not in page(client_of(ana))
    clock(GOES - timedelta(minutes=30))
    assert door in page(client_of(ana))


def test_out_there_is_the_way_to_the_quiet_page_and_nothing_of_the_partner(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    theirs = leave_told(ben, keys, at)
    departure = make_departure(theirs, keys(ben), GOES - 30 * HOUR)
    bring(home(departure, GOES - 28 * HOUR), ben, keys, GOES - 28 * HOUR)
    leave = leave_told(ana, keys, at)
    make_departure(leave, keys(ana), GOES)
    clock(GOES + HOUR)
    html = page(client_of(ana))
    assert "You are out until nine." in html
    assert reverse("away", args=[leave.pk]) in html
    assert "Ben" not in bare(html) and "brought" not in html


def test_at_home_the_partners_agreed_time_is_all_there_is(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    leave = leave_told(ana, keys, at)
    make_departure(leave, keys(ana), GOES + timedelta(minutes=7))
    clock(GOES + HOUR)
    html = page(client_of(ben))
    assert "Ana is out until nine." in html
    assert 'datetime="21:00"' in html
    assert "18:37" not in html


def test_past_the_agreed_time_the_page_stays_calm(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    make_departure(leave_told(ana, keys, at), keys(ana), GOES)
    clock(BACK + timedelta(minutes=40))
    html = page(client_of(ben))
    assert headline(client_of(ben)) == "Ana said nine."
    clock(BACK + timedelta(minutes=55))
    later = page(client_of(ben))
    assert _still(html) == _still(later)


def _still(html: str) -> str:
    """The page without its clock, tokens and form names."""
    html = bare(html)
    return re.sub(r'<p class="kicker">.*?</p>', "", html)


def test_both_out_both_get_the_page_of_the_one_who_is_out(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    for person in (ana, ben):
        make_departure(leave_told(person, keys, at), keys(person), GOES)
    clock(GOES + HOUR)
    for person in (ana, ben):
        assert headline(client_of(person)) == "You are both out. You come back at nine."


def test_just_back_there_is_an_offer_until_the_next_morning_and_then_never_again(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    departure = make_departure(leave_told(ana, keys, at), keys(ana), GOES)
    home(departure, BACK)
    offer = reverse("homecoming", args=[departure.leave_id])
    for hours, is_offered in ((1, True), (14, True), (16, False)):
        clock(BACK + hours * HOUR)
        assert (offer in page(client_of(ana))) is is_offered


def test_a_finished_homecoming_is_not_offered(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    back = home(make_departure(leave_told(ana, keys, at), keys(ana), GOES), BACK)
    comeback.choose(back, keys(ana), [], ana.current, BACK)
    clock(BACK + HOUR)
    assert headline(client_of(ana)) == "You are both home. Nothing is planned."


def test_the_partners_return_offers_one_check_in_that_can_be_left(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    back = home(make_departure(leave_told(ana, keys, at), keys(ana), GOES), BACK)
    clock(BACK + HOUR)
    client, offer = client_of(ben), reverse("check-in", args=[back.leave_id])
    assert headline(client) == "Ana is back. Nothing is planned."
    assert offer in page(client)
    comeback.check_in(back, ben, keys(ben), HomeAnswers(felt=7), HomeAnswers(), ben.current, BACK)
    assert offer not in page(client)


def test_something_brought_home_is_one_line_without_a_count(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    back = home(make_departure(leave_told(ana, keys, at), keys(ana), GOES), BACK)
    first = bring(back, ana, keys, BACK)
    clock(BACK + HOUR)
    one = page(client_of(ben))
    assert one.count("Ana brought something home.") == 1
    for _ in range(6):
        bring(back, ana, keys, BACK + HOUR)
    assert _still(page(client_of(ben))) == _still(one)
    assert reverse("reception", args=[first.pk]) in one


def test_who_named_a_day_is_left_in_peace_until_then(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    telling = bring(
        home(make_departure(leave_told(ana, keys, at), keys(ana), GOES), BACK), ana, keys, BACK
    )
    comeback.say_day(telling, ben, keys(ben), date(2026, 5, 16), at)
    clock(BACK + 20 * HOUR)
    assert "brought something" not in page(client_of(ben))
    clock(BACK + 36 * HOUR)
    assert "brought something" in page(client_of(ben))


def test_what_was_answered_or_taken_back_does_not_wait(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    back = home(make_departure(leave_told(ana, keys, at), keys(ana), GOES), BACK)
    one, other = bring(back, ana, keys, BACK), bring(back, ana, keys, BACK)
    comeback.receive(one, ben, keys(ben), Received("Oh, really?"), BACK)
    comeback.withdraw(other, BACK)
    clock(BACK + HOUR)
    assert "brought something" not in page(client_of(ben))


def test_an_invitation_carried_along_is_offered_to_someone_alone(
    cleo: Person, ana: Person, client_of: ClientOf
) -> None:
    for person, is_offered in ((cleo, True), (ana, False)):
        client = client_of(person)
        assert reverse("join-consent") not in page(client)
        client.cookies[INVITATION_COOKIE] = "ABCD"
        assert (reverse("join-consent") in page(client)) is is_offered


def test_words_not_yet_compared_are_offered(ana: Person, client_of: ClientOf) -> None:
    assert reverse("pair-words") not in page(client_of(ana))
    assert ana.current
    ana.current.pin = None
    ana.current.save()
    assert reverse("pair-words") in page(client_of(ana))


def test_without_keys_there_are_states_and_times_and_a_way_to_the_words(
    ana: Person, client: Client, keys: Keys, at: datetime
) -> None:
    leave_told(ana, keys, at)
    client.force_login(ana)
    html = page(client)
    assert "You go out tomorrow at half past six in the evening." in html
    assert INTENTION not in html and "Ben" not in bare(html)
    assert reverse("opening") in html


def test_the_partners_page_is_the_same_with_none_and_with_fifty_moments(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    departure = make_departure(leave_told(ana, keys, at), keys(ana), GOES)
    clock(GOES + HOUR)
    client = client_of(ben)
    before = _still(page(client))
    for number in range(50):
        catch_aha(departure, keys(ana), f"A thing {number}", GOES)
    assert _still(page(client)) == before


def test_a_stranger_and_an_ex_see_nothing_of_the_pair(
    ana: Person, cleo: Person, dede: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    leave_told(ana, keys, at)
    for other in (cleo, dede):
        now = queries.now_for(other, both_sides(other)[0], keys(other), at)
        assert now.rows == {}
        assert headline(client_of(other)) == "You have nothing planned."


def test_no_page_of_today_counts_or_hurries(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    back = home(make_departure(leave_told(ana, keys, at), keys(ana), GOES), BACK)
    bring(back, ana, keys, BACK)
    clock(BACK + HOUR)
    for person in (ana, ben):
        words = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", page(client_of(person)), flags=re.S)
        assert not re.search(r"\b(late|overdue|unread|streak|missed|waiting|days since)\b", words)
        assert "!" not in words.replace("<!doctype", "")


@pytest.mark.parametrize("many", [10, 1000])
def test_today_asks_no_more_questions_however_much_there_is(
    many: int,
    ana: Person,
    ben: Person,
    client_of: ClientOf,
    keys: Keys,
    at: datetime,
    clock: Clock,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    _long_history(ben, ana, keys, at, many)
    clock(at + HOUR)
    client = client_of(ana)
    page(client)
    with django_assert_max_num_queries(7):
        html = page(client)
    assert len(html.encode()) <= 16_000


def test_with_no_leave_near_today_asks_once_what_there_is_and_finds_a_window(
    ana: Person,
    ben: Person,
    client_of: ClientOf,
    keys: Keys,
    at: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(ana)
    for window in (False, True):
        if window:
            make_window(ben, keys(ben), at)
        page(client)
        with django_assert_num_queries(7):  # with nothing that waits, one is for a suggestion
            assert ("offers you" in page(client)) is window


def test_an_answer_and_a_window_are_looked_for_where_there_are_some(
    ana: Person,
    ben: Person,
    client_of: ClientOf,
    keys: Keys,
    at: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    leave, client = make_leave_with_needs(ana, keys(ana), at), client_of(ana)
    page(client)
    with django_assert_num_queries(6):  # with nothing that waits, one is for a suggestion
        assert "answered your heads-up" not in page(client)
    make_answer(leave, ben, keys(ben), at, blessing="Go well.")
    with django_assert_num_queries(5):
        assert "answered your heads-up" in page(client)
    withdraw_window(make_window(ben, keys(ben), at), at)
    with django_assert_num_queries(5):
        page(client)
    make_window(ben, keys(ben), at)
    with django_assert_num_queries(6):
        page(client)


def _long_history(ben: Person, ana: Person, keys: Keys, at: datetime, many: int) -> None:
    leave_told(ana, keys, at)
    first = leave_told(ben, keys, at)
    departure = make_departure(first, keys(ben), at - 2 * HOUR)
    back = home(departure, at - HOUR)
    telling = bring(back, ben, keys, at - HOUR)
    Telling.objects.bulk_create(
        Telling(
            homecoming=back, pair=telling.pair, person=ben, told_at=at - HOUR, told=telling.told
        )
        for _ in range(many)
    )
    old = at - timedelta(days=30)
    facts = dict.fromkeys(("out_at", "back_at", "planned_at", "begun_at", "returned_at"), old)
    zones = {"zone": first.zone, "back_zone": first.zone, "out_wall": first.out_wall}
    Leave.objects.bulk_create(Leave(person=ana, **facts, **zones) for _ in range(many))


def test_people_are_told_of_no_parting_before_its_time(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    leave_told(ana, keys, at)
    clock(at + HOUR)
    client = client_of(ben)
    before = page(client)
    assert ana.current
    people.part_ways(ana.current, keys(ana), "", at + 24 * HOUR, at)
    assert _still(page(client)) == _still(before)


def test_the_weeks_line_is_ink_only_where_something_happened(
    ana: Person, keys: Keys, at: datetime
) -> None:
    leave = leave_told(ana, keys, at)
    for moment, back in ((GOES - timedelta(minutes=10), False), (GOES + HOUR, True)):
        if back:
            home(make_departure(leave, keys(ana), GOES), GOES + HOUR)
        now = queries.now_for(ana, ana.current, keys(ana), moment)
        ring = week.ring_on_week(now.outings, moment, ana.zone)
        left, right = extent(week.days_of_week(now.outings, "a", moment, ana.zone)[0])
        assert ring == (right if back else left)


def test_what_the_partner_said_stands_with_the_leave_that_comes_next(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    leave = leave_told(ana, keys, at)
    clock(at + HOUR)
    assert "answered" not in page(client_of(ana))
    make_answer(leave, ben, keys(ben), at, blessing="Go well.")
    assert "Ben answered your heads-up." in page(client_of(ana))
    talk = {"talk": "yes", "talk_wall": "2026-05-14T08:00", "talk_zone": "Europe/London"}
    make_answer(leave, ben, keys(ben), at, **talk)
    said = page(client_of(ana))
    assert "Ben would like to talk before you go: tomorrow at 08:00." in said
    assert "answered" not in page(client_of(ben))
