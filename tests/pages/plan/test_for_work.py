"""A leave can be for work: its plan keeps it, “again” copies it, and a heads-up may say it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse

from outandback.rooms.leave import actions
from outandback.rooms.leave.models import HeadsUp, Leave, Plan
from outandback.rooms.people.models import Person
from tests.builders.leaves import make_leave, plan_form
from tests.fixtures import ClientOf, Clock, Keys

TOLD = {"seen": "0", "title": "A course", "words": "Away until the evening."}


@pytest.fixture
def course(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Leave:
    clock(at)
    leave = make_leave(ana, keys(ana), at)
    actions.change_plan(leave, keys(ana), 1, leave.when, Plan(intention="A course", work=True), at)
    return leave


def test_the_plan_keeps_it_and_its_page_says_it(
    ana: Person, client_of: ClientOf, keys: Keys, clock: Clock, at: datetime
) -> None:
    clock(at)
    client, form = client_of(ana), plan_form()
    client.post(reverse("leave-new"), {**form, "work": "on"})
    leave = Leave.objects.get(person=ana)
    assert keys(ana).open(leave, "plan").work is True
    assert "For work" in client.get(reverse("leave", args=[leave.pk])).content.decode()
    client.post(reverse("leave-plan", args=[leave.pk]), {**form, "seen": "1"})
    leave.refresh_from_db()
    assert keys(ana).open(leave, "plan").work is False
    assert "For work" not in client.get(reverse("leave", args=[leave.pk])).content.decode()


def test_again_carries_it(ana: Person, client_of: ClientOf, course: Leave) -> None:
    page = client_of(ana).get(reverse("leave-again", args=[course.pk])).content.decode()
    assert " checked" in page.partition('name="work"')[2].partition(">")[0]


def test_a_plan_anew_is_for_work_as_before() -> None:
    """What a rhythm plans next."""
    assert Plan(work=True).anew().work is True


@pytest.mark.parametrize("told", [True, False])
def test_the_partner_is_told_where_its_teller_says_so(
    ana: Person, ben: Person, client_of: ClientOf, course: Leave, told: bool
) -> None:
    address = reverse("leave-heads-up", args=[course.pk])
    page = client_of(ana).get(address).content.decode()
    assert "Say that it is for work" in page
    client_of(ana).post(address, TOLD | ({"work": "on"} if told else {}))
    assert HeadsUp.objects.count() == 1
    read = client_of(ben).get(reverse("answer", args=[course.pk])).content.decode()
    assert ("For work" in read) is told


def test_a_leave_that_is_not_for_work_cannot_be_told_as_one(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    clock(at)
    leave = make_leave(ana, keys(ana), at)
    address = reverse("leave-heads-up", args=[leave.pk])
    assert "Say that it is for work" not in client_of(ana).get(address).content.decode()
    client_of(ana).post(address, TOLD | {"work": "on"})
    assert keys(ben).open(HeadsUp.objects.get(), "shown").work is False
