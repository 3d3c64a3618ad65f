"""How often such sentences are wrong, and how often such ranges hold: in words, from `measured.json`.

That file is written by `benchmarks/insight`, on couples made up by a program. It is read when the
page of limits is first asked for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .findings import QUESTIONS, points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise

FILE = Path(__file__).with_name("measured.json")
# What was aimed at: shares of ranges, of couples, of steps.
LIKELY, ALMOST_SURE, NEAR = 0.80, 0.95, 0.02
ANY, WORST, BAD_STEPS = 0.20, 0.05, 0.05
LEAVES = "10", "30", "100"
WORLDS = {
    "first": _("Couples made up by whoever made the statistics"),
    "second": _("Couples made up by somebody else, after other rules"),
}
ALARMS = {
    "null": _(
        "Of 100 couples for whom leaves change nothing, {any} were told something within 100"
        " leaves. Any one sentence was told to {worst} at most."
    ),
    "confounded": _(
        "Where leaves were planned in good weeks, and change nothing, {any} of 100 couples were told"
        " something. Any one sentence was told to {worst} at most."
    ),
    "second": _(
        "Of the couples made up by somebody else, {any} of 100 were told something that was not so."
        " Any one sentence was told to {worst} at most."
    ),
}


@dataclass(frozen=True)
class Section:
    heading: StrOrPromise
    sentences: tuple[str, ...]


@cache
def figures() -> dict[str, Any]:
    """Nothing where nothing was measured."""
    if not FILE.exists():
        return {}
    read: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return read


def sections() -> list[Section]:
    """Those that something was measured of."""
    found = figures()
    every = (
        Section(_("How often a range holds"), tuple(_ranges(found))),
        Section(_("How often something is said that is not so"), tuple(_alarms(found))),
        Section(_("How long it takes until something shows"), tuple(_shows(found))),
        Section(_("The next small step"), tuple(_steps(found))),
    )
    return [one for one in every if one.sentences]


def _ranges(found: dict[str, Any]) -> Iterator[str]:
    for world, whose in WORLDS.items():
        at = found.get("coverage", {}).get(world)
        for leaves in LEAVES if at else ():
            if leaves in at:
                yield _held(whose, leaves, at[leaves])
    spread = found.get("spread")
    if spread:
        said = gettext(
            "Where leaves change more than the app takes to be usual, {wider} of 100 ranges held;"
            " where they change less, {narrower}. They were to be 80."
        )
        yield said.format(wider=in_100(spread["wider"]), narrower=in_100(spread["narrower"]))


def _held(whose: StrOrPromise, leaves: str, at: dict[str, float]) -> str:
    said = gettext(
        "{whose}: with {leaves} leaves, {likely} of 100 ranges that were to hold for 80 held, and"
        " {almost} of 100 that were to hold for 95."
    ).format(
        whose=whose,
        leaves=leaves,
        likely=in_100(at["likely"]),
        almost=in_100(at["almost_sure"]),
    )
    narrow = at["likely"] < LIKELY - NEAR or at["almost_sure"] < ALMOST_SURE - NEAR
    return _and(said, gettext("They are too narrow there.")) if narrow else said


def _alarms(found: dict[str, Any]) -> Iterator[str]:
    for world, sentence in ALARMS.items():
        at = found.get("false_alarms", {}).get(world)
        if at:
            said = str(sentence).format(any=in_100(at["any"]), worst=in_100(at["worst"]))
            missed = at["any"] > ANY or at["worst"] > WORST
            more = gettext("No more than {any} and {worst} were aimed at, and that was missed.")
            yield _and(said, more.format(any=20, worst=5)) if missed else said


def _shows(found: dict[str, Any]) -> Iterator[str]:
    for name, at in found.get("power", {}).items():
        if name not in QUESTIONS:
            continue
        said = gettext(
            "{question} Where it is so by {points}, {first} of 100 couples were told after 30"
            " leaves, {second} after 50, and {last} after 100."
        )
        yield said.format(
            question=QUESTIONS[name].asked,
            points=points(at["effect"]),
            first=in_100(at["30"]),
            second=in_100(at["50"]),
            last=in_100(at["100"]),
        )


def _steps(found: dict[str, Any]) -> Iterator[str]:
    at = found.get("next_step")
    if at:
        said = gettext(
            "Of 100 steps that were named, {bad} were of a length that was good to both less than"
            " half of the time."
        ).format(bad=in_100(at["bad"]))
        more = gettext("No more than {count} were aimed at, and that was missed.").format(count=5)
        yield _and(said, more) if at["bad"] > BAD_STEPS else said


def in_100(share: float) -> str:
    """A share in whole hundredths; of what is rare, that it is less than one."""
    whole = round(100 * share)
    return gettext("less than 1") if share > 0 and whole == 0 else str(whole)


def _and(one: str, more: str) -> str:
    return gettext("{sentence} {more}").format(sentence=one, more=more)
