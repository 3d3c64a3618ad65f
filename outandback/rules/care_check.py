"""A leave held against what two people said about the five cares: what stretches whom, and how far.

It finds what there is to talk about. It never says that a leave is too much, and holds nothing up.
The steps of time and the way levels carry along a scale are own reasoning, with no outside source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .cares import LOOSE, PARTS_OF_DAY, SCALES, Care, Level

# What somebody said. What was not said is absent; keys that are not known here are not looked at.
Comforts = Mapping[Care, Mapping[str, Level]]

# The most hours that each length holds; what is longer is a day.
HOURS = {"hour": 1.25, "hours": 3.5, "half": 7.0}
# From and to in hours of the day; late runs on into the next.
PARTS = {"morning": (5, 9), "daytime": (9, 17), "evening": (17, 21), "late": (21, 29)}
# Hours at which a day begins. From the third one on, a leave has covered every part already.
DAYS = (-24, 0, 24)
NIGHT_ENDS = 4


@dataclass(frozen=True)
class Asked:
    """What one leave asks on the five cares; "", None or empty where the plan does not say.

    `hours` is how long it is, None with no set return time; `parts` are of PARTS_OF_DAY.
    """

    intention: str = ""
    meaning: str = ""
    company: str = ""
    distance: str = ""
    hours: float | None = None
    nights: int = 0
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reading:
    """One person on one care: the level (None: not said), and the option that stretches most.

    `stretch` counts the steps beyond what is easy, 0 where it is easy or was not said. `part`
    holds what was said where all of that is easy and the leave asks for more than was answered.
    """

    level: Level | None
    stretch: int
    option: str
    part: tuple[str, ...] = ()

    @property
    def weight(self) -> tuple[int, int]:
        """For comparing: by level, then by stretch; what was not said comes last."""
        return (-1 if self.level is None else int(self.level), self.stretch)


@dataclass(frozen=True)
class Finding:
    """Both on one care. `own` is the reading of the one who goes."""

    care: Care
    own: Reading
    theirs: Reading

    @property
    def levels(self) -> tuple[Level, ...]:
        """What was said, own first: none, one or two."""
        both = (self.own.level, self.theirs.level)
        return tuple(level for level in both if level is not None)

    @property
    def said(self) -> bool:
        return bool(self.levels)

    @property
    def talk(self) -> bool:
        return any(level > Level.EASY for level in self.levels)

    @property
    def easy(self) -> bool:
        """Whoever said anything said that all of it is easy."""
        return self.said and not self.talk and not self.own.part and not self.theirs.part

    @property
    def about(self) -> str:
        """The option to talk about: what stretches more, own first where both are alike."""
        return max(self.own, self.theirs, key=lambda reading: reading.weight).option


def care_check(asked: Asked, own: Comforts, theirs: Comforts) -> tuple[Finding, ...]:
    """Five findings, in the order of Care. No errors: what is not known was not said."""
    return tuple(
        Finding(care, reading(care, asked, own), reading(care, asked, theirs)) for care in Care
    )


def reading(care: Care, asked: Asked, comforts: Comforts) -> Reading:
    """Where somebody stands on one care of a leave.

    Time asks for its length and for each part of the day that it covers; the greatest counts, and
    what was not said of one of them is not taken from another.
    """
    said = comforts.get(care, {})
    each = [_of_option(care, option, said) for option in options_of(care, asked)]
    greatest = max(each, key=lambda one: one.weight, default=Reading(None, 0, ""))
    answered = tuple(one.option for one in each if one.level is not None)
    if greatest.level is Level.EASY and len(answered) < len(each):
        return replace(greatest, part=answered)
    return greatest


def stands(care: Care, option: str, comforts: Comforts) -> Level | None:
    """How somebody stands to one option, with what carries along its scale; None: not said."""
    return _of_option(care, option, comforts.get(care, {})).level


def asked_time(out: datetime, back: datetime | None) -> tuple[int, frozenset[str]]:
    """The nights and the parts of the day of a leave, from naive wall times of one zone.

    A night is a crossing of four in the morning. With no return time, or one that is not after
    `out`, it is no night and the part in which it begins. Raises ValueError for an aware time.
    """
    if out.tzinfo is not None or (back is not None and back.tzinfo is not None):
        raise ValueError("a wall time is naive")
    if back is None or back <= out:
        return 0, _parts(out, timedelta.resolution)
    return _day(back) - _day(out), _parts(out, back - out)


def length_of(hours: float, nights: int) -> str:
    """The option of LENGTHS: by hours or by nights, whichever is longer. No errors."""
    by_hours = next((length for length, most in HOURS.items() if hours <= most), "day")
    if nights < 1:
        return by_hours
    return "night" if nights == 1 else "nights"


def options_of(care: Care, asked: Asked) -> list[str]:
    """What a leave is on one care; empty where that was not said."""
    if care is Care.TIME:
        length = [] if asked.hours is None else [length_of(asked.hours, asked.nights)]
        return length + [part for part in PARTS_OF_DAY if part in asked.parts]
    option = {
        Care.INTENTION: asked.intention,
        Care.MEANING: asked.meaning,
        Care.COMPANY: asked.company,
        Care.DISTANCE: asked.distance,
    }[care]
    known = (*SCALES.get(care, ()), *LOOSE[care])
    return [option] if option in known else []


def _of_option(care: Care, option: str, said: Mapping[str, Level]) -> Reading:
    scale = SCALES.get(care, ())
    if option in scale:
        return _on_scale(scale, scale.index(option), said)
    level = said.get(option)
    return Reading(level, int(level or 0), option)


def _on_scale(scale: Sequence[str], index: int, said: Mapping[str, Level]) -> Reading:
    level = _holds(scale, index, said)
    if not level:
        return Reading(level, 0, scale[index])
    easy = [at for at in range(index) if _holds(scale, at, said) == Level.EASY]
    return Reading(level, index - max(easy, default=-1), scale[index])


def _holds(scale: Sequence[str], index: int, said: Mapping[str, Level]) -> Level | None:
    """More is never easier than less: what stretches carries up the scale, what is easy down."""
    upto = [said[option] for option in scale[: index + 1] if option in said]
    greatest = max(upto, default=Level.EASY)
    if greatest > Level.EASY or Level.EASY in map(said.get, scale[index:]):
        return greatest
    return None


def _day(at: datetime) -> int:
    return at.toordinal() - (at.hour < NIGHT_ENDS)


def _parts(out: datetime, length: timedelta) -> frozenset[str]:
    hour = timedelta(hours=1)
    begin = out - out.replace(hour=0, minute=0, second=0, microsecond=0)
    end = begin + length
    spans = [(part, day + low, day + high) for part, (low, high) in PARTS.items() for day in DAYS]
    return frozenset(part for part, low, high in spans if begin < high * hour and low * hour < end)
