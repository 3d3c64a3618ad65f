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
NOTHING, HALF = 0.25, 0.75


@dataclass(frozen=True)
class Question:
    """`more` and `less`: what is said of a finding in either direction. `limit`: what it is not.
    `ends`: words at the ends of its picture, which reaches `most` points each way. `asks`: of
    what there must be more before anything can be told."""

    asked: StrOrPromise
    more: StrOrPromise
    less: StrOrPromise
    limit: StrOrPromise
    asks: StrOrPromise
    ends: tuple[StrOrPromise, StrOrPromise, StrOrPromise] = field(
        default=(_("less close"), _("no change"), _("closer"))
    )
    most: float = 2.0


GOING_TOGETHER = _("The two go together. That does not say that the one brings the other.")
HARDER = (_("harder"), _("no change"), _("better"))

QUESTIONS = {
    "growing easier": Question(
        _("Is leaving growing easier?"),
        _("Guilt before you go is growing: by {points} over ten leaves."),
        _("Guilt before you go is easing: by {points} over ten leaves."),
        _("As if all of them had been of one length and distance."),
        _("leaves with an answer before you went"),
    ),
    "guilt exaggerates": Question(
        _("Is the guilt before you go right?"),
        _("Before you go there is more guilt than you find right later: {points} more."),
        _("You go lightly, and find {points} more guilt right when you look back."),
        _("What you find right is yours to say. The app holds no opinion on it."),
        _("leaves with both answers about guilt"),
    ),
    "back leaver": Question(
        _("Do you feel closer when you come back?"),
        _("When you come back you feel closer than on other evenings: by {points}."),
        _("When you come back you feel less close than on other evenings: by {points}."),
        GOING_TOGETHER,
        _("returns and other evenings with an answer"),
    ),
    "next day leaver": Question(
        _("Does some of it stay, the day after you were out?"),
        _("The day after you were out you feel closer than on other days: by {points}."),
        _("The day after you were out you feel less close than on other days: by {points}."),
        GOING_TOGETHER,
        _("days after a leave with an answer"),
    ),
    "back home": Question(
        _("Do you feel closer when the other comes back?"),
        _("When the other comes back you feel closer than on other evenings: by {points}."),
        _("When the other comes back you feel less close than on other evenings: by {points}."),
        GOING_TOGETHER,
        _("returns and other evenings with an answer"),
    ),
    "far leaver": Question(
        _("How far is too far, when you are out?"),
        _("Longer leaves have felt better to you: by {points}, twelve hours against three."),
        _("Longer leaves have felt harder to you: by {points}, twelve hours against three."),
        _("It says nothing about leaves longer than any so far."),
        _("leaves of over six hours, and as many shorter ones"),
        HARDER,
        3.0,
    ),
    "far home": Question(
        _("How far is too far, when you are at home?"),
        _("Longer leaves have felt better at home: by {points}, twelve hours against three."),
        _("Longer leaves have felt harder at home: by {points}, twelve hours against three."),
        _("It says nothing about leaves longer than any so far."),
        _("leaves of over six hours, and as many shorter ones"),
        HARDER,
        3.0,
    ),
    "landed": Question(
        _("Does it matter how a telling lands?"),
        _("When a telling lands, the next day feels closer: by {points}."),
        _("When a telling lands, the next day feels less close: by {points}."),
        GOING_TOGETHER,
        _("tellings of which you said how they landed, with an answer the day after"),
    ),
}  # fmt: skip


def points(size: float) -> str:
    """A size in whole points, or half a one, in words."""
    if abs(size) < HALF:
        return gettext("about half a point")
    whole = round(abs(size))
    return ngettext("about {count} point", "about {count} points", whole).format(count=whole)


def basis(effect: Effect | FrozenFinding) -> str:
    """Between which it lies with 80 in 100, and how many answers bear on it: said always."""
    low, high = (_change(value) for value in effect.likely)
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


def _change(value: float) -> str:
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
