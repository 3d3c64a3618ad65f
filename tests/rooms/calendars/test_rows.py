"""Busy times at rest: whose they are, who sees them, and how what the program read is taken in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from outandback.net.client import WebAnswer
from outandback.net.errors import Refused, Rule, TooLarge, Unreachable
from outandback.rooms.account.actions import close_pair, leave_pair
from outandback.rooms.calendars import actions, queries, reading
from outandback.rooms.calendars.ics import NotRead
from outandback.rooms.calendars.models import SharedBusy, Source
from outandback.rooms.people.models import Person
from outandback.rules.busy_times import AHEAD, BACK, Read, merged, packed, unpacked, within
from outandback.vault.letters import recipient, sealed_to
from tests.builders.calendars import AN_HOUR, an_hour_from, bring_in_address, bring_in_file
from tests.cast import Cast, again
from tests.fixtures import Keys
from tests.rooms.calendars.texts import TITLE, calendar, event

DAY = timedelta(days=1)
WHOLE = Read([an_hour_from(datetime.fromisoformat("2026-05-20T10:00+00:00"))], [])
Answers = Callable[[Any], None]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What the network gives: bytes, a status, or what it raises."""

    def set_to(said: Any) -> None:
        def fetch(request: Any, *_: object) -> WebAnswer:
            if isinstance(said, Exception):
                raise said
            status, body = (200, said) if isinstance(said, bytes) else (said, b"")
            return WebAnswer(request.url, status, {}, body)

        monkeypatch.setattr(reading, "fetch", fetch)

    return set_to


def own(person: Person, keys: Any, at: datetime) -> list[tuple[datetime, ...]]:
    return [tuple(one) for one in queries.own_busy(person, keys, at - BACK, at + AHEAD)]


def seen_by(person: Person, keys: Any, at: datetime) -> dict[Any, int]:
    found = queries.shared_busy(person.current, keys, at - BACK, at + AHEAD)
    return {whose: len(spans) for whose, spans in found.items()}


