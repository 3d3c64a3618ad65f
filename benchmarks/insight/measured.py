"""What the page of limits says was measured, from the results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.insight.results import kept

ROOT = Path(__file__).parents[2]
FILE = ROOT / "outandback" / "rooms" / "loop" / "content" / "measured.json"
DIGITS = 3
SIZES = ("10", "30", "100")
AFTER = ("30", "50", "100")
USUAL = "1.0"
FALSE_ALARMS = {
    "null": "alarms-first",
    "confounded": "alarms-first-selection-0.7",
    "second": "alarms-second",
    "second_confounded": "alarms-second-selection-0.7",
    "second_bad_days": "alarms-second-selection--0.7",
}


def measured() -> dict[str, Any]:
    return {
        "seed": kept("coverage-first")["seed"],
        "coverage": {world: _coverage(world) for world in ("first", "second")},
        "spread": _spread(),
        "false_alarms": {name: _alarms(file) for name, file in FALSE_ALARMS.items()},
        "power": _power(),
        "next_step": _next_step(),
    }


def _coverage(world: str) -> dict[str, Any]:
    found = kept(f"coverage-{world}")
    means = {size: found["at"][size]["mean"] for size in SIZES}
    return {"couples": found["couples"]} | {
        size: {name: round(share, DIGITS) for name, share in mean.items()}
        for size, mean in means.items()
    }


def _spread() -> dict[str, float]:
    wider, narrower = (kept(f"coverage-first-effects-{times}") for times in ("1.5", "0.5"))
    at = {"wider": wider, "narrower": narrower}
    shares = {name: one["at"]["100"]["mean"]["likely"] for name, one in at.items()}
    couples = min(one["couples"] for one in at.values())
    return {"couples": couples} | {name: round(one, DIGITS) for name, one in shares.items()}


def _alarms(name: str) -> dict[str, float]:
    found = kept(name)
    worst = max(found["ever"].values())
    return {"couples": found["whole"]} | {
        "worst": round(worst, DIGITS),
        "any": round(found["any"], DIGITS),
    }


def _power() -> dict[str, Any]:
    at = kept("power")["at"][USUAL]
    names = ("effect", *AFTER)
    return {
        sentence: {name: round(one[name], DIGITS) for name in names} for sentence, one in at.items()
    }


def _next_step() -> dict[str, float]:
    found = kept("next-first")
    return {"bad": round(found["steps: bad"], DIGITS), "couples": found["whole"]}


def write(file: Path = FILE) -> None:
    file.write_text(json.dumps(measured(), indent=1) + "\n", encoding="utf-8")
