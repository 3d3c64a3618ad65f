"""How often couples are told what is so for them, by how great it is and after how many leaves.

python -m benchmarks.insight.power --couples 400
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.insight.false_alarms import LEAVES, said_to_each
from benchmarks.insight.first_known import USUAL
from benchmarks.insight.results import keep
from benchmarks.insight.running import Watch, many_of, parser
from benchmarks.insight.worlds import FIRST, world_of
from outandback.insight.decisions import EACH

if TYPE_CHECKING:
    from benchmarks.insight.false_alarms import Said
    from benchmarks.insight.running import Many

TIMES = (0.5, 1.0, 2.0)
AFTER = (30, 50, 100)
FIRST_SAID = 2 * EACH


def told(said: list[Said], sentence: str, times: float) -> dict[str, float]:
    """Shares told by then, rightly; `wrong`: ever told the contrary. Over both people, where it is
    said of one of the two."""
    alike = [one[name] for one in said for name in one if name.rstrip(" 01") == sentence]
    directions = np.array(alike)
    real = USUAL[sentence] * times
    # of two ways of telling either may be named first
    right = np.abs(directions) if sentence == "way of telling" else directions * np.sign(real)
    by_then = {
        str(leaves): float((right[:, : (leaves - FIRST_SAID) // EACH + 1] > 0).any(axis=1).mean())
        for leaves in AFTER
    }
    return {"effect": real, **by_then, "wrong": float((right < 0).any(axis=1).mean())}


def record(many: Many) -> None:
    watch = Watch()
    at: dict[str, Any] = {}
    for times in TIMES:
        said = said_to_each(many, world_of(FIRST, [f"known={times}", "step=none"]))
        at[str(times)] = {sentence: told(said, sentence, times) for sentence in USUAL}
        shares = [f"{name} {one[str(LEAVES)]:.2f}" for name, one in at[str(times)].items()]
        print(f"{times} of usual, {len(said)} couples:", ", ".join(shares), flush=True)
    keep("power", many, watch, {"whole": len(said), "at": at})


def main() -> None:
    record(many_of(parser(__doc__, 100).parse_args()))


if __name__ == "__main__":
    main()