def test_what_was_sent_in_is_ones_own_and_nobody_elses(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    bring_in_file(ana, keys(ana), at)
    assert own(ana, keys(ana), at) == [(at + DAY, at + DAY + AN_HOUR)]
    assert own(ben, keys(ben), at) == own(ana, keys(ben), at) == []
    assert seen_by(ben, keys(ben), at) == {}


def test_times_that_touch_are_one_over_all_calendars(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    """By what the other sees nobody can tell how many calendars it is from."""
    for hours in (24, 25, 24):
        bring_in_file(ana, keys(ana), at, an_hour_from(at + hours * AN_HOUR), shared=True)
    assert own(ana, keys(ana), at) == [(at + DAY, at + DAY + 2 * AN_HOUR)]
    assert seen_by(ben, keys(ben), at) == {ana.pk: 1}
    assert SharedBusy.objects.count() == 1


def test_one_that_is_not_shared_changes_nothing_for_the_other(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    bring_in_file(ana, keys(ana), at, shared=True)
    before = bytes(SharedBusy.objects.get().times or b"")
    mine = bring_in_file(ana, keys(ana), at, an_hour_from(at + 9 * DAY))
    actions.rename(mine, keys(ana), "Another")
    actions.take_away(mine, ana.current, keys(ana))
    assert bytes(SharedBusy.objects.get().times or b"") == before


@pytest.mark.parametrize("how", ["unshared", "taken away"])
def test_what_is_shared_no_more_is_gone_for_the_other_at_once(
    ana: Person, ben: Person, keys: Keys, at: datetime, how: str
) -> None:
    source = bring_in_file(ana, keys(ana), at, shared=True)
    assert ana.current
    if how == "unshared":
        actions.share(source, ana.current, keys(ana), shared=False)
    else:
        actions.take_away(source, ana.current, keys(ana))
    assert seen_by(ben, keys(ben), at) == {} and not SharedBusy.objects.exists()


def test_the_views_ask_one_question_each_however_much_there_is(
    ana: Person, keys: Keys, at: datetime, answers: Answers
) -> None:
    for n in range(3):
        bring_in_file(ana, keys(ana), at, an_hour_from(at + n * DAY), shared=True)
    bring_in_address(ana, keys(ana), at)
    answers(calendar(event()))
    actions.fetch_due(at)
    with CaptureQueriesContext(connection) as asked:
        assert len(own(ana, ring := keys(ana), at)) == 4
    assert len(asked) == 2  # one for the key that opens what has not been taken in
    with CaptureQueriesContext(connection) as asked:
        assert seen_by(ana, ring, at) == {ana.pk: 3}
    assert len(asked) <= 2


def test_what_the_program_reads_is_its_owners_alone_and_is_taken_in(
    ana: Person, ben: Person, keys: Keys, at: datetime, answers: Answers
) -> None:
    source = bring_in_address(ana, keys(ana), at)
    assert ana.current
    actions.share(source, ana.current, keys(ana), shared=True)
    answers(calendar(event()))
    assert actions.fetch_due(at) and not actions.fetch_due(at)
    source.refresh_from_db()
    assert (source.read_on, source.trouble, source.asked) == (at.date(), "", False)
    assert (bool(source.times), bool(source.arrived)) == (False, True)
    assert len(own(ana, keys(ana), at)) == 1
    actions.take_in(ana, ana.current, keys(ana))
    source.refresh_from_db()
    assert (bool(source.times), bool(source.arrived)) == (True, False)
    assert len(own(ana, keys(ana), at)) == 1 and seen_by(ben, keys(ben), at) == {ana.pk: 1}


def test_no_word_of_an_event_or_of_the_way_to_it_rests_anywhere(
    ana: Person, keys: Keys, at: datetime, answers: Answers
) -> None:
    source = bring_in_address(ana, keys(ana), at, password="lamp in the hall")
    answers(calendar(event()))
    Source.objects.filter(pk=source.pk).update(kind=Source.SourceKind.ADDRESS)
    assert actions.fetch_due(at)
    actions.take_in(ana, ana.current, keys(ana))
    for row in Source.objects.values_list():
        for word in (TITLE, "calendars.example", "lamp in the hall", "The club"):
            assert not any(word.encode() in bytes(str(one), "utf8") for one in row)
            assert not any(word.encode() in bytes(one) for one in row if isinstance(one, bytes))


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        (401, "password"),
        (403, "password"),
        (404, "missing"),
        (500, "unreachable"),
        (Unreachable(), "unreachable"),
        (TooLarge(), "too large"),
        (Refused(Rule.INSIDE), "own network"),
        (Refused(Rule.SCHEME), "own network"),
        (Refused(), "missing"),
        (b"<html>", "no calendar"),
        (calendar(*[("BEGIN:X",)] * 20), "too much"),
    ],
)
def test_a_calendar_that_breaks_keeps_what_was_read_before(
    ana: Person, keys: Keys, at: datetime, answers: Answers, said: Any, trouble: str
) -> None:
    source = bring_in_address(ana, keys(ana), at)
    bring_in_file(ana, keys(ana), at)
    answers(calendar(event()))
    assert actions.fetch_due(at)
    before = own(ana, keys(ana), at)
    answers(said)
    later = at + DAY
    assert actions.fetch_due(later)
    source.refresh_from_db()
    assert (source.trouble, source.read_on) == (trouble, at.date())
    assert source.due_at and source.due_at > later and source.attempts == 1
    assert own(ana, keys(ana), at) == before


def test_it_is_tried_less_often_while_it_fails_and_never_at_once(
    ana: Person, keys: Keys, at: datetime, answers: Answers
) -> None:
    source = bring_in_address(ana, keys(ana), at)
    answers(Unreachable())
    waits = []
    for _ in range(7):
        assert actions.fetch_due(at)
        source.refresh_from_db()
        assert source.due_at
        waits.append(source.due_at - at)
        at = source.due_at
    assert min(waits) > timedelta(minutes=15) and waits[-1] > timedelta(hours=8)
    assert max(waits) <= timedelta(hours=36)


def test_one_that_is_asked_for_again_meanwhile_is_read_again(
    ana: Person, keys: Keys, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = bring_in_address(ana, keys(ana), at)

    def read(*_: object) -> tuple[Read, str]:
        actions.ask_again(source, keys(ana), at)
        return WHOLE, ""

    monkeypatch.setattr(actions, "read_source", read)
    actions.fetch_due(at)
    source.refresh_from_db()
    assert source.asked and source.due_at == at


def test_one_that_was_taken_away_meanwhile_stays_away(
    ana: Person, keys: Keys, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = bring_in_address(ana, keys(ana), at)

    def read(*_: object) -> tuple[Read, str]:
        actions.take_away(Source.objects.get(pk=source.pk), ana.current, keys(ana))
        return WHOLE, ""

    monkeypatch.setattr(actions, "read_source", read)
    actions.fetch_due(at)
    assert not Source.objects.exists()


def test_two_workers_read_one_calendar_once(ana: Person, keys: Keys, at: datetime) -> None:
    bring_in_address(ana, keys(ana), at)
    assert actions.claim(at) and actions.claim(at) is None
    assert actions.claim(at + 2 * actions.LEASE), "whoever was killed never finishes it"


def test_a_key_that_was_replaced_in_the_database_gets_no_letter(
    ana: Person, ben: Person, keys: Keys, at: datetime, answers: Answers
) -> None:
    """The key that a letter is sealed to is in its box, as it was proven; not beside it."""
    from outandback.vault.models import PersonKey

    bring_in_address(ana, keys(ana), at)
    theirs = PersonKey.objects.get(person=ben.pk, kind="everyday")
    PersonKey.objects.filter(person=ana.pk, kind="everyday").update(public=theirs.public)
    answers(calendar(event()))
    actions.fetch_due(at)
    assert len(own(ana, keys(ana), at)) == 1


def test_a_letter_to_a_key_that_is_gone_is_dropped_and_says_so(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    source = bring_in_address(ana, keys(ana), at)
    letter = sealed_to(recipient(keys(ben)), source.letter_place(), packed(WHOLE))
    Source.objects.filter(pk=source.pk).update(arrived=letter)
    actions.take_in(ana, ana.current, keys(ana))
    source.refresh_from_db()
    assert (source.arrived, source.trouble) == (None, "key")


def test_whoever_leaves_shares_nothing_more_and_what_was_shared_stands_until_the_other_knows(
    ana: Person, ben: Person, cast: Cast, keys: Keys, at: datetime
) -> None:
    source = bring_in_file(ana, keys(ana), at, shared=True)
    theirs = bring_in_file(ben, keys(ben), at, shared=True)
    assert ana.current and ben.current
    leave_pair(ana.current, keys(ana), "week", "", at)
    source.refresh_from_db()
    assert not source.shared and seen_by(ben, keys(ben), at) == {ana.pk: 1, ben.pk: 1}
    ben = again(ben)
    assert ben.current
    before = bytes(SharedBusy.objects.get(person=ben).times or b"")
    actions.replace_file(theirs, ben.current, keys(ben), WHOLE, at + DAY)
    row = SharedBusy.objects.get(person=ben)
    assert row.later and bytes(row.times or b"") == before
    close_pair(ben.current, at + 2 * DAY)
    theirs.refresh_from_db()
    assert not SharedBusy.objects.exists() and not theirs.shared


def test_it_is_nobody_elses_to_find(ana: Person, ben: Person, keys: Keys, at: datetime) -> None:
    source = bring_in_file(ana, keys(ana), at)
    with pytest.raises(Http404):
        queries.source_of(ben, source.pk)


def test_spans_are_laid_together_cut_and_packed() -> None:
    assert merged([(5, 6), (1, 3), (3, 4), (9, 9), (8, 7)]) == [(1, 4), (5, 6)]
    assert within([(1, 4), (5, 9)], 2, 6) == [(2, 4), (5, 6)]
    assert unpacked(packed(WHOLE)) == WHOLE


def test_a_text_that_is_too_large_is_not_read_at_all() -> None:
    from outandback.rooms.calendars import ics

    with pytest.raises(NotRead) as refused:
        ics.read([b"a" * ics.LARGEST, b"b"], "UTC", datetime.fromisoformat("2026-05-20T10:00Z"))
    assert refused.value.trouble == "too large"
