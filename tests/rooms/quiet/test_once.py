"""A note arrives once, after the return and never before: many at once, killed, in any order."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from outandback.rooms.comeback.actions import come_back
from outandback.rooms.comeback.models import Homecoming
from outandback.rooms.leave.models import AgreedFact, HeadsUp, Leave
from outandback.rooms.people.models import Person
from outandback.rooms.quiet import actions, queries
from outandback.rooms.quiet.models import HandedOver, HeldNote, NoteState
from outandback.vault.writing import Stale
from tests.builders.homecomings import plan_and_depart
from tests.builders.quiet import heads_up_of, make_held_note
from tests.cast import AT, Cast, side_of, whole_cast
from tests.fixtures import Keys
from tests.house.source import ROOT

RUNS = 3
# The homecoming, the leave, its heads-up, what was agreed, what was held.
WRITES = 5


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.sqlite
def test_several_devices_and_late_notes_at_once(tmp_path: Path) -> None:
    """In a file, for the tests' own database is in memory and has other locks."""
    for run in range(RUNS):
        folder = tmp_path / str(run)
        folder.mkdir()
        command = [sys.executable, "-m", "tests.programs.returning_at_once", str(folder)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        assert done.stdout.split("\n") == ["", ""]


@pytest.mark.parametrize("write", range(WRITES))
def test_killed_at_any_write_the_return_is_whole_or_was_not(
    write: int, ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    """Before each write of the return in turn; nothing is left half done, and again it is whole."""
    out = plan_and_depart(ana, keys(ana), at)
    notes = [make_held_note(out.leave, ben, keys(ben), at) for _ in range(3)]
    with pytest.raises(Killed), connection.execute_wrapper(killing(write)):
        come_back(out, at)
    assert not Homecoming.objects.exists() and not HandedOver.objects.exists()
    assert not AgreedFact.objects.filter(kind="returned").exists()
    assert heads_up_of(out.leave).returned_at is Leave.objects.get().returned_at is None
    out.leave.refresh_from_db()
    with connection.execute_wrapper(killing(WRITES)):
        come_back(out, at)
    handed = HandedOver.objects.values_list("note", flat=True)
    assert sorted(handed) == sorted(note.pk for note in notes)


def killing(write: int) -> Any:
    """Ends the process before that many writes more."""
    seen = iter(range(100))

    def before(execute: Any, sql: str, *rest: object) -> Any:
        if sql.startswith(("INSERT", "UPDATE")) and next(seen) == write:
            raise Killed
        return execute(sql, *rest)

    return before


class OneNote(RuleBasedStateMachine):
    """Ben writes, changes and takes back; Ana goes, comes back, and says so again. Whatever the
    clock says."""

    cast: Cast

    def __init__(self) -> None:
        super().__init__()
        self.scope = transaction.atomic()
        self.scope.__enter__()
        self.at = AT
        self.keys = self.cast.keys
        self.ana, self.ben = (side_of(self.cast.people[name]) for name in ("Ana", "Ben"))
        self.out = plan_and_depart(self.ana.person, self.keys(self.ana.person), AT)
        self.told = heads_up_of(self.out.leave)
        self.returned = False
        self.expected: dict[Any, NoteState] = {}
        self.words: dict[Any, str] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.scope.__exit__(None, None, None)

    @rule(days=st.integers(-4000, 4000))
    def the_clock_jumps(self, days: int) -> None:
        self.at = AT + timedelta(days=days)

    @rule(form=st.uuids(version=4), text=st.sampled_from("abc"))
    def write(self, form: Any, text: str) -> None:
        name = actions.hold_note(
            self.told, self.ben, self.keys(self.ben.person), form, text, self.at
        )
        self.expected.setdefault(name, NoteState.STAYED if self.returned else NoteState.HELD)
        self.words.setdefault(name, text)

    @precondition(lambda self: self.expected)
    @rule(data=st.data(), text=st.sampled_from("xyz"), behind=st.integers(0, 1))
    def change(self, data: Any, text: str, behind: int) -> None:
        note = self.some(data)
        open_still = note.state in (NoteState.HELD, NoteState.WITHDRAWN) and not self.returned
        try:
            seen = note.row_version - behind
            actions.change_note(note, self.ben, self.keys(self.ben.person), seen, text)
        except Stale:
            assert behind or not open_still
        else:
            assert open_still and not behind
            self.expected[note.pk], self.words[note.pk] = NoteState.HELD, text

    @precondition(lambda self: self.expected)
    @rule(data=st.data())
    def take_back(self, data: Any) -> None:
        note = self.some(data)
        actions.withdraw_note(note, self.at)
        if note.state is NoteState.HELD:
            self.expected[note.pk] = NoteState.WITHDRAWN

    @rule()
    def come_home(self) -> None:
        come_back(self.out, self.at)
        self.returned = True
        for name, state in self.expected.items():
            if state is NoteState.HELD:
                self.expected[name] = NoteState.HANDED_OVER

    @invariant()
    def each_note_is_in_exactly_one_place(self) -> None:
        notes = {note.pk: note for note in HeldNote.objects.select_related("handed_over")}
        assert {name: note.state for name, note in notes.items()} == self.expected
        keyring = self.keys(self.ben.person)
        assert {n: keyring.open(note, "words").text for n, note in notes.items()} == self.words
        handed = {name for name, state in self.expected.items() if state is NoteState.HANDED_OVER}
        assert set(HandedOver.objects.values_list("note", flat=True)) == handed

    @invariant()
    def its_reader_has_what_was_handed_over_and_nothing_else(self) -> None:
        kept = {note.pk for note in queries.notes_kept_for(self.ana.person, self.out.leave)}
        handed = {name for name, state in self.expected.items() if state is NoteState.HANDED_OVER}
        assert kept == handed and (self.returned or not kept)

    def some(self, data: Any) -> HeldNote:
        name = data.draw(st.sampled_from(sorted(self.expected)))
        return HeldNote.objects.select_related("handed_over", "heads_up").get(pk=name)


@pytest.fixture
def everybody(db: None) -> Iterator[None]:
    OneNote.cast = whole_cast()
    yield


@pytest.mark.sqlite  # nine hundred steps, one at a time
def test_a_note_is_in_exactly_one_place_whatever_happens(everybody: None) -> None:
    run: Any = OneNote.TestCase("runTest")
    run.settings = settings(
        max_examples=50,
        stateful_step_count=18,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run.runTest()


def test_rows_of_a_note_point_only_down() -> None:
    assert HeadsUp in {field.related_model for field in HeldNote._meta.local_fields}
    assert isinstance(HandedOver._meta.get_field("note"), models.OneToOneField)
