"""What stands in each column of one's own answers as tables, and what was asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from outandback.rooms.afterwards.content import sentences as afterwards
from outandback.rooms.comeback.content import sentences as comeback
from outandback.rooms.comfort.content.sentences import COMPANY as COMPANIES
from outandback.rooms.comfort.content.sentences import DISTANCE as DISTANCES
from outandback.rooms.loop.history import COMPANY, DISTANCE, LANDED
from outandback.rooms.quiet.content import sentences as quiet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from outandback.rooms.comeback.content.sentences import Offered


@dataclass(frozen=True)
class ColumnKind:
    """Of what a cell holds: its type, its unit, and between what it is."""

    type: str
    unit: StrOrPromise = ""
    least: str = ""
    most: str = ""


@dataclass(frozen=True)
class TableColumn:
    """`asked`: as it is asked in the app. `codes`: what the numbers or words in it stand for.
    `answered`: whether it is empty where somebody did not say it."""

    name: str
    kind: ColumnKind
    means: StrOrPromise
    seen_by: StrOrPromise
    asked: StrOrPromise = ""
    codes: Offered = ()
    answered: bool = False


def codes_of(offered: Offered, numbers: Mapping[str, float]) -> Offered:
    """What was offered, each with the number that stands for it."""
    return tuple((f"{numbers[key]:.0f}", label) for key, label in offered if key in numbers)


COUNT, DAYS = ColumnKind("integer", least="1"), ColumnKind("number", _("days of 24 hours"), "0")
DATE, HOURS = ColumnKind("date", _("year-month-day")), ColumnKind("number", _("hours"), "0")
CODE, WORD = ColumnKind("integer"), ColumnKind("text")
POINTS = ColumnKind("integer", _("on a scale from 0 to 10"), "0", "10")

YOU = _("You alone.")
BOTH = _("You both.")
TOLD = _("You. Of the other’s leaves: as they told you of them.")
OWN_FELT = _("You, and the other one where you shared it.")
THEIR_FELT = _("You both: the other one shared it.")
OWN_LEAVES = _("You alone. Of your own leaves only.")

UNANSWERED = _("Empty: left out, or not for you to see.")
NEVER = _("Never empty.")

FIRST_DAY = _("In days, from the beginning of the first day in these tables.")
YES_OR_NO = (("1", _("yes")), ("0", _("no")))
WHO = (("me", _("whose tables these are")), ("other", _("the other one of the two")))
LEAVES = (
    TableColumn("leave", COUNT, _("Number of the leave, in the order of going."), TOLD),
    TableColumn("who_left", WORD, _("Who left."), TOLD, codes=WHO),
    TableColumn("number", COUNT, _("Which one it is of the leaves of whoever left."), TOLD),
    TableColumn(
        "out_on",
        DATE,
        _("Day of going, by your clock. The other’s leaves stand as they were promised."),
        TOLD,
    ),
    TableColumn("out_day", DAYS, FIRST_DAY, TOLD),
    TableColumn(
        "back_on",
        DATE,
        _("Day of coming back, by your clock. The other’s leaves stand as they were promised."),
        TOLD,
    ),
    TableColumn("back_day", DAYS, FIRST_DAY, TOLD),
    TableColumn("hours", HOURS, _("From going to coming back."), TOLD),
    TableColumn(
        "distance",
        ColumnKind("integer", least="0", most="3"),
        _("How far it was. 1 also where it was left out."),
        TOLD,
        _("How far is it?"),
        codes_of(DISTANCES, DISTANCE),
    ),
    TableColumn(
        "company",
        CODE,
        _("Who was there. 0 also where it was left out."),
        TOLD,
        _("Who will you be with?"),
        codes_of(COMPANIES, COMPANY),
    ),
    TableColumn(
        "trip",
        CODE,
        _("Whether it was hours of one’s own in a trip of the two."),
        TOLD,
        codes=YES_OR_NO,
    ),
    TableColumn(
        "left_out",
        CODE,
        _("Whether it began on days that you leave out of your figures."),
        YOU,
        codes=YES_OR_NO,
    ),
    TableColumn(
        "way",
        CODE,
        _("How the first thing that was brought home from it was told."),
        BOTH,
        codes=(
            ("0", _("nothing was told")),
            ("1", _("told in words")),
            ("2", _("taught")),
            ("3", _("told with a photo")),
            ("4", _("given")),
        ),
    ),
    TableColumn(
        "landed",
        POINTS,
        _("How that landed, as its teller found it."),
        OWN_LEAVES,
        _("Did you feel heard?"),
        codes_of(comeback.LANDED, LANDED),
        answered=True,
    ),
    TableColumn(
        "felt_me",
        POINTS,
        _("How the leave was for you, whoever left."),
        OWN_FELT,
        comeback.ASKED["felt"],
        answered=True,
    ),
    TableColumn(
        "felt_other",
        POINTS,
        _("How the leave was for the other one, whoever left."),
        THEIR_FELT,
        comeback.ASKED["felt"],
        answered=True,
    ),
    TableColumn(
        "guilt_before",
        POINTS,
        _("Guilt before going."),
        OWN_LEAVES,
        _("How much guilt do you feel?"),
        answered=True,
    ),
    TableColumn(
        "guilt_looking_back",
        POINTS,
        _("Guilt, looking back after coming home."),
        OWN_LEAVES,
        comeback.ASKED["guilt"],
        answered=True,
    ),
    TableColumn(
        "on_time",
        CODE,
        _("Whether you were back within a quarter of an hour of what you said."),
        OWN_LEAVES,
        codes=YES_OR_NO,
        answered=True,
    ),
)  # fmt: skip

SOURCES = (
    ("before", _("before going")),
    ("return", _("after coming back, to either of the two")),
    ("evening at home", _("on an evening at home while the other was out")),
    ("evening after", _("on one of the two evenings after a return")),
)
CLOSE, ENERGY = comeback.ASKED["closeness"], comeback.ASKED["energy"]
# What is asked on each scale, by where it is asked.
SCALES: dict[str, dict[str, StrOrPromise]] = {
    "closeness": {
        "before": CLOSE,
        "return": CLOSE,
        "evening at home": quiet.CLOSENESS,
        "evening after": afterwards.CLOSENESS,
    },
    "energy": {
        "before": ENERGY,
        "return": ENERGY,
        "evening at home": quiet.ENERGY,
        "evening after": afterwards.ENERGY,
    },
    "loneliness": {"evening at home": quiet.LONELINESS},
}
RATED = _("You, and the other one where you shared it. Of theirs: what they shared.")
SEEN_BY = {"return": RATED}  # all others are for whoever answered
RATINGS = (
    TableColumn("on", DATE, _("Day of the answer, by your clock."), RATED),
    TableColumn("day", DAYS, _("As in the other table. Evenings stand at nine o’clock."), RATED),
    TableColumn("who", WORD, _("Who answered."), RATED, codes=WHO),
    TableColumn("scale", WORD, _("What was asked about."), RATED),
    TableColumn("value", POINTS, _("The answer."), RATED),
    TableColumn("source", WORD, _("Where it was asked."), RATED, codes=SOURCES),
)
