"""The five cares and how someone is at ease with them, in British English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.rules.cares import Care, Level

if TYPE_CHECKING:
    from outandback.rooms.comfort.models import CareAnswer

Offered = tuple[tuple[str, str], ...]

TITLES = {
    Care.INTENTION: "Intention",
    Care.MEANING: "Meaning",
    Care.COMPANY: "Company",
    Care.DISTANCE: "Distance",
    Care.TIME: "Time",
}
ASKS = {
    Care.INTENTION: "How settled it is before somebody goes.",
    Care.MEANING: "What sort of thing it is for.",
    Care.COMPANY: "Who else is there.",
    Care.DISTANCE: "How far away it is.",
    Care.TIME: "How long it is, and which part of the day it takes.",
}
SETTLED: Offered = (
    ("settled", "Settled"),
    ("rough", "A rough idea"),
    ("open", "See what happens"),
)
SORTS: Offered = (
    ("fun", "For the fun of it"),
    ("self", "Part of who I am"),
    ("shared", "Something we usually share"),
    ("think", "Time to think"),
)
COMPANY: Offered = (
    ("nobody", "Nobody"),
    ("both", "Friends of us both"),
    ("own", "My own friends"),
    ("family", "Family"),
    ("group", "A group"),
    ("new", "People I have yet to meet"),
    ("past", "Someone I used to go out with"),
)
DISTANCE: Offered = (
    ("corner", "Round the corner"),
    ("town", "Across town"),
    ("hour", "An hour or more"),
    ("signal", "Somewhere without signal"),
    ("country", "Another country"),
)
LENGTHS: Offered = (
    ("hour", "An hour"),
    ("hours", "Two or three hours"),
    ("half", "Half a day"),
    ("day", "A whole day"),
    ("night", "A day and a night"),
    ("nights", "Longer"),
)
PARTS: Offered = (
    ("morning", "Early in the morning"),
    ("daytime", "In the daytime"),
    ("evening", "Over supper and bedtime"),
    ("late", "Late, into the night"),
)
WORDS: dict[Care, Offered] = {
    Care.INTENTION: SETTLED,
    Care.MEANING: SORTS,
    Care.COMPANY: COMPANY,
    Care.DISTANCE: DISTANCE,
    Care.TIME: (*LENGTHS, *PARTS),
}
# The same options said of somebody else.
OF_ANOTHER = {
    (Care.MEANING, "self"): "Part of who they are",
    (Care.COMPANY, "own"): "Friends of their own",
    (Care.COMPANY, "new"): "People they have yet to meet",
    (Care.COMPANY, "past"): "Someone they used to go out with",
}
LEVELS: Offered = (
    ("easy", "Easy"),
    ("talk", "Talk first"),
    ("not", "Not for now"),
    ("", "No answer"),
)
WISHES: Offered = (
    ("less", "Less than now"),
    ("same", "About as now"),
    ("little", "A little more"),
    ("much", "A good deal more"),
    ("unsure", "I don’t know"),
)
SAYS = {Level.EASY: "easy", Level.TALK: "talk first", Level.NOT_NOW: "not for now"}


def option_words(care: Care, option: str, of_another: bool = False) -> str:
    own = dict(WORDS[care]).get(option, "")
    return OF_ANOTHER.get((care, option), own) if of_another else own


def one(mine: Level | None) -> str:
    return "" if mine in (None, Level.EASY) else f"{SAYS[mine].capitalize()}."


def both(mine: Level | None, theirs: Level | None, name: str) -> str:
    """How the two stand to one option, said once where they agree; "" where nothing was said."""
    if mine is not None and mine == theirs:
        return "" if mine is Level.EASY else f"Both: {SAYS[mine]}."
    voices = (("You", mine), (name, theirs))
    return " ".join(f"{who}: {SAYS[level]}." for who, level in voices if level is not None)


def in_words(care: Care, said: CareAnswer | None, of_another: bool) -> str:
    """Somebody's answers on one care as one line, for comparing two versions."""
    levels = said.levels if said else {}
    told = (
        f"{option_words(care, option, of_another)}: {dict(LEVELS)[level].lower()}"
        for option, level in levels.items()
    )
    return ". ".join([*told, *([said.words] if said and said.words else [])]) or "No answers"
