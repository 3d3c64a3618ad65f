"""What one tap writes into a plan that is being written: a time, the cares of last time, or the
words of an earlier leave. Nothing is kept by it, and no word that somebody typed is lost."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outandback.rooms.leave.queries import lately_planned, leave_of
from outandback.rules.quick_times import BackTap, OutTap, back_by, moved_along, next_at, out_by
from outandback.rules.return_times import WallTime, instant, promised_at, wall_at

from .context import plan_in
from .forms import OF_CARES, TIMES

if TYPE_CHECKING:
    from datetime import date, time

    from outandback.rooms.leave.models import Leave, Plan
    from outandback.web.requests import PersonRequest

    from .forms import PlanForm

Typed = dict[str, Any]


class Clock:
    """What a form says of going and coming back so far, on the clocks of both places."""

    def __init__(self, form: PlanForm, home: str, at: datetime) -> None:
        """`home`: the zone where the form names none that is known. The form was looked through."""
        typed, self.at = form.cleaned_data, at
        self.zone = typed.get("zone") or home
        self.back_zone = typed.get("back_zone") or self.zone
        self.now = wall_at(at.replace(second=0, microsecond=0), self.zone).replace(fold=0)
        self.out = _wall(typed.get("day"), typed.get("out_time"))
        back_on = typed.get("back_day") or typed.get("day")
        self.back = _wall(back_on, typed.get("back_time"))

    def out_tapped(self, tap: OutTap) -> Typed:
        out = out_by(tap, self.now, self.out)
        fold = promised_at(self.at, self.zone).fold if tap is OutTap.NOW else ""
        written: Typed = {
            **_written("out", out),
            "day": out.date().isoformat(),
            "out_fold": fold or "",
        }
        if self.back:
            written |= _back(moved_along(self.back, self.out, self.now, out))
        return written

    def back_tapped(self, tap: BackTap) -> Typed:
        """From the time of going, else from now."""
        out = instant(WallTime(self.out or self.now, self.zone))
        if tap is BackTap.HOUR:
            back = promised_at(back_by(tap, out), self.back_zone)
            return _back(back.wall, back.fold)
        there = wall_at(out, self.back_zone).replace(fold=0)
        return _back(back_by(tap, there))


def tapped(request: PersonRequest, form: PlanForm, tap: str, at: datetime) -> Typed:
    """What stands in the form after a tap. One that is not known here changes nothing."""
    typed: Typed = request.POST.dict()
    kind, _, which = tap.partition("-")
    clock = Clock(form, request.user.zone, at)
    if kind == "out" and which in set(OutTap):
        return typed | clock.out_tapped(OutTap(which))
    if kind == "back" and which in set(BackTap):
        return typed | clock.back_tapped(BackTap(which))
    if kind == "cares":
        last = lately_planned(request.user, request.membership)[:1]
        words = words_again(plan_in(request, last[0]), cares_alone=True) if last else {}
        return laid_into(typed, words)
    name = _uuid(which) if kind == "again" else None
    return _again_tapped(request, typed, name, at) if name else typed


def all_again(request: PersonRequest, leave: Leave, at: datetime) -> Typed:
    """A leave of one's own once more: its words, and the hours at which it was."""
    words = words_again(plan_in(request, leave))
    return words | hours_again(leave, request.user.zone, at) | {"again_of": str(leave.pk)}


def _again_tapped(request: PersonRequest, typed: Typed, name: UUID, at: datetime) -> Typed:
    """Its words where nothing stands, and its hours where none was typed."""
    new = all_again(request, leave_of(request.user, name), at)
    if typed.get("out_time"):
        return laid_into(typed, {field: said for field, said in new.items() if field not in TIMES})
    return laid_into({**typed, **dict.fromkeys(TIMES, "")}, new)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def hours_again(leave: Leave, home: str, at: datetime) -> Typed:
    """The hours of an earlier leave, on the next day on which they are still to come. Of its dates
    nothing; of its places, where it came back to another than it left."""
    out, back = leave.when.out, leave.when.back
    both = {out.zone, leave.back_zone}
    zones = (out.zone, leave.back_zone) if len(both) > 1 else (home, home)
    new = next_at(out.wall.time(), wall_at(at, zones[0]).replace(fold=0))
    written: Typed = {"zone": zones[0], "back_zone": zones[1], "day": new.date().isoformat()}
    written |= _written("out", new)
    if back is None:
        return written | {"open_ended": "on"}
    return written | _back(new + (back.wall - out.wall))


def words_again(plan: Plan, *, cares_alone: bool = False) -> Typed:
    """The words of a plan as its form holds them; what needs somebody is open again."""
    words: Typed = asdict(plan.anew())
    needs = words.pop("needs")
    words["work"] = "on" if plan.work else ""
    if cares_alone:
        return {name: words[name] for name in OF_CARES}
    return words | {f"needs_{what}": who for what, who in needs.items()}


def laid_into(typed: Typed, words: Typed) -> Typed:
    """`words` where nothing stands yet: a form never loses what was typed in it."""
    return typed | {name: said for name, said in words.items() if not typed.get(name)}


def _wall(on: date | None, hour: time | None) -> datetime | None:
    return datetime.combine(on, hour) if on and hour else None


def _written(name: str, wall: datetime) -> Typed:
    return {f"{name}_time": wall.time().isoformat("minutes")}


def _back(wall: datetime, fold: int = 0) -> Typed:
    day = {"back_day": wall.date().isoformat(), "open_ended": "", "back_fold": fold or ""}
    return {**_written("back", wall), **day}
