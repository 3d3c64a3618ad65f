"""From every state the one who leaves can go and come back, with no act of the one at home.

One plans, tells, goes and comes back, the other answers, offers and parts, in any order, and the
clock goes on. LEAVING_IS_FREE=nightly tries far more orders than every run of the tests does;
with any value a failing order is made as short as it gets, which takes minutes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.core.cache import cache as kept
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from outandback.rooms.away.actions import OutAlready, go_now, set_out
from outandback.rooms.away.queries import departure_of, still_out
from outandback.rooms.comeback.actions import check_in, come_back
from outandback.rooms.comeback.models import CheckIn, HomeAnswers, Homecoming
from outandback.rooms.comfort.actions import say_care
from outandback.rooms.comfort.models import CareAnswer, OneSide, SharedComfort, WhoseLeaves
from outandback.rooms.comfort.queries import comfort_of
from outandback.rooms.cover import actions as cover
from outandback.rooms.cover.models import Answered, Window
from outandback.rooms.ladder.actions import say_standing, take_step
from outandback.rooms.ladder.models import Stands
from outandback.rooms.ladder.queries import entry_with
from outandback.rooms.leave import actions
from outandback.rooms.leave.models import AgreedFact, DoorAnswers, HeadsUp, Leave, Plan, Shown, When
from outandback.rooms.leave.queries import leave_of
from outandback.rooms.people.actions import close_side, part_ways
from outandback.rooms.people.models import Person
from outandback.rooms.people.queries import Parted, person_of_session
from outandback.rules.cares import OPTIONS, Care
from outandback.rules.return_times import WallTime, wall_at
from outandback.vault.keyring import Keyring
from outandback.vault.writing import Stale
from tests.builders.leaves import LONDON, bare, catch_aha, plan_form
from tests.cast import AT, Cast

Rows = QuerySet[Any, Any]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ASKED_FOR = os.environ.get("LEAVING_IS_FREE", "")
NIGHTLY = ASKED_FOR == "nightly"
FEW = settings(
    max_examples=6,
    stateful_step_count=25,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
MANY = settings(
    FEW,
    max_examples=2_000 if NIGHTLY else 36,
    stateful_step_count=60 if NIGHTLY else 25,
    derandomize=not NIGHTLY,
    phases=[Phase.generate, *([Phase.shrink] if ASKED_FOR else [])],
)
ROOMS = {"leave", "away", "comeback", "cover", "ladder", "comfort", "together"}


def everything_of(model: type[Model], person: UUID) -> Rows:
    return model._default_manager.filter(person=person).values()


OWN = {
    model: partial(everything_of, model)
    for model in apps.get_models()
    if model._meta.app_label in ROOMS and hasattr(model, "person")
}
TOLD: tuple[Callable[[UUID], Rows], ...] = (
    lambda person: HeadsUp.objects.filter(person=person).order_by("pk").values(),
    lambda person: SharedComfort.objects.filter(alone=False, person=person).order_by("pk").values(),
    lambda person: AgreedFact.objects.filter(person=person).order_by("pk").values(),
    lambda person: (
        CheckIn.objects.filter(person=person)
        .exclude(shared=None)
        .order_by("pk")
        .values("homecoming", "pair", "shared")
    ),
)


@cache
def in_sql(rows: Callable[[UUID], Rows], person: UUID) -> Any:
    """Written once: that takes far longer than the answer, which is asked for at every step."""
    return rows(person).query.sql_with_params()


def at_rest(rows: Callable[[UUID], Rows], person: UUID) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(*in_sql(rows, person))
        return list(cursor.fetchall())


# What Ben may try on a leave of Ana's, and does not find.
HERS = (
    "leave-plan",
    "leave-what",
    "leave-calling-off",
    "leave-heads-up",
    "cover-settling",
    "departure",
    "evidence",
    "leave-return-time",
    "moments",
    "homecoming",
    "choices",
)
AT_MOST = 4

which = st.integers(0, AT_MOST)
opened = st.booleans()
starts = st.sampled_from([-30 * MINUTE, 0 * HOUR, 2 * HOUR, 26 * HOUR])
lengths = st.sampled_from([None, 10 * MINUTE, 2 * HOUR, 30 * HOUR])
whats = st.sampled_from(["children", "dinner"])
needs = st.dictionaries(whats, st.sampled_from(["open", "partner", "someone"]), max_size=2)
numbers = st.none() | st.integers(0, 10)
words = st.sampled_from(["", "Row four is the one."])
door_answers = st.builds(DoorAnswers, numbers, numbers, numbers, words)
ratings = st.builds(HomeAnswers, felt=numbers, guilt=numbers, joy=words)
levels = st.sampled_from(["easy", "talk", "not"])
given = st.builds(
    Answered,
    blessing=words,
    worry=words,
    talk=st.sampled_from(["", "yes"]),
    cover=st.dictionaries(whats, st.sampled_from(["yes", "part", "no"]), max_size=2),
)


class Life(RuleBasedStateMachine):
    """Ana leaves, Ben is at home. Each run begins with the same two, and leaves nothing behind."""

    def __init__(self, cast: Cast, clock: Callable[[datetime], None]) -> None:
        super().__init__()
        self.cast, self.clock = cast, clock
        self.hers, self.his = (cast.people[name].pk for name in ("Ana", "Ben"))
        self.parted = False
        self.seen: dict[str, tuple[int, str]] | None = None
        self.reader: Client | None = None
        self.facts: list[Any] = []
        self.run = transaction.atomic()
        self.run.__enter__()
        self._say_it_is(AT)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)
        kept.clear()

    # The clock ---------------------------------------------------------------------------------

    @rule(later=st.sampled_from([MINUTE, 40 * MINUTE, 3 * HOUR, 26 * HOUR]))
    def time_passes(self, later: timedelta) -> None:
        self._say_it_is(self.now + later)

    # Ana, in front of Ben ----------------------------------------------------------------------

    @initialize(out=starts, length=lengths, told=st.booleans())
    def begins(self, out: timedelta, length: timedelta | None, told: bool) -> None:
        self.plans(out, length, {})
        if told:
            self.tells(0, "", [])

    @rule(pick=which, text=words, asked=st.lists(whats, unique=True))
    def tells(self, pick: int, text: str, asked: list[str]) -> None:
        """The first time, and then to correct the words."""
        leave, mine = self._leave(pick), self.ana.current
        corrects = hasattr(leave, "heads_up")
        if mine is None or leave.returned_at:
            return
        seen = leave.heads_up.row_version if corrects else 0
        shown = Shown("Knitting", text, needs=asked)
        with self._by_ana():
            actions.give_heads_up(leave, mine, self._keys(), shown, self.now, seen)

    @rule(pick=which, out=starts, length=lengths, needs=needs, stale=st.booleans())
    def changes_the_plan(
        self,
        pick: int,
        out: timedelta,
        length: timedelta | None,
        needs: dict[str, str],
        stale: bool,
    ) -> None:
        leave = self._leave(pick)
        version = leave.row_version - stale
        with self._by_ana():
            try:
                actions.change_plan(
                    leave,
                    self._keys(),
                    version,
                    self._when(out, length),
                    Plan("Sing", needs=needs),
                    self.now,
                )
            except Stale:
                assert stale or leave.begun_at

    @rule(pick=which)
    def stays_in(self, pick: int) -> None:
        with self._by_ana():
            actions.call_off(self._leave(pick), self.now)

    @rule(pick=which, answers=door_answers, room=opened)
    def sets_out(self, pick: int, answers: DoorAnswers, room: bool) -> None:
        """Also on a leave that was called off. What was answered at the door shows nowhere."""
        leave = self._leave(pick)
        other = still_out(self.ana)
        with self._by_ana():
            if leave.begun_at is None and other is not None:
                assert not self._goes(leave.pk, answers, room)
                return
            seen = [self._seen_after(leave.pk, said, room) for said in (answers, DoorAnswers())]
            assert seen[0] == seen[1]
            assert self._goes(leave.pk, answers, room)

    @rule(later=st.sampled_from([None, MINUTE, 5 * HOUR]))
    def promises_another_time(self, later: timedelta | None) -> None:
        out = still_out(self.ana)
        if out is not None:
            back = None if later is None else self._wall(self.now + later)
            with self._by_ana():
                actions.promise_return(out.leave, back, self.now)

    @rule()
    def comes_back(self) -> None:
        out = still_out(self.ana)
        if out is not None:
            with self._by_ana():
                come_back(out, self.now)

    @rule(pick=which)
    def goes_and_comes_back_by_the_pages_alone(self, pick: int) -> None:
        leave, out = self._leave(pick), still_out(self.ana)
        client = self.cast.client(self.ana)
        with self._by_ana():
            if out is not None:
                client.post(reverse("homecoming", args=[out.leave_id]))
            for name in ("departure", "homecoming"):
                assert client.post(reverse(name, args=[leave.pk])).status_code == 303
        assert Leave.objects.get(pk=leave.pk).returned_at

    @rule(pick=which, answers=ratings, shares=st.booleans(), room=opened)
    def says_how_it_was(self, pick: int, answers: HomeAnswers, shares: bool, room: bool) -> None:
        home = Homecoming.objects.filter(leave=self._leave(pick)).first()
        if home is not None:
            ana, shared = self.ana, answers if shares else HomeAnswers()
            with self._by_ana():
                check_in(home, ana, self._keys(room), answers, shared, ana.current, self.now)

    @rule(pick=which, what=whats)
    def settles_cover(self, pick: int, what: str) -> None:
        leave = self._leave(pick)
        if leave.is_ahead:
            with self._by_ana():
                cover.settle_cover(leave, self._keys(), leave.row_version, what, self.now)

    @rule(care=st.sampled_from(Care), level=levels)
    def shows_what_is_easy(self, care: Care, level: str) -> None:
        with self._by_ana():
            self._says(self.ana, care, level, shares=True)

    @precondition(lambda self: self.parted)
    @rule()
    def reads_that_it_has_ended(self) -> None:
        mine = self.ana.current
        if mine is not None:
            with self._by_ana():
                close_side(mine, self.now)

    # Ana, on her own ---------------------------------------------------------------------------

    @precondition(lambda self: self._has_room())
    @rule(out=starts, length=lengths, needs=needs)
    def plans(self, out: timedelta, length: timedelta | None, needs: dict[str, str]) -> None:
        with self._by_ana(private=True):
            plan, when = Plan("Knit", needs=needs), self._when(out, length)
            actions.plan_leave(self.ana, self._keys(), uuid4(), when, plan, self.now)

    @precondition(lambda self: self._has_room())
    @rule(length=lengths, room=opened)
    def goes_at_once(self, length: timedelta | None, room: bool) -> None:
        """Nobody is told of it, and nobody is asked."""
        when, other = self._when(0 * HOUR, length), still_out(self.ana)
        with self._by_ana(private=True):
            try:
                go_now(self.ana, self._keys(room), uuid4(), when, Plan(), self.now)
            except OutAlready:
                assert other is not None

    @rule(pick=which, text=words)
    def says_what_it_is(self, pick: int, text: str) -> None:
        leave = self._leave(pick)
        if leave.begun_at:
            with self._by_ana(private=True):
                actions.say_what(leave, self._keys(), self.now, intention=text)

    @precondition(lambda self: self._has_room())
    @rule(key=st.sampled_from(["past-the-bins"]), room=opened)
    def takes_a_step(self, key: str, room: bool) -> None:
        entry = entry_with(key)
        assert entry is not None
        with self._by_ana(private=True):
            take_step(self.ana, self._keys(room), uuid4(), entry, self.now)

    @precondition(lambda self: self._has_room())
    @rule()
    def takes_a_window(self) -> None:
        mine = self.ana.current
        window = Window.objects.filter(person=self.his).order_by("offered_at").last()
        if mine is not None and window is not None:
            with self._by_ana(private=True):
                cover.take_window(self.ana, self._keys(), window, self.now)

    @rule(care=st.sampled_from(Care), level=levels, room=opened)
    def keeps_what_is_easy(self, care: Care, level: str, room: bool) -> None:
        ana = self.ana
        with self._by_ana(private=not SharedComfort.objects.filter(person=ana, care=care)):
            self._says(ana, care, level, shares=False, room=room)

    @rule(feeling=st.sampled_from(["", "too much"]), stopped=st.booleans(), room=opened)
    def says_how_the_ladder_stands(self, feeling: str, stopped: bool, room: bool) -> None:
        with self._by_ana(private=True):
            said = Stands(feeling, stopped, self.now.date().isoformat())
            say_standing(self.ana, self._keys(room), said)

    @rule(text=words, room=opened)
    def catches_a_moment(self, text: str, room: bool) -> None:
        out = still_out(self.ana)
        if out is not None:
            out.person = self.ana
            with self._by_ana(private=True):
                catch_aha(out, self._keys(room), text, self.now)

    @rule(pick=which, guilt=numbers, room=opened)
    def looks(self, pick: int, guilt: int | None, room: bool) -> None:
        """At what her past says at the door, and at how the plan sits. Nothing is kept by it."""
        leave, client = self._leave(pick), self.cast.client(self.ana, room=room)
        door = {"guilt": "" if guilt is None else str(guilt), "energy": "1"}
        with self._by_ana(private=True):
            before = self._rows_of(self.hers)
            client.post(reverse("evidence", args=[leave.pk]), door)
            client.get(reverse("leave-check", args=[leave.pk]))
            client.post(reverse("care-check"), plan_form(form_id=str(leave.pk)))
            assert self._rows_of(self.hers) == before

    # Ben ---------------------------------------------------------------------------------------

    @rule(pick=which, said=given)
    def answers(self, pick: int, said: Answered) -> None:
        told, mine = HeadsUp.objects.filter(leave=self._leave(pick)).first(), self.ben.current
        if told is None or mine is None:
            return
        with self._by_ben():
            try:
                cover.answer_heads_up(told, mine, self._keys_of_ben(), said, self.now)
            except cover.TooLate:
                assert not told.is_ahead

    @rule(out=st.sampled_from([HOUR, 20 * HOUR]))
    def offers_a_window(self, out: timedelta) -> None:
        mine = self.ben.current
        if mine is not None:
            with self._by_ben():
                cover.offer_window(
                    mine,
                    self._keys_of_ben(),
                    Window(pk=uuid4()),
                    self._when(out, 3 * HOUR),
                    "",
                    self.now,
                )

    @rule()
    def withdraws_a_window(self) -> None:
        window = Window.objects.filter(person=self.his).order_by("offered_at").last()
        if window is not None:
            with self._by_ben():
                try:
                    cover.withdraw_window(window, self.now)
                except Parted:
                    assert self.parted

    @rule(care=st.sampled_from(Care), level=levels, shares=st.booleans())
    def says_what_is_easy(self, care: Care, level: str, shares: bool) -> None:
        with self._by_ben():
            self._says(self.ben, care, level, shares)

    @rule(pick=which, answers=ratings, shares=st.booleans())
    def says_how_it_was_at_home(self, pick: int, answers: HomeAnswers, shares: bool) -> None:
        form = {"felt": "" if answers.felt is None else str(answers.felt), "joy": answers.joy}
        address = reverse("check-in", args=[self._leave(pick).pk])
        with self._by_ben():
            self._reader().post(address, form | ({"share": ["felt", "joy"]} if shares else {}))

    @rule(goes=st.booleans())
    def is_out_himself(self, goes: bool) -> None:
        out, keys = still_out(self.ben), self._keys_of_ben()
        with self._by_ben():
            if out is not None:
                come_back(out, self.now)
            elif goes:
                when = self._when(0 * HOUR, HOUR)
                leave = actions.plan_leave(self.ben, keys, uuid4(), when, Plan(), self.now)
                set_out(leave, keys, DoorAnswers(), self.now)

    @rule(pick=which, name=st.sampled_from(HERS))
    def tries_what_is_hers(self, pick: int, name: str) -> None:
        form = plan_form() | {"kind": "aha", "seen": "1", "what": "dinner", "words": "No."}
        with self._by_ben():
            address = reverse(name, args=[self._leave(pick).pk])
            assert self._reader().post(address, form).status_code == 404

    @precondition(lambda self: not self.parted)
    @rule(later=st.sampled_from([0 * HOUR, 26 * HOUR]))
    def parts(self, later: timedelta) -> None:
        mine = self.ben.current
        assert mine is not None
        with self._by_ben():
            part_ways(mine, self._keys_of_ben(), "", self.now + later, self.now)
        self.parted = True
        self._say_it_is(self.now + MINUTE)

    # What holds --------------------------------------------------------------------------------

    @invariant()
    def she_is_out_once_at_a_time(self) -> None:
        out = Leave.objects.filter(person=self.hers, begun_at__isnull=False, returned_at=None)
        assert out.count() <= 1

    @invariant()
    def she_can_go_and_come_back_alone(self) -> None:
        """With not one key open, and nothing answered."""
        ana = self.ana
        for leave_id in self._leaves().filter(returned_at=None).values_list("pk", flat=True):
            with self._tried():
                out = still_out(ana)
                if out is not None and out.leave_id != leave_id:
                    come_back(out, self.now)
                set_out(leave_of(ana, leave_id), Keyring(self.hers), DoorAnswers(), self.now)
                come_back(departure_of(ana, leave_id), self.now)
                assert Leave.objects.get(pk=leave_id).returned_at == self.now

    @invariant()
    def agreed_facts_grow_only(self) -> None:
        now = list(AgreedFact.objects.order_by("pk").values())
        assert now[: len(self.facts)] == self.facts
        self.facts = now

    # How it is done ----------------------------------------------------------------------------

    @property
    def ana(self) -> Person:
        return self._person(self.hers)

    @property
    def ben(self) -> Person:
        return self._person(self.his)

    def _person(self, pk: UUID) -> Person:
        person = person_of_session(pk)
        assert person is not None
        return person

    def _keys(self, room: bool = False) -> Keyring:
        return self.cast.keys(self.cast.people["Ana"], room=room)

    def _keys_of_ben(self) -> Keyring:
        return self.cast.keys(self.cast.people["Ben"])

    def _leaves(self) -> Any:
        return Leave.objects.filter(person=self.hers).order_by("planned_at", "out_at", "pk")

    def _leave(self, pick: int) -> Leave:
        ids = list(self._leaves().values_list("pk", flat=True))
        return leave_of(self.ana, ids[pick % len(ids)])

    def _has_room(self) -> bool:
        return bool(self._leaves().count() < AT_MOST)

    def _wall(self, at: datetime) -> WallTime:
        wall = wall_at(at.replace(second=0, microsecond=0), LONDON)
        return WallTime(wall.replace(fold=0), LONDON, wall.fold)

    def _when(self, out: timedelta, length: timedelta | None) -> When:
        begins = self.now + out
        return When(self._wall(begins), None if length is None else self._wall(begins + length))

    def _say_it_is(self, at: datetime) -> None:
        self.now, self.seen, self.reader = at, None, None
        self.clock(at)

    def _says(
        self, person: Person, care: Care, level: str, shares: bool, room: bool = False
    ) -> None:
        sides, said = [], CareAnswer(dict.fromkeys(OPTIONS[care], level), "", "2026-05-03")
        for side in WhoseLeaves:
            before = comfort_of(person, care, side)
            sides.append(OneSide(side, said, before.row_version if before else 0, shares))
        keys = self.cast.keys(person, room=room)
        say_care(person, person.current, keys, care, sides)

    def _goes(self, leave_id: UUID, answers: DoorAnswers, room: bool) -> bool:
        try:
            set_out(leave_of(self.ana, leave_id), self._keys(room), answers, self.now)
        except OutAlready:
            return False
        return True

    def _seen_after(self, leave_id: UUID, answers: DoorAnswers, room: bool) -> Any:
        with self._tried():
            assert self._goes(leave_id, answers, room)
            return self._seen_by_ben()

    @contextmanager
    def _tried(self) -> Iterator[None]:
        """What is done in here is undone at its end."""
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    @contextmanager
    def _by_ana(self, private: bool = False) -> Iterator[None]:
        """What Ben's pages show follows from what is shared, and from the time; once he has left,
        from nothing of hers at all."""
        before, seen = self._shared(), self.seen or self._seen_by_ben()
        yield
        alike = self._shared() == before
        assert alike or not private
        self.seen = self._seen_by_ben()
        if alike or self.parted:
            assert {address: self.seen[address] for address in seen} == seen

    @contextmanager
    def _by_ben(self) -> Iterator[None]:
        """Nothing of Ana's changes by it, not a column."""
        before = self._rows_of(self.hers)
        yield
        assert self._rows_of(self.hers) == before
        self.seen = None

    def _rows_of(self, person: UUID) -> dict[str, list[Any]]:
        return {model.__name__: at_rest(rows, person) for model, rows in OWN.items()}

    def _shared(self) -> list[Any]:
        """All that Ana has told the pair."""
        return [at_rest(rows, self.hers) for rows in TOLD]

    def _reader(self) -> Client:
        self.reader = self.reader or self.cast.client(self.ben)
        return self.reader

    def _seen_by_ben(self) -> dict[str, tuple[int, str]]:
        """Today and his windows, and every leave of hers that he was told of."""
        told = self._leaves().filter(heads_up__isnull=False)
        leaves = [reverse("answer", args=[leave.pk]) for leave in told]
        pages = {address: self._reader().get(address) for address in ("/", "/windows/", *leaves)}
        return {
            address: (answer.status_code, bare(answer.content.decode()))
            for address, answer in pages.items()
        }


@pytest.mark.sqlite  # nine hundred steps, each with pages; one request at a time
@pytest.mark.parametrize(
    "many", [pytest.param(FEW, id="few"), pytest.param(MANY, id="many", marks=pytest.mark.longer)]
)
def test_leaving_and_coming_back_are_hers_alone(
    cast: Cast, clock: Callable[[datetime], None], many: settings
) -> None:
    class Theirs(Life):
        def __init__(self) -> None:
            super().__init__(cast, clock)

    run_state_machine_as_test(Theirs, settings=many)


def test_words_corrected_after_a_parting_do_not_reach_the_one_who_left(
    cast: Cast, clock: Callable[[datetime], None]
) -> None:
    life = Life(cast, clock)
    try:
        life.begins(out=2 * HOUR, length=None, told=True)
        life.parts(later=26 * HOUR)
        before, mine = life._seen_by_ben(), life.ana.current
        assert mine is not None
        shown = Shown("Knitting", "Written after he had left.")
        actions.give_heads_up(life._leave(0), mine, life._keys(), shown, life.now, seen=1)
        assert life._seen_by_ben() == before
    finally:
        life.teardown()
