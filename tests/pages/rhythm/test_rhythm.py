"""A leave that comes round, as its person says it, skips one and stops it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.actions import plan_leave
from outandback.rooms.leave.models import HeadsUp, Leave, Plan, When
from outandback.rooms.notify.models import Job
from outandback.rooms.people.models import Person
from outandback.rooms.rhythms.models import LeaveRhythm
from outandback.rooms.rhythms.queries import said_of
from outandback.vault.models import Tier
from outandback.web.cookies import UNLOCK_COOKIES
from tests.builders.leaves import bare, make_departure, make_heads_up, plan_form, wall
from tests.builders.rhythms import make_rhythm
from tests.fixtures import ClientOf, Clock, Keys

# A Wednesday; the leave is on the Thursday after it.
NOW = datetime.fromisoformat("2026-05-13T14:12:00+00:00")
THURSDAY = datetime.fromisoformat("2026-05-14T17:30:00+00:00")
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
WEEKLY = {"weekdays": ["3"], "weeks": "1"}


@pytest.fixture(autouse=True)
def now(clock: Clock) -> None:
    clock(NOW)


@pytest.fixture
def knitting(ana: Person, keys: Keys) -> Leave:
    when = When(wall("2026-05-14T18:30"), wall("2026-05-14T21:00"))
    return plan_leave(ana, keys(ana), uuid4(), when, Plan(intention="Knit with Wen"), NOW)


@pytest.fixture
def rhythm(knitting: Leave, keys: Keys, ana: Person) -> LeaveRhythm:
    return make_rhythm(knitting, keys(ana), NOW)


def closed(client: Client) -> Client:
    """Signed in, with no words open."""
    del client.cookies[UNLOCK_COOKIES[Tier.SIGNED_IN]]
    return client


def at(name: str, leave: Leave) -> str:
    return reverse(name, args=[leave.pk])


def page(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def ticked(html: str) -> list[str]:
    return re.findall(r'name="(?:weekdays|weeks)" value="(\d)"[^>]* checked', html)


def walls(person: Person) -> list[str]:
    own = Leave.objects.filter(person=person, begun_at=None, called_off_at=None)
    return [one.out_wall for one in own.order_by("out_at")]


def test_its_own_day_every_week_is_ticked_and_one_press_keeps_it(
    ana: Person, client_of: ClientOf, knitting: Leave
) -> None:
    client = client_of(ana)
    assert "Let it come round" in page(client, at("leave", knitting))
    html = page(client, at("leave-rhythm", knitting))
    assert "Knit with Wen" in html and ticked(html) == ["3", "1"]
    assert "Stop it" not in html
    answer = client.post(at("leave-rhythm", knitting), WEEKLY)
    assert answer.status_code == 303 and answer.headers["Location"] == at("leave", knitting)
    html = page(client, at("leave", knitting))
    assert "Every Thursday" in html and "Let it come round" not in html
    assert "The next after this one is on Thursday 21 May. It is planned once you are back." in html


def test_said_anew_it_is_one_rhythm_and_stands_in_its_form(
    ana: Person, client_of: ClientOf, knitting: Leave, rhythm: LeaveRhythm, keys: Keys
) -> None:
    client = client_of(ana)
    said = {"weekdays": ["1", "3"], "weeks": "2", "ends_on": "2026-09-30", "week_off": "2026-05-27"}
    client.post(at("leave-rhythm", knitting), said)
    now = said_of(keys(ana), LeaveRhythm.objects.get())
    assert now and (now.ends_on, list(now.off)) == ("2026-09-30", ["2026-05-25"])
    assert "Tuesday and Thursday, every 2 weeks" in page(client, at("leave", knitting))
    html = page(client, at("leave-rhythm", knitting))
    assert ticked(html) == ["1", "3", "2"] and "Week of Monday 25 May" in html
    assert "2026-09-30" in html and "Stop it" in html
    client.post(at("leave-rhythm", knitting), {**WEEKLY, "weeks_off": []})
    now = said_of(keys(ana), LeaveRhythm.objects.get())
    assert now and not now.off and not now.ends_on


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"weekdays": []}, "Choose at least one day of the week."),
        ({"ends_on": "2026-05-15"}, "With this there is no next one."),
        ({"ends_on": "1026-05-15"}, "Choose a day between 2000 and 2100."),
        ({"weekdays": ["8"]}, "8"),
        ({"weeks": "5"}, "5"),
    ],
)
def test_what_cannot_be_is_refused_with_all_that_was_typed(
    typed: dict[str, Any], says: str, ana: Person, client_of: ClientOf, knitting: Leave
) -> None:
    answer = client_of(ana).post(
        at("leave-rhythm", knitting), {**WEEKLY, "week_off": "2026-05-27"} | typed
    )
    html = unescape(answer.content.decode())
    assert answer.status_code == 422 and says in html and "2026-05-27" in html
    assert not LeaveRhythm.objects.exists()


def test_a_plan_that_is_being_written_is_kept_and_asked_when_it_comes_round(
    ana: Person, client_of: ClientOf
) -> None:
    client = client_of(ana)
    assert "Keep it and choose days" in page(client, "/leaves/new/")
    typed = plan_form()
    answer = client.post("/leaves/new/", {**typed, "then": "rhythm"})
    leave = Leave.objects.get(pk=typed["form_id"])
    assert answer.headers["Location"] == at("leave-rhythm", leave)


def test_a_plan_of_a_rhythm_says_so_in_its_form(
    ana: Person, client_of: ClientOf, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    assert "Every Thursday" in page(client_of(ana), at("leave-plan", knitting))


def test_coming_back_plans_the_next_one_and_today_has_it(
    ana: Person, client_of: ClientOf, knitting: Leave, rhythm: LeaveRhythm, keys: Keys, clock: Clock
) -> None:
    make_departure(knitting, keys(ana), THURSDAY)
    clock(THURSDAY + 2 * HOUR)
    client = client_of(ana)
    client.post(at("homecoming", knitting))
    assert walls(ana) == ["2026-05-21T18:30"]
    html = page(client, at("leave", knitting))
    assert "The next one</a> is planned for Thursday 21 May." in html
    assert str(LeaveRhythm.objects.get().leave_id) in page(client, "/")


def test_back_with_closed_keys_it_waits_for_today_with_open_ones(
    ana: Person, client_of: ClientOf, knitting: Leave, rhythm: LeaveRhythm, keys: Keys, clock: Clock
) -> None:
    come_back(make_departure(knitting, keys(ana), THURSDAY), THURSDAY + HOUR)
    clock(THURSDAY + 30 * DAY)
    assert closed(client_of(ana)).get("/").status_code == 200 and walls(ana) == []
    client_of(ana).get("/")
    assert walls(ana) == ["2026-06-18T18:30"]


def test_staying_in_plans_the_next_one(
    ana: Person, client_of: ClientOf, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    client = client_of(ana)
    client.post(at("leave-calling-off", knitting))
    assert walls(ana) == ["2026-05-21T18:30"]
    html = page(client, at("leave", knitting))
    assert "You are staying in." in html and "is planned for Thursday 21 May." in html


def test_after_three_weeks_without_the_app_today_shows_the_next_date_alone(
    ana: Person, client_of: ClientOf, knitting: Leave, rhythm: LeaveRhythm, clock: Clock
) -> None:
    clock(THURSDAY + 3 * WEEK + DAY)
    html = page(client_of(ana), "/")
    assert walls(ana) == ["2026-06-11T18:30"] and str(knitting.pk) in html
    assert Leave.objects.filter(person=ana).count() == 1


def test_a_far_next_one_does_not_stand_on_today_before_its_week(
    ana: Person, client_of: ClientOf, knitting: Leave, keys: Keys
) -> None:
    make_rhythm(knitting, keys(ana), NOW, weeks=4)
    client = client_of(ana)
    assert str(knitting.pk) in page(client, "/")
    client.post(at("leave-skip", knitting))
    assert walls(ana) == ["2026-06-11T18:30"]
    assert str(knitting.pk) not in page(client, "/")


def test_skipped_in_one_tap_and_stopped_in_one(
    ana: Person, client_of: ClientOf, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    client = client_of(ana)
    html = page(client, at("leave", knitting))
    assert at("leave-skip", knitting) in html and "Skipping tells" not in html
    assert client.post(at("leave-skip", knitting)).headers["Location"] == at("leave", knitting)
    assert walls(ana) == ["2026-05-21T18:30"]
    client.post(at("rhythm-stop", knitting))
    assert walls(ana) == ["2026-05-21T18:30"] and not LeaveRhythm.objects.exists()
    assert "Let it come round" in page(client, at("leave", knitting))


def test_skipping_one_that_was_told_is_staying_in_and_says_so_before(
    ana: Person, ben: Person, client_of: ClientOf, knitting: Leave, rhythm: LeaveRhythm, keys: Keys
) -> None:
    make_heads_up(knitting, ana.current, keys(ana), NOW)
    client = client_of(ana)
    assert "Skipping tells Ben that you stay in" in page(client, at("leave", knitting))
    client.post(at("leave-skip", knitting))
    told = HeadsUp.objects.get()
    assert told.called_off_at == NOW and walls(ana) == ["2026-05-21T18:30"]
    assert str(LeaveRhythm.objects.get().leave_id) not in page(client_of(ben), "/")


def test_closed_keys_ask_for_them_but_not_to_stop(
    ana: Person, client_of: ClientOf, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    client = closed(client_of(ana))
    html = page(client, at("leave", knitting))
    assert "This one comes round" in html and "Thursday 21 May" not in html
    assert client.get(at("leave-rhythm", knitting)).status_code in (302, 303)
    assert client.post(at("leave-skip", knitting)).status_code in (302, 303)
    assert walls(ana) == ["2026-05-14T18:30"]
    assert client.post(at("leave-rhythm", knitting), WEEKLY).status_code == 422
    client.post(at("rhythm-stop", knitting))
    assert not LeaveRhythm.objects.exists()


def test_the_one_at_home_reads_the_same_with_and_without_a_rhythm(
    ana: Person, ben: Person, client_of: ClientOf, knitting: Leave, keys: Keys
) -> None:
    make_heads_up(knitting, ana.current, keys(ana), NOW)
    addresses = ["/", "/story/", at("answer", knitting), "/windows/"]
    client = client_of(ben)
    before = [bare(page(client, one)) for one in addresses]
    make_rhythm(knitting, keys(ana), NOW)
    assert before == [bare(page(client, one)) for one in addresses]
    make_departure(knitting, keys(ana), NOW)
    jobs = Job.objects.filter(person=ben).count()
    client_of(ana).post(at("homecoming", knitting))
    after = LeaveRhythm.objects.get().leave
    assert after.pk != knitting.pk and Job.objects.filter(person=ben).count() == jobs
    assert not any(str(after.pk) in page(client, one) for one in addresses)
    assert client.get(at("answer", after)).status_code == 404


def test_today_asks_one_more_at_most_with_a_rhythm_for_hours_that_are_free(
    ana: Person, client_of: ClientOf, knitting: Leave, keys: Keys
) -> None:
    client = client_of(ana)
    counts = []
    for _ in range(2):
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        counts.append(len(asked))
        make_rhythm(knitting, keys(ana), NOW)
    assert counts[1] <= counts[0] + 1
