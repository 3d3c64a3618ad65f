"""What a leave is, said once it has begun."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest

from outandback.rooms.away.actions import go_now
from outandback.rooms.away.queries import departure_of
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.models import Leave, Plan, When
from outandback.rooms.people.models import Person
from tests.builders.leaves import make_leave, wall
from tests.fixtures import ClientOf, Keys


@pytest.fixture
def out(ana: Person, keys: Keys, at: datetime) -> Leave:
    when, plan = When(wall("2026-05-13T19:00")), Plan(names="Wen", needs={"door": "open"})
    departure = go_now(ana, keys(ana), uuid4(), when, plan, at)
    departure.person = ana
    return departure.leave


def what(leave: Leave) -> str:
    return f"/leaves/{leave.pk}/what/"


def test_it_names_the_leave_and_nothing_else_of_it_changes(
    ana: Person, client_of: ClientOf, keys: Keys, out: Leave
) -> None:
    client = client_of(ana)
    assert "What is it?" in client.get(what(out)).content.decode()
    assert client.post(what(out), {"intention": "Swim"}).status_code == 303
    now = Leave.objects.get()
    assert keys(ana).open(now, "plan") == Plan("Swim", names="Wen", needs={"door": "open"})
    assert (now.begun_at, now.back_at) == (out.begun_at, None)
    assert 'value="Swim"' in client.get(what(out)).content.decode()


def test_once_back_its_page_asks_for_it_and_the_story_has_it(
    ana: Person, client_of: ClientOf, keys: Keys, out: Leave, at: datetime
) -> None:
    client = client_of(ana)
    come_back(departure_of(ana, out.pk), at)
    page = f"/leaves/{out.pk}/"
    assert f'href="{what(out)}">Say what it was</a>' in client.get(page).content.decode()
    assert "What was it?" in client.get(what(out)).content.decode()
    client.post(what(out), {"intention": "Swim"})
    assert "Say what it was" not in client.get(page).content.decode()
    assert '<h3 dir="auto">Swim</h3>' in client.get("/story/").content.decode()


def test_what_is_too_long_is_kept_in_its_box(
    ana: Person, client_of: ClientOf, keys: Keys, out: Leave
) -> None:
    answer = client_of(ana).post(what(out), {"intention": "s" * 201})
    assert answer.status_code == 422 and "s" * 201 in answer.content.decode()
    assert keys(ana).open(Leave.objects.get(), "plan").intention == ""


def test_with_words_sealed_it_asks_for_them_and_keeps_what_was_typed(
    ana: Person, client_of: ClientOf, out: Leave
) -> None:
    client = client_of(ana)
    client.cookies.pop("ob_s")
    assert client.get(what(out))["Location"].startswith("/opening/")
    answer = client.post(what(out), {"intention": "Swim"})
    assert answer.status_code == 422 and 'value="Swim"' in answer.content.decode()


def test_before_a_leave_has_begun_its_plan_says_it(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    leave = make_leave(ana, keys(ana), at)
    answer = client_of(ana).post(what(leave), {"intention": "Swim"})
    assert answer["Location"] == f"/leaves/{leave.pk}/plan/"
