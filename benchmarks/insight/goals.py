"""What was wanted of the statistics, and what came of it."""

from __future__ import annotations

from typing import Any, NamedTuple

from benchmarks.insight import tables
from benchmarks.insight.results import kept, there

SIZES = "10", "30", "100"
NEAR = 0.02
LISTED = 5


class Goal(NamedTuple):
    wanted: str
    found: str
    met: bool


def every_goal() -> list[Goal]:
    return [*_first(), *_cells(), *_spread(), *_second(), *_others()]


def table() -> str:
    rows = [[one.wanted, one.found, "yes" if one.met else "**no**"] for one in every_goal()]
    return tables.table(["wanted", "found", "met"], rows)


def _likely(name: str, size: str, which: str = "likely") -> float:
    found: float = kept(name)["at"][size]["mean"][which]
    return found


def _listed(shares: list[float]) -> str:
    return " / ".join(map(tables.percent, shares))


def _first() -> list[Goal]:
    found = []
    for which, wanted in (("likely", 0.80), ("almost_sure", 0.95)):
        shares = [_likely("coverage-first", size, which) for size in SIZES]
        met = all(abs(share - wanted) <= NEAR for share in shares)
        text = f"{wanted * 100:.0f} ± 2 % held on average at 10 / 30 / 100 leaves, first world"
        found.append(Goal(text, _listed(shares), met))
    return found


def _cells() -> list[Goal]:
    at: dict[str, Any] = kept("coverage-first")["at"]
    cells = [(size, *one) for size in SIZES for one in at[size]["estimands"].items()]
    found = []
    for which, least in (("likely", 0.77), ("almost_sure", 0.93)):
        bold = [
            (one[which], f"{name} at {size}") for size, name, one in cells if one[which] < least
        ]
        text = f"no figure held less than {least * 100:.0f} %, first world"
        lowest = (f"{name}: {tables.percent(share)}" for share, name in sorted(bold)[:LISTED])
        said = f"{len(bold)} of {len(cells)}; {', '.join(lowest)}" if bold else "none"
        found.append(Goal(text, said, not bold))
    near = sum(abs(one["likely"] - 0.80) <= NEAR for _, _, one in cells)
    text = f"at least 52 of {len(cells)} figures and sizes within 80 ± 2 %"
    careful = sum(one["likely"] > 0.80 + NEAR for _, _, one in cells)
    said = f"{near}; {careful} too careful, {len(cells) - near - careful} too bold"
    return [*found, Goal(text, said, near >= 52)]


def _spread() -> list[Goal]:
    names = ("coverage-first-effects-0.5", "coverage-first-effects-1.5")
    shares = [_likely(name, "100") for name in names]
    text = "78–86 % held where effects spread half as wide / half as wide again, 100 leaves"
    return [Goal(text, _listed(shares), all(0.78 <= share <= 0.86 for share in shares))]


def _second() -> list[Goal]:
    shares = [_likely("coverage-second", size) for size in SIZES]
    text = "76–88 % held on average at 10 / 30 / 100 leaves, second world"
    return [Goal(text, _listed(shares), all(0.76 <= share <= 0.88 for share in shares))]


def _others() -> list[Goal]:
    uneven = kept("calibration")["uneven"]
    return [
        Goal("at most 2 % of ranks uneven", f"{tables.percent(uneven)} %", uneven <= 0.02),
        *_alarms(),
        *_next(),
        *_mixed(),
        _speed(),
    ]


def _alarms() -> list[Goal]:
    some = {name: kept(file) for file, name in tables.ALARMS.items() if there(file)}
    worst = max(some, key=lambda name: max(some[name]["ever"].values()))
    share = max(some[worst]["ever"].values())
    said = f"{tables.percent(share)} % ({some[worst]['worst']}; {worst})"
    any_ = max(some, key=lambda name: some[name]["any"])
    most = some[any_]["any"]
    null = some["first"]["any"]
    told = f"{tables.percent(null)} %; at most {tables.percent(most)} % ({any_})"
    return [
        Goal("each sentence ever false for at most 5 %", said, share <= 0.05),
        Goal("any of them for at most 12 %", told, most <= 0.12),
    ]


def _next() -> list[Goal]:
    found = kept("next-first"), kept("next-second")
    bad = [one["steps: bad"] for one in found]
    false = [one[f"{says}: ever"] for one in found for says in ("up to", "beyond")]
    ever = "“up to” and “beyond” ever false for at most 5 %, first / second world"
    said = [one[f"{says}: false"] for one in found for says in ("up to", "beyond")]
    each = "“up to” and “beyond” false in at most 5 % of the times said, first / second world"
    return [
        Goal("at most 5 % of next steps bad, first / second world", _listed(bad), max(bad) <= 0.05),
        Goal(ever, _listed(false), max(false) <= 0.05),
        Goal(each, _listed(said), max(said) <= 0.05),
    ]


def _mixed() -> list[Goal]:
    at = kept("mixed_models")["at"]
    shares = [one["error_share"] for one in at.values()]
    times = [one["times_as_fast"] for one in at.values()]
    errors = " / ".join(f"{share:.2f}" for share in shares)
    fast = " / ".join(f"{one:.0f}" for one in times)
    return [
        Goal("error at most 0.6 of MixedLM’s, 30 / 100 leaves", errors, max(shares) <= 0.6),
        Goal("at least 10 times as fast", fast, min(times) >= 10),
    ]


def _speed() -> Goal:
    at = kept("speed")["at"]
    found = [at[size]["check"]["middle"] for size in ("100", "300")]
    said = " / ".join(f"{one:.0f}" for one in found)
    return Goal(
        "one check in 50 / 80 ms at 100 / 300 leaves", said, found[0] <= 50 and found[1] <= 80
    )
