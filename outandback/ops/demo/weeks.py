"""The couple's calendar: what the two leave for, and in which weeks. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from .queries import CouplesWords

NAMES = ("robin", "ellis")
WEEKS = 78
IN_A_WEEK, HOW_OFTEN = (0, 1, 2, 3), (7, 30, 38, 16)
BETWEEN = timedelta(hours=4)


@dataclass
class Thread:
    """What one of the two leaves for, again and again. The lists of words are used up."""

    name: str
    who: str
    sort: str
    company: str
    names: list[str]
    distance: str
    where: list[str]
    days: list[int]
    out: list[str]
    hours: tuple[float, float]
    weight: int
    from_month: int
    intentions: list[str]
    meaning: list[str]
    insight: list[str]
    question: list[str]
    aha: list[str]
    sense: list[str]
    replies: list[tuple[str, str]]
    nights: int = 0
    hard: bool = False
    habit: str = ""

    def __post_init__(self) -> None:
        self.habit = self.habit or self.intentions[0]

    @property
    def person(self) -> int:
        return NAMES.index(self.who)


@dataclass(frozen=True)
class PlannedTime:
    thread: Thread
    out: datetime
    back: datetime


def threads_of(words: CouplesWords) -> list[Thread]:
    return [Thread(**thread) for thread in words["thread"]]


def calendar(rng: Random, threads: list[Thread], now: datetime) -> list[PlannedTime]:
    """Week after week: who goes, for what, from when to when. At most one of the two is out."""
    monday = now.date() - timedelta(days=now.weekday(), weeks=WEEKS)
    slots: list[PlannedTime] = []
    for week in range(WEEKS + 1):
        open_now = [thread for thread in threads if thread.from_month * 4.35 <= week]
        for _ in range(*rng.choices(IN_A_WEEK, HOW_OFTEN)):
            slot = _slot(rng, open_now, monday + timedelta(weeks=week), week / WEEKS)
            if slot.back < now and _free(slots, slot):
                slots.append(slot)
    return sorted(slots, key=lambda slot: slot.out)


def days_ahead(rng: Random, threads: list[Thread], now: datetime) -> list[PlannedTime]:
    """What each of the two has planned within the week to come."""
    slots: list[PlannedTime] = []
    for person in range(len(NAMES)):
        own = [thread for thread in threads if thread.person == person and not thread.hard]
        tried = (
            _slot(rng, own, now.date() - timedelta(days=now.weekday()), 1.0) for _ in range(60)
        )
        soon = (_within_the_week(slot, now) for slot in tried)
        slots += next(([slot] for slot in soon if _free(slots, slot)), [])
    return sorted(slots, key=lambda slot: slot.out)


def _slot(rng: Random, threads: list[Thread], monday: date, progress: float) -> PlannedTime:
    """Steps grow: the later in the story, the longer a leave of one thread tends to be."""
    thread = rng.choices(threads, [thread.weight for thread in threads])[0]
    day = monday + timedelta(days=rng.choice(thread.days))
    out = datetime.combine(day, time.fromisoformat(rng.choice(thread.out)))
    share = rng.betavariate(2 + 2 * progress, 4 - 2 * progress)
    hours = thread.hours[0] + share * (thread.hours[1] - thread.hours[0])
    back = out + round(hours * 12) * timedelta(minutes=5)
    if thread.nights and rng.random() < 0.25 + 0.4 * progress:
        back = datetime.combine(day + timedelta(days=1), time(rng.randint(10, 17)))
    return PlannedTime(thread, out, back)


def _within_the_week(slot: PlannedTime, now: datetime) -> PlannedTime:
    """The same weekday, this week or the next, whichever comes first from tomorrow on."""
    days = timedelta(days=(slot.out.date() - now.date()).days % 7 or 7)
    move = datetime.combine(now.date() + days, slot.out.time()) - slot.out
    return PlannedTime(slot.thread, slot.out + move, slot.back + move)


def _free(slots: list[PlannedTime], slot: PlannedTime) -> bool:
    return all(
        slot.out > other.back + BETWEEN or slot.back < other.out - BETWEEN for other in slots
    )
