"""What the results look like: each picture beside its table in docs/statistics.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.insight.measured import FALSE_ALARMS
from benchmarks.insight.picture import COLOURS, INK, Picture
from benchmarks.insight.results import PLACE, kept

if TYPE_CHECKING:
    from collections.abc import Iterator

ROW, AROUND = 22, 110
SHARES = [0.6, 0.7, 0.8, 0.9, 1.0]
WANTED = (0.78, 0.82)
LOWEST = 0.55


def percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def coverage(world: str) -> Picture:
    at = kept(f"coverage-{world}")["at"]
    names = list(at["10"]["estimands"])
    found = Picture(
        f"How many intervals of 80 % hold what is so: {world} world",
        (LOWEST, 1.0),
        (len(names), -1),
        height=len(names) * ROW + AROUND,
    )
    found.band(*WANTED)
    found.ticks_across(SHARES, list(map(percent, SHARES)))
    found.line([(0.8, len(names)), (0.8, -1)], INK)
    for row, name in enumerate(names):
        found.name_row(row, name)
        for colour, size in zip(COLOURS, at, strict=False):
            found.dot(max(at[size]["estimands"][name]["likely"], LOWEST), row, colour)
    found.legend([f"{size} leaves" for size in at])
    return found


def calibration() -> Picture:
    bins = kept("calibration")["bins"]
    shares = np.array(bins) / sum(bins) * len(bins)
    found = Picture("Ranks of what was drawn, in twenty parts: even is right", (0, 1), (0, 1.3))
    found.ticks_down([0, 0.5, 1.0], ["0", "half", "as expected"])
    for at, share in enumerate(shares):
        found.column((at + 0.5) / len(bins), float(share), 0.9 / len(bins), COLOURS[0])
    found.line([(0, 1), (1, 1)], INK, dashed=True)
    return found


def alarms() -> Picture:
    files = {name: kept(file) for name, file in FALSE_ALARMS.items()}
    names = list(files["null"]["ever"])
    found = Picture(
        "Couples ever told, within 100 leaves, what is not so",
        (0, 0.2),
        (len(names) + 1, -1),
        height=(len(names) + 1) * ROW + AROUND,
    )
    ticks = [0, 0.05, 0.1, 0.15, 0.2]
    found.ticks_across(ticks, list(map(percent, ticks)))
    found.line([(0.05, len(names) + 1), (0.05, -1)], INK, dashed=True)
    for row, name in enumerate([*names, "any of all"]):
        found.name_row(row, name)
        for at, one in enumerate(files.values()):
            share = one["any"] if name == "any of all" else one["ever"][name]
            found.bar(min(share, 0.2), row + (at - 2) * 0.17, 0.14, COLOURS[at])
    found.legend(["first world", "in good weeks", "second world", "on good days", "on bad days"])
    return found


def power() -> Picture:
    at = kept("power")["at"]
    names = list(at["1.0"])
    found = Picture(
        "Couples told by 100 leaves what is so",
        (0, 1),
        (len(names), -1),
        height=len(names) * ROW + AROUND,
    )
    ticks = [0, 0.25, 0.5, 0.75, 1.0]
    found.ticks_across(ticks, list(map(percent, ticks)))
    for row, name in enumerate(names):
        found.name_row(row, name)
        for colour, times in zip(COLOURS, at, strict=False):
            found.dot(at[times][name]["100"], row, colour)
    found.legend(["half the usual effect", "the usual one", "twice as great"])
    return found


def power_by_leaves() -> Picture:
    at: dict[str, Any] = kept("power")["at"]["1.0"]
    shown = ("back leaver", "guilt exaggerates", "far home", "growing easier")
    found = Picture("Couples told of a usual effect, by leaves", (30, 100), (0, 1))
    ticks = [0, 0.25, 0.5, 0.75, 1.0]
    found.ticks_down(ticks, list(map(percent, ticks)))
    found.ticks_across([30, 50, 100], ["30 leaves", "50", "100"])
    for colour, name in zip(COLOURS, shown, strict=False):
        found.line([(float(leaves), at[name][leaves]) for leaves in ("30", "50", "100")], colour)
    found.legend(list(shown))
    return found


def every_picture() -> Iterator[tuple[str, Picture]]:
    yield "coverage-first", coverage("first")
    yield "coverage-second", coverage("second")
    yield "calibration", calibration()
    yield "alarms", alarms()
    yield "power", power()
    yield "power-by-leaves", power_by_leaves()


def write() -> None:
    for name, picture in every_picture():
        (PLACE / f"{name}.svg").write_text(picture.svg(), encoding="utf-8")
