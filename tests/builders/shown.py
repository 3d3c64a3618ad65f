"""Pictures that one shows the other, made with the same actions as in the app."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from outandback.rooms.people.models import Person
from outandback.rooms.shown.actions import show
from outandback.rooms.shown.models import FrozenFinding, ShownPicture
from outandback.vault.keyring import Keyring
from tests.cast import again, side_of

EASING = "growing easier"
CLOSER = "back leaver"


def a_picture(question: str = CLOSER, on: str = "2026-05-14", **said: Any) -> FrozenFinding:
    drawn: tuple[tuple[float, ...], ...] = ((0.5, 1.0, 1.5),)
    if question == EASING:
        drawn = ((6.5, 7.5, 8.5), (4.0, 5.0, 6.0))
    known = {"direction": 1, "strokes": 2, "low": 0.5, "middle": 1.0, "high": 2.0, "n": 23}
    return FrozenFinding(question, on, **known | {"drawn": drawn} | said)


def make_shown(
    person: Person, keys: Keyring, at: datetime, question: str = CLOSER, **said: Any
) -> ShownPicture:
    mine = side_of(again(person))
    show(mine, keys, a_picture(question, at.date().isoformat(), **said), at)
    return ShownPicture.objects.filter(person=person).latest("shown_at")
