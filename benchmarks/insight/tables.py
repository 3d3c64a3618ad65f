"""Tables of results, as they stand in docs/statistics.md: no figure there is written by hand."""

from __future__ import annotations

from typing import Any

from benchmarks.insight.measured import FALSE_ALARMS
from benchmarks.insight.results import kept, there

Row = list[str]
VARIANTS = {
    "coverage-first-effects-0.5": "first, effects spread half as wide",
    "coverage-first-effects-1.5": "first, effects spread half as wide again",
    "coverage-first-skipping-0.5": "first, who feels less close answers less",
    "coverage-first-ceiling-1": "first, couples at the top of the scale",
    "coverage-first-slow-0.5": "first, half of what persists lasts a month",
    "coverage-first-step-step": "first, every couple has a length from which it is harder",
    "coverage-second-effects-0.5": "second, effects spread half as wide",
    "coverage-second-effects-1.5": "second, effects spread half as wide again",
    "coverage-second-skipping-0.5": "second, who feels less close answers less",
    "coverage-second-ceiling-1": "second, couples at the top of the scale",
    "coverage-second-drift-1": "second, couples drift over the months",
}
ALARMS = {
    "alarms-first": "first",
    "alarms-first-selection-0.7": "first, leaves chosen in good weeks",
    "alarms-first-selection--0.7": "first, leaves chosen in bad weeks",
    "alarms-first-selection--1.5-after_evening-1": "first, leaves chosen after a bad evening",
    "alarms-first-skipping-0.5": "first, who feels less close answers less",
    "alarms-second": "second",
    "alarms-second-selection-0.7": "second, leaves chosen on good days",
    "alarms-second-selection--0.7": "second, leaves chosen on bad days",
    "alarms-second-skipping-0.5": "second, who feels less close answers less",
}
NEXT = {"next-first": "first", "next-second": "second"}


def percent(share: float) -> str:
    return f"{share * 100:.1f}"


def table(head: Row, rows: list[Row]) -> str:
    ruled = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in ruled)


def means() -> str:
    rows = []
    for world in ("first", "second"):
        found = kept(f"coverage-{world}")
        for size, at in found["at"].items():
            mean = at["mean"]
            shares = percent(mean["likely"]), percent(mean["almost_sure"])
            rows.append([world, size, str(found["couples"]), *shares])
    return table(["world", "leaves", "couples", "of 80 %", "of 95 %"], rows)


def coverage(world: str) -> str:
    at = kept(f"coverage-{world}")["at"]
    rows = []
    for name in at["10"]["estimands"]:
        some = [one["estimands"][name] for one in at.values()]
        cells = [f"{percent(one['likely'])} ({percent(one['almost_sure'])})" for one in some]
        rows.append([name, *cells, *(f"{one['error']:.2f}" for one in some)])
    sizes = list(at)
    return table(["figure", *sizes, *(f"error at {size}" for size in sizes)], rows)


def variants() -> str:
    rows = []
    for file, name in VARIANTS.items():
        if there(file):
            found = kept(file)
            at = found["at"]["100"]
            worst = min(at["estimands"].items(), key=lambda one: one[1]["likely"])
            shares = percent(at["mean"]["likely"]), percent(at["mean"]["almost_sure"])
            lowest = f"{worst[0]}, {percent(worst[1]['likely'])}"
            rows.append([name, str(found["couples"]), *shares, lowest])
    return table(["world", "couples", "of 80 %", "of 95 %", "lowest of 80 %"], rows)


def calibration() -> str:
    found = kept("calibration")
    rows = []
    for name, checks in found["at"].items():
        size, _, how = name.partition(" ")
        uneven = sum(one["p"] < 0.01 for one in checks.values())
        held = sum(one["likely"] for one in checks.values()) / len(checks)
        rows.append([size, how, str(len(checks)), str(uneven), percent(held)])
    checks_, share = str(found["checks"]), percent(found["uneven"])
    rows.append(["all", f"{found['couples']} couples each", checks_, f"{share} %", ""])
    head = ["leaves", "correlation and spreads", "checks", "uneven (p < .01)", "of 80 %"]
    return table(head, rows)


def alarms() -> str:
    rows = []
    for file, name in ALARMS.items():
        if there(file):
            found = kept(file)
            worst = f"{found['worst']}, {percent(found['ever'][found['worst']])}"
            rows.append([name, str(found["whole"]), worst, percent(found["any"])])
    return table(["world, leaves change nothing", "couples", "worst sentence", "any"], rows)


def alarms_by_sentence() -> str:
    files = [kept(file) for file in FALSE_ALARMS.values()]
    rows = [[name, *(percent(one["ever"][name]) for one in files)] for name in files[0]["ever"]]
    return table(
        [
            "sentence",
            "first",
            "first, good weeks",
            "second",
            "second, good days",
            "second, bad days",
        ],
        rows,
    )


def power() -> str:
    at: dict[str, Any] = kept("power")["at"]
    rows = []
    for name, usual in at["1.0"].items():
        shares = [percent(usual[leaves]) for leaves in ("30", "50", "100")]
        others = [percent(at[times][name]["100"]) for times in ("0.5", "2.0")]
        wrong = max(at[times][name]["wrong"] for times in at)
        rows.append([name, f"{usual['effect']:+g}", *shares, *others, percent(wrong)])
    head = ["sentence", "usual effect", "by 30", "by 50", "by 100"]
    return table([*head, "half of it, by 100", "twice it, by 100", "the contrary, at most"], rows)


def next_leaves() -> str:
    rows = []
    for file, name in NEXT.items():
        found = kept(file)
        for says in ("up to", "beyond"):
            shares = percent(found[f"{says}: false"]), percent(found[f"{says}: ever"])
            rows.append([name, says, str(found["whole"]), str(found[f"{says}: said"]), *shares])
        bad = percent(found["steps: bad"]), percent(found["steps: ever"])
        rows.append([name, "next step", str(found["whole"]), str(found["steps"]), *bad])
    return table(["world", "sentence", "couples", "times said", "false", "couples ever"], rows)


def next_to_none() -> str:
    at = kept("next_to_none")["at"]
    rows = [
        [f"{one['effect']:+g}", str(one["people"]), percent(one["said"])] for one in at.values()
    ]
    return table(["what is so, by a point of guilt", "people", "ever said to"], rows)


def mixed_models() -> str:
    found = kept("mixed_models")
    rows = []
    for size, at in found["at"].items():
        for who, name in (("ours", "this fit"), ("theirs", "MixedLM")):
            one = at[who]
            cells = f"{one['error']:.3f}", percent(one["almost_sure"])
            time = f"{one['milliseconds']:.0f}"
            rows.append([size, name, *cells, time, f"{one['failed']} of {found['couples']}"])
    return table(["leaves", "", "error", "of 95 %", "ms", "failed"], rows)


def speed() -> str:
    at = kept("speed")["at"]
    rows = []
    for size, found in at.items():
        both = (found["check"], found["page"])
        rows.append([size, *(f"{one['middle']:.0f} ({one['most']:.0f})" for one in both)])
    return table(["leaves", "one check: middle (most)", "a page: middle (most)"], rows)
