"""How the readable part of an export names what it holds, and says what was chosen, in words."""

from __future__ import annotations

from itertools import chain

from outandback.rooms.away.content.sentences import TO_WHOM, WHY
from outandback.rooms.away.models import MomentKind
from outandback.rooms.comeback.content import sentences as comeback
from outandback.rooms.comfort.content import sentences as comfort
from outandback.rooms.cover.content.sentences import SAID
from outandback.rooms.giving.content.sentences import ALONG, WAYS
from outandback.rooms.ladder.content.sentences import FEELINGS
from outandback.rooms.leave.content.sentences import NEEDS, NOBODY_YET, SOMEONE
from outandback.rooms.leave.models import AgreedFact
from outandback.rooms.quiet.models import Greeting
from outandback.rooms.together.content.sentences import KINDS, LIVE
from outandback.rooms.traditions.content.sentences import EVERYS
from outandback.rules.cares import Care

OPTIONS = {key: words for offered in comfort.WORDS.values() for key, words in offered}
CARES = {care.value: title for care, title in comfort.TITLES.items()}
CARES |= {str(number): comfort.TITLES[care] for number, care in enumerate(Care, 1)}
FACTS = {kind.value: kind.value.capitalize() for kind in AgreedFact.FactKind}
RITUALS = {"parting": "At parting", "return": "At coming back"}
WHO = {"partner": "Your partner"} | dict((NOBODY_YET, SOMEONE))
# What a word of a choice means, by the name of what was chosen.
CHOSEN: dict[str, dict[str, str]] = {
    "settled": dict(comfort.SETTLED),
    "sort": dict(comfort.SORTS),
    "company": dict(comfort.COMPANY),
    "distance": dict(comfort.DISTANCE),
    "longest": dict(comfort.LENGTHS),
    "comes_with": dict(chain(comfort.COMPANY, comfort.DISTANCE, comfort.PARTS)),
    "wish": dict(comfort.WISHES),
    "side": {"own": "When you go", "theirs": "When the other goes"},
    "care": CARES,
    "levels": dict(comfort.LEVELS) | {"": "Not said"},
    "needs": dict(NEEDS) | WHO,
    "parts": dict(SAID),
    "cover": dict(SAID),
    "talk": {"yes": "Yes"},
    "weight": dict(comeback.WEIGHTS),
    "what": dict(comeback.CHOICES),
    "how": dict(comeback.LANDED),
    "way": dict(WAYS) | {"tell": "Tell"},
    "along": dict(ALONG),
    "kind": dict(chain(MomentKind.choices, KINDS, LIVE.items(), FACTS.items(), RITUALS.items())),
    "form": dict(Greeting.choices),
    "feeling": dict(FEELINGS),
    "to_whom": dict(TO_WHOM),
    "why": dict(WHY),
    "every": dict(EVERYS),
    "language": {"en": "English"},
}
LABELS = {
    **{"zone": "By the clocks of", "back_zone": "Back by the clocks of", "out_at": "Going out"},
    **{"back_at": "Back", "begun_at": "Set out", "returned_at": "Came back"},
    **{"called_off_at": "Stayed in", "set_out_at": "Set out", "came_back_at": "Came back"},
    **{
        "planned_at": "Planned",
        "given_at": "Told",
        "joined_at": "Became a pair",
        "email": "E-mail",
    },
    **{"ended_at": "Ended", "joined_on": "Here since", "lock_after": "Minutes until sealed"},
    **{"by_children": "Called by children", "called": "Called", "sort": "What sort of thing"},
    **{"settled": "How settled", "not_about": "Not about", "levels": "How far at ease"},
    **{"why": "What it is about", "says": "What the guilt says", "to_whom": "Towards whom"},
    **{"guilt": "Guilt, 0 to 10", "energy": "Energy, 0 to 10", "closeness": "Closeness, 0 to 10"},
    **{"loneliness": "Loneliness, 0 to 10", "felt": "All in all, 0 to 10", "caught_at": "Caught"},
    **{
        "changed_at": "Changed",
        "what": "To do with it",
        "way": "Brought as",
        "along": "Goes along",
    },
    **{"being": "To be", "thing_back": "Said back", "how": "How", "ten": "Ten minutes together"},
    **{"weight": "How to hear it", "cover_words": "About cover", "talk": "Talk before"},
    **{"old": "The old way", "every": "Comes round", "made_on": "Made", "shows_all": "Shows all"},
    **{"ideas_put_away": "The three ideas put away", "elsewhere": "In another home", "on": "Day"},
    **{"longest": "How far is easy", "comes_with": "What comes along", "wish": "Time of one’s own"},
    **{"side": "Whose leaves", "until": "Put away until", "talk_at": "At", "at": "At"},
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
}


def label(name: str) -> str:
    plain = name.removesuffix("_at").removesuffix("_on").replace("_", " ")
    return LABELS.get(name, plain[:1].upper() + plain[1:])


def chosen(name: str, word: str) -> str:
    """The word of a choice as its page says it; what somebody wrote stays."""
    return CHOSEN.get(name, {}).get(word, word)


def option(word: str) -> str:
    """One of the things that can be easy or not, or that can need somebody."""
    return OPTIONS.get(word) or dict(NEEDS).get(word, word)
