"""What a plan offers and what its care check says, in British English."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from collections.abc import Sequence

CARES = {"company": "Company", "distance": "Distance", "meaning": "Meaning"}
READS = dict((*SETTLED, *SORTS, *COMPANY, *DISTANCE))

UNNAMED = "A leave"
# What somebody typed stands behind a colon: it fits into no sentence of ours in every language.
PLANNED = "Planned: {}"
NOT_ABOUT = "Not about: {}"
OUT_FOR_A_WHILE = "I’m off out for a while."
NEEDS: Offered = (
    ("children", "The children"),
    ("animals", "The animals"),
    ("dinner", "Dinner"),
    ("door", "The door"),
)
NOBODY_NEEDED = ("", "Nothing needed")
NOBODY_YET = ("open", "Nobody yet")
SOMEONE = ("someone", "Somebody else")
NO_RETURN = "Say when you will be back. A guess is fine; you can move it."
BACK_BEFORE_OUT = "Back is before out. Is it the next day?"
SKIPPED = "Clocks go forward then and skip {}, so this becomes {}."
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

NOT_SAID = "Not said."
NOTHING_SAID = "Nothing to hold it against yet."
PARTLY = "What was said of it sits easily. The rest was not said."
ALL = "All five sit easily"
LEVELS = {
    Level.EASY: ("Easy for {}.", "Easy for you both."),
    Level.TALK: ("{} would talk first.", "You would both talk first."),
    Level.NOT_NOW: ("Not for now, for {}.", "Not for now, for either of you."),
}


def headline(findings: Sequence[Finding]) -> str:
    """How many of the five sit easily, and how many are worth a word. Never a verdict."""
    talk = sum(one.talk for one in findings)
    easy = [one for one in findings if one.easy]
    if not talk and not easy:
        return PARTLY if any(one.said for one in findings) else NOTHING_SAID
    said = [_sits(easy)] if easy else []
    return " ".join([*said, *([_worth_a_word(talk)] if talk else [])])


def _sits(easy: Sequence[Finding]) -> str:
    if len(easy) == len(Care):
        return f"{ALL}{_with_whom(easy)}."
    verb = "sits" if len(easy) == 1 else "sit"
    return f"{count_in_words(len(easy))} of the five {verb} easily{_with_whom(easy)}."


def _with_whom(easy: Sequence[Finding]) -> str:
    """Easy for both is said where both said so."""
    if all(len(one.levels) == 2 for one in easy):
        return " with you both"
    only_own = all(one.theirs.level is None for one in easy)
    return " with you" if only_own else ", as far as either of you said"


def _worth_a_word(talk: int) -> str:
    return f"{count_in_words(talk)} {'is' if talk == 1 else 'are'} worth a word."


def verdict(finding: Finding, partner: str) -> str:
    """One care in words: who finds it easy, who would talk first. Nothing of what was not said."""
    own, theirs = finding.own, finding.theirs
    if own.level is not None and (own.level, own.part) == (theirs.level, theirs.part):
        return _of_part(finding.care, own, LEVELS[own.level][1])
    said = (
        _of_part(finding.care, one, LEVELS[one.level][0].format(who))
        for who, one in (("you", own), (partner, theirs))
        if one.level is not None
    )
    return " ".join(one[0].upper() + one[1:] for one in said)


def _of_part(care: Care, one: Reading, said: str) -> str:
    """ "Two or three hours: easy for you." where nothing was said of the rest that is asked."""
    if not one.part:
        return said
    return f"{counted(option_words(care, option) for option in one.part)}: {_small(said)}"


def beyond(finding: Finding, partner: str) -> str:
    """By how many steps a plan goes beyond what is easy: along a scale alone steps can be said."""
    scale = SCALES.get(finding.care, ())
    voices = (("you", finding.own), (partner, finding.theirs))
    steps = [(who, one.stretch) for who, one in voices if one.stretch and one.option in scale]
    if not steps:
        return ""
    if len(steps) == 2 and steps[0][1] == steps[1][1]:
        return f"{_steps(steps[0][1])} beyond what is easy for you both."
    first, *others = steps
    more = "".join(f", {count_in_words(count).lower()} for {who}" for who, count in others)
    return f"{_steps(first[1])} beyond what is easy for {first[0]}{more}."


def _steps(count: int) -> str:
    return f"{count_in_words(count)} {'step' if count == 1 else 'steps'}"


def asked_words(care: Care, asked: Asked) -> str:
    """What the plan says on one care: "my own friends", "two or three hours, over supper"."""
    if care is not Care.TIME:
        return _small(option_words(care, getattr(asked, care.value)))
    length = [] if asked.hours is None else [length_of(asked.hours, asked.nights)]
    parts = [part for part in PARTS_OF_DAY if part in asked.parts] if asked.nights == 0 else []
    return counted(_small(option_words(care, option)) for option in [*length, *parts])


def about(care: Care, option: str) -> str:
    """The title over what there is to talk about: "Time: a whole day"."""
    return f"{TITLES[care]}: {_small(option_words(care, option))}"


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
