"""Fills the folder OUTANDBACK_DATA with sealed rows: `python -m benchmarks.filling 5000`.

An item is a moment, a telling or a check-in of one couple; five of them make a leave, and the
leaves stand 56 hours apart, so that the last weeks look the same however long the couple has been
at it. One of the two is out now, and the other has a leave ahead.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outandback.settings")
django.setup()  # rows can be imported only after this, so imports follow it here

from django.db import transaction

from outandback.ops.demo import actions, queries
from outandback.rooms.away import actions as away
from outandback.rooms.away.models import Caught, Departure, Moment
from outandback.rooms.comeback.models import (
    CheckIn,
    Choice,
    Chosen,
    FeltReceived,
    HomeAnswers,
    Homecoming,
    Landing,
    Received,
    Reception,
    Telling,
    Told,
)
from outandback.rooms.comfort import actions as comfort
from outandback.rooms.comfort.models import LEVELS as SAYS
from outandback.rooms.comfort.models import CareAnswer, WhoseLeaves
from outandback.rooms.leave import actions as leaving
from outandback.rooms.leave.models import (
    AgreedFact,
    DoorAnswers,
    DoorCheck,
    HeadsUp,
    Leave,
    Plan,
    Shown,
    When,
)
from outandback.rules.cares import OPTIONS, Care
from outandback.rules.return_times import WallTime, wall_at

ITEMS_A_LEAVE = 5
APART = timedelta(hours=56)
LENGTH = timedelta(hours=2, minutes=30)
TOGETHER = 400
LEVELS = tuple(SAYS)
TEXT = "You can’t pull a stitch right, you have to let it go slack first."
PLAN = Plan(
    "Knitting circle, upstairs at the library", "settled", "", "self", "own", "Maud", "town"
)
# parents before their children
ORDER = (Leave, HeadsUp, AgreedFact, DoorCheck, Departure, Moment, Homecoming)
ORDER += (CheckIn, Choice, Telling, Reception, Landing)  # type: ignore[assignment]


class Filling:
    """Rows waiting to be written, of one couple."""

    def __init__(self, sides: list[actions.DemoPerson]) -> None:
        self.sides = sides
        self.rows: dict[type[Any], list[Any]] = defaultdict(list)

    def put(self, row: Any, by: actions.DemoPerson, **words: Any) -> Any:
        for name, value in words.items():
            by.keyring.seal(row, name, value)
        self.rows[type(row)].append(row)
        return row

    def write(self) -> None:
        for model in ORDER:
            model.objects.bulk_create(self.rows.pop(model, []), batch_size=200)

    def leave(self, number: int, back: datetime) -> None:
        one, other = self.sides[number % 2], self.sides[1 - number % 2]
        out = back - LENGTH
        leave = self.begun(one, out, back)
        departure = Departure(leave=leave, person=one.person, set_out_at=out)
        self.put(departure, one)
        home = Homecoming(departure=departure, leave=leave, person=one.person)
        home.came_back_at = home.settled_at = back
        self.put(home, one)
        moments = [self.moment(one, departure, out + timedelta(hours=1, minutes=m)) for m in (0, 9)]
        self.brought(one, other, home, moments)
        for side in (one, other):
            self.check_in(side, home)

    def begun(self, one: actions.DemoPerson, out: datetime, back: datetime) -> Leave:
        times: dict[str, Any] = {
            "out_at": out,
            "back_at": back,
            "begun_at": out,
            "returned_at": back,
        }
        zones = {"zone": actions.ZONE, "back_zone": actions.ZONE}
        walls = {"out_wall": f"{out:%Y-%m-%dT%H:%M}", "back_wall": f"{back:%Y-%m-%dT%H:%M}"}
        leave = Leave(person=one.person, planned_at=out - APART, **times, **walls, **zones)
        self.put(leave, one, plan=PLAN)
        told = HeadsUp(leave=leave, person=one.person, pair_id=one.mine.pair_id, **times, **zones)
        told.given_at = out - APART
        self.put(told, one, shown=Shown(PLAN.intention, "Out, back, tell you."))
        for kind, at in (
            (AgreedFact.FactKind.PLANNED, told.given_at),
            (AgreedFact.FactKind.RETURNED, back),
        ):
            self.put(AgreedFact(heads_up=told, kind=kind, person=one.person, said_at=at), one)
        self.put(DoorCheck(leave=leave, person=one.person), one, answers=DoorAnswers(6, 4, 7))
        return leave

    def moment(self, one: actions.DemoPerson, departure: Departure, at: datetime) -> Moment:
        moment = Moment(departure=departure, person=one.person, arrived_on=at.date())
        self.put(moment, one, caught=Caught("aha", TEXT, at.isoformat()))
        return moment

    def brought(
        self,
        one: actions.DemoPerson,
        other: actions.DemoPerson,
        home: Homecoming,
        moments: list[Moment],
    ) -> None:
        pair = {"pair_id": one.mine.pair_id}
        telling = Telling(homecoming=home, person=one.person, told_at=home.came_back_at, **pair)
        self.put(telling, one, told=Told("aha", TEXT))
        answer = Reception(telling=telling, person=other.person, **pair)
        answer.received_at = home.came_back_at + timedelta(hours=2)
        self.put(answer, other, received=Received("Oh, really? Show me.", "What did Maud say?"))
        self.put(Landing(telling=telling, person=one.person), one, felt=FeltReceived("yes"))
        for moment, chosen in zip(
            moments, (Chosen("tell", "", str(telling.pk)), Chosen("keep")), strict=True
        ):
            self.put(Choice(moment=moment, person=one.person), one, chosen=chosen)

    def check_in(self, side: actions.DemoPerson, home: Homecoming) -> None:
        row = CheckIn(homecoming=home, person=side.person, pair_id=side.mine.pair_id)
        row.answered_on = home.came_back_at.date()
        self.put(row, side, answers=HomeAnswers(7, 6, 5, 3), shared=HomeAnswers(7, 6, 5))


def fill(items: int, at: datetime) -> None:
    leaves = max(1, items // ITEMS_A_LEAVE)
    first = at - APART * (leaves + 1)
    sides = actions.found_couple(queries.couples_words(), first)
    _say_what_is_easy(sides, first)
    for start in range(0, leaves, TOGETHER):
        filling = Filling(sides)
        for number in range(start, min(start + TOGETHER, leaves)):
            filling.leave(number, first + APART * (number + 1))
        with transaction.atomic():
            filling.write()
    _now(sides, at)


def _say_what_is_easy(sides: list[actions.DemoPerson], at: datetime) -> None:
    """Both, of every option of every care, for their own leaves and the other's; both show it."""
    for one in sides:
        for place, care in enumerate(Care):
            for whose in WhoseLeaves:
                levels = {option: LEVELS[(place + i) % 3] for i, option in enumerate(OPTIONS[care])}
                said = CareAnswer(levels, TEXT, at.date().isoformat())
                comfort.say_comfort(one.person, one.keyring, care, whose, said)
                comfort.share_comfort(one.mine, one.keyring, care, whose, said)


