"""What `measured.json` may hold, for tests: made up, with an aim that was missed and some that were
not."""

from __future__ import annotations

from typing import Any


def _held(likely: float, almost_sure: float) -> dict[str, float]:
    return {"likely": likely, "almost_sure": almost_sure}


MEASURES: dict[str, Any] = {
    "seed": 1,
    "coverage": {
        "first": {
            "couples": 20,
            "10": _held(0.818, 0.979),
            "30": _held(0.804, 0.955),
            "100": _held(0.769, 0.936),
        },
        "second": {
            "couples": 20,
            "10": _held(0.82, 0.98),
            "30": _held(0.80, 0.95),
            "100": _held(0.79, 0.94),
        },
    },
    "spread": {"couples": 8, "wider": 0.78, "narrower": 0.86},
    "false_alarms": {
        "null": {"couples": 8, "worst": 0.125, "any": 0.125},
        "confounded": {"couples": 400, "worst": 0.004, "any": 0.15},
        "second": {"couples": 8, "worst": 0.0, "any": 0.0},
    },
    "power": {
        "back leaver": {"effect": 0.5, "30": 0.375, "50": 0.75, "100": 1.0},
        "hours apart trend": {"effect": 1.5, "30": 0.0, "50": 0.06, "100": 0.69},
    },
    "next_step": {"bad": 0.011, "couples": 8},
}
