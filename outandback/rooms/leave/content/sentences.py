"""What a plan offers and what its care check says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from outandback.rooms.comfort.content.sentences import (
    COMPANY,
    DISTANCE,
    SETTLED,
    SORTS,
    TITLES,
    option_words,
)
from outandback.rooms.comfort.content.sentences import Offered as Offered
from outandback.rules.care_check import Asked, Finding, Reading, length_of
from outandback.rules.cares import PARTS_OF_DAY, SCALES, Care, Level
from outandback.ui.spoken import count_in_words, counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django_stubs_ext import StrOrPromise

    Said = Mapping[Level, StrOrPromise]

CARES = {"company": _("Company"), "distance": _("Distance"), "meaning": _("Meaning")}
READS = dict((*SETTLED, *SORTS, *COMPANY, *DISTANCE))

UNNAMED = _("A leave")
# What somebody typed stands behind a colon: it fits into no sentence of ours in every language.
PLANNED = _("Planned: {intention}")
NOT_ABOUT = _("Not about: {words}")
OUT_FOR_A_WHILE = _("I’m off out for a while.")
NEEDS: Offered = (
    ("children", _("The children")),
    ("animals", _("The animals")),
    ("dinner", _("Dinner")),
    ("door", _("A delivery or a visitor")),
)
NOBODY_NEEDED = ("", _("Nothing needed"))
NOBODY_YET = ("open", _("Nobody yet"))
SOMEONE = ("someone", _("Somebody else"))
NO_RETURN = _("Say when you will be back. A guess is fine; you can move it.")
BACK_BEFORE_OUT = _("Back is before out. Is it the next day?")
SKIPPED = _("Clocks go forward then and skip {skipped}, so this becomes {time}.")
ZONES = (
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Rome",
    "Europe/Madrid",
    "Europe/Athens",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "Africa/Cairo",
    "Africa/Lagos",
    "Africa/Nairobi",
    "Africa/Johannesburg",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Bangkok",
    "Asia/Singapore",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Perth",
    "Australia/Sydney",
    "Pacific/Auckland",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
)


# The care check --------------------------------------------------------------------------------

NOT_SAID = _("Not said.")
NOTHING_SAID = _("Nothing to compare it with yet.")
PARTLY = _("What was said about it is easy. The rest was not said.")
# How one, the other, or both find a care; then of a part of it, which is named where it is easy.
OWN = {
    Level.EASY: _("Easy for you."),
    Level.TALK: _("You would talk first."),
    Level.NOT_NOW: _("Not for now, for you."),
}
THEIRS = {
    Level.EASY: _("Easy for {name}."),
    Level.TALK: _("{name} would talk first."),
    Level.NOT_NOW: _("Not for now, for {name}."),
}
BOTH = {
    Level.EASY: _("Easy for you both."),
    Level.TALK: _("You would both talk first."),
    Level.NOT_NOW: _("Not for now, for either of you."),
}
OWN_PART = _("{options}: easy for you.")
THEIR_PART = _("{options}: easy for {name}.")
PART_OF_BOTH = _("{options}: easy for you both.")
# The options within a line: "two or three hours, over supper and bedtime".
WITHIN = {
    Care.INTENTION: {
        "settled": _("settled"),
        "rough": _("a rough idea"),
        "open": _("see what happens"),
    },
    Care.MEANING: {
        "fun": _("for the fun of it"),
        "self": _("part of who I am"),
        "shared": _("something we usually share"),
        "think": _("time to think"),
    },
    Care.COMPANY: {
        "nobody": _("nobody"),
        "both": _("friends of us both"),
        "own": _("my own friends"),
        "family": _("family"),
        "group": _("a group"),
        "new": _("people I have yet to meet"),
        "past": _("someone I used to go out with"),
    },
    Care.DISTANCE: {
        "corner": _("round the corner"),
        "town": _("across town"),
        "hour": _("an hour or more"),
        "signal": _("somewhere without signal"),
        "country": _("another country"),
    },
    Care.TIME: {
        "hour": _("an hour"),
        "hours": _("two or three hours"),
        "half": _("half a day"),
        "day": _("a whole day"),
        "night": _("a day and a night"),
        "nights": _("longer"),
        "morning": _("early in the morning"),
        "daytime": _("in the daytime"),
        "evening": _("at supper and bedtime"),
        "late": _("late at night"),
    },
}


def reads(stored: str) -> str:
    """A stored answer of a plan in words, as the heads-up keeps them."""
    return str(READS.get(stored, ""))


def headline(findings: Sequence[Finding]) -> str:
    """How many of the five sit easily, and how many are worth a word. Never a verdict."""
    talk = sum(one.talk for one in findings)
    easy = [one for one in findings if one.easy]
    if not talk and not easy:
        return str(PARTLY if any(one.said for one in findings) else NOTHING_SAID)
    said = [_sits(easy)] if easy else []
    return " ".join([*said, *([_worth_a_word(talk)] if talk else [])])


def _sits(easy: Sequence[Finding]) -> str:
    said = _all_sit(easy) if len(easy) == len(Care) else _some_sit(easy)
    return said.format(count=count_in_words(len(easy)))


def _all_sit(easy: Sequence[Finding]) -> str:
    """Easy for both is said where both said so."""
    if _with_both(easy):
        return gettext("All five are easy for you both.")
    if _own_alone(easy):
        return gettext("All five are easy for you.")
    return gettext("All five are easy, as far as either of you said.")


def _some_sit(easy: Sequence[Finding]) -> str:
    if _with_both(easy):
        return ngettext(
            "{count} of the five is easy for you both.",
            "{count} of the five are easy for you both.",
            len(easy),
        )
    if _own_alone(easy):
        return ngettext(
            "{count} of the five is easy for you.",
            "{count} of the five are easy for you.",
            len(easy),
        )
    return ngettext(
        "{count} of the five is easy, as far as either of you said.",
        "{count} of the five are easy, as far as either of you said.",
        len(easy),
    )


def _with_both(easy: Sequence[Finding]) -> bool:
    return all(len(one.levels) == 2 for one in easy)


def _own_alone(easy: Sequence[Finding]) -> bool:
    return all(one.theirs.level is None for one in easy)


def _worth_a_word(talk: int) -> str:
    said = ngettext("{count} is worth a word.", "{count} are worth a word.", talk)
    return said.format(count=count_in_words(talk))


def verdict(finding: Finding, partner: str) -> str:
    """One care in words: who finds it easy, who would talk first. Nothing of what was not said."""
    own, theirs = finding.own, finding.theirs
    if own.level is not None and (own.level, own.part) == (theirs.level, theirs.part):
        return _said(finding.care, own, BOTH, PART_OF_BOTH)
    mine = _said(finding.care, own, OWN, OWN_PART)
    others = _said(finding.care, theirs, THEIRS, THEIR_PART, partner)
    return " ".join(filter(None, (mine, others)))


def _said(care: Care, one: Reading, whole: Said, part: StrOrPromise, name: str = "") -> str:
    """ "Two or three hours: easy for you." where nothing was said of the rest that is asked."""
    if one.level is None:
        return ""
    options = counted(option_words(care, option) for option in one.part)
    said = str(part if one.part else whole[one.level]).format(options=options, name=name)
    return said[0].upper() + said[1:]


def beyond(finding: Finding, partner: str) -> str:
    """By how many steps a plan goes beyond what is easy: along a scale alone steps can be said."""
    scale = SCALES.get(finding.care, ())
    own, theirs = (
        one.stretch if one.option in scale else 0 for one in (finding.own, finding.theirs)
    )
    said = _beyond(own, theirs) if own or theirs else ""
    return said.format(
        count=count_in_words(own or theirs), other=count_in_words(theirs).lower(), name=partner
    )


def _beyond(own: int, theirs: int) -> str:
    if own == theirs:
        return ngettext(
            "{count} step beyond what is easy for you both.",
            "{count} steps beyond what is easy for you both.",
            own,
        )
    if not theirs:
        return ngettext(
            "{count} step beyond what is easy for you.",
            "{count} steps beyond what is easy for you.",
            own,
        )
    if not own:
        return ngettext(
            "{count} step beyond what is easy for {name}.",
            "{count} steps beyond what is easy for {name}.",
            theirs,
        )
    return ngettext(
        "{count} step beyond what is easy for you, {other} for {name}.",
        "{count} steps beyond what is easy for you, {other} for {name}.",
        own,
    )


def asked_words(care: Care, asked: Asked) -> str:
    """What the plan says on one care: "my own friends", "two or three hours, over supper"."""
    if care is not Care.TIME:
        return _within(care, getattr(asked, care.value))
    length = [] if asked.hours is None else [length_of(asked.hours, asked.nights)]
    parts = [part for part in PARTS_OF_DAY if part in asked.parts] if asked.nights == 0 else []
    return counted(_within(care, option) for option in [*length, *parts])


def about(care: Care, option: str) -> str:
    """The title over what there is to talk about: "Time: a whole day"."""
    return gettext("{care}: {option}").format(care=TITLES[care], option=_within(care, option))


def _within(care: Care, option: str) -> str:
    return str(WITHIN[care].get(option, ""))
