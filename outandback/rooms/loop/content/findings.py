"""What the loop page says of each question: what was found, or that it can't be told yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from outandback.insight.effects import Effect
    from outandback.rooms.shown.models import FrozenFinding

CANT_TELL = _("We can’t tell yet.")
# How sure, by how many of three strokes are filled.
SURE = {0: _("We can’t tell yet"), 2: _("Fairly clear"), 3: _("Clear")}
NOTHING, HALF = 0.25, 0.75


@dataclass(frozen=True)
class Question:
    """`more` and `less`: what is said of a finding in either direction. `limit`: what it is not.
    `asks`: of what there must be more, as `tells.py` names it. `ends`: words at the ends of its
    picture, which reaches `most` points each way."""

    asked: StrOrPromise
    more: StrOrPromise
    less: StrOrPromise
    limit: StrOrPromise
    asks: str
    ends: tuple[StrOrPromise, StrOrPromise, StrOrPromise] = field(
        default=(_("less close"), _("no change"), _("closer"))
    )
    most: float = 2.0


@dataclass(frozen=True)
class Group:
    """Names of answers that one picture shows, below one question. The first heads it."""

    name: str
    asked: StrOrPromise
    answers: tuple[str, ...]


GOING_TOGETHER = _("The two go together. Good weeks may have had both in them.")
NOT_LIVED = _("It says nothing about leaves longer than any so far.")
HARDER = (_("harder"), _("no change"), _("better"))
ENERGY = (_("less energy"), _("no change"), _("more energy"))
LONELIER = (_("less lonely"), _("no change"), _("lonelier"))

QUESTIONS = {
    "guilt exaggerates": Question(
        _("Is the guilt before you go right?"),
        _("Before you go there is more guilt than you find right later: {points} more."),
        _("You go lightly, and find {points} more guilt right when you look back."),
        _("What you find right is yours to say. The app holds no opinion on it."),
        "both guilts",
    ),
    "guilt foretells": Question(
        _("Is it harder at home on your guiltier days?"),
        _("On your guiltier days it was better at home: by {points} for each point of guilt."),
        _("On your guiltier days it was harder at home: by {points} for each point of guilt."),
        _("As if all of them had been of one length and distance, and of what was shared alone."),
        "guilt and home",
        HARDER,
    ),
    "growing easier": Question(
        _("Is leaving growing easier?"),
        _("Guilt before you go is growing: by {points} over ten leaves."),
        _("Guilt before you go is easing: by {points} over ten leaves."),
        _("As if all of them had been of one length and distance."),
        "guilt before",
        (_("easier"), _("no change"), _("harder")),
    ),
    "far leaver": Question(
        _("Are longer leaves harder, when you are out?"),
        _("Longer leaves have felt better to you: by {points}, twelve hours against three."),
        _("Longer leaves have felt harder to you: by {points}, twelve hours against three."),
        NOT_LIVED,
        "longer",
        HARDER,
        3.0,
    ),
    "back leaver": Question(
        _("Do you feel closer when you come back?"),
        _("When you come back you feel closer than on other evenings: by {points}."),
        _("When you come back you feel less close than on other evenings: by {points}."),
        GOING_TOGETHER,
        "returns",
    ),
    "next day leaver": Question(
        _("Does some of it stay, the day after you were out?"),
        _("The day after you were out you feel closer than on other days: by {points}."),
        _("The day after you were out you feel less close than on other days: by {points}."),
        GOING_TOGETHER,
        "days after",
    ),
    "energy back leaver": Question(
        _("Do you come back with more energy?"),
        _("When you come back you have more energy than on other evenings: by {points}."),
        _("When you come back you have less energy than on other evenings: by {points}."),
        GOING_TOGETHER,
        "returns",
        ENERGY,
    ),
    "energy next day leaver": Question(
        _("Is there more energy, the day after you were out?"),
        _("The day after you were out you have more energy than on other days: by {points}."),
        _("The day after you were out you have less energy than on other days: by {points}."),
        GOING_TOGETHER,
        "days after",
        ENERGY,
    ),
    "back home": Question(
        _("Do you feel closer when the other comes back?"),
        _("When the other comes back you feel closer than on other evenings: by {points}."),
        _("When the other comes back you feel less close than on other evenings: by {points}."),
        GOING_TOGETHER,
        "returns",
    ),
    "next day home": Question(
        _("Does some of it stay, the day after the other was out?"),
        _("The day after the other was out you feel closer than on other days: by {points}."),
        _("The day after the other was out you feel less close than on other days: by {points}."),
        GOING_TOGETHER,
        "days after",
    ),
    "far home": Question(
        _("Are longer leaves harder, when you are at home?"),
        _("Longer leaves have felt better at home: by {points}, twelve hours against three."),
        _("Longer leaves have felt harder at home: by {points}, twelve hours against three."),
        NOT_LIVED,
        "longer",
        HARDER,
        3.0,
    ),
    "lonelier longer": Question(
        _("Are longer leaves lonelier at home?"),
        _("Longer leaves of the other were lonelier: by {points}, twelve hours against three."),
        _("Longer leaves of the other were less lonely: by {points}, twelve hours against three."),
        NOT_LIVED,
        "lonely evenings",
        LONELIER,
    ),
    "lonely easing": Question(
        _("Is it growing less lonely at home?"),
        _("Evenings at home are growing lonelier: by {points} over ten leaves of the other."),
        _("Evenings at home are growing less lonely: by {points} over ten leaves of the other."),
        _("As if all of them had been of one length and distance."),
        "lonely evenings",
        LONELIER,
    ),
    "landed": Question(
        _("Does it matter how a telling lands?"),
        _("When a telling lands, the next day feels closer: by {points}."),
        _("When a telling lands, the next day feels less close: by {points}."),
        GOING_TOGETHER,
        "landings",
    ),
    "way of telling": Question(
        _("Is one way of telling unlike another?"),
        _("The day after something was {one} felt closer than after it was {other}: by {points}."),
        _("The day after something was {other} felt closer than after it was {one}: by {points}."),
        GOING_TOGETHER,
        "tellings",
    ),
}  # fmt: skip

# “lengths leaver” and “lengths home” are of `lengths.py`.
GROUPS = (
    Group(
        "guilt", _("Is the guilt before you go right?"), ("guilt exaggerates", "guilt foretells")
    ),
    Group("easier", _("Is leaving growing easier?"), ("growing easier",)),
    Group(
        "far out", _("How far is too far, when you are out?"), ("lengths leaver", "far leaver")
    ),
    Group("back", _("What is it like when you come back?"), ("back leaver", "next day leaver")),
    Group(
        "energy",
        _("Is there more energy when you come back?"),
        ("energy back leaver", "energy next day leaver"),
    ),
    Group("told", _("Does it matter how something is told?"), ("landed", "way of telling")),
    Group("home", _("What is it like when the other comes back?"), ("back home", "next day home")),
    Group("far away", _("How far is too far, when you are at home?"), ("lengths home", "far home")),
    Group(
        "lonely", _("Is it lonely when the other is out?"), ("lonelier longer", "lonely easing")
    ),
)  # fmt: skip
OF_TWO = {"guilt foretells", "back home", "next day home", "far home", "lengths leaver"}
OF_TWO |= {"lengths home", "lonelier longer", "lonely easing", "landed", "way of telling"}

HOW = _(
    "Worked out anew each time, from what you answered and from what was shared with you. It is"
    " said where two looks, ten leaves apart, both find it with 99 in 100."
)

# As they stand in “something was told”.
WAYS = {"told": _("told"), "taught": _("taught"), "shown": _("shown"), "gift": _("given")}


def found(question: Question, more: bool, size: float, detail: str = "") -> str:
    """What is said of a finding. `detail`: two ways of telling, as “told - shown”."""
    one, _dash, other = detail.partition(" - ")
    said = str(question.more if more else question.less)
    return said.format(points=points(size), one=WAYS.get(one, ""), other=WAYS.get(other, ""))


def not_harder(count: int) -> str:
    return ngettext(
        "On your guiltier days it was not harder at home, as far as {count} leave can tell.",
        "On your guiltier days it was not harder at home, as far as {count} leaves can tell.",
        count,
    ).format(count=count)


def lately_good(good: int, count: int) -> str:
    return ngettext(
        "Of the last {count} leave with guilt of 5 or more, {good} felt good to both.",
        "Of the last {count} leaves with guilt of 5 or more, {good} felt good to both.",
        count,
    ).format(count=count, good=good)


def points(size: float) -> str:
    """A size in whole points, or half a one, in words."""
    if abs(size) < HALF:
        return gettext("about half a point")
    whole = round(abs(size))
    return ngettext("about {count} point", "about {count} points", whole).format(count=whole)


def basis(effect: Effect | FrozenFinding) -> str:
    """Between which it lies with 80 in 100, and how many answers bear on it: said always."""
    low, high = (change(value) for value in effect.likely)
    if low == high:
        return ngettext(
            "About {low}, as far as {count} answer can tell.",
            "About {low}, as far as {count} answers can tell.",
            effect.n,
        ).format(low=low, count=effect.n)
    return ngettext(
        "From {low} to {high}, as far as {count} answer can tell.",
        "From {low} to {high}, as far as {count} answers can tell.",
        effect.n,
    ).format(low=low, high=high, count=effect.n)


def between(effect: Effect) -> str:
    low, high = (change(value) for value in effect.likely)
    return low if low == high else gettext("{low} to {high}").format(low=low, high=high)


def change(value: float) -> str:
    if abs(value) < NOTHING:
        return gettext("no change")
    if abs(value) < HALF:
        return gettext("half a point more") if value > 0 else gettext("half a point less")
    whole = round(abs(value))
    said = (
        ngettext("{count} point more", "{count} points more", whole)
        if value > 0
        else ngettext("{count} point less", "{count} points less", whole)
    )
    return said.format(count=whole)


def figures(effect: Effect) -> str:
    """The numbers behind a finding, with one decimal."""
    (low, high), (lowest, highest) = effect.likely, effect.almost_sure
    said = gettext(
        "The best guess is {middle} points. It is between {low} and {high} with 80 in 100, and"
        " between {lowest} and {highest} with 95 in 100."
    )
    return said.format(
        middle=_one_decimal(effect.middle),
        low=_one_decimal(low),
        high=_one_decimal(high),
        lowest=_one_decimal(lowest),
        highest=_one_decimal(highest),
    )


def _one_decimal(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")
