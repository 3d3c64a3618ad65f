from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from outandback.rules.care_check import stands
from outandback.rules.cares import OPTIONS, Care, Level
from outandback.ui.texts import entries_of

from .models import LEVELS, CareAnswer, Comfort, SharedComfort, WhoseLeaves

if TYPE_CHECKING:
    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring

CONTENT = Path(__file__).parent / "content"
NO_PAIR = UUID(int=0)
Voice = dict[Care, CareAnswer]
CheckedAgainst = dict[Care, dict[str, Level]]
UNSHOWN = "unshown"
KEYS: dict[Level | None, str] = {None: "", **{level: key for key, level in LEVELS.items()}}


class Comforts:
    """What one person can read of the pair's comfort now: their own, and what was shown to both."""

    def __init__(self, person: Person, mine: Membership | None, keyring: Keyring) -> None:
        self.person, self.keyring = person, keyring
        self._kept = kept_by(person) if keyring.room_open else []
        self._shared = shared_in(person, mine)

    def mine(self, side: WhoseLeaves) -> Voice:
        """One's own answers: all of them in the open room, else those that the pair sees too."""
        return self.shared(side, own=True) | self._opened(self._kept, side)

    def shared(self, side: WhoseLeaves, own: bool) -> Voice:
        """What one of the two shows the pair: oneself, or the partner."""
        rows = [row for row in self._shared if (row.person_id == self.person.pk) == own]
        return self._opened(rows, side)

    def _opened(self, rows: list[Comfort] | list[SharedComfort], side: WhoseLeaves) -> Voice:
        said = {Care(row.care): self._words(row) for row in rows if row.side == side}
        return {care: words for care, words in said.items() if words is not None}

    def _words(self, row: Comfort | SharedComfort) -> CareAnswer | None:
        words: CareAnswer | None = self.keyring.open_if_possible(row, "said")
        return words


@dataclass(frozen=True)
class Strand:
    """One option as the two stand to it: easy, talk, not, "" where not said, or unshown. Where
    nobody is beside one, `theirs` is None."""

    option: str
    mine: str
    theirs: str | None
    before: tuple[str, str | None]
    levels: tuple[Level | None, Level | None]

    @property
    def beside(self) -> bool:
        return self.theirs not in (None, UNSHOWN)

    @property
    def differs(self) -> bool:
        return None not in self.levels and self.levels[0] != self.levels[1]


@dataclass(frozen=True)
class CareSection:
    """One care: side by side where both show it, else one's own answers alone. `shown`: to the
    pair, by whoever asks."""

    care: Care
    place: int
    strands: list[Strand]
    shown: bool
    both: bool
    words: str
    their_words: str
    questions: list[str]

    @property
    def runs(self) -> list[list[Strand]]:
        """What stands alike, one after the other, is drawn once."""
        alike = groupby(self.strands, key=lambda one: (one.mine, one.theirs))
        return [list(run) for _, run in alike]


def sections(comforts: Comforts, side: WhoseLeaves, mine: Membership | None) -> list[CareSection]:
    """The five cares for the leaves of one of the two: `side` OWN for the leaves of the asker."""
    other = WhoseLeaves.THEIRS if side is WhoseLeaves.OWN else WhoseLeaves.OWN
    shown, theirs = comforts.shared(side, own=True), comforts.shared(other, own=False)
    kept = comforts.mine(side)
    found = [
        Both(
            kept if comforts.keyring.room_open or care in shown else None,
            theirs if care in shown and care in theirs else None,
            care in shown,
        )
        for care in Care
    ]
    return [
        _section(care, place, both, mine)
        for place, (care, both) in enumerate(zip(Care, found, strict=True), 1)
    ]


@dataclass(frozen=True)
class Both:
    """What of one care stands on the page: None for a side that is not shown there."""

    mine: Voice | None
    theirs: Voice | None
    shown: bool


def _section(care: Care, place: int, both: Both, mine: Membership | None) -> CareSection:
    strands = strands_of(care, _levels(both.mine), _levels(both.theirs), paired=mine is not None)
    own, other = (both.mine or {}).get(care), (both.theirs or {}).get(care)
    whose = mine.pair_id if mine else None
    return CareSection(
        care=care,
        place=place,
        strands=strands,
        shown=both.shown,
        both=both.theirs is not None,
        words=own.words if own else "",
        their_words=other.words if other else "",
        questions=[talk_first(care, one.option, whose) for one in strands if one.differs],
    )


def _levels(voice: Voice | None) -> CheckedAgainst | None:
    return None if voice is None else levels_in(voice)


def strands_of(
    care: Care, mine: CheckedAgainst | None, theirs: CheckedAgainst | None, *, paired: bool
) -> list[Strand]:
    strands: list[Strand] = []
    before: tuple[str, str | None] = ("", "" if paired else None)
    for option in OPTIONS[care]:
        levels = _stands(care, option, mine), _stands(care, option, theirs)
        states = (
            UNSHOWN if mine is None else KEYS[levels[0]],
            (UNSHOWN if paired else None) if theirs is None else KEYS[levels[1]],
        )
        strands.append(Strand(option, *states, before, levels))
        before = states
    return strands


def _stands(care: Care, option: str, voice: CheckedAgainst | None) -> Level | None:
    return None if voice is None else stands(care, option, voice)


def kept_by(person: Person) -> list[Comfort]:
    return list(Comfort.objects.filter(person=person))


def shared_in(person: Person, mine: Membership | None) -> list[SharedComfort]:
    """What the two of the pair of now show each other. Of another pair there is nothing."""
    if mine is None or mine.person_id != person.pk:
        return []
    ours = SharedComfort.objects.filter(pair=mine.pair_id)
    rows = ours.filter(Q(alone=False) | Q(person=person)).order_by("alone", "pk")
    newest = {(row.person_id, row.side, row.care): row for row in rows}
    return [row for row in newest.values() if row.said is not None]


def comfort_of(person: Person, care: Care, side: WhoseLeaves) -> Comfort | None:
    return Comfort.objects.filter(person=person, care=care, side=side).first()


def levels_in(voice: Voice) -> CheckedAgainst:
    """A voice as the care check reads it."""
    return {care: said.by_option(care) for care, said in voice.items()}


def time_of(person: Person, keyring: Keyring) -> dict[WhoseLeaves, CareAnswer]:
    """What they said of how long is easy. Raises Closed in a closed room."""
    rows = Comfort.objects.filter(person=person, care=Care.TIME)
    return {WhoseLeaves(row.side): keyring.open(row, "said") for row in rows}


def talk_first(care: Care, option: str, whose: UUID | None) -> str:
    """A question to open a talk with: about this option, always the same one for the same two."""
    entries = [entry for entry in entries_of(CONTENT, "questions") if entry["care"] == care]
    fitting = [entry for entry in entries if entry["option"] == option]
    general = [entry for entry in entries if not entry["option"]]
    mixed = sha256((whose or NO_PAIR).bytes + f"{care} {option}".encode()).digest()
    offered = fitting or general
    return str(offered[mixed[0] % len(offered)]["words"])
