"""How free hours are named, and why they are worth a thought: by what is planned, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.rules.free_windows import Free, Reason
from outandback.rules.return_times import PartOfDay, part_of_day, wall_at
from outandback.rules.suggestions import Kind
from outandback.ui.spoken import DayFormat, Here, say_day, say_time

if TYPE_CHECKING:
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

WEEK = 7
NAMED = {
    PartOfDay.MORNING: _("{day} morning"),
    PartOfDay.AFTERNOON: _("{day} afternoon"),
    PartOfDay.EVENING: _("{day} evening"),
}
DATED = {
    PartOfDay.MORNING: _("{day}, in the morning"),
    PartOfDay.AFTERNOON: _("{day}, in the afternoon"),
    PartOfDay.EVENING: _("{day}, in the evening"),
}
DOES = {Kind.TOGETHER: _("Hold {hours}"), Kind.OWN: _("Plan {hours}")}
NOTHING = _("Nothing is planned on {hours}, {start} to {end}.")
REASONS = {
    Kind.TOGETHER: {
        Reason.OPEN: NOTHING,
        Reason.AFTER: _("{day} is free for you both after {start}."),
        Reason.BEFORE: _("{day} is free for you both from {start} to {end}."),
    },
    Kind.OWN: {
        Reason.OPEN: NOTHING,
        Reason.AFTER: _("{day} is free for you after {start}."),
        Reason.BEFORE: _("{day} is free for you from {start} to {end}."),
        Reason.AT_HOME: _("Nothing is planned for you or for {name} on {hours}, {start} to {end}."),
        Reason.OFFERED: _("{name} offers you {hours}, {start} to {end}."),
    },
}


def hours_named(start: datetime, here: Here) -> str:
    """ "Sunday evening", "Sunday 14 June, in the evening" """
    part = PartOfDay(part_of_day(wall_at(start, here.zone)))
    part = PartOfDay.EVENING if part is PartOfDay.NIGHT else part
    said: StrOrPromise = (NAMED if _is_near(start, here) else DATED)[part]
    return said.format(day=say_day(start, here, shape=DayFormat.NAMED))


def does(kind: Kind, free: Free, here: Here) -> str:
    """What its button says: "Hold Sunday evening", "Plan Sunday 14 June" """
    near = _is_near(free.start, here)
    hours = hours_named(free.start, here) if near else say_day(free.start, here)
    return DOES[kind].format(hours=hours)


def reason(kind: Kind, free: Free, here: Here, name: str) -> str:
    """One sentence, about plans alone. `name`: what the other one is called."""
    reasons = REASONS[kind]
    said = reasons.get(free.reason, reasons[Reason.BEFORE])
    words = free.reason is Reason.AFTER
    return said.format(
        day=say_day(free.start, here, shape=DayFormat.NAMED),
        hours=hours_named(free.start, here),
        start=say_time(free.start, here, words=words),
        end=say_time(free.end, here),
        name=name,
    )


def held(start: datetime, end: datetime, here: Here) -> str:
    """What Today says once hours are held."""
    return gettext("{hours} is held for you both, {start} to {end}.").format(
        hours=hours_named(start, here), start=say_time(start, here), end=say_time(end, here)
    )


def _is_near(start: datetime, here: Here) -> bool:
    return (wall_at(start, here.zone).date() - here.today).days < WEEK
