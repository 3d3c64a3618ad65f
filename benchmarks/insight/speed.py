"""How long answers take, in milliseconds of one processor.

python -m benchmarks.insight.speed --couples 40
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.insight.results import keep
from benchmarks.insight.running import Watch, many_of, parser
from benchmarks.insight.worlds import FIRST, couple_of, world_of
from outandback.insight.answers import answers_of
from outandback.insight.history import History, LivedLeave, Rating
from outandback.insight.looks import Fits

if TYPE_CHECKING:
    from benchmarks.insight.running import Many
    from outandback.insight.couple import Couple
    from outandback.insight.history import Points

SIZES = (10, 100, 300)
WARM = 3  # couples that come first, and are not counted


def history_of(couple: Couple) -> History:
    """As the page has it, of person 0."""
    leaves = tuple(_leave(couple, at) for at in range(couple.leaves))
    ratings = (_rating(couple, at, one) for at in range(len(couple.rated_at)) for one in (0, 1))
    said = (one for one in ratings if {one.closeness, one.energy, one.loneliness} != {None})
    return History(leaves, tuple(said))


def _leave(couple: Couple, at: int) -> LivedLeave:
    first, other = couple.felt[at]
    return LivedLeave(
        out=float(couple.out[at]),
        back=float(couple.back[at]),
        own=bool(couple.leaver[at] == 0),
        distance=int(couple.distance[at]),
        company=int(couple.company[at]),
        channel=int(couple.channel[at]),
        felt=(_points(first), _points(other)),
        landed=_points(couple.landed[at]),
        received=_points(couple.received[at]),
        guilt_at_door=_points(couple.guilt_at_door[at]),
        guilt_looking_back=_points(couple.guilt_looking_back[at]),
        on_time=_points(couple.on_time[at]),
    )


def _rating(couple: Couple, at: int, one: int) -> Rating:
    return Rating(
        float(couple.rated_at[at]),
        one == 0,
        closeness=_points(couple.closeness[at, one]),
        energy=_points(couple.energy[at, one]),
        loneliness=_points(couple.loneliness[at, one]),
    )


def _points(value: float) -> Points:
    return float(value) if np.isfinite(value) else None


def seconds_of_check(couple: Couple) -> float:
    """All that may be said at one check, and both frontiers."""
    begun = time.process_time()
    fits = Fits(couple)
    assert fits.sayings and fits.frontiers
    return time.process_time() - begun


def seconds_of_page(couple: Couple) -> float:
    """All of one reader's page: what is so now, and the last two checks."""
    history = history_of(couple)
    begun = time.process_time()
    answers_of(history)
    return time.process_time() - begun


def record(many: Many, sizes: tuple[int, ...] = SIZES) -> None:
    watch = Watch()
    at: dict[str, Any] = {}
    for leaves in sizes:
        found = [_both(many.seed, leaves, number) for number in range(many.couples + WARM)]
        check, page = np.median(found[WARM:], axis=0) * 1000
        most = np.max(found[WARM:], axis=0) * 1000
        at[str(leaves)] = {
            "check": {"middle": float(check), "most": float(most[0])},
            "page": {"middle": float(page), "most": float(most[1])},
        }
        print(f"{leaves} leaves: one check {check:.0f} ms, a page {page:.0f}", flush=True)
    keep("speed", many, watch, {"at": at})


def _both(seed: int, leaves: int, number: int) -> tuple[float, float]:
    chance = np.random.default_rng((seed, leaves, number))
    couple, _ = couple_of(leaves, chance, world_of(FIRST, []))
    return seconds_of_check(couple), seconds_of_page(couple)


def main() -> None:
    record(many_of(parser(__doc__, 20).parse_args()))


if __name__ == "__main__":
    main()
