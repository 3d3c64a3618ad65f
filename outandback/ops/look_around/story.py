"""One leave of the demo's two, step by step, and the page that is seen at each.

The verbs are those of any other day, and each page is asked of the app by whoever looks at it. The
days are fixed, so that it is the same story whenever it is drawn.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.urls import reverse

from outandback.ops.demo import actions, queries
from outandback.ops.demo.lived import lived
from outandback.ops.demo.story import AHEAD, Writer
from outandback.ops.demo.weeks import NAMES
from outandback.rooms.away import actions as away
from outandback.rooms.away import queries as away_queries
from outandback.rooms.away.models import Caught
from outandback.rooms.board import actions as board
from outandback.rooms.board.models import BoardWords, SleepsBoard
from outandback.rooms.board.queries import board_of, token_of
from outandback.rooms.comeback import actions as comeback
from outandback.rooms.comeback import queries as returns
from outandback.rooms.comeback.models import Decision, Received
from outandback.rooms.cover import actions as cover
from outandback.rooms.cover.models import Answered
from outandback.rooms.leave import actions as leaving
from outandback.rooms.leave import queries as leaves
from outandback.rooms.leave.models import DoorAnswers, Plan, Shown, When
from outandback.rooms.quiet import actions as quiet
from outandback.rooms.replies.actions import answer_question
from outandback.rooms.replies.models import Replied
from outandback.rules.return_times import WallTime, wall_at
from outandback.web.host_claim import note_claimed

from .asking import StoppedClock, asked_by

if TYPE_CHECKING:
    from outandback.ops.demo.actions import DemoPerson
    from outandback.rooms.leave.models import HeadsUp, Leave

CONTENT = Path(__file__).parent / "content" / "en.toml"
SEED = 704
WEDNESDAY, FRIDAY, SATURDAY, SUNDAY = (date(2026, 5, day) for day in (13, 15, 16, 17))
SOME_WEEKS = timedelta(weeks=9)
OUT, BACK = datetime.combine(FRIDAY, time(16, 30)), datetime.combine(SATURDAY, time(12))
WHEN = When(WallTime(OUT, actions.ZONE), WallTime(BACK, actions.ZONE))
Looked = tuple[str, str]


class OneLeave:
    """Each step does what has happened by then, and answers the address and the page."""

    def __init__(self) -> None:
        self.clock = StoppedClock(WEDNESDAY, 18)
        self.own: dict[str, Any] = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
        self.robin, self.ellis = lived_until(self.clock())

    def today(self) -> Looked:
        return self._seen_by(self.robin, "today")

    def plan(self) -> Looked:
        """As it stands in the form, with everything typed and nothing kept yet."""
        self.clock.put(WEDNESDAY, 18, 5)
        needs = {f"needs_{what}": who for what, who in self.own["needs"].items()}
        out = {"day": OUT.date(), "out_time": OUT.time().isoformat("minutes")}
        back = {"back_day": BACK.date(), "back_time": BACK.time().isoformat("minutes")}
        typed = {"form_id": uuid4(), **self.own["plan"], **needs, **out, **back}
        page = asked_by(self._who(self.robin), reverse("care-check"), typed)
        return reverse("leave-new"), page

    def check(self) -> Looked:
        at = self.clock.put(WEDNESDAY, 18, 10)
        plan = Plan(**self.own["plan"], needs=self.own["needs"])
        one = self.robin
        leave = leaving.plan_leave(one.person, one.keyring, uuid4(), WHEN, plan, at)
        self.leave_id = leave.pk
        return self._seen_by(one, "leave-check", leave.pk)

    def comfort(self) -> Looked:
        return self._seen_by(self.robin, "comfort")

    def heads_up(self) -> Looked:
        at, one = self.clock.put(WEDNESDAY, 18, 15), self.robin
        title, needs = self.own["plan"]["intention"], list(self.own["needs"])
        shown = Shown(title=title, needs=needs, **self.own["heads_up"])
        leaving.give_heads_up(self.leave, one.mine, one.keyring, shown, at)
        self.clock.put(WEDNESDAY, 20, 30)
        return self._seen_by(self.ellis, "answer", self.leave_id)

    def door(self) -> Looked:
        at, other, said = self.clock.put(WEDNESDAY, 20, 40), self.ellis, self.own["answer"]
        needs = self.own["needs"]
        yes, parts = dict.fromkeys(needs, "yes"), dict.fromkeys(needs, said["part"])
        answered = Answered(blessing=said["blessing"], cover=yes, parts=parts)
        cover.answer_heads_up(self.told, other.mine, other.keyring, answered, at)
        self.clock.put(FRIDAY, 16, 20)
        typed = {"guilt": self.own["door"]["guilt"]}
        page = asked_by(self._who(self.robin), reverse("evidence", args=[self.leave_id]), typed)
        return reverse("departure", args=[self.leave_id]), page

    def away(self) -> Looked:
        at, one = self.clock.put(FRIDAY, 16, 30), self.robin
        answers = DoorAnswers(**self.own["door"])
        departure = away.set_out(self.leave, one.keyring, answers, at)
        for caught in self.own["moments"]:
            at += timedelta(hours=1)
            words = Caught(caught["kind"], caught["words"], at.isoformat(timespec="seconds"))
            away.catch_moment(departure, one.keyring, uuid4(), words, at)
        self.clock.put(FRIDAY, 19)
        return self._seen_by(one, "away", self.leave_id)

    def home(self) -> Looked:
        at, other = self.clock.put(FRIDAY, 19, 40), self.ellis
        note = self.own["note"]["words"]
        quiet.hold_note(self.told, other.mine, other.keyring, uuid4(), note, at)
        return self._seen_by(other, "today")

    def child(self) -> Looked:
        """By its link alone, and nobody signed in."""
        one, own, hung = self.robin, self.own["board"], SleepsBoard(id=uuid4())
        hung.person, hung.zone, hung.shows_all = one.person, actions.ZONE, True
        called = queries.couples_words()[NAMES[0]]["by_children"]
        sentences = {str(self.leave_id): own["sentence"]}
        words = BoardWords(called, own["child"], own["ritual"], ink="a", sentences=sentences)
        board.make_board(one.keyring, hung, words, self.clock() - SOME_WEEKS)
        token = token_of(one.keyring, board_of(one.person, hung.pk))
        address = reverse("kids", args=[token])
        return address, asked_by(None, address)

    def back(self) -> Looked:
        at, one = self.clock.put(SATURDAY, 11, 40), self.robin
        self.returned = comeback.come_back(away_queries.departure_of(one.person, self.leave_id), at)
        self.clock.put(SATURDAY, 11, 45)
        return self._seen_by(one, "homecoming", self.leave_id)

    def heard(self) -> Looked:
        """Ellis said “Now”, so the words are there, with a box for what comes back."""
        at, one = self.clock.put(SATURDAY, 13), self.robin
        moments = away_queries.moments_of(one.person, self.returned.departure)
        texts = {one.keyring.open(moment, "caught").text: moment for moment in moments}
        brought = [Decision(texts[self.own["moments"][0]["words"]], "tell")]
        comeback.choose(self.returned, one.keyring, brought, one.mine, at)
        self.telling = returns.tellings_of(one.person, self.returned)[0]
        self.clock.put(SATURDAY, 20, 30)
        address = reverse("reception", args=[self.telling.pk])
        return address, asked_by(self._who(self.ellis), f"{address}?hear=now")

    def story(self) -> Looked:
        at, one, other = self.clock.put(SATURDAY, 20, 40), self.robin, self.ellis
        received = Received(**self.own["reception"])
        comeback.receive(self.telling, other.person, other.keyring, received, at)
        at = self.clock.put(SUNDAY, 9)
        replied = Replied(**self.own["reply"])
        answer_question(self.telling, one.person, one.keyring, replied, at)
        self.clock.put(SUNDAY, 10)
        return self._seen_by(other, "story")

    # --- who looks, and at what -----------------------------------------------------------------
    @property
    def leave(self) -> Leave:
        return leaves.leave_of(self.robin.person, self.leave_id)

    @property
    def told(self) -> HeadsUp:
        return leaves.heads_up_to(self.ellis.person, self.leave_id)

    def _who(self, side: DemoPerson) -> dict[str, str]:
        both = queries.couples_words()
        return dict(both[NAMES[0] if side is self.robin else NAMES[1]])

    def _seen_by(self, side: DemoPerson, name: str, *args: object) -> Looked:
        address = reverse(name, args=args)
        return address, asked_by(self._who(side), address)


def lived_until(at: datetime) -> list[DemoPerson]:
    """The two of the demo with all that lies behind them, and nothing planned."""
    words = queries.couples_words()
    written = Writer(SEED, words, wall_at(at, actions.ZONE)).chapters()
    sides = lived(words, [chapter for chapter in written if chapter.ending != AHEAD], at)
    note_claimed()
    return sides
