"""The figures as a table, each beside what it was to reach."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.calendars import MOST_MIB, SLOWEST

if TYPE_CHECKING:
    from benchmarks.beside import Beside
    from benchmarks.calendars import Taken, Thrown

PAGES = {
    "today": "Today, partner out",
    "story": "Story, first page",
    "search": "A search that finds nothing",
    "away": "The away page",
    "capture": "A sealed capture",
    "check": "The care check",
    "comfort": "The Comfort page",
    "month": "The line of a month",
}
MIDDLE = 5_000
REFERENCE = 2.4  # ms that the reference page takes on the machine that the aims are for
CPU = {"today": 5.4, "story": 5.4, "away": 5.4, "capture": 5.4, "check": 50, "search": 150}
GROWS = {"search"}  # it opens what it looks through, up to its bound
QUERIES = {"today": 7, "check": 10, "comfort": 10, "month": 10}
GROWTH, CAPTURES, COLD, PAGE, MEMORY = 1.15, 165, 0.68, 1.0, 81
CALENDAR, UNCHANGED = 56, 3
FREE_HOURS = 20
LOOP_CPU, LOOP_QUERIES, LOOP_BYTES, LIMITS_CPU = 120, 10, 40_000, 10
SLOWED, REFUSED = 1.10, 2.0
LOAD_BYTES, LOAD_REQUESTS = 50_000, 5


@dataclass
class Figures:
    """What was measured. CPU in ms a request by size, then page."""

    cpu: dict[int, dict[str, float]] = field(default_factory=dict)
    queries: dict[int, dict[str, int]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    reference: list[float] = field(default_factory=list)
    calendar: float = 0.0
    calendar_unchanged: float = 0.0
    free_hours: float = 0.0
    own_leaves: dict[str, float] = field(default_factory=dict)
    captures: float = 0.0
    capture_errors: int = 0
    load_bytes: int = 0
    load_requests: list[str] = field(default_factory=list)
    cold: float = 0.0
    cold_page: float = 0.0
    memory: float = 0.0
    calendars: list[Taken] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    bombs: list[Thrown] = field(default_factory=list)

    @property
    def scale(self) -> float:
        """Milliseconds here, times this, are milliseconds where the reference page takes 2.4."""
        return REFERENCE / median(self.reference)


@dataclass(frozen=True)
class Aim:
    """`scaled`: as it counts, where that is not as it was measured."""

    what: str
    measured: str
    target: str
    reached: bool
    scaled: str = ""


def written(figures: Figures, machine: str, load: float, seconds: float) -> str:
    parts = [
        f"# Figures of {datetime.now(UTC):%Y-%m-%d}",
        f"{machine}. Others kept {load:.1f} cores busy when it began. Two server processes of two "
        "threads, on loopback; CPU is that of both, in milliseconds a request, the median of "
        f"turns. Measured in {seconds:.0f} s.",
        f"The reference page (Django, session, user, one query, 30 rows) took "
        f"{median(figures.reference):.2f} ms of CPU. What is to be reached in milliseconds is for "
        f"a machine on which it takes {REFERENCE}, so those are scaled by {figures.scale:.2f}.",
        _pages(figures),
        _aims(figures),
        _short(figures),
    ]
    return "\n\n".join(parts) + "\n"


def _pages(figures: Figures) -> str:
    sizes = [f"{size:,} items" for size in figures.cpu]
    head = ["page", *sizes, "growth", "queries", "bytes of HTML"]
    rows = [_page(figures, name, title) for name, title in PAGES.items()]
    return _table([head, ["---"] * len(head), *rows])


def _page(figures: Figures, name: str, title: str) -> list[str]:
    cpu = [figures.cpu[size][name] for size in figures.cpu]
    queries = sorted({figures.queries[size][name] for size in figures.cpu})
    return [
        title,
        *(f"{ms:.2f} ms" for ms in cpu),
        f"{cpu[-1] / cpu[0]:.2f}×",
        "–".join(map(str, queries)),
        f"{figures.sizes[name]:,}",
    ]


def _aims(figures: Figures) -> str:
    head = [["figure", "measured", "scaled", "to reach"], ["---"] * 4]
    rows = [[aim.what, aim.measured, aim.scaled, aim.target] for aim in aims(figures)]
    here = f"{median(figures.reference):.2f} ms"
    bare = ["CPU, the reference page", here, f"{REFERENCE} ms", ""]
    return _table([*head, bare, *rows])


def _short(figures: Figures) -> str:
    short = [aim.what for aim in aims(figures) if not aim.reached]
    fetched = ["/" + address.split("/", 3)[-1] for address in figures.load_requests]
    return (
        f"Falls short: {'; '.join(short) or 'nothing'}.\n\n"
        f"The first load fetched {', '.join(fetched)}."
    )


def aims(figures: Figures) -> list[Aim]:
    return [*_by_page(figures), *_of_the_whole(figures)]


def _by_page(figures: Figures) -> list[Aim]:
    sizes = list(figures.cpu)
    cpu = {name: figures.cpu[MIDDLE][name] for name in CPU}
    asked = {name: max(of[name] for of in figures.queries.values()) for name in QUERIES}
    growth = {
        PAGES[name]: figures.cpu[sizes[-1]][name] / figures.cpu[sizes[0]][name]
        for name in PAGES
        if name not in GROWS
    }
    over = f"growth {sizes[0]:,} to {sizes[-1]:,} items"
    return [
        *(_scaled(figures, f"CPU, {PAGES[name]}", ms, CPU[name]) for name, ms in cpu.items()),
        *(_most(f"{over}, {page}", times, "×", GROWTH) for page, times in growth.items()),
        *(
            _most(f"queries, {PAGES[name]}", many, "", QUERIES[name])
            for name, many in asked.items()
        ),
    ]


def _of_the_whole(figures: Figures) -> list[Aim]:
    errors, many = figures.capture_errors, len(figures.load_requests)
    return [
        Aim(
            "sealed captures, 8 clients",
            f"{figures.captures:.0f}/s, {errors} errors",
            f"≥ {CAPTURES}/s, 0 errors",
            figures.captures >= CAPTURES and not errors,
        ),
        _scaled(figures, "CPU, a calendar of 5,000 times", figures.calendar, CALENDAR),
        _scaled(figures, "CPU, the same, unchanged", figures.calendar_unchanged, UNCHANGED),
        _scaled(figures, "free hours of eight weeks", figures.free_hours, FREE_HOURS),
        _most("first load of Today, bytes", figures.load_bytes, "", LOAD_BYTES),
        _most("first load of Today, requests", many, "", LOAD_REQUESTS),
        _most("cold start to /healthz", figures.cold, "s", COLD),
        _most("cold start to a page", figures.cold_page, "s", PAGE),
        _most("idle memory of all processes", figures.memory, "MiB", MEMORY),
        *_own_leaves(figures),
        *_beside(figures),
        *_bombs(figures),
        *(_most(f"reading {one.what}", one.seconds, "s", SLOWEST) for one in figures.calendars),
        *(_most(f"memory for {one.what}", one.mib, "MiB", MOST_MIB) for one in figures.calendars),
    ]


def _own_leaves(figures: Figures) -> list[Aim]:
    found = figures.own_leaves
    if not found:
        return []
    return [
        _scaled(figures, "CPU, the loop page after eighteen months", found["cpu"], LOOP_CPU),
        _most("the same, queries", int(found["queries"]), "", LOOP_QUERIES),
        _most("the same, bytes of HTML", int(found["size"]), "", LOOP_BYTES),
        _scaled(figures, "CPU, the page of its limits", found["limits_cpu"], LIMITS_CPU),
    ]


def _beside(figures: Figures) -> list[Aim]:
    """What pages take while a calendar is read, as times of what they take without."""
    return [
        aim
        for one in figures.beside
        for aim in (
            _most(f"{one.title} beside a calendar that is read, seconds", one.wall, "×", SLOWED),
            _most(f"{one.title} beside a calendar that is read, CPU", one.cpu, "×", SLOWED),
        )
    ]


def _bombs(figures: Figures) -> list[Aim]:
    if not figures.bombs:
        return []
    taken = [one for one in figures.bombs if not one.refused]
    last = max(figures.bombs, key=lambda one: one.seconds)
    refused = f"{len(figures.bombs) - len(taken)} of {len(figures.bombs)}"
    return [
        Aim(
            "what means no good is refused",
            f"{refused}, within {last.seconds:.2f} s ({last.what})",
            f"all, ≤ {REFUSED} s",
            last.seconds <= REFUSED and not taken,
        )
    ]


def _most(what: str, measured: float, unit: str, most: float) -> Aim:
    told = f"{measured:,}" if isinstance(measured, int) else f"{measured:.2f}"
    return Aim(what, f"{told} {unit}".strip(), f"≤ {most:,} {unit}".strip(), measured <= most)


def _scaled(figures: Figures, what: str, measured: float, most: float) -> Aim:
    """Milliseconds of CPU, which count as the reference machine would take them."""
    there = measured * figures.scale
    return replace(
        _most(what, measured, "ms", most), scaled=f"{there:.2f} ms", reached=there <= most
    )


def _table(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
