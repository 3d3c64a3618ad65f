"""What is drawn beside the answers of one reader, and on how many of which answers it rests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .around import FIRST_EFFECT, FIRST_WAY, LAST_PHASE, NAMES, WAYS, design_of
from .couple import PEOPLE
from .effects import Effect, effects_of
from .frontier import LEAST as LEAST_FELT
from .guilt import lately
from .left_out import without_left_out
from .sayings import BASELINE, BETWEEN_THEM, LEAST

if TYPE_CHECKING:
    from .around import AroundLeaves
    from .couple import Couple
    from .frontier import Frontier
    from .history import History
    from .looks import Looks
    from .numbers import Flags, Floats

READER = 0
PHASES = {
    "leaver": ("door leaver", "back leaver", "next day leaver", "days after leaver"),
    "home": ("away home", "back home", "next day home", "days after home"),
}
GOOD, LOW, LAST, FEWEST = 6, 5, 5, 3  # points, points, leaves, answers
A_WEEK = 7


class Dot(NamedTuple):
    name: str
    effect: Effect


@dataclass(frozen=True)
class Lengths:
    """Leaves of one of the two, by their length. `now`: as all leaves so far have it. `said`: “up
    to”, “beyond” or nothing, as the last check allows, of `hours`. `longest`: hours of theirs so
    far. `lived`: of each that both rated its hours, and whether it was good to both."""

    now: Frontier
    said: str
    hours: float
    longest: float
    lived: tuple[tuple[float, bool], ...]

    @property
    def usual(self) -> float:
        """Hours of the middle one of those that both rated."""
        return float(np.median([hours for hours, _ in self.lived])) if self.lived else 0.0


@dataclass(frozen=True)
class Pictures:
    """`closeness`: by role in PHASES. `ways`: each way of telling against all four.

    `counts`: how many of which answers there are; `missing`: of which there are too few, by the
    name of the answer. `lately`: of the reader's last leaves with much guilt, how many were good to
    both, and how many there were. `low`: whether the last leaves were low for either. `alike`:
    answers of which every rating is the same, so that nothing is found. `weeks`: answers of the
    reader in each week since `first_week`.
    """

    closeness: dict[str, tuple[Dot, ...]]
    ways: tuple[Dot, ...]
    lengths: tuple[Lengths, Lengths]
    counts: dict[str, int]
    missing: dict[str, dict[str, int]]
    lately: tuple[int, int]
    low: bool
    alike: frozenset[str]
    weeks: tuple[int, ...]
    first_week: int


def pictures_of(history: History, looks: Looks) -> Pictures:
    """`looks`: those at this history."""
    history = without_left_out(history)
    couple, close = looks.now.couple, looks.now.close
    weeks, first = _weeks(history)
    counts = counts_of(couple)
    return Pictures(
        closeness=_by_role(couple, close),
        ways=_ways(couple, close),
        lengths=_lengths(looks),
        counts=counts,
        missing=missing_of(counts),
        lately=lately(couple, READER, (GOOD, GOOD)),
        low=_low(couple),
        alike=_alike(couple),
        weeks=weeks,
        first_week=first,
    )


# Around a leave -----------------------------------------------------------------------------------


def _by_role(couple: Couple, found: AroundLeaves) -> dict[str, tuple[Dot, ...]]:
    """All that something is known of, asked at once."""
    rows = _rows(_answered(couple, "closeness"))
    known = [name for names in PHASES.values() for name in names if rows[name]]
    if not known:
        return dict.fromkeys(PHASES, ())
    contrasts = np.eye(len(NAMES))[[NAMES.index(name) for name in known]]
    effects = effects_of(found.posterior, contrasts, [rows[name] for name in known])
    dots = dict(zip(known, map(Dot, known, effects), strict=True))
    return {
        role: tuple(dots[one] for one in names if one in dots) for role, names in PHASES.items()
    }


def _answered(couple: Couple, rating: str) -> Floats:
    """(k, p) columns of the ratings that there are."""
    _, _, design = design_of(couple)
    ratings: Floats = getattr(couple, rating).ravel()
    return np.asarray(design[np.isfinite(ratings)])


def _rows(answered: Floats) -> dict[str, int]:
    return dict(zip(NAMES, (answered != 0).sum(axis=0).tolist(), strict=True))


def _ways(couple: Couple, found: AroundLeaves) -> tuple[Dot, ...]:
    """Against the mean of all four, as the design has them."""
    answered = _answered(couple, "closeness")
    places = FIRST_WAY + np.arange(len(WAYS))
    many = (answered[:, places] > 0.5).sum(axis=0)
    if not many.any():
        return ()
    contrasts = np.eye(len(NAMES))[places]
    contrasts[:, places] -= 1 / len(WAYS)
    effects = effects_of(found.posterior, contrasts, many.tolist())
    names = NAMES[FIRST_WAY : FIRST_WAY + len(WAYS)]
    return tuple(Dot(name, one) for name, one in zip(names, effects, strict=True))


# By length ----------------------------------------------------------------------------------------


def _lengths(looks: Looks) -> tuple[Lengths, Lengths]:
    couple, now = looks.now.couple, looks.now.frontiers
    checked = looks.last.frontiers if couple.both_felt.sum() >= LEAST_FELT else now
    one, other = (_length(couple, who, now[who], checked[who]) for who in range(PEOPLE))
    return one, other


def _length(couple: Couple, leaver: int, now: Frontier, checked: Frontier) -> Lengths:
    """Of a length that the other one alone has lived, nothing is said."""
    own = np.asarray(couple.leaver == leaver)
    longest = float(couple.hours[own].max()) if own.any() else 0.0
    hours = (checked.beyond or 0.0) if checked.may_say == "beyond" else checked.up_to
    said = checked.may_say
    if said == "up to":
        hours = min(hours, longest)
    lived = tuple(zip(couple.hours[own].tolist(), _good_to_both(couple)[own], strict=True))
    rated = couple.both_felt[own]
    return Lengths(
        now,
        said if 0 < hours <= longest else "",
        hours,
        longest,
        tuple((hours, bool(good)) for (hours, good), one in zip(lived, rated, strict=True) if one),
    )


def _good_to_both(couple: Couple) -> Flags:
    with np.errstate(invalid="ignore"):
        return np.asarray((couple.felt >= GOOD).all(axis=1))


def _low(couple: Couple) -> bool:
    """Whether, to either, the last leaves that they rated were below the middle."""
    for person in range(PEOPLE):
        felt = couple.felt[:, person]
        last = felt[np.isfinite(felt)][-LAST:]
        if len(last) >= FEWEST and last.mean() < LOW:
            return True
    return False


def _alike(couple: Couple) -> frozenset[str]:
    """A prior with a level of its own could find a length in them all the same."""
    names = (("far leaver", couple.leaver), ("far home", couple.home))
    rows = np.arange(couple.leaves)
    felt = {name: couple.felt[rows, person] for name, person in names}
    said = {name: ratings[np.isfinite(ratings)] for name, ratings in felt.items()}
    return frozenset(name for name, ratings in said.items() if len(np.unique(ratings)) < 2)


# How many -----------------------------------------------------------------------------------------


def counts_of(couple: Couple) -> dict[str, int]:
    """What answers there are, by what they are of."""
    found: dict[str, int] = {}
    for rating in ("closeness", "energy"):
        answered = _answered(couple, rating)
        near = answered[:, FIRST_EFFECT : LAST_PHASE + 1].any(axis=1)
        found[f"evenings {rating}"] = int((~near).sum())
        found |= {f"{name} {rating}": many for name, many in _rows(answered).items()}
    for role, person in (("leaver", couple.leaver), ("home", couple.home)):
        said = np.isfinite(couple.felt[np.arange(couple.leaves), person])
        found[f"longer {role}"] = int((said & (couple.hours > BETWEEN_THEM)).sum())
        found[f"shorter {role}"] = int((said & (couple.hours <= BETWEEN_THEM)).sum())
    own = couple.leaver == READER
    back = np.isin(couple.rated_at, couple.back[own]) & np.isfinite(couple.energy[:, READER])
    return found | {
        "both felt": int(couple.both_felt.sum()),
        "own returns": int(own.sum()),
        "own returns energy": int(back.sum()),
    }


def _weeks(history: History) -> tuple[tuple[int, ...], int]:
    """Of all that the reader answered, by week since the Monday from which days are counted."""
    at: list[float] = [one.at for one in history.ratings if one.own]
    at += [one.back for one in history.leaves if one.felt[READER] is not None]
    if not at:
        return (), 0
    weeks: Floats = np.floor(np.array(at) / A_WEEK)
    first = int(weeks.min())
    return tuple(np.bincount((weeks - first).astype(int)).tolist()), first


def missing_of(counts: dict[str, int]) -> dict[str, dict[str, int]]:
    """By the name of the answer: how many of which answers it takes for anything to be said."""
    evenings = [BASELINE - counts[f"evenings {one}"] for one in ("closeness", "energy")]
    found: dict[str, dict[str, int]] = {}
    for role in PHASES:
        for before, which, lacking in (("", "closeness", 0), ("energy ", "energy", 1)):
            rows = LEAST[f"back {role}"].rows
            for phase, what in (("back", "returns"), ("next day", "days after")):
                there = counts[f"{phase} {role} {which}"]
                short = {what: rows - there, "evenings": evenings[lacking]}
                found[f"{before}{phase} {role}"] = short
        rows = LEAST[f"far {role}"].rows
        sides = ("longer", "shorter")
        found[f"lengths {role}"] = {"both rated": LEAST_FELT - counts["both felt"]}
        found[f"far {role}"] = {side: rows - counts[f"{side} {role}"] for side in sides}
    return found
