"""Answers and windows for the tests, made with the same actions as in the app."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from outandback.rooms.cover.actions import answer_heads_up, offer_window
from outandback.rooms.cover.models import Answer, Answered, Window
from outandback.rooms.leave.actions import change_plan, give_heads_up
from outandback.rooms.leave.models import HeadsUp, Leave, Plan, Shown, When
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Keyring
from tests.builders.leaves import make_leave, wall

SHOWN = Shown(
    title="Knitting",
    words="Off to the circle.",
    reassurance="I’ll think of you at the second row.",
    needs=["children", "dinner"],
)
SATURDAY, NOON = "2026-05-16T09:00", "2026-05-16T12:00"


def make_leave_with_needs(person: Person, keys: Keyring, at: datetime, **needs: str) -> Leave:
    """A leave of which the partner was told, with what needs somebody meanwhile."""
    leave = make_leave(person, keys, at)
    plan = replace(keys.open(leave, "plan") or Plan(), needs=needs)
    change_plan(leave, keys, leave.row_version, leave.when, plan, at)
    assert person.current is not None
    give_heads_up(leave, person.current, keys, SHOWN, at)
    return leave


def make_answer(leave: Leave, person: Person, keys: Keyring, at: datetime, **said: Any) -> Answer:
    assert person.current is not None
    told = HeadsUp.objects.get(leave=leave)
    answer_heads_up(told, person.current, keys, Answered(**said), at)
    return Answer.objects.get(heads_up=told)


def make_window(
    person: Person, keys: Keyring, at: datetime, out: str = SATURDAY, back: str = NOON
) -> Window:
    assert person.current is not None
    window, when = Window(pk=uuid4()), When(wall(out), wall(back))
    offer_window(person.current, keys, window, when, "I have the children.", at)
    return Window.objects.get(pk=window.pk)
