"""Evenings that the two of the demo said something of: after a return, while one of them is out,
and now and then when no leave is near. Through the same verbs as on any other day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from outandback.rooms.afterwards.actions import say_evening
from outandback.rooms.afterwards.models import AfterAnswers
from outandback.rooms.quiet.actions import check_evening
from outandback.rooms.quiet.models import EveningAnswers

from .couple import HOME, OUT, Circumstances, DemoCouple
from .queries import return_of
from .story import LIVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .actions import DemoPerson
    from .couple import Truth
    from .story import ScriptedLeave

CLOCK, DAY = time(21), timedelta(days=1)
NEAR = 4  # days after a return, from which on none is near
SAID_AFTER, SAID_OUT, SAID_ELSE = 0.45, 0.5, 0.3
AFTER = 1, 2  # days


@dataclass(frozen=True)
class Evening:
    """One person's, on a day. `nth`: the first or second after that return; 0 for any other."""

    person: int
    on: date
    nth: int
    step: Circumstances | None
    closeness: int | None
    energy: int | None
    loneliness: int | None = None


def say_evenings(
    sides: list[DemoPerson], truth: Truth, seed: int, chapters: list[ScriptedLeave], now: datetime
) -> None:
    steps = [one.step for one in chapters if one.ending == LIVED]
    for one in evenings(truth, seed, steps, now):
        side = sides[one.person]
        if one.nth and one.step:
            home = return_of(sides[one.step.who].person, one.step.out.date())
            said = AfterAnswers(str(home), one.nth, one.closeness, one.energy)
            say_evening(side.person, side.keyring, one.on, said)
        else:
            answers = EveningAnswers(one.closeness, one.energy, one.loneliness)
            check_evening(side.person, side.keyring, None, one.on, answers)


def evenings(
    truth: Truth, seed: int, steps: list[Circumstances], now: datetime
) -> Iterator[Evening]:
    """Pure: in the order of their days, up to the evening before `now`."""
    if not steps:
        return
    rng = Random(f"evenings {seed}")  # noqa: S311  a story, not a secret
    couple, on = DemoCouple(rng, truth), steps[0].out.date() - 10 * DAY
    while on < now.date():
        at = datetime.combine(on, CLOCK)
        close, energy = couple.closenesses(at, (0.0, 0.0), OUT), couple.energies(at)
        before = [step for step in steps if step.out <= at]
        last = before[-1] if before else None
        for person in (0, 1):
            found = _evening(couple, last, person, at, close[person], energy[person])
            if found:
                yield found
        on += DAY


def _evening(
    couple: DemoCouple,
    last: Circumstances | None,
    person: int,
    at: datetime,
    close: float,
    energy: float,
) -> Evening | None:
    truth, rng, on = couple.truth, couple.rng, at.date()
    if last and last.back > at:
        if last.who == person or rng.random() > SAID_OUT:
            return None
        lonely = truth.lonely[person] + truth.lonelier * last.length + rng.gauss(0, 1.4)
        answers = (couple.asked(one, 0.1) for one in (close, energy, lonely))
        return Evening(person, on, 0, last, *answers)
    since = (on - last.back.date()).days if last else NEAR
    if since in AFTER and last and rng.random() < SAID_AFTER:
        part = OUT if last.who == person else HOME
        close += truth.after_return[part] * truth.stays**since
        energy += truth.lift * truth.stays**since * (part == OUT)
        return Evening(person, on, since, last, couple.asked(close, 0.1), couple.asked(energy, 0.1))
    if since >= NEAR and rng.random() < SAID_ELSE:
        return Evening(person, on, 0, None, couple.asked(close, 0.1), couple.asked(energy, 0.1))
    return None