def _now(sides: list[actions.DemoPerson], at: datetime) -> None:
    """The first is out since half an hour; the second goes out tomorrow."""
    for side, out in zip(sides, (at - timedelta(minutes=30), at + timedelta(days=1)), strict=True):
        leave = _planned(side, out, at - timedelta(hours=2))
        if out < at:
            away.set_out(leave, side.keyring, DoorAnswers(5, 5, 5), out)


def _planned(side: actions.DemoPerson, out: datetime, at: datetime) -> Leave:
    wall = WallTime(wall_at(out, actions.ZONE).replace(second=0, microsecond=0), actions.ZONE)
    back = WallTime(wall.wall + timedelta(hours=4), actions.ZONE)
    leave = leaving.plan_leave(side.person, side.keyring, uuid4(), When(wall, back), PLAN, at)
    shown = Shown(PLAN.intention, "Out, back, tell you.")
    leaving.give_heads_up(leave, side.mine, side.keyring, shown, at)
    return leave


def leave_under_way() -> UUID:
    """The leave that the first of the two is out on."""
    return Leave.objects.get(begun_at__isnull=False, returned_at=None).pk


if __name__ == "__main__":
    if sys.argv[1] == "--leave":
        print(leave_under_way())
    else:
        fill(int(sys.argv[1]), datetime.now(UTC))
