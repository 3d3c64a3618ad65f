"""The teller’s one answer to a listener’s question: who has it, asked of many rows at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from outandback.rooms.comeback.actions import withdraw
from outandback.rooms.comeback.models import Reception, Telling
from outandback.rooms.loop.visibility import replied_to
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.replies.models import Reply
from tests.builders.versions import make_reply
from tests.cast import AT, YEAR
from tests.fixtures import Keys

DAY = timedelta(days=1)
PARTED = AT - YEAR  # the day on which Ana left Dede


@pytest.fixture
def reply(ana: Person, told: Telling, keys: Keys, at: datetime) -> Reply:
    return make_reply(told, ana, keys(ana), at)


def has(side: Membership | None) -> bool:
    return Telling.objects.filter(replied_to(side)).exists()


def test_both_have_it_until_it_is_taken_back(
    ana: Person, ben: Person, reply: Reply, at: datetime
) -> None:
    assert has(ana.current) and has(ben.current) and not has(None)
    withdraw(reply, at)
    assert not has(ana.current) and not has(ben.current)


def test_without_the_question_there_is_no_answer_to_it(
    ana: Person, ben: Person, told: Telling, reply: Reply, at: datetime
) -> None:
    withdraw(told.reception, at)
    assert not has(ana.current) and not has(ben.current)


@pytest.mark.parametrize(
    ("replied_at", "withdrawn_at", "stays"),
    [
        (PARTED - 2 * DAY, None, True),
        (PARTED - 2 * DAY, PARTED - DAY, False),
        (PARTED - 2 * DAY, PARTED + DAY, True),
        (PARTED + DAY, None, False),
        (PARTED + DAY, PARTED + 2 * DAY, False),
    ],
)
def test_an_ex_has_what_stood_when_they_parted(
    replied_at: datetime,
    withdrawn_at: datetime | None,
    stays: bool,
    ana: Person,
    dede: Person,
    reply: Reply,
) -> None:
    side = Membership.objects.get(person=dede)
    Telling.objects.update(pair=side.pair, told_at=PARTED - 4 * DAY)
    Reception.objects.update(received_at=PARTED - 3 * DAY)
    Reply.objects.update(replied_at=replied_at, withdrawn_at=withdrawn_at)
    assert has(side) is stays
    past = Membership.objects.get(person=ana, pair=side.pair_id)
    assert has(past) is (withdrawn_at is None)
    assert not has(ana.current)
