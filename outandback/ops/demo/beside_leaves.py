"""What the two of the demo say beside their leaves: comfort, rituals, answers, an offered morning,
what they do again and again, and something that one taught and something that the other gave.

Through the same verbs as on any other day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from outandback.pages.plan.forms import to_ask
from outandback.rooms.comeback import actions as comeback
from outandback.rooms.comeback import queries as returns
from outandback.rooms.comeback.models import Decision, Received, Told
from outandback.rooms.comfort import actions as comfort
from outandback.rooms.comfort.models import CareAnswer
from outandback.rooms.comfort.models import WhoseLeaves as Whose
from outandback.rooms.cover import actions as cover
from outandback.rooms.cover.models import Answered, Window
from outandback.rooms.giving import actions as giving
from outandback.rooms.leave import actions as leaving
from outandback.rooms.leave import queries as leaves
from outandback.rooms.leave.models import Plan, Shown, When
from outandback.rooms.replies.actions import answer_question
from outandback.rooms.replies.models import Replied
from outandback.rooms.together import actions as together
from outandback.rooms.together.models import Put
from outandback.rooms.traditions import actions as traditions
from outandback.rooms.traditions import queries as shelf
from outandback.rooms.traditions.models import Twist, Way
from outandback.rules.cares import Care
from outandback.rules.return_times import WallTime, wall_at

from .weeks import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from outandback.rooms.comeback.models import Homecoming, KeptMoment
    from outandback.rooms.leave.models import HeadsUp, Leave

    from .actions import DemoPerson
    from .queries import CouplesWords

SOON_AFTER, A_DAY = timedelta(days=3), timedelta(days=1)
SOME_HOURS = timedelta(hours=4)
SATURDAY, MORNING, NOON = 5, time(9), time(12)


def say_what_eases(sides: list[DemoPerson], words: CouplesWords, at: datetime) -> None:
    """Each their own comfort, most of it shown; then the two rituals, and small ideas of both."""
    for one in words["comfort"]:
        side, whose, care = sides[NAMES.index(one["who"])], Whose(one["side"]), Care(one["care"])
        said = CareAnswer(one["levels"], one["words"], at.date().isoformat())
        comfort.say_comfort(side.person, side.keyring, care, whose, said)
        if one["shown"]:
            comfort.share_comfort(side.mine, side.keyring, care, whose, said)
    for kind, text in words["rituals"].items():
        together.keep_ritual(sides[0].mine, sides[0].keyring, kind, text, 0)
    for idea in words["ideas"]:
        side = sides[NAMES.index(idea["who"])]
        together.keep_idea(side.mine, side.keyring, uuid4(), Put(idea["kind"], idea["words"]))


def look_ahead(sides: list[DemoPerson], words: CouplesWords, at: datetime, zone: str) -> None:
    """What is planned needs somebody meanwhile, and gets a word for the door; a free morning."""
    for one, other in (sides, sides[::-1]):
        name, teller = NAMES[sides.index(one)], NAMES[sides.index(other)]
        ahead = [row for row in leaves.leaves_near(one.person, at) if row.is_ahead]
        if ahead and getattr(ahead[0], "heads_up", None):
            _ask(one, ahead[0], words["ahead"][name], at)
            _answer(other, ahead[0], words["ahead"][name]["needs"], words["answers"][teller], at)
    _offer_a_morning(sides[1], words["window"]["words"], at, zone)


def keep_traditions(sides: list[DemoPerson], words: CouplesWords, at: datetime) -> None:
    """Some days after the last leave of its thread that both know of, each brings a new spin."""
    for one in words["traditions"]:
        side, made = sides[NAMES.index(one["who"])], uuid4()
        way = Way(one["name"], one["old"], one.get("every", ""), first=one.get("first", ""))
        traditions.put_on_shelf(side.mine, side.keyring, made, way)
        row = shelf.tradition_in(side.mine, made)
        for spin in one["spins"]:
            side, twist = sides[NAMES.index(spin["who"])], Twist(spin["words"])
            told = _last_told(side, _titles(words, spin["thread"]))
            on = (
                min(told.returned_at + SOON_AFTER, at) if told and told.returned_at else at
            ).date()
            traditions.add_spin(row, side.mine, side.keyring, uuid4(), twist, told, on)


def teach_and_give(sides: list[DemoPerson], words: CouplesWords, at: datetime) -> None:
    """Some hours after a leave, and heard a day later; the lesson gets a Saturday to be tried."""
    for one in words["brought"]:
        teller, listener = sides if one["who"] == NAMES[0] else sides[::-1]
        titles = _titles(words, one["thread"])
        found = next(_with_something_kept(teller, titles, at - SOME_HOURS - A_DAY), None)
        if found:
            _bring(teller, listener, found, one, at)


def _bring(
    teller: DemoPerson,
    listener: DemoPerson,
    found: tuple[Homecoming, KeptMoment],
    one: dict[str, Any],
    at: datetime,
) -> None:
    home, kept = found
    told, when = Told(kept.caught.kind, "", **one["told"]), home.came_back_at + SOME_HOURS
    decision = Decision(kept.moment, told.way, given=told)
    comeback.choose(home, teller.keyring, [decision], teller.mine, when)
    telling = next(row for row in returns.tellings_of(teller.person, home) if row.told_at == when)
    received = Received(one["thing_back"], one["question"])
    comeback.receive(telling, listener.person, listener.keyring, received, when + A_DAY)
    replied = Replied(text=one["reply"])
    answer_question(telling, teller.person, teller.keyring, replied, when + 2 * A_DAY)
    if told.ten:
        on = at.date() + timedelta(days=(SATURDAY - at.weekday()) % 7)
        giving.name_day(telling, listener.mine, listener.keyring, on, at)


def _with_something_kept(
    side: DemoPerson, titles: set[str], until: datetime
) -> Iterator[tuple[Homecoming, KeptMoment]]:
    """Own leaves that both know of, newest first, with a moment that was not brought."""
    for leaf in _own_leaves(side):
        opened = side.keyring.open(leaf.leave, "plan") if leaf.leave else None
        if not opened or opened.intention not in titles or not leaf.kept:
            continue
        home = returns.homecoming_of(side.person, leaf.leave_id)
        if home.came_back_at < until and returns.is_known_to_pair(side.mine, home):
            yield home, leaf.kept[0]


def _own_leaves(side: DemoPerson) -> Iterator[returns.Leaf]:
    before = None
    while leaves := returns.leaves_in_the_room(side.person, before):
        returns.fill(side.person, side.keyring, leaves[: returns.PAGE])
        yield from leaves[: returns.PAGE]
        if len(leaves) <= returns.PAGE:
            return
        before = leaves[returns.PAGE - 1].leave_id


def _titles(words: CouplesWords, name: str) -> set[str]:
    """What the leaves of a thread are called."""
    threads = (each for each in words["thread"] if each["name"] == name)
    return {title for thread in threads for title in thread["intentions"]}


def _last_told(side: DemoPerson, titles: Iterable[str]) -> HeadsUp | None:
    known = shelf.leaves_both_know(side.mine)
    return next((one for one in known if side.keyring.open(one, "shown").title in titles), None)


def _ask(one: DemoPerson, leave: Leave, said: dict[str, Any], at: datetime) -> None:
    plan: Plan = replace(one.keyring.open(leave, "plan"), needs=said["needs"])
    leaving.change_plan(leave, one.keyring, leave.row_version, leave.when, plan, at)
    told = leave.heads_up
    shown: Shown = one.keyring.open(told, "shown")
    again = replace(shown, needs=to_ask(plan), reassurance=said["reassurance"])
    leaving.give_heads_up(leave, one.mine, one.keyring, again, at, told.row_version)


def _answer(
    other: DemoPerson, leave: Leave, needs: dict[str, str], said: dict[str, str], at: datetime
) -> None:
    told = leaves.heads_up_to(other.person, leave.pk)
    had = {what: "yes" for what, who in needs.items() if who != "someone"}
    parts = dict.fromkeys(had, said["part"]) if said["part"] else {}
    answered = Answered(blessing=said["blessing"], cover=had, parts=parts)
    cover.answer_heads_up(told, other.mine, other.keyring, answered, at)


def _offer_a_morning(giver: DemoPerson, words: str, at: datetime, zone: str) -> None:
    today = wall_at(at, zone).date()
    day = today + timedelta(days=(SATURDAY - today.weekday()) % 7 or 7)
    out, back = (WallTime(datetime.combine(day, hour), zone) for hour in (MORNING, NOON))
    cover.offer_window(giver.mine, giver.keyring, Window(), When(out, back), words, at)
