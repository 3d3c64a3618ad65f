"""The whole record, part by part: what was measured already with as many couples is not run again.

python -m benchmarks.insight.full [--share 0.02] [--workers 2] [PART …]

Each part says how long it took, and stands in `results`. `--share` of the couples makes a small
record. At the end `measured.json`, which the page of limits reads, and the tables and pictures of
docs/statistics.md are written anew.
"""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.insight import (
    calibration,
    coverage,
    false_alarms,
    measured,
    mixed_models,
    next_leaves,
    next_to_none,
    power,
    report,
    sample,
    speed,
)
from benchmarks.insight.results import is_of_now, kept, there
from benchmarks.insight.running import Many, Watch

if TYPE_CHECKING:
    from collections.abc import Callable

# Of couples that nothing was chosen on.
SEED = 61103  # of the first part; of each next one, one more: new parts come last
FEWEST = 8
AT_100 = (100,)


class Part(NamedTuple):
    name: str
    couples: int
    record: Callable[[Many], None]


def _covered(world: str, said: list[str], couples: int, sizes: tuple[int, ...]) -> Part:
    record = partial(coverage.record, name=world, said=said, sizes=sizes)
    return Part(coverage.name_of(world, said), couples, record)


def _alarms(world: str, said: list[str], couples: int) -> Part:
    record = partial(false_alarms.record, name=world, said=said)
    return Part(false_alarms.name_of(world, said), couples, record)


def _next(world: str, said: list[str], couples: int) -> Part:
    record = partial(next_leaves.record, name=world, said=said)
    return Part(next_leaves.name_of(world, said), couples, record)


CONFOUNDED = ["selection=0.7"]
PARTS = (
    _covered("first", [], 2000, coverage.SIZES),
    _alarms("first", [], 600),
    _covered("second", [], 2000, coverage.SIZES),
    _covered("first", ["effects=0.5"], 600, AT_100),
    _covered("first", ["effects=1.5"], 600, AT_100),
    Part("sample", 3, sample.record),
    Part("calibration", 300, calibration.record),
    _alarms("first", CONFOUNDED, 400),
    _alarms("second", [], 300),
    _next("first", [], 300),
    _next("second", [], 200),
    Part("power", 200, power.record),
    Part("mixed_models", 80, mixed_models.record),
    Part("speed", 40, speed.record),
    _covered("second", ["effects=0.5"], 600, AT_100),
    _covered("second", ["effects=1.5"], 600, AT_100),
    _alarms("first", ["selection=-0.7"], 200),
    _alarms("first", ["selection=-1.5", "after_evening=1"], 200),
    _alarms("first", ["skipping=0.5"], 200),
    _alarms("second", CONFOUNDED, 400),
    _alarms("second", ["selection=-0.7"], 400),
    _alarms("second", ["skipping=0.5"], 100),
    _covered("first", ["skipping=0.5"], 300, AT_100),
    _covered("first", ["ceiling=1"], 300, AT_100),
    _covered("first", ["slow=0.5"], 300, AT_100),
    _covered("first", ["step=step"], 300, AT_100),
    _covered("second", ["skipping=0.5"], 300, AT_100),
    _covered("second", ["ceiling=1"], 300, AT_100),
    _covered("second", ["drift=1"], 300, AT_100),
    Part("next_to_none", 200, next_to_none.record),
)


def is_done(part: Part, many: Many) -> bool:
    if not there(part.name):
        return False
    found = kept(part.name)
    wanted = (many.couples, many.seed) == (found["couples"], found["seed"])
    return wanted and is_of_now(found)


def run(part: Part, many: Many) -> None:
    watch = Watch()
    part.record(many)
    print(f"{part.name}: {many.couples} couples in {watch.seconds} s", flush=True)


def main() -> None:
    found = argparse.ArgumentParser(description=__doc__)
    found.add_argument("--share", type=float, default=1.0)
    found.add_argument("--workers", type=int, default=1)
    found.add_argument("parts", nargs="*", help="else all")
    asked = found.parse_args()
    for number, part in enumerate(PARTS):
        couples = max(round(part.couples * asked.share), min(part.couples, FEWEST))
        many = Many(couples, SEED + number, asked.workers)
        if part.name in (asked.parts or [part.name]) and not is_done(part, many):
            run(part, many)
    if all(there(part.name) for part in PARTS):
        measured.write()
        report.write()


if __name__ == "__main__":
    main()
