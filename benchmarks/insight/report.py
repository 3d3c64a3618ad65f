"""The tables and pictures of docs/statistics.md, from the results.

A table stands between `<!-- NAME -->` and `<!-- end of NAME -->`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks.insight import goals, pictures, tables
from benchmarks.insight.measured import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = ROOT / "docs" / "statistics.md"
TABLES: dict[str, Callable[[], str]] = {
    "goals": goals.table,
    "means": tables.means,
    "coverage first": partial(tables.coverage, "first"),
    "coverage second": partial(tables.coverage, "second"),
    "variants": tables.variants,
    "calibration": tables.calibration,
    "alarms": tables.alarms,
    "alarms by sentence": tables.alarms_by_sentence,
    "power": tables.power,
    "next leaves": tables.next_leaves,
    "next to none": tables.next_to_none,
    "mixed models": tables.mixed_models,
    "speed": tables.speed,
}


def filled(page: str) -> str:
    """The page with every table as the results have it now."""
    for name, made in TABLES.items():
        begins, ends = f"<!-- {name} -->", f"<!-- end of {name} -->"
        before, _, rest = page.partition(begins)
        _, _, after = rest.partition(ends)
        page = f"{before}{begins}\n\n{made()}\n\n{ends}{after}"
    return page


def write() -> None:
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    pictures.write()
