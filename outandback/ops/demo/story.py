"""Eighteen months of one couple: a calendar of leaves, how each was, and their own words.

Pure: a seed, the words of content/ and the time on the couple's wall go in, chapters come out. What
lies after that time has not been lived yet; the last chapters are ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from .couple import Answers, Circumstances, DemoCouple, drawn_truth
from .queries import CouplesWords
from .weeks import NAMES, PlannedTime, Thread, calendar, days_ahead, threads_of

KINDS = ("insight", "question", "aha", "sense")
FAR = {"corner": 0, "town": 1, "hour": 2, "country": 3}
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LIVED, CALLED_OFF, AHEAD = "lived", "called off", "ahead"


@dataclass(frozen=True)
class CameBack:
    """What came back for a telling, when, and how it landed with the teller ("" where passed)."""

    at: datetime
    thing_back: str
    question: str
    landed: str
    first_a_day: date | None = None


@dataclass(frozen=True)
class Catch:
    """A moment, and what its person decided at home: keep, later or tell."""

    at: datetime
    kind: str
    text: str
    what: str
    weight: str
    reply: CameBack | None


@dataclass(frozen=True)
class ScriptedLeave:
    """One leave from plan to reply. All times are by the clock on the couple's wall."""

    step: Circumstances
    ending: str
    plan: dict[str, Any]
    planned: datetime
    told: datetime | None
    told_words: str
    promised: datetime | None
    later: datetime | None
    door: Answers
    guilt_says: str
    after: tuple[Answers, Answers]
    answered: tuple[datetime | None, datetime | None]
    shared: tuple[bool, bool]
    chosen: datetime
    catches: tuple[Catch, ...] = field(default=())


