"""Out right now: two taps, with a plan that is made by going."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from outandback.rooms.away.actions import OutAlready, go_now
from outandback.rooms.away.models import Departure
from outandback.rooms.leave.models import HeadsUp, Leave, Plan, When
from outandback.rooms.notify.models import Job
from outandback.rooms.people.models import Person
from tests.builders.leaves import bare, make_departure, make_leave, plan_form, wall
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.plan.test_taps import stands

NEW, NOW_ADDRESS = "/leaves/new/", "/leaves/now/"
NOW = datetime.fromisoformat("2026-05-13T14:12:40+00:00")
BLANK = {
    **dict.fromkeys(("intention", "meaning", "company", "names", "out_time", "back_time"), ""),
    "day": "2026-05-13",
}


@pytest.fixture(autouse=True)
def now(clock: Clock) -> None:
    clock(NOW)


def go(client: Client, **typed: object) -> Any:
    return client.post(NOW_ADDRESS, plan_form(**{**BLANK, **typed}))


def test_the_middle_button_and_one_tap_and_somebody_is_out(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    client = client_of(ana)
    today = client.get("/").content.decode()
    assert f'<a href="{NEW}" class="tabs__leave">' in today
    page = client.get(NEW).content.decode()
    assert f'formaction="{NOW_ADDRESS}"' in page
    answer = client.post(NOW_ADDRESS, {"form_id": stands(page, "form_id")[0]})
    leave = Leave.objects.get()
    assert answer["Location"] == f"/leaves/{leave.pk}/away/"
    assert (leave.begun_at, leave.back_at, leave.out_wall) == (NOW, None, "2026-05-13T15:12")
    assert keys(ana).open(leave, "plan") == Plan()
    assert "You are out. No set time." in client.get(answer["Location"]).content.decode()


def test_what_was_said_so_far_goes_along(ana: Person, client_of: ClientOf, keys: Keys) -> None:
    typed = {"intention": "Swim", "names": "Wen", "company": "own", "needs_door": "open"}
    go(client_of(ana), **typed, out_time="23:00", back_time="17:30")
    leave = Leave.objects.get()
    assert (leave.begun_at, leave.back_wall) == (NOW, "2026-05-13T17:30")
    plan = keys(ana).open(leave, "plan")
    assert (plan.intention, plan.names, plan.needs) == ("Swim", "Wen", {"door": "open"})


@pytest.mark.parametrize(
    ("typed", "back"),
    [
        ({"back_time": "01:00"}, "2026-05-14T01:00"),
        ({"back_time": "17:30", "open_ended": "on"}, ""),
        ({"back_time": "09:00", "back_day": "2026-05-12"}, ""),
        ({"back_time": "09:00", "back_day": "2026-05-15"}, "2026-05-15T09:00"),
        ({"back_time": "17:30", "back_zone": "Europe/Paris"}, "2026-05-13T17:30"),
        ({"day": "soon", "out_time": "late", "back_time": "late", "zone": "Mars"}, ""),
    ],
)
def test_no_time_holds_anybody_up(
    ana: Person, client_of: ClientOf, typed: dict[str, str], back: str
) -> None:
    assert go(client_of(ana), **typed).status_code == 303
    leave = Leave.objects.get()
    assert (leave.begun_at, leave.back_wall) == (NOW, back)


def test_words_that_do_not_fit_are_kept_and_nothing_else_is_called_wrong(
    ana: Person, client_of: ClientOf
) -> None:
    answer = go(client_of(ana), intention="Swim", names="n" * 201)
    html = answer.content.decode()
    assert answer.status_code == 422 and not Leave.objects.exists()
    assert "n" * 201 in html and 'value="Swim"' in html
    assert "One thing to put right" in html and "Up to 200 letters fit here" in html


def test_nobody_is_told_and_nothing_changes_for_the_other(
    ana: Person, ben: Person, client_of: ClientOf
) -> None:
    before = [bare(client_of(ben).get(page).content.decode()) for page in ("/", "/story/")]
    jobs = Job.objects.count()
    go(client_of(ana), intention="Swim", back_time="17:30")
    assert [bare(client_of(ben).get(page).content.decode()) for page in ("/", "/story/")] == before
    assert Job.objects.count() == jobs and not HeadsUp.objects.exists()


def test_the_form_that_is_sent_twice_is_one_leave(ana: Person, client_of: ClientOf) -> None:
    client, name = client_of(ana), str(uuid4())
    first, second = (go(client, form_id=name) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Departure.objects.count() == 1


def test_out_already_is_said_with_the_way_there_and_what_was_typed_stays(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    out = make_leave(ana, keys(ana), NOW)
    make_departure(out, keys(ana), NOW)
    answer = go(client_of(ana), intention="Swim")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert f'<a href="/leaves/{out.pk}/away/">the leave you are on</a>' in html
    assert 'value="Swim"' in html and Leave.objects.count() == 1


def test_going_waits_for_no_key(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana)
    client.cookies.pop("ob_s")
    assert go(client).status_code == 303
    leave = Leave.objects.get()
    assert leave.is_out and leave.plan is None
    for page in ("away/", "what/", ""):
        assert client.get(f"/leaves/{leave.pk}/{page}").status_code in (200, 303)


def test_words_wait_for_the_key_and_come_back(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana)
    client.cookies.pop("ob_s")
    answer = go(client, intention="Swim")
    assert answer.status_code == 303 and answer["Location"].startswith("/carried/")
    assert not Leave.objects.exists()


def test_a_plan_is_not_made_where_somebody_is_out(ana: Person, keys: Keys) -> None:
    make_departure(make_leave(ana, keys(ana), NOW), keys(ana), NOW)
    with pytest.raises(OutAlready):
        go_now(ana, keys(ana), uuid4(), When(wall("2026-05-13T15:12")), Plan(), NOW)
    assert Leave.objects.count() == 1


def test_a_kept_plan_has_its_door_instead(ana: Person, client_of: ClientOf, keys: Keys) -> None:
    leave = make_leave(ana, keys(ana), NOW)
    assert NOW_ADDRESS not in client_of(ana).get(f"/leaves/{leave.pk}/plan/").content.decode()


def test_the_away_page_offers_what_is_not_said_yet(
    ana: Person, client_of: ClientOf, clock: Clock
) -> None:
    client = client_of(ana)
    go(client)
    leave = Leave.objects.get()
    away, what = f"/leaves/{leave.pk}/away/", f"/leaves/{leave.pk}/what/"
    html = client.get(away).content.decode()
    assert "Say when you’ll be back" in html and "Say what it is, or tell Ben" in html
    assert f'href="{what}"' in html and f'href="/leaves/{leave.pk}/heads-up/"' in html
    assert client.post(what, {"intention": "Swim"})["Location"] == f"/leaves/{leave.pk}/"
    html = client.get(away).content.decode()
    assert "Tell Ben" in html and f'href="{what}"' not in html
    client.post(f"/leaves/{leave.pk}/return-time/", {"to": (NOW + timedelta(hours=1)).isoformat()})
    sent = {"title": "Swim", "words": "Off to the pond.", "seen": "0"}
    assert client.post(f"/leaves/{leave.pk}/heads-up/", sent).status_code == 303
    html = client.get(away).content.decode()
    assert "Running late" in html and "Tell Ben" not in html


def test_on_an_ordinary_leave_the_away_page_offers_nothing_more(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    leave = make_leave(ana, keys(ana), NOW)
    make_departure(leave, keys(ana), NOW)
    assert "Say what it is" not in client_of(ana).get(f"/leaves/{leave.pk}/away/").content.decode()
