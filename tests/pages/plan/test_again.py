"""An own leave once more: its cares, its needs and its words, on a day of its own."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from outandback.rooms.cover.models import Answer
from outandback.rooms.leave.actions import call_off, plan_leave
from outandback.rooms.leave.models import AgreedFact, HeadsUp, Leave, Plan, When
from outandback.rooms.notify.models import Job
from outandback.rooms.people.models import Person
from tests.builders.homecomings import Returned, last_past_side, make_homecoming
from tests.builders.leaves import make_heads_up, plan_form, wall
from tests.cast import YEAR, again, back_then
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.plan.test_taps import back_in, out_in, stands, tap

NEW = "/leaves/new/"
KNIT = Plan(
    intention="Knit with the Thursday circle",
    sort="self",
    meaning="A room where nobody wants a snack.",
    company="own",
    names="Wen",
    distance="town",
    cover="Gran has the dog.",
    needs={"children": "partner", "dinner": "someone"},
)
SWIM = Plan(intention="Swim", distance="corner", needs={"door": "someone"})
# A Wednesday at 15:12 in London.
NOW = datetime.fromisoformat("2026-05-13T14:12:00+00:00")
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def now(clock: Clock) -> None:
    clock(NOW)


@pytest.fixture
def knitting(ana: Person, keys: Keys) -> Leave:
    return planned(ana, keys, KNIT, "2026-05-06T18:30", "2026-05-06T21:00", NOW - 2 * WEEK)


@pytest.fixture
def swimming(ana: Person, keys: Keys) -> Leave:
    return planned(ana, keys, SWIM, "2026-05-04T07:00", "2026-05-04T08:30", NOW - WEEK)


def planned(
    person: Person, keys: Keys, plan: Plan, out: str, back: str, at: datetime, zone: str = ""
) -> Leave:
    when = When(wall(out), wall(back, zone or "Europe/London") if back else None)
    return plan_leave(person, keys(person), uuid4(), when, plan, at)


def page_of(client: Any, leave: Leave) -> str:
    return unescape(client.get(reverse("leave-again", args=[leave.pk])).content.decode())


def chosen(html: str) -> dict[str, str]:
    found = re.findall(r'<input type="radio" name="(\w+)" value="(\w+)"[^>]* checked', html)
    return dict(found)


def test_it_stands_as_a_new_plan_with_its_words_and_on_the_next_day_of_its_hour(
    ana: Person, client_of: ClientOf, knitting: Leave
) -> None:
    html = page_of(client_of(ana), knitting)
    assert 'action="/leaves/new/"' in html
    assert stands(html, "intention", "names") == [KNIT.intention, "Wen"]
    assert KNIT.meaning in html
    assert (out_in(html), back_in(html)) == (["2026-05-13", "18:30"], ["2026-05-13", "21:00"])
    assert chosen(html) == {
        **{"sort": "self", "company": "own", "distance": "town"},
        **{"needs_children": "open", "needs_dinner": "open"},
    }
    assert "Gran" not in html
    assert stands(html, "form_id") != [str(knitting.pk)]


def test_an_hour_that_has_passed_today_is_tomorrows(
    ana: Person, client_of: ClientOf, swimming: Leave
) -> None:
    html = page_of(client_of(ana), swimming)
    assert (out_in(html), back_in(html)) == (["2026-05-14", "07:00"], ["2026-05-14", "08:30"])


def test_with_no_set_time_and_over_nights_and_between_two_places(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    client = client_of(ana)
    endless = planned(ana, keys, SWIM, "2026-05-04T19:00", "", NOW)
    html = page_of(client, endless)
    assert re.search(r'name="open_ended"[^>]* checked', html) and back_in(html) == ["", ""]
    nights = planned(ana, keys, SWIM, "2026-05-01T19:00", "2026-05-03T12:00", NOW, "Europe/Paris")
    html = page_of(client, nights)
    assert (out_in(html), back_in(html)) == (["2026-05-13", "19:00"], ["2026-05-15", "12:00"])
    assert stands(html, "zone", "back_zone") == ["Europe/London", "Europe/Paris"]


def test_two_taps_make_a_plan_and_nobody_is_told(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, knitting: Leave, at: datetime
) -> None:
    """Again, from its page; then keeping it."""
    make_heads_up(knitting, ana.current, keys(ana), NOW)
    told = [HeadsUp.objects.count(), AgreedFact.objects.count(), Answer.objects.count()]
    jobs = set(Job.objects.filter(person=ben).values_list("pk", flat=True))
    seen = client_of(ben).get("/").content.decode()
    client = client_of(ana)
    html = page_of(client, knitting)
    names = ("intention", "names", *plan_form().keys() - {"intention", "names", "meaning"})
    times = ("back_day", "again_of")
    typed = dict(zip((*names, *times), stands(html, *names, *times), strict=True)) | chosen(html)
    answer = client.post(NEW, typed | {"meaning": KNIT.meaning})
    new = Leave.objects.exclude(pk=knitting.pk).get()
    assert answer["Location"] == f"/leaves/{new.pk}/"
    plan = keys(ana).open(new, "plan")
    assert plan == KNIT.anew()
    assert plan.needs == {"children": "open", "dinner": "open"} and plan.cover == ""
    assert [HeadsUp.objects.count(), AgreedFact.objects.count(), Answer.objects.count()] == told
    assert set(Job.objects.filter(person=ben).values_list("pk", flat=True)) == jobs
    assert bare_times(client_of(ben).get("/").content.decode()) == bare_times(seen)


def bare_times(html: str) -> str:
    return re.sub(r'csrf[^>]*>|X-CSRFToken[^}]*}|value="[\w:-]{20,}"', "", html)


def test_leaves_of_before_are_offered_under_the_first_field_once_each(
    ana: Person, client_of: ClientOf, keys: Keys, knitting: Leave, swimming: Leave
) -> None:
    planned(ana, keys, Plan(), "2026-05-04T07:00", "", NOW)
    again = planned(ana, keys, Plan(intention="swim "), "2026-05-04T07:00", "", NOW + WEEK)
    html = client_of(ana).get(NEW).content.decode()
    assert re.findall(r'value="again-([\w-]+)"[^>]*>([^<]*)<', html) == [
        (str(again.pk), "swim "),
        (str(knitting.pk), KNIT.intention),
    ]


@pytest.mark.parametrize("script", [False, True])
def test_one_tap_lays_its_words_where_nothing_stands(
    ana: Person, client_of: ClientOf, knitting: Leave, script: bool
) -> None:
    html = tap(client_of(ana), f"again-{knitting.pk}", script, intention="", names="Robin")
    assert stands(html, "intention", "names") == [KNIT.intention, "Robin"]
    assert (out_in(html), back_in(html)) == (["2026-05-13", "18:30"], ["2026-05-13", "21:00"])
    assert re.search(rf'value="again-{knitting.pk}"[^>]* aria-pressed="true"', html)


def test_of_a_form_that_was_filled_the_others_are_a_link_away(
    ana: Person, client_of: ClientOf, knitting: Leave, swimming: Leave
) -> None:
    client = client_of(ana)
    assert f'value="again-{swimming.pk}"' in client.get(NEW).content.decode()
    for html in (tap(client, f"again-{knitting.pk}", intention=""), page_of(client, knitting)):
        assert re.findall(r'value="again-([\w-]+)"', html) == [str(knitting.pk)]
        assert '<a class="act" href="/leaves/new/">Start an empty plan</a>' in html


def test_a_time_that_was_typed_stays(ana: Person, client_of: ClientOf, knitting: Leave) -> None:
    typed = {"intention": "", "out_time": "09:00", "back_time": "09:30"}
    html = tap(client_of(ana), f"again-{knitting.pk}", **typed)
    assert (out_in(html), back_in(html)) == (["2026-05-13", "09:00"], ["", "09:30"])


def test_from_its_own_page_whatever_became_of_it(
    ana: Person, client_of: ClientOf, keys: Keys, knitting: Leave, swimming: Leave
) -> None:
    client, back = client_of(ana), make_homecoming(ana, keys(ana), NOW)
    call_off(swimming, NOW)
    for leave in (knitting, swimming, back.leave):
        address = reverse("leave-again", args=[leave.pk])
        assert f'href="{address}"' in client.get(f"/leaves/{leave.pk}/").content.decode()


def test_from_the_story_of_now_for_own_leaves_alone(
    ana: Person, ben: Person, client_of: ClientOf, back: Returned
) -> None:
    address = reverse("leave-again", args=[back.leave.pk])
    assert f'<a class="act" href="{address}">Again</a>' in story_of(client_of(ana))
    assert address not in story_of(client_of(ben)) and ">Again<" not in story_of(client_of(ben))


def story_of(client: Any) -> str:
    html: str = client.get("/story/").content.decode()
    return html


def test_what_was_planned_in_the_time_of_a_past_pair_is_not_offered(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    then = NOW - 1.5 * YEAR
    planned(ana, keys, KNIT, "2024-11-06T18:30", "2024-11-06T21:00", then)
    html = client_of(ana).get(NEW).content.decode()
    assert KNIT.intention not in html and "Last time" not in html
    with back_then(last_past_side(ana)):
        assert KNIT.intention in client_of(again(ana)).get(NEW).content.decode()


def test_nobody_elses_is_found(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, knitting: Leave
) -> None:
    make_heads_up(knitting, ana.current, keys(ana), NOW)
    client = client_of(ben)
    assert client.get(reverse("leave-again", args=[knitting.pk])).status_code == 404
    sent = plan_form(tap=f"again-{knitting.pk}")
    assert client.post("/leaves/check/", sent).status_code == 404


def test_with_words_sealed_it_asks_for_them_first(
    ana: Person, client_of: ClientOf, knitting: Leave
) -> None:
    client = client_of(ana)
    client.cookies.pop("ob_s")
    answer = client.get(reverse("leave-again", args=[knitting.pk]))
    assert answer.status_code == 303 and "/opening/" in answer["Location"]