class Writer:
    """Turns a calendar into chapters, leave by leave in the order of time."""

    def __init__(self, seed: int, words: CouplesWords, now: datetime) -> None:
        self.seed, self.words, self.now = seed, words, now
        self.rng = Random(f"words {seed}")  # noqa: S311  a story, not a secret
        self.truth = drawn_truth(Random(f"truth {seed}"))  # noqa: S311  the same
        self.couple = DemoCouple(Random(f"days {seed}"), self.truth)  # noqa: S311  the same
        self.threads = threads_of(words)
        self.own = [0, 0]
        for thread in self.threads:
            for pile in (getattr(thread, kind) for kind in (*KINDS, "intentions", "replies")):
                self.rng.shuffle(pile)

    def chapters(self) -> list[ScriptedLeave]:
        lived = self.lived()
        ahead = days_ahead(Random(f"ahead {self.seed}"), self.threads, self.now)  # noqa: S311  as above
        return [self.chapter(number, slot) for number, slot in enumerate([*lived, *ahead])]

    def last_chapters(self, many: int) -> list[ScriptedLeave]:
        """Of a couple who have begun lately: so many, and nothing ahead."""
        return [self.chapter(number, slot) for number, slot in enumerate(self.lived()[-many:])]

    def lived(self) -> list[PlannedTime]:
        return calendar(Random(f"weeks {self.seed}"), self.threads, self.now)  # noqa: S311  as above

    def chapter(self, number: int, slot: PlannedTime) -> ScriptedLeave:
        who, ending = slot.thread.person, self.ending(slot)
        step = self.step(number, slot)
        rated = self.couple.live(step)
        planned = self.planned(slot)
        soon = min(planned + 5 * MINUTE, slot.out - 20 * MINUTE)
        told = soon if ending == AHEAD or self.chance(0.9) else None
        return ScriptedLeave(
            step=step,
            ending=ending,
            plan=self.plan(slot),
            planned=planned,
            told=told,
            told_words=self.one_of("heads_up", who),
            promised=None if self.chance(0.05) else slot.back,
            later=self.later(slot, step),
            door=rated.door,
            guilt_says=self.one_of("guilt_says", who) if self.chance(0.2) else "",
            after=rated.after,
            answered=(self.answered(step, 0, told), self.answered(step, 1, told)),
            shared=(self.chance(0.9), self.chance(0.85)),
            chosen=step.back + self.rng.uniform(0.6, 3.0) * HOUR,
            catches=self.catches(slot.thread, step, rated.after[who], told is not None),
        )

    def step(self, number: int, slot: PlannedTime) -> Circumstances:
        who = slot.thread.person
        self.own[who] += 1
        back = slot.back + self.rng.gauss(-6, 5) * MINUTE
        if not self.chance(self.truth.keeps):
            back = slot.back + self.rng.uniform(20, 80) * MINUTE
        back = max(back, slot.out + 5 * MINUTE)
        return Circumstances(who, slot.out, back, FAR[slot.thread.distance], number, self.own[who])

    def ending(self, slot: PlannedTime) -> str:
        if slot.out > self.now:
            return AHEAD
        return CALLED_OFF if self.chance(0.05) else LIVED

    def later(self, slot: PlannedTime, step: Circumstances) -> datetime | None:
        late = step.back - slot.back
        if late < 15 * MINUTE:
            return None
        return slot.back + (30 if late < 30 * MINUTE else 60 if late < HOUR else 90) * MINUTE

    def plan(self, slot: PlannedTime) -> dict[str, Any]:
        thread, choice = slot.thread, self.rng.choice
        intention = thread.intentions.pop(0) if thread.intentions else thread.habit
        return {
            "intention": intention,
            "settled": choice(("settled", "settled", "rough", "open")),
            "meaning": choice(thread.meaning) if self.chance(0.35) else "",
            "sort": thread.sort,
            "company": thread.company,
            "names": choice(thread.names),
            "distance": thread.distance,
            "where": choice(thread.where),
            "cover": self.one_of("cover", thread.person) if self.chance(0.6) else "",
        }

    def planned(self, slot: PlannedTime) -> datetime:
        early = min(slot.out, self.now) - self.rng.uniform(0.2, 6.0) * timedelta(days=1)
        return min(early.replace(hour=self.rng.randint(7, 21)), slot.out - HOUR)

    def answered(self, step: Circumstances, person: int, told: datetime | None) -> datetime | None:
        away = person == step.who
        if (not away and told is None) or not self.chance(0.85 if away else 0.65):
            return None
        return step.back + self.rng.uniform(0.3, 2.0 if away else 14.0) * HOUR

    def catches(
        self, thread: Thread, step: Circumstances, after: Answers, told: bool
    ) -> tuple[Catch, ...]:
        most = 1 if step.back - step.out < HOUR else 3
        many = min(self.rng.choices((0, 1, 2, 3), (20, 36, 30, 14))[0], most)
        low = after.felt is not None and after.felt <= 4
        spots = sorted(self.rng.random() for _ in range(many))
        return tuple(
            self.catch(thread, step.out + spot * (step.back - step.out), step.back, low, told)
            for spot in spots
        )

    def catch(self, thread: Thread, at: datetime, back: datetime, low: bool, told: bool) -> Catch:
        kind, text = self.caught(thread, low)
        may_tell = told and bool(text)
        what = self.rng.choices(("tell", "keep", "later"), (75 * may_tell, 42, 13))[0]
        weight = "tender" if low or self.chance(0.25) else "light"
        reply = self.reply(thread, back) if what == "tell" and self.chance(0.9) else None
        return Catch(at, kind, text, what, weight, reply)

    def caught(self, thread: Thread, low: bool) -> tuple[str, str]:
        """Each text is used once. Some moments are wordless; so are those that find none left."""
        hard = self.words["hard"][thread.who]
        if low and hard and self.chance(0.6):
            return "insight", str(hard.pop(0))
        left = [kind for kind in KINDS if getattr(thread, kind)]
        kind = self.rng.choice(left or KINDS)
        return kind, str(getattr(thread, kind).pop(0)) if left and not self.chance(0.1) else ""

    def reply(self, thread: Thread, back: datetime) -> CameBack:
        heard = self.rng.gauss(self.truth.heard, 1.6)
        landed = "yes" if heard >= 6.5 else "partly" if heard >= 4.5 else "no"
        waits = self.chance(0.12)
        at = back + self.rng.uniform(3.2, 40.0) * HOUR + waits * timedelta(days=2)
        thing_back, question = self.said_back(thread, heard)
        return CameBack(
            at.replace(hour=min(max(at.hour, 8), 22)),
            thing_back,
            question,
            landed if self.chance(0.7) else "",
            at.date() if waits else None,
        )

    def said_back(self, thread: Thread, heard: float) -> tuple[str, str]:
        if heard >= 5 and thread.replies:
            return thread.replies.pop(0)
        return self.rng.choice(self.words["together"]["short"]), ""

    def one_of(self, shelf: str, person: int) -> str:
        return str(self.rng.choice(self.words[shelf][NAMES[person]]))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share
