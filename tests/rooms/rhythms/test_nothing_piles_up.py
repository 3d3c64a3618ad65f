"""However returns, stayings in, skips and silent weeks follow one another: of a rhythm there is at
most one plan that is still to come, it is never in the past for long, and none is planned twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from outandback.rooms.away.actions import set_out
from outandback.rooms.away.queries import departure_of
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.actions import call_off, give_heads_up, plan_leave
from outandback.rooms.leave.models import DoorAnswers, HeadsUp, Leave, Plan, Shown, When
from outandback.rooms.notify.models import Job
from outandback.rooms.people.models import Person
from outandback.rooms.rhythms.actions import plan_due, skip_next
from outandback.rooms.rhythms.models import LeaveRhythm
from outandback.rooms.rhythms.queries import is_over
from outandback.vault.keyring import Keyring
from tests.builders.leaves import wall
from tests.builders.rhythms import make_rhythm
from tests.fixtures import Keys

NOW = datetime.fromisoformat("2026-05-13T14:12:00+00:00")
HOUR = timedelta(hours=1)
ACTS = ("go", "return", "stay in", "skip", "tell", "look", "look closed", "return closed")
steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 24 * 24)), max_size=14)
rhythms = st.fixed_dictionaries(
    {
        "weekdays": st.sets(st.sampled_from("0123456"), min_size=1).map(sorted),
        "weeks": st.integers(1, 4),
        "ends_on": st.sampled_from(["", "2026-07-31"]),
        "off": st.sampled_from([[], ["2026-05-25"], ["2026-05-18", "2026-06-01"]]),
    }
)


class Undone(Exception):
    pass


class Life:
    """Ana's, with one leave that comes round, and a clock that only goes on."""

    def __init__(self, ana: Person, keys: Keyring, said: dict[str, Any]) -> None:
        self.ana, self.keys, self.at = ana, keys, NOW
        when = When(wall("2026-05-14T18:30"), wall("2026-05-14T21:00"))
        first = plan_leave(ana, keys, uuid4(), when, Plan(intention="Knit"), NOW)
        make_rhythm(first, keys, NOW, **said)

    @property
    def now(self) -> Leave | None:
        row = LeaveRhythm.objects.select_related("leave__person").first()
        return row.leave if row else None

    def do(self, act: str, leave: Leave) -> None:
        if act == "go" and leave.is_ahead:
            set_out(leave, self.keys, DoorAnswers(), self.at)
        elif act.startswith("return") and leave.is_out:
            come_back(departure_of(self.ana, leave.pk), self.at)
        elif act == "stay in":
            call_off(leave, self.at)
        elif act == "skip":
            skip_next(self.ana, self.keys, leave, self.at)
        elif act == "tell" and self.ana.current:
            give_heads_up(leave, self.ana.current, self.keys, Shown(), self.at, 0)
        closed = "closed" in act
        plan_due(self.ana, Keyring(self.ana.pk) if closed else self.keys, self.at)

    def holds(self, act: str) -> None:
        own = Leave.objects.filter(person=self.ana)
        to_come = [one for one in own if not one.begun_at and not is_over(one, self.at)]
        assert len(to_come) <= 1
        silent = own.filter(begun_at=None, called_off_at=None, heads_up=None)
        assert silent.count() <= 1
        if self.now and "closed" not in act:
            assert not is_over(self.now, self.at)
            assert self.now.is_out or to_come == [self.now]
        days = [one.out_wall for one in own]
        assert len(days) == len(set(days))


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(rhythms, steps)
def test_at_most_one_of_a_rhythm_is_planned(
    ana: Person, ben: Person, keys: Keys, said: dict[str, Any], lived: list[tuple[str, int]]
) -> None:
    with pytest.raises(Undone), transaction.atomic():
        life = Life(ana, keys(ana), said)
        told = 0
        for act, hours in lived:
            life.at += hours * HOUR
            leave = life.now
            if leave is None:
                break
            told += act == "tell" and not HeadsUp.objects.filter(leave=leave).exists()
            life.do(act, leave)
            life.holds(act)
        assert HeadsUp.objects.count() == told
        assert told or not Job.objects.filter(person=ben).exists()
        raise Undone
