"""Rhythms for the tests, made with the same actions as in the app."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Person
from outandback.rooms.rhythms.actions import keep_rhythm
from outandback.rooms.rhythms.models import ComesRound, LeaveRhythm
from outandback.vault.keyring import Keyring


def make_rhythm(leave: Leave, keys: Keyring, at: datetime, **said: Any) -> LeaveRhythm:
    """Every Thursday, unless something else is said."""
    person: Person = leave.person
    comes = replace(ComesRound(weekdays=["3"]), **said)
    return keep_rhythm(person, keys, leave, comes, at)
