"""How often such sentences are wrong, and how often such ranges hold, in words.

Its figures are in `measured.json`, which `benchmarks/insight` writes: of couples made up by a
program. It is read when the page of limits is first asked for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import floor
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
ANY, WORST, BAD_STEPS = 0.12, 0.05, 0.05
TINY = 1e-9
LEAVES = "10", "30", "100"
WHEN = "30", "50", "100"
WORLDS = {
    "first": _("Couples made up by whoever made the statistics ({couples} of them)"),
    "second": _("Couples made up by somebody else, after other rules ({couples} of them)"),
}
ALARMS = {
    "null": _(
        "Where leaves change nothing, so many of 100 couples were told something within 100 leaves:"
        " {any}. Any one sentence was told to {worst} of them at most. Tried on couples: {couples}."
    ),
    "confounded": _(
        "Where leaves change nothing but are planned in good weeks, so many of 100 couples were"
        " told something: {any}. Any one sentence was told to {worst} of them at most. Tried on"
        " couples: {couples}."
    ),
    "second": _(
        "Where leaves change nothing for couples made up by somebody else, so many of 100 were told"
        " something: {any}. Any one sentence was told to {worst} of them at most. Tried on couples:"
        " {couples}."
    ),
    "second_confounded": _(
        "Where leaves change nothing for couples made up by somebody else, but are planned on good"
        " days, so many of 100 were told something: {any}. Any one sentence was told to {worst} of"
        " them at most. Tried on couples: {couples}."
    ),
    "second_bad_days": _(
        "Where they are planned on bad days instead, so many of 100 of these were told something:"
        " {any}. Any one sentence was told to {worst} of them at most. A bad day is often over by"
        " the evening, and then coming back looks better than it is. Tried on couples: {couples}."
    ),
}
SHOWS = _("Where it is so, how many of 100 couples were told after so many leaves")


@dataclass(frozen=True)
class Section:
    """`rows`: a question with its size, and how many of 100 couples were told at each of WHEN."""

    heading: StrOrPromise
    sentences: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()


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
        Section(_("How long it takes until something shows"), rows=tuple(_shows(found))),
        Section(_("The next small step"), tuple(_steps(found))),
    )
    return [one for one in every if one.sentences or one.rows]


def _ranges(found: dict[str, Any]) -> Iterator[str]:
    for world, whose in WORLDS.items():
        at = found.get("coverage", {}).get(world)
        if at:
            yield _held(str(whose).format(couples=at["couples"]), [at[one] for one in LEAVES])
    spread = found.get("spread")
    if spread:
        said = gettext(
            "Where leaves change half as much again as the app takes to be usual, of 100 ranges"
            " that were to hold for 80 so many held: {wider}. Where they change half as much:"
            " {narrower}. Tried on couples: {couples}."
        )
        yield said.format(
            wider=in_100(spread["wider"]),
            narrower=in_100(spread["narrower"]),
            couples=spread["couples"],
        )


def _held(whose: str, at: list[dict[str, float]]) -> str:
    few, some, many = (in_100(one["likely"]) for one in at)
    said = gettext(
        "{whose}: of 100 ranges that were to hold for 80, {few} held with 10 leaves, {some} with 30"
        " and {many} with 100."
    ).format(whose=whose, few=few, some=some, many=many)
    few, some, many = (in_100(one["almost_sure"]) for one in at)
    more = gettext("Of 100 that were to hold for 95, it was {few}, {some} and {many}.").format(
        few=few, some=some, many=many
    )
    narrow = any(
        one["likely"] < LIKELY - NEAR or one["almost_sure"] < ALMOST_SURE - NEAR for one in at
    )
    said = _and(said, more)
    if any(one["likely"] > LIKELY + NEAR for one in at):
        said = _and(said, gettext("Where it is more, they are wider than they need to be."))
    return _and(said, gettext("Where it is fewer, they are too narrow.")) if narrow else said


def _alarms(found: dict[str, Any]) -> Iterator[str]:
    for world, sentence in ALARMS.items():
        at = found.get("false_alarms", {}).get(world)
        if at:
            shares = {name: in_100(at[name]) for name in ("any", "worst")}
            said = str(sentence).format(**shares, couples=at["couples"])
            missed = at["any"] > ANY or at["worst"] > WORST
            more = gettext("No more than {any} and {worst} were aimed at: it is more.")
            yield _and(said, more.format(any=in_100(ANY), worst=in_100(WORST))) if missed else said


def _shows(found: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, at in found.get("power", {}).items():
        if name in QUESTIONS:
            asked = gettext("{question} ({points})").format(
                question=QUESTIONS[name].asked, points=points(at["effect"])
            )
            yield asked, tuple(in_100(at[leaves]) for leaves in WHEN)


def _steps(found: dict[str, Any]) -> Iterator[str]:
    at = found.get("next_step")
    if at:
        said = gettext(
            "So many of 100 steps that were named were of a length that was good to both less than"
            " half of the time: {bad}. Tried on couples: {couples}."
        ).format(bad=in_100(at["bad"]), couples=at["couples"])
        more = gettext("No more than {count} were aimed at: it is more.").format(
            count=in_100(BAD_STEPS)
        )
        yield _and(said, more) if at["bad"] > BAD_STEPS else said


def in_100(share: float) -> str:
    """A share in whole hundredths, half a one upwards; of what is rare, that it is less than
    one."""
    whole = floor(100 * share + 0.5 + TINY)
    return gettext("less than 1") if share > 0 and whole == 0 else str(whole)


def _and(one: str, more: str) -> str:
    return gettext("{sentence} {more}").format(sentence=one, more=more)
