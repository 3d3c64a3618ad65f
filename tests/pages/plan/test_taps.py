"""What, out and back in a tap each, with script and without."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from outandback.rooms.leave.actions import plan_leave
from outandback.rooms.leave.models import Leave, Plan
from outandback.rooms.people.models import Person
from tests.builders.leaves import make_leave, plan_form
from tests.fixtures import ClientOf, Clock, Keys

NEW, CHECK = "/leaves/new/", "/leaves/check/"
BARE = {"intention": "Swim", "meaning": None, "company": None, "names": None}
BLANK = {"day": "2026-05-13", "out_time": "", "back_time": ""}
MINUTE = timedelta(minutes=1)
# 15:12 in London and 16:12 in Paris.
NOW = datetime.fromisoformat("2026-05-13T14:12:40+00:00")


@pytest.fixture(autouse=True)
def now(clock: Clock) -> None:
    clock(NOW)


def tap(client: Client, what: str, script: object = False, **typed: object) -> str:
    headers = {"HX-Request": "true"} if script else {}
    sent = plan_form(**{**BARE, **BLANK, "tap": what, **typed})
    answer = client.post(CHECK, sent, headers=headers)
    assert answer.status_code == 200, answer.content.decode()[-3000:]
    return unescape(answer.content.decode())


def stands(html: str, *names: str) -> list[str]:
    found = [re.search(rf'<input[^>]*name="{name}"[^>]*>', html) for name in names]
    values = [re.search(r'value="([^"]*)"', one[0]) if one else None for one in found]
    return [one[1] if one else "" for one in values]


def out_in(html: str) -> list[str]:
    return stands(html, "day", "out_time")


def back_in(html: str) -> list[str]:
    return stands(html, "back_day", "back_time")


@pytest.mark.parametrize("script", [False, True])
@pytest.mark.parametrize(
    ("what", "day", "time"),
    [
        ("out-now", "2026-05-13", "15:12"),
        ("out-evening", "2026-05-13", "18:30"),
        ("out-tomorrow", "2026-05-14", "10:00"),
    ],
)
def test_one_tap_says_when_somebody_goes(
    ana: Person, client_of: ClientOf, what: str, day: str, time: str, script: bool
) -> None:
    assert out_in(tap(client_of(ana), what, script)) == [day, time]
    assert not Leave.objects.exists()


@pytest.mark.parametrize(
    ("what", "day", "time"),
    [
        ("back-hour", "2026-05-13", "16:12"),
        ("back-supper", "2026-05-13", "18:30"),
        ("back-bedtime", "2026-05-13", "22:30"),
        ("back-next", "2026-05-14", "12:00"),
    ],
)
def test_one_tap_says_when_somebody_is_back_from_now_or_from_going(
    ana: Person, client_of: ClientOf, what: str, day: str, time: str
) -> None:
    client = client_of(ana)
    assert back_in(tap(client, what)) == [day, time]
    assert back_in(tap(client, what, out_time="15:12")) == [day, time]
    assert out_in(tap(client, what))[1] == ""


def test_a_plan_of_what_out_and_back_is_kept_in_four_acts(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    """Typing what, out, back, keeping: each without script, from the page that came before."""
    client = client_of(ana)
    first = tap(client, "out-evening")
    names = ("day", "out_time", "back_day", "back_time", "zone", "back_zone", "form_id")
    second = tap(client, "back-bedtime", **dict(zip(names, stands(first, *names), strict=True)))
    typed = dict(zip(names, stands(second, *names), strict=True))
    assert client.post(NEW, typed | {"intention": "Swim"}).status_code == 303
    leave = Leave.objects.get()
    assert (leave.out_wall, leave.back_wall) == ("2026-05-13T18:30", "2026-05-13T22:30")
    assert keys(ana).open(leave, "plan") == Plan(intention="Swim")


def test_a_tap_reckons_by_the_clock_of_the_place(ana: Person, client_of: ClientOf) -> None:
    client, paris = client_of(ana), {"zone": "Europe/Paris", "back_zone": "Europe/Paris"}
    assert out_in(tap(client, "out-now", **paris)) == ["2026-05-13", "16:12"]
    later = {"out_time": "15:12", "back_zone": "Europe/Paris"}
    assert back_in(tap(client, "back-hour", **later)) == ["2026-05-13", "17:12"]
    nowhere = {"zone": "Mars/Olympus", "back_zone": "Mars/Olympus"}
    html = tap(client, "out-now", **nowhere)
    assert out_in(html) == ["2026-05-13", "15:12"] and 'value="Mars/Olympus"' in html


def test_now_in_an_hour_that_comes_twice_is_the_one_that_it_is(
    ana: Person, client_of: ClientOf, clock: Clock
) -> None:
    clock(datetime.fromisoformat("2026-10-25T01:15:00+00:00"))
    client = client_of(ana)
    html = tap(client, "out-now", day="2026-10-25")
    assert out_in(html) == ["2026-10-25", "01:15"]
    assert re.search(r'name="out_fold" value="1"[^>]* checked', html)


def test_the_time_to_be_back_goes_along(ana: Person, client_of: ClientOf) -> None:
    planned = {"out_time": "18:30", "back_time": "21:00"}
    html = tap(client_of(ana), "out-tomorrow", **planned)
    assert (out_in(html), back_in(html)) == (
        ["2026-05-14", "18:30"],
        ["2026-05-14", "21:00"],
    )
    assert "Thursday 14 May" in html and "18:30 to 21:00" in html


def test_no_set_time_goes_when_a_time_is_tapped(ana: Person, client_of: ClientOf) -> None:
    html = tap(client_of(ana), "back-hour", open_ended="on")
    assert not re.search(r'name="open_ended"[^>]* checked', html)


@pytest.mark.parametrize("what", ["out-", "back-never", "again-", "again-me", "soon", "cares"])
def test_a_tap_that_is_not_known_changes_nothing(
    ana: Person, client_of: ClientOf, what: str
) -> None:
    html = tap(client_of(ana), what, out_time="18:30", names="Wen")
    assert out_in(html) == ["2026-05-13", "18:30"]
    assert stands(html, "intention", "names") == ["Swim", "Wen"]


def test_what_was_typed_stays_and_nothing_is_called_wrong_yet(
    ana: Person, client_of: ClientOf
) -> None:
    typed: dict[str, Any] = {"names": "n" * 201, "where": "By the canal", "company": "own"}
    html = tap(client_of(ana), "out-now", **typed)
    assert typed["names"] in html and "By the canal" in html and "error" not in html
    assert 'value="own" checked' in html


def test_a_tap_on_a_kept_plan_stays_with_that_plan(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    leave = make_leave(ana, keys(ana), NOW)
    html = tap(client_of(ana), "out-tomorrow", form_id=str(leave.pk))
    assert f'action="/leaves/{leave.pk}/plan/"' in html
    assert "Out right now" not in html and 'id="again-label"' not in html


def test_the_other_cares_are_folded_under_what_they_say(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    client = client_of(ana)
    assert ">Not said.</span>" in client.get(NEW).content.decode()
    last = Plan(intention="Swim", company="own", names="Wen", where="The pond", meaning="Cold.")
    leave = make_leave(ana, keys(ana), NOW)
    plan_leave(ana, keys(ana), uuid4(), leave.when, last, NOW + MINUTE)
    html = client.get(NEW).content.decode()
    assert "Not said. Last time: something of your own, my own friends, The pond" in html
    assert '<details class="more" id="cares">' in html
    filled = tap(client, "cares")
    assert "Said: something of your own, my own friends, The pond" in filled
    assert stands(filled, "intention", "names", "where") == ["Swim", "Wen", "The pond"]
    kept = tap(client, "cares", names="Robin", meaning="Warm.")
    assert stands(kept, "names", "where") == ["Robin", "The pond"] and "Warm." in kept


def test_where_one_of_them_is_refused_they_are_open(ana: Person, client_of: ClientOf) -> None:
    html = client_of(ana).post(NEW, plan_form(names="n" * 201)).content.decode()
    assert '<details class="more" id="cares" open>' in html
    assert '<details class="more" id="needs">' in html


def test_what_needs_somebody_is_said_where_it_is_folded(ana: Person, client_of: ClientOf) -> None:
    typed = {"needs_dinner": "open", "needs_door": "partner", "cover": "Gran has the dog."}
    html = tap(client_of(ana), "out-now", **typed)
    assert "Dinner: Nobody yet, A delivery or a visitor: Ben, Gran has the dog." in html


def test_what_people_wrote_is_escaped(ana: Person, client_of: ClientOf, keys: Keys) -> None:
    leave = make_leave(ana, keys(ana), NOW)
    bold = Plan(intention="<b>Swim</b>", names="<i>Wen</i>")
    plan_leave(ana, keys(ana), uuid4(), leave.when, bold, NOW + MINUTE)
    html = client_of(ana).get(NEW).content.decode()
    assert "<b>Swim" not in html and "<i>Wen" not in html
    assert "&lt;b&gt;Swim" in html and "&lt;i&gt;Wen" in html
