"""Two phones and a browser of one person, and the rules of which of them stands, told plainly.

`Phone` does what the scripts of a phone do, with a clock of its own: what is done and written waits
in order, sealed, until a network takes it. `Rules` knows nothing of rows and asks nothing of the
program: it hears what the program hears, in the same order, and says what has to come of it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from outandback.rooms.away.models import Caught
from outandback.rooms.people.models import Person
from tests.builders.phones import hand_in, seal_command, seal_moment, send_command

QUARTER, MINUTE, DAY = timedelta(minutes=15), timedelta(minutes=1), timedelta(days=1)
FARTHEST = timedelta(days=366)
TAKEN, NOT_YET, LATER, NEVER = 204, 409, 429, 422


@dataclass(frozen=True)
class Done:
    """Something that was done on a phone, and when by its clock."""

    kind: str
    leave: UUID
    at: datetime
    back: datetime | None = None


@dataclass
class Stands:
    """One leave, as it has to stand."""

    planned: datetime
    back: datetime | None
    promised: datetime | None = None
    begun: datetime | None = None
    returned: datetime | None = None

    @property
    def is_out(self) -> bool:
        return self.begun is not None and self.returned is None


@dataclass
class Rules:
    """What arrives first stands; what is said later than a promise does not bow to it; nothing is
    done twice; one is out once at a time."""

    leaves: dict[UUID, Stands] = field(default_factory=dict)
    heard: set[UUID] = field(default_factory=set)
    seen: Counter[str] = field(default_factory=Counter)

    def hear(self, name: UUID, done: Done, now: datetime) -> int:
        status = TAKEN if name in self.heard else self._do(done, now)
        if status == TAKEN:
            self.heard.add(name)
        return status

    def _do(self, done: Done, now: datetime) -> int:
        leave, at = self.leaves[done.leave], min(done.at, now)
        if done.kind == "out":
            return TAKEN if self.goes(done.leave, at) else NOT_YET
        if leave.begun is None:
            return NOT_YET
        at = max(at, leave.begun)
        if done.kind == "back":
            self.comes_back(done.leave, at)
            return TAKEN
        if done.back is None or done.at > now + DAY or not at < done.back <= at + FARTHEST:
            return NEVER
        if leave.promised is None or leave.promised <= at:
            self.promises(done.leave, done.back, at)
        elif leave.is_out:
            self.seen["older"] += 1
        return TAKEN

    def goes(self, leave: UUID, at: datetime) -> bool:
        one = self.leaves[leave]
        self.seen["both"] += one.begun is not None
        if one.begun is None:
            if any(other.is_out for other in self.leaves.values()):
                return False
            one.begun = max(at, one.planned)
        return True

    def promises(self, leave: UUID, back: datetime, at: datetime) -> None:
        one = self.leaves[leave]
        if one.is_out:
            one.back, one.promised = back, at

    def comes_back(self, leave: UUID, at: datetime) -> None:
        one = self.leaves[leave]
        self.seen["both"] += not one.is_out
        if one.is_out:
            one.returned = at

    @property
    def out_on(self) -> UUID | None:
        return next((name for name, one in self.leaves.items() if one.is_out), None)


@dataclass
class Carried:
    """A leave, as a phone knows it."""

    id: UUID
    state: str
    back: datetime | None


@dataclass
class Waiting:
    """A thing on a phone: sealed when it was done, and sent as it is."""

    name: UUID
    what: Done | Caught
    leave: UUID
    raw: bytes
    draft: bool = False
    refused: bool = False


@dataclass
class Phone:
    person: Person
    client: Client
    headers: dict[str, str]
    rules: Rules
    off: timedelta = timedelta(0)
    at_hand: Carried | None = None
    next: list[Carried] = field(default_factory=list)
    outbox: list[Waiting] = field(default_factory=list)
    sent: list[Waiting] = field(default_factory=list)
    kept: dict[UUID, tuple[UUID, Caught]] = field(default_factory=dict)

    # What its person does on it ------------------------------------------------------------------

    @property
    def out_on(self) -> Carried | None:
        return self.at_hand if self.at_hand and self.at_hand.state == "out" else None

    def goes(self, now: datetime, number: int) -> None:
        """On the next one, or on any other that it carries."""
        carried = [one for one in (self.at_hand, *self.next) if one]
        ahead = [one for one in carried if one.state == "ahead"]
        if self.out_on or not ahead:
            return
        self.at_hand = ahead[number % len(ahead)]
        self.next = [one for one in ahead if one is not self.at_hand]
        waits = {one.leave for one in self.outbox if isinstance(one.what, Done)}
        self.rules.seen["another before a network"] += bool(waits - {self.at_hand.id})
        self._says("out", self.at_hand, now)

    def comes_back(self, now: datetime) -> None:
        if on := self.out_on:
            self.reloads()
            on.state = "back"
            self._says("back", on, now)

    def runs_late(self, minutes: int, now: datetime) -> None:
        if not (on := self.out_on):
            return
        late = max(on.back or now + self.off, now + self.off)
        late += (QUARTER - (late - datetime.min.replace(tzinfo=late.tzinfo)) % QUARTER) % QUARTER
        on.back = late + timedelta(minutes=minutes)
        self._says("late", on, now, on.back)

    def writes(self, text: str, now: datetime) -> None:
        """Into the box: a draft, under one name until it is kept."""
        if self.out_on:
            before = [one for one in self.outbox if one.draft]
            name = before[0].name if before else uuid4()
            self._puts(name, Caught("insight", text, self._time(now)), before)

    def keeps(self, kind: str, text: str, now: datetime) -> None:
        if self.out_on:
            self.writes(text, now)
            draft = next(one for one in self.outbox if one.draft)
            self._puts(draft.name, Caught(kind, text, self._time(now)), [draft])
            self.reloads()

    def reloads(self) -> None:
        """What was being written in a page that is gone is kept as it was."""
        for one in self.outbox:
            if one.draft and isinstance(one.what, Caught):
                one.draft, self.kept[one.name] = False, (one.leave, one.what)

    def _time(self, now: datetime) -> str:
        return (now + self.off).isoformat()

    def _puts(self, name: UUID, caught: Caught, before: list[Waiting]) -> None:
        assert self.out_on is not None
        leave = before[0].leave if before else self.out_on.id
        raw = seal_moment(self.person, leave, name, vars(caught))
        for one in before:
            one.what, one.raw = caught, raw
        if not before:
            self.outbox.append(Waiting(name, caught, leave, raw, draft=True))

    def _says(self, kind: str, of: Carried, now: datetime, back: datetime | None = None) -> None:
        name, at = uuid4(), now + self.off
        more = {"back": back.isoformat() if back else None}
        raw = seal_command(self.person, kind, of.id, at, name, **more)
        self.outbox.append(Waiting(name, Done(kind, of.id, at, back), of.id, raw))
        if kind == "out":
            of.state = "out"

    # When there is a network ---------------------------------------------------------------------

    def sends(self, now: datetime, answered: Callable[[], str]) -> None:
        """As send.js does, until the line goes dead; then the papers, where nothing done waits."""
        waiting = [one for one in self.outbox if not (one.draft or one.refused)]
        done = [one for one in waiting if isinstance(one.what, Done)]
        if all(self._settles(one, now, answered) for one in done) and answered() != "lost":
            self.reads_papers()
        early: set[UUID] = set()
        for one in waiting:
            if isinstance(one.what, Caught) and one.leave not in early:
                status = self.posts(one, now, answered())
                if status == NOT_YET:
                    early.add(one.leave)
                elif not self._settled(one, status):
                    return

    def reads_papers(self) -> None:
        told = json.loads(self.client.get(reverse("pocket-papers")).content)
        carried = [as_carried(one) for one in (told["leave"], *told["next"]) if one]
        self.at_hand, self.next = (carried[0], carried[1:]) if carried else (None, [])

    def posts(self, one: Waiting, now: datetime, how: str = "heard") -> int:
        """0 where no answer came; nobody knows then whether it arrived."""
        if how == "lost":
            return 0
        self.sent.append(one)
        if isinstance(one.what, Done):
            status, right = (
                send_command(self.client, one.raw),
                self.rules.hear(one.name, one.what, now),
            )
        else:
            status = hand_in(self.headers, one.raw)
            right = NOT_YET if self.rules.leaves[one.leave].begun is None else TAKEN
        assert status in {right, LATER}, (status, right, one.what)
        seen = self.rules.seen
        seen[f"{type(one.what).__name__} {status}"] += 1
        seen[how] += 1
        return 0 if how == "unanswered" else status

    def _settles(self, one: Waiting, now: datetime, answered: Callable[[], str]) -> bool:
        return self._settled(one, self.posts(one, now, answered()))

    def _settled(self, one: Waiting, status: int) -> bool:
        if status == TAKEN:
            self.outbox.remove(one)
        elif status == NEVER:
            one.refused = True
        return status in {TAKEN, NEVER}


def as_carried(told: dict[str, str | None]) -> Carried:
    back = datetime.fromisoformat(told["back"]) if told["back"] else None
    assert told["id"] and told["state"]
    return Carried(UUID(told["id"]), told["state"], back)


@dataclass
class Browser:
    """The same person's, with a network; its time is the server's."""

    client: Client
    rules: Rules
    kept: dict[UUID, tuple[UUID, Caught]] = field(default_factory=dict)

    def goes(self, leave: UUID, now: datetime) -> None:
        self._posts("departure", leave)
        self.rules.goes(leave, now)

    def comes_back(self, leave: UUID, now: datetime) -> None:
        self._posts("homecoming", leave)
        self.rules.comes_back(leave, now)

    def promises(self, leave: UUID, back: datetime, now: datetime) -> None:
        self._posts("leave-return-time", leave, to=back.isoformat())
        self.rules.promises(leave, back, now)

    def calls_off(self, leave: UUID) -> None:
        self._posts("leave-calling-off", leave)

    def _posts(self, name: str, leave: UUID, **typed: object) -> None:
        assert self.client.post(reverse(name, args=[leave]), typed).status_code in {303, 404, 409}
