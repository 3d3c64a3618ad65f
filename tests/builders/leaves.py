"""Leaves for the tests, made with the same actions as in the app."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import uuid4

from outandback.rooms.away.actions import arrival_name, catch_moment, set_out
from outandback.rooms.away.models import Caught, Departure
from outandback.rooms.leave.actions import give_heads_up, plan_leave
from outandback.rooms.leave.models import DoorAnswers, HeadsUp, Leave, Plan, Shown, When
from outandback.rooms.people.models import Membership, Person
from outandback.rules.return_times import WallTime
from outandback.vault.keyring import Keyring

LONDON = "Europe/London"
INTENTION = "Knit with the Thursday circle"
OUT, BACK = "2026-05-14T18:30", "2026-05-14T21:00"


def wall(text: str, zone: str = LONDON, fold: int = 0) -> WallTime:
    return WallTime(datetime.fromisoformat(text), zone, fold)


def make_leave(
    person: Person, keys: Keyring, at: datetime, back: str = BACK, out: str = OUT
) -> Leave:
    when = When(wall(out), wall(back) if back else None)
    return plan_leave(person, keys, uuid4(), when, Plan(intention=INTENTION), at)


def make_heads_up(leave: Leave, mine: Membership | None, keys: Keyring, at: datetime) -> HeadsUp:
    assert mine is not None
    shown = Shown(title="Knitting", words="I’m off to knit with the Thursday circle.")
    return give_heads_up(leave, mine, keys, shown, at)


def make_departure(leave: Leave, keys: Keyring, at: datetime) -> Departure:
    departure = set_out(leave, keys, DoorAnswers(guilt=7), at)
    departure.person = leave.person
    return departure


def catch_aha(departure: Departure, keys: Keyring, text: str, at: datetime) -> None:
    name = arrival_name(uuid4(), "aha", text)
    catch_moment(departure, keys, name, Caught("aha", text, at.isoformat()), at)


def plan_form(**changes: object) -> dict[str, Any]:
    """A plan as someone types it; a change to None leaves the field out."""
    plan = {
        "form_id": str(uuid4()),
        "intention": INTENTION,
        "meaning": "A room where nobody wants a snack.",
        "company": "own",
        "names": "Wen",
        "day": "2026-05-14",
        "out_time": "18:30",
        "back_time": "21:00",
        "zone": LONDON,
        "back_zone": LONDON,
    }
    return {name: value for name, value in (plan | changes).items() if value is not None}


def bare(html: str) -> str:
    """A page without what is drawn afresh for each answer: tokens and form names."""
    html = re.sub(r'(X-CSRFToken": |csrf": |csrfmiddlewaretoken" value=)"\w+"', r"\1", html)
    return re.sub(r'(name="(?:client|form)_id"[^>]*value=)"[0-9a-f-]+"', r"\1", html)
