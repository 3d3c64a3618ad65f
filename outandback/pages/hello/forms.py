from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from outandback.rooms.leave.models import WALL
from outandback.rooms.quiet.content import sentences
from outandback.rooms.quiet.models import Greeting, HelloPick
from outandback.rules.return_times import instant, wall_at
from outandback.ui.fields import Form, offered
from outandback.ui.wall_times import WHICH, a_day, an_hour, typed_wall

if TYPE_CHECKING:
    from datetime import date, time

    from outandback.rooms.leave.models import HeadsUp, Leave
    from outandback.rules.return_times import WallTime

CALL, MESSAGE, NONE = Greeting


class HelloForm(Form):
    """One hello, or none, by the picker's own clock."""

    form = offered(_("What sort of hello?"), tuple(Greeting.choices))
    day = a_day(_("Day"))
    hello_time = an_hour(_("Time"))
    hello_fold = offered(_("Which of the two times?"), WHICH)

    at: WallTime | None = None

    def __init__(self, *args: Any, zone: str, told: Leave | HeadsUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.told = zone, told
        self.fields["form"].required = True

    def clean(self) -> dict[str, object]:
        typed = self.cleaned_data
        if typed.get("form") in (CALL, MESSAGE):
            self._ask_for_both(typed.get("day"), typed.get("hello_time"))
            self.at = typed_wall(self, "hello", typed.get("day"), self.zone)
        if self.at and not self._lies_within(self.at):
            self.add_error("hello_time", sentences.WHILE_OUT)
        return typed

    def pick(self) -> HelloPick:
        form, at = self.cleaned_data["form"], self.at
        return HelloPick(form, at.wall.strftime(WALL), at.zone, at.fold) if at else HelloPick(form)

    def _ask_for_both(self, day: date | None, hour: time | None) -> None:
        if not day and "day" not in self.errors:
            self.add_error("day", sentences.WHICH_DAY)
        if not hour and "hello_time" not in self.errors:
            self.add_error("hello_time", sentences.WHICH_TIME)

    def _lies_within(self, at: WallTime) -> bool:
        told, meant = self.told, instant(at)
        return told.out_at <= meant and (told.back_at is None or meant <= told.back_at)


def to_pick(told: Leave | HeadsUp, pick: HelloPick | None, zone: str) -> dict[str, object]:
    """Where the form of a hello begins: what was picked, else the first evening."""
    if pick is None or pick.at is None:
        return {"day": wall_at(told.out_at, zone).date(), "form": pick.form if pick else None}
    wall = wall_at(pick.at, zone)
    fold = {"hello_fold": wall.fold} if wall.fold else {}
    return {"form": pick.form, "day": wall.date(), "hello_time": wall.time(), **fold}
