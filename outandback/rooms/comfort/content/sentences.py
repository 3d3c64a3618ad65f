"""The five cares and how someone is at ease with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.rules.cares import Care, Level

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from outandback.rooms.comfort.models import CareAnswer

Offered = tuple[tuple[str, "StrOrPromise"], ...]

TITLES = {
    Care.INTENTION: _("Intention"),
    Care.MEANING: _("Meaning"),
    Care.COMPANY: _("Company"),
    Care.DISTANCE: _("Distance"),
    Care.TIME: _("Time"),
}
ASKS = {
    Care.INTENTION: _("How settled it is before somebody goes."),
    Care.MEANING: _("What sort of thing it is for."),
    Care.COMPANY: _("Who else is there."),
    Care.DISTANCE: _("How far away it is."),
    Care.TIME: _("How long it is, and which part of the day it takes."),
}
SETTLED: Offered = (
    ("settled", _("Settled")),
    ("rough", _("A rough idea")),
    ("open", _("See what happens")),
)
SORTS: Offered = (
    ("fun", _("For the fun of it")),
    ("self", _("Part of who I am")),
    ("shared", _("Something we usually share")),
    ("think", _("Time to think")),
)
COMPANY: Offered = (
    ("nobody", _("Nobody")),
    ("both", _("Friends of us both")),
    ("own", _("My own friends")),
    ("family", _("Family")),
    ("group", _("A group")),
    ("new", _("People I have yet to meet")),
    ("past", _("Someone I used to go out with")),
)
DISTANCE: Offered = (
    ("corner", _("Round the corner")),
    ("town", _("Across town")),
    ("hour", _("An hour or more")),
    ("signal", _("Somewhere without signal")),
    ("country", _("Another country")),
)
LENGTHS: Offered = (
    ("hour", _("An hour")),
    ("hours", _("Two or three hours")),
    ("half", _("Half a day")),
    ("day", _("A whole day")),
    ("night", _("A day and a night")),
    ("nights", _("Longer")),
)
PARTS: Offered = (
    ("morning", _("Early in the morning")),
    ("daytime", _("In the daytime")),
    ("evening", _("At supper and bedtime")),
    ("late", _("Late at night")),
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
    (Care.MEANING, "self"): _("Part of who they are"),
    (Care.COMPANY, "own"): _("Friends of their own"),
    (Care.COMPANY, "new"): _("People they have yet to meet"),
    (Care.COMPANY, "past"): _("Someone they used to go out with"),
}
LEVELS: Offered = (
    ("easy", _("Easy")),
    ("talk", _("Talk first")),
    ("not", _("Not for now")),
    ("", _("No answer")),
)
WISHES: Offered = (
    ("less", _("Less than now")),
    ("same", _("About as now")),
    ("little", _("A little more")),
    ("much", _("A good deal more")),
    ("unsure", _("I don’t know")),
)
SAYS = {Level.EASY: _("easy"), Level.TALK: _("talk first"), Level.NOT_NOW: _("not for now")}
# How one, or the two, stand to an option. Where both find it easy there is nothing to say.
ALONE = {Level.TALK: _("Talk first."), Level.NOT_NOW: _("Not for now.")}
BOTH = {Level.TALK: _("Both: talk first."), Level.NOT_NOW: _("Both: not for now.")}
YOU = {
    Level.EASY: _("You: easy."),
    Level.TALK: _("You: talk first."),
    Level.NOT_NOW: _("You: not for now."),
}
THE_OTHER = {
    Level.EASY: _("{name}: easy."),
    Level.TALK: _("{name}: talk first."),
    Level.NOT_NOW: _("{name}: not for now."),
}
# An answer beside its option, for comparing two versions.
COMPARED = {
    "easy": _("{option}: easy"),
    "talk": _("{option}: talk first"),
    "not": _("{option}: not for now"),
    "": _("{option}: no answer"),
}


def option_words(care: Care, option: str, of_another: bool = False) -> str:
    own = dict(WORDS[care]).get(option, "")
    return str(OF_ANOTHER.get((care, option), own) if of_another else own)


def one(mine: Level | None) -> str:
    return str(ALONE.get(mine, "")) if mine else ""


def both(mine: Level | None, theirs: Level | None, name: str) -> str:
    """How the two stand to one option, said once where they agree; "" where nothing was said."""
    if mine is not None and mine == theirs:
        return str(BOTH.get(mine, ""))
    own = str(YOU[mine]) if mine is not None else ""
    others = str(THE_OTHER[theirs]).format(name=name) if theirs is not None else ""
    return " ".join(filter(None, (own, others)))


def in_words(care: Care, said: CareAnswer | None, of_another: bool) -> str:
    """Somebody's answers on one care as one line, for comparing two versions."""
    levels = said.levels if said else {}
    told = (
        str(COMPARED[level]).format(option=option_words(care, option, of_another))
        for option, level in levels.items()
    )
    words = [said.words] if said and said.words else []
    return ". ".join([*told, *words]) or gettext("No answers")
