"""What was measured, each part in a file of its own, with what it was measured of."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.insight.recording import asked_fits, priors_of
from benchmarks.insight.worlds import FIRST, couple_of, world_of
from outandback.insight import decisions, sayings

if TYPE_CHECKING:
    from benchmarks.insight.running import Many, Watch

PLACE = Path(__file__).parent / "results"
DIGITS = 4
LEAVES = 30


def keep(name: str, many: Many, watch: Watch, found: dict[str, Any], place: Path = PLACE) -> None:
    """`found` besides what every result says: its seed, couples, seconds and priors."""
    whole = {
        "seed": many.seed,
        "couples": many.couples,
        "seconds": watch.seconds,
        "rests_on": rests_on(),
        **found,
    }
    place.mkdir(exist_ok=True)
    text = json.dumps(_rounded(whole), indent=1, ensure_ascii=False)
    (place / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def kept(name: str, place: Path = PLACE) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((place / f"{name}.json").read_text(encoding="utf-8"))
    return found


def there(name: str, place: Path = PLACE) -> bool:
    return (place / f"{name}.json").exists()


@cache
def rests_on() -> dict[str, str]:
    """What a result is true of: the priors of each fit, and when a sentence is said."""
    couple, _ = couple_of(LEAVES, np.random.default_rng(0), world_of(FIRST, []))
    said = {f"say {name}": f"{one.rows}, {one.worth}" for name, one in sayings.LEAST.items()}
    when = {"say at all": f"{decisions.SURE}, {decisions.EACH}"}
    return priors_of(asked_fits(couple)) | said | when


def is_of_now(found: dict[str, Any]) -> bool:
    """Whether what it rests on is as it was. Fits that are new since then change nothing of it."""
    now = rests_on()
    return all(now.get(name) == one for name, one in found["rests_on"].items())


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return round(float(value), DIGITS) if isinstance(value, float | np.floating) else value
