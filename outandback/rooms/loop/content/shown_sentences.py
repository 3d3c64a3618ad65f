"""What one shows the other of one's own leaves, as the other reads it: of somebody by name. The
reader is “you”."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .findings import CANT_TELL, GOING_TOGETHER, HALF, HARDER, NOTHING, points

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from outandback.rooms.shown.models import FrozenFinding

Ends = tuple["StrOrPromise", "StrOrPromise", "StrOrPromise"]


@dataclass(frozen=True)
class ThirdPerson:
    """`number`: what its address says in place of its question, and never changes. The rest as of
    a `findings.Question`, with the name of whose it is. `ends`, `most`: of its picture."""

    number: int
    asked: StrOrPromise
    more: StrOrPromise
    less: StrOrPromise
    limit: StrOrPromise
    ends: Ends
    most: float = 2.0


SO_FAR = _("It says nothing about leaves longer than any so far, and nothing about the next one.")
GUILT = _("less guilt"), _("no change"), _("more guilt")
CLOSE = _("less close"), _("no change"), _("closer")
ENERGY = _("less energy"), _("no change"), _("more energy")
LONELY = _("less lonely"), _("no change"), _("lonelier")

TOLD = {
    "growing easier": ThirdPerson(
        1,
        _("Is leaving growing easier for {name}?"),
        _("Before {name} goes, guilt is growing: by {points} over ten leaves."),
        _("Before {name} goes, guilt is easing: by {points} over ten leaves."),
        _("As if all of these leaves had been of one length and distance."),
        GUILT,
    ),
    "guilt exaggerates": ThirdPerson(
        2,
        _("Is the guilt before {name} goes what {name} finds right later?"),
        _("Before {name} goes there is more guilt than {name} finds right later: {points} more."),
        _("{name} goes lightly, and finds {points} more guilt right on looking back."),
        _("What {name} finds right is for {name} to say. The app holds no opinion on it."),
        (_("less guilt"), _("as much"), _("more guilt")),
        3.0,
    ),
    "back leaver": ThirdPerson(
        3,
        _("Does {name} feel closer on coming back?"),
        _("On coming back {name} feels closer than on other evenings: by {points}."),
        _("On coming back {name} feels less close than on other evenings: by {points}."),
        GOING_TOGETHER,
        CLOSE,
    ),
    "next day leaver": ThirdPerson(
        4,
        _("Does some of it stay, the day after {name} was out?"),
        _("The day after being out {name} feels closer than on other days: by {points}."),
        _("The day after being out {name} feels less close than on other days: by {points}."),
        GOING_TOGETHER,
        CLOSE,
    ),
    "back home": ThirdPerson(
        5,
        _("Does {name} feel closer when you come back?"),
        _("When you come back {name} feels closer than on other evenings: by {points}."),
        _("When you come back {name} feels less close than on other evenings: by {points}."),
        GOING_TOGETHER,
        CLOSE,
    ),
    "far leaver": ThirdPerson(
        6,
        _("How far is too far for {name}, when out?"),
        _("Longer leaves have felt better to {name}: by {points}, twelve hours against three."),
        _("Longer leaves have felt harder to {name}: by {points}, twelve hours against three."),
        SO_FAR,
        HARDER,
        3.0,
    ),
    "far home": ThirdPerson(
        7,
        _("How far is too far for {name}, at home?"),
        _(
            "At home, longer leaves have felt better to {name}: by {points}, "
            "twelve hours against three."
        ),
        _(
            "At home, longer leaves have felt harder to {name}: by {points}, "
            "twelve hours against three."
        ),
        SO_FAR,
        HARDER,
        3.0,
    ),
    "landed": ThirdPerson(
        8,
        _("Does it matter how what {name} tells lands?"),
        _("When what {name} tells lands, {name} feels closer the next day: by {points}."),
        _("When what {name} tells lands, {name} feels less close the next day: by {points}."),
        GOING_TOGETHER,
        CLOSE,
    ),
    "energy back leaver": ThirdPerson(
        9,
        _("Does {name} have more energy on coming back?"),
        _("On coming back {name} has more energy than on other evenings: by {points}."),
        _("On coming back {name} has less energy than on other evenings: by {points}."),
        GOING_TOGETHER,
        ENERGY,
    ),
    "energy next day leaver": ThirdPerson(
        10,
        _("Does some of the energy stay, the day after {name} was out?"),
        _("The day after being out {name} has more energy than on other days: by {points}."),
        _("The day after being out {name} has less energy than on other days: by {points}."),
        GOING_TOGETHER,
        ENERGY,
    ),
    "lonelier longer": ThirdPerson(
        11,
        _("Is {name} lonelier at home when you are out for longer?"),
        _(
            "At home, {name} has felt lonelier on longer leaves: by {points}, "
            "twelve hours against three."
        ),
        _(
            "At home, {name} has felt less lonely on longer leaves: by {points}, "
            "twelve hours against three."
        ),
        SO_FAR,
        LONELY,
        3.0,
    ),
    "lonely easing": ThirdPerson(
        12,
        _("Is {name} less lonely at home as time goes on?"),
        _("At home {name} is growing lonelier: by {points} over ten leaves of yours."),
        _("At home {name} is growing less lonely: by {points} over ten leaves of yours."),
        _("As if all of these leaves had been of one length and distance."),
        LONELY,
    ),
    "next day home": ThirdPerson(
        13,
        _("Does some of it stay for {name}, the day after you were out?"),
        _("The day after you were out {name} feels closer than on other days: by {points}."),
        _("The day after you were out {name} feels less close than on other days: by {points}."),
        GOING_TOGETHER,
        CLOSE,
    ),
}  # fmt: skip

# Questions that are never shown to the other, each with its reason.
KEPT = {
    "frontier": "how far is too far is told in words of one’s own, and not by a picture",
    "lengths leaver": "the same",
    "lengths home": "the same",
    "guilt foretells": "it sets one’s guilt beside how the other was: of both, and of another unit",
    "way of telling": "it is of two ways of telling, which a shown picture does not name",
    "hours apart now": "a wish about hours is said on the page of wishes, by whoever has it",
}
# Answers that a picture rests on at least: of fewer a single one could be told.
FEWEST = 5
# Below the line of guilt over all of somebody’s leaves.
LINE_ENDS = (_("first"), _("guilt, 0 to 10"), _("then"))
NUMBERED = {told.number: question for question, told in TOLD.items()}


def as_said(value: float) -> float:
    """A size as finely as words say it: in whole points, a half, or none."""
    if abs(value) < NOTHING:
        return 0.0
    return math.copysign(0.5 if abs(value) < HALF else round(abs(value)), value)


def sentence(picture: FrozenFinding, name: str) -> str:
    told = TOLD[picture.finding]
    if picture.direction == 0:
        asked = str(told.asked).format(name=name)
        both = {"question": asked, "answer": CANT_TELL}
        return gettext("{question} {answer}").format(**both)
    said = told.more if picture.direction > 0 else told.less
    return str(said).format(name=name, points=points(picture.middle))


def limit(picture: FrozenFinding, name: str) -> str:
    return str(TOLD[picture.finding].limit).format(name=name)
