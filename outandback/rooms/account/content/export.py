"""How the readable part of an export names what it holds, and says what was chosen, in words."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from outandback.rooms.away.content.sentences import TO_WHOM, WHY
from outandback.rooms.away.models import MomentKind
from outandback.rooms.comeback.content import sentences as comeback
from outandback.rooms.comfort.content import sentences as comfort
from outandback.rooms.comfort.content.proposals import STEPS_IN_SHORT
from outandback.rooms.cover.content.sentences import SAID
from outandback.rooms.giving.content.sentences import ALONG, WAYS
from outandback.rooms.ladder.content.sentences import FEELINGS
from outandback.rooms.leave.content.sentences import NEEDS, NOBODY_YET, SOMEONE
from outandback.rooms.leave.models import AgreedFact
from outandback.rooms.quiet.models import Greeting
from outandback.rooms.rhythms.content.sentences import WEEKDAYS
from outandback.rooms.spans.content.sentences import KINDS as SPANS
from outandback.rooms.together.content.sentences import KINDS, LIVE
from outandback.rooms.together.models import TogetherFact
from outandback.rooms.traditions.content.sentences import EVERYS
from outandback.rules.cares import Care

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

OPTIONS = {key: words for offered in comfort.WORDS.values() for key, words in offered}
CARES = {care.value: title for care, title in comfort.TITLES.items()}
CARES |= {str(number): comfort.TITLES[care] for number, care in enumerate(Care, 1)}
FACTS = {
    AgreedFact.FactKind.PLANNED.value: _("Planned"),
    AgreedFact.FactKind.CHANGED.value: _("Changed"),
    AgreedFact.FactKind.CALLED_OFF.value: _("Called off"),
    AgreedFact.FactKind.RETURNED.value: _("Returned"),
}
RITUALS = {"parting": _("At parting"), "return": _("At coming back")}
WHO = {"partner": _("Your partner")} | dict((NOBODY_YET, SOMEONE))
# What a word of a choice means, by the name of what was chosen.
CHOSEN: dict[str, Mapping[str, StrOrPromise]] = {
    "settled": dict(comfort.SETTLED),
    "sort": dict(comfort.SORTS),
    "company": dict(comfort.COMPANY),
    "distance": dict(comfort.DISTANCE),
    "longest": dict(comfort.LENGTHS),
    "comes_with": dict(chain(comfort.COMPANY, comfort.DISTANCE, comfort.PARTS)),
    "wish": dict(comfort.WISHES),
    "together": dict(comfort.WISHES),
    "side": {"own": _("When you go"), "theirs": _("When the other goes")},
    "care": CARES,
    "levels": dict(comfort.LEVELS) | {"": _("Not said")},
    "needs": dict(NEEDS) | WHO,
    "parts": dict(SAID),
    "cover": dict(SAID),
    "talk": {"yes": _("Yes")},
    "weight": dict(comeback.WEIGHTS),
    "what": dict(comeback.CHOICES),
    "how": dict(comeback.LANDED),
    "way": dict(WAYS) | {"tell": _("Tell")},
    "along": dict(ALONG),
    "kind": {**dict(chain(MomentKind.choices, KINDS)), **LIVE, **FACTS, **RITUALS, **SPANS},
    "form": dict(Greeting.choices),
    "did": dict(TogetherFact.Deed.choices),
    "feeling": dict(FEELINGS),
    "to_whom": dict(TO_WHOM),
    "why": dict(WHY),
    "every": dict(EVERYS),
    "language": {"en": _("English")},
    "weekdays": dict(WEEKDAYS),
    "steps": STEPS_IN_SHORT,
}
LABELS = {
    "added_on": _("Added"),
    "address": _("Address"),
    "adjective": _("Adjective"),
    "adverb": _("Adverb"),
    "along": _("Goes along"),
    "answered_at": _("Answered"),
    "answered_on": _("Answered"),
    "arrived_on": _("Arrived"),
    "at": _("At"),
    "back_at": _("Back"),
    "back_zone": _("Time zone of coming back"),
    "begun_at": _("Set out"),
    "being": _("To be"),
    "blessing": _("Blessing"),
    "by_children": _("Called by children"),
    "called": _("Called"),
    "called_at": _("Called"),
    "called_off_at": _("Stayed in"),
    "came_back_at": _("Came back"),
    "care": _("Care"),
    "caught_at": _("Caught"),
    "changed_at": _("Changed"),
    "changed_by": _("Whose change, by their ink"),
    "child": _("Child"),
    "closeness": _("Closeness, 0 to 10"),
    "comes_with": _("What comes along"),
    "company": _("Company"),
    "cover": _("Cover"),
    "cover_words": _("About cover"),
    "did": _("What was done"),
    "distance": _("Distance"),
    "elsewhere": _("In another home"),
    "email": _("E-mail"),
    "ended_at": _("Ended"),
    "ends_at": _("Ends"),
    "ends_on": _("Until"),
    "energy": _("Energy, 0 to 10"),
    "evening_on": _("Evening"),
    "every": _("Comes round"),
    "feeling": _("Feeling"),
    "felt": _("All in all, 0 to 10"),
    "first_on": _("Begins"),
    "form": _("Form"),
    "gift": _("Gift"),
    "given_at": _("Told"),
    "guilt": _("Guilt, 0 to 10"),
    "held_at": _("Held"),
    "how": _("How"),
    "ideas_put_away": _("The three ideas put away"),
    "ink": _("Ink"),
    "intention": _("Intention"),
    "joined_at": _("Became a pair"),
    "joined_on": _("Here since"),
    "joy": _("Joy"),
    "kind": _("Kind"),
    "language": _("Language"),
    "last_on": _("Ends"),
    "left_out": _("Left out of the figures"),
    "levels": _("How far at ease"),
    "likely": _("Between which, and as far as how many answers can tell"),
    "lock_after": _("Minutes until sealed"),
    "loneliness": _("Loneliness, 0 to 10"),
    "longest": _("How far is easy"),
    "made_on": _("Made"),
    "mail": _("By mail, too"),
    "meaning": _("Meaning"),
    "meet": _("Where you meet"),
    "meet_at": _("When you meet"),
    "minutes": _("Minutes long"),
    "name": _("Name"),
    "named_at": _("Named"),
    "names": _("Names"),
    "needs": _("Needs"),
    "not_about": _("Not about"),
    "number": _("Number"),
    "off": _("Weeks off, by their Monday"),
    "offered_at": _("Offered"),
    "old": _("The old way"),
    "on": _("Day"),
    "out_at": _("Going out"),
    "parted_at": _("Parted"),
    "parts": _("Parts"),
    "places": _("Places"),
    "planned_at": _("Planned"),
    "put_at": _("Put in"),
    "question": _("Question"),
    "quiet_from": _("Quiet from"),
    "quiet_to": _("Quiet until"),
    "reach": _("Reach"),
    "read_on": _("As it was on"),
    "reassurance": _("Reassurance"),
    "received_at": _("Received"),
    "replaced_at": _("Replaced"),
    "replied_at": _("Answered"),
    "returned_at": _("Came back"),
    "ritual": _("Ritual"),
    "said_at": _("Said"),
    "says": _("What it says"),
    "sealed": _("Sealed"),
    "season_off": _("Season off"),
    "season_until": _("Season off until"),
    "sentences": _("Sentences"),
    "set_out_at": _("Set out"),
    "settled": _("How settled"),
    "shared": _("Shared"),
    "show_flowers": _("Show flowers"),
    "shows_all": _("Shows all"),
    "side": _("Whose leaves"),
    "sort": _("What sort of thing"),
    "starts_at": _("Begins"),
    "steps": _("Proposed, and decided on"),
    "stopped": _("Stopped"),
    "suggestions_off": _("Nothing suggested"),
    "suggestions_until": _("Nothing suggested until"),
    "talk": _("Talk before"),
    "talk_at": _("At"),
    "tellings": _("Telling each other"),
    "ten": _("Ten minutes together"),
    "text": _("Text"),
    "thing_back": _("Said back"),
    "title": _("Title"),
    "to_whom": _("Towards whom"),
    "together": _("Time together"),
    "told_at": _("Told"),
    "until": _("Put away until"),
    "untold": _("Also leaves that were not told"),
    "user": _("Name there"),
    "verb": _("Verb"),
    "way": _("Brought as"),
    "weekdays": _("On"),
    "weeks": _("Every how many weeks"),
    "weight": _("Light or tender"),
    "what": _("To do with it"),
    "where": _("Where"),
    "why": _("What it is about"),
    "wish": _("Time of one’s own"),
    "wish_hours": _("Time of one’s own, in hours a week"),
    "withdrawn_at": _("Withdrawn"),
    "wording": _("What is said"),
    "words": _("Words"),
    "work": _("For work"),
    "worry": _("Worry"),
    "zone": _("Time zone"),
}
# What only a program needs: ids, names of files, and the parts of a time that is said whole.
FOR_PROGRAMS = {
    "photo",
    "voice",
    "telling",
    "homecoming",
    "key",
    "hands",
    "spun",
    "fold",
    "talk_fold",
    "wall",
    "talk_wall",
    "talk_zone",
    "first",
    "form_id",
    "evening",
    "size",
    "finding",
    "direction",
    "strokes",
    "low",
    "middle",
    "high",
    "n",
    "drawn",
}


def label(name: str) -> str:
    plain = name.removesuffix("_at").removesuffix("_on").replace("_", " ")
    return str(LABELS.get(name, plain[:1].upper() + plain[1:]))


def chosen(name: str, word: str) -> str:
    """The word of a choice as its page says it; what somebody wrote stays."""
    return str(CHOSEN.get(name, {}).get(word, word))


def choices() -> dict[str, dict[str, str]]:
    """All of them, as they leave the program."""
    return {
        name: {word: str(said) for word, said in meant.items()} for name, meant in CHOSEN.items()
    }


def option(word: str) -> str:
    """One of the things that can be easy or not, or that can need somebody."""
    return str(OPTIONS.get(word) or dict(NEEDS).get(word, word))
