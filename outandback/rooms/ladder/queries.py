from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outandback.rooms.comfort.models import WhoseLeaves
from outandback.rooms.comfort.queries import Comforts
from outandback.rooms.leave.queries import LOOKED_BACK, energies_at_the_door
from outandback.rules.cares import Care
from outandback.rules.ladder import LARGEST, Feeling, Proposal, Tried, next_step, start_size
from outandback.rules.overwhelm import overwhelmed
from outandback.ui.texts import entries_of

from .models import Standing, Stands, Step, TakenStep

if TYPE_CHECKING:
    from datetime import date

    from outandback.rooms.leave.models import DoorAnswers, Leave, Turned
    from outandback.rooms.people.models import Ease, Membership, Person
    from outandback.ui.texts import Entry
    from outandback.vault.keyring import Keyring

CONTENT = Path(__file__).parent / "content"
# The number of an offer is its place within its size, and one WIDE for each size further down.
WIDE = 10


@dataclass(frozen=True)
class Done:
    """One step that its person has come back from."""

    leave: Leave
    key: str
    tried: Tried

    @property
    def words(self) -> str:
        entry = entry_with(self.key)
        return str(entry["words"]) if entry else ""


@dataclass(frozen=True)
class Ladder:
    """How the ladder stands today: the steps before, newest first, and the next one.

    `usual` is the next step whatever today is like: nothing beyond it is taken.
    """

    past: list[Done]
    usual: Proposal
    proposal: Proposal
    overwhelmed: bool

    @property
    def last(self) -> Done | None:
        return self.past[0] if self.past else None


@dataclass(frozen=True)
class Offer:
    """One step to take, and the numbers of others; None where there is no such one."""

    entry: Entry
    another: int
    again: int | None
    smaller: int | None


def entry_with(key: str) -> Entry | None:
    return next((entry for entry in entries_of(CONTENT, "steps") if entry["key"] == key), None)


def steps_of(person: Person, keyring: Keyring) -> list[Done]:
    """The last steps this person came back from, newest first. Nothing in a closed room."""
    if not keyring.room_open:
        return []
    own = Step.objects.filter(person=person, leave__returned_at__isnull=False)
    rows = own.select_related("leave__door_check", "leave__outcome")
    newest = rows.order_by("-leave__returned_at", "-leave_id")[:LOOKED_BACK]
    return [_done(step, keyring) for step in newest]


def standing_of(person: Person, keyring: Keyring) -> Stands:
    """What this person said last of their ladder. Nothing in a closed room."""
    row = Standing.objects.filter(person=person).first() if keyring.room_open else None
    return (keyring.open(row, "said") if row else None) or Stands()


def ladder_of(
    person: Person, mine: Membership | None, keyring: Keyring, said: Stands, today: date
) -> Ladder:
    """For the open room: in a closed one it stands as if nothing had been said or done."""
    past, feeling = steps_of(person, keyring), feeling_on(said, today)
    tried = [done.tried for done in reversed(past)]
    guilt = tried[-1].before if tried else None
    too_much = overwhelmed(feeling, guilt, energies_at_the_door(person, keyring))
    start = _start(person, mine, keyring)
    gently = start if past or not too_much else 0
    proposal = next_step(gently, tried, Feeling.TOO_MUCH if too_much else feeling)
    return Ladder(past, next_step(start, tried), proposal, too_much)


def feeling_on(said: Stands, today: date) -> Feeling | None:
    """What it is like just now: what was said on another day is not today's."""
    known = said.feeling in set(Feeling) and said.on == today.isoformat()
    return Feeling(said.feeling) if known else None


def offer_of(ladder: Ladder, number: int = 0) -> Offer:
    """The step with this number: of the proposed size or of a smaller one, never of a larger."""
    largest = ladder.proposal.size
    down, place = divmod(number, WIDE) if 0 <= number < WIDE * (largest + 1) else (0, 0)
    entries = _entries(ladder, largest - down)
    entry = entries[place % len(entries)]
    return Offer(
        entry=entry,
        another=down * WIDE + (place + 1) % len(entries),
        again=_again(ladder, entry),
        smaller=(down + 1) * WIDE if down < largest else None,
    )


def picture_of(ladder: Ladder) -> tuple[list[int], int | None]:
    """The sizes to draw, and up to which they are in ink: done ones, then the next and one more."""
    done = {step.tried.size for step in ladder.past}
    largest, following = max(done, default=-1), ladder.proposal.size
    ahead = {size for size in (following, following + 1) if largest < size <= LARGEST}
    return sorted(done | ahead), max(done, default=None)


def _again(ladder: Ladder, shown: Entry) -> int | None:
    """The number of the last step, where it was light."""
    last, largest = ladder.last, ladder.proposal.size
    if last is None or not last.tried.light or last.tried.size > largest:
        return None
    keys = [entry["key"] for entry in _entries(ladder, last.tried.size)]
    if last.key == shown["key"] or last.key not in keys:
        return None
    return (largest - last.tried.size) * WIDE + keys.index(last.key)


def _entries(ladder: Ladder, size: int) -> list[Entry]:
    """The steps of one size, beginning after the one that was done last."""
    entries = [entry for entry in entries_of(CONTENT, "steps") if entry["size"] == size]
    done = next((step.key for step in ladder.past if step.tried.size == size), "")
    keys = [entry["key"] for entry in entries]
    first = keys.index(done) + 1 if done in keys else 0
    return entries[first:] + entries[:first]


def _start(person: Person, mine: Membership | None, keyring: Keyring) -> int:
    said = Comforts(person, mine, keyring).mine(WhoseLeaves.OWN).get(Care.TIME)
    ease: Ease | None = keyring.open_if_possible(person, "ease")
    return start_size(said.by_option(Care.TIME) if said else {}, ease.longest if ease else "")


def _done(step: Step, keyring: Keyring) -> Done:
    taken: TakenStep = keyring.open(step, "taken")
    check = getattr(step.leave, "door_check", None)
    outcome = getattr(step.leave, "outcome", None)
    door: DoorAnswers | None = keyring.open(check, "answers") if check else None
    turned: Turned | None = keyring.open(outcome, "turned") if outcome else None
    before, after = door.guilt if door else None, turned.guilt if turned else None
    return Done(
        step.leave, taken.key, Tried(taken.size, before, after, turned.felt if turned else None)
    )
