"""Days that were not like others: their person's, until they share them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.http import Http404

from outandback.rooms.people import actions as people
from outandback.rooms.people.compared_keys import KeysChanged
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.spans import actions, queries
from outandback.rooms.spans.actions import SaidSpan
from outandback.rooms.spans.models import MarkedSpan, SharedSpan
from outandback.vault.writing import Stale
from tests.builders.spans import FIRST, FLU, LAST, make_span, some_days
from tests.cast import side_of
from tests.fixtures import Keys

MOVE = some_days("To the coast", date(2026, 4, 1), None)


def names(spans: list[queries.OpenedSpan]) -> list[str]:
    return [one.words.called for one in spans]


def read_by(person: Person, keys: Keys) -> list[str]:
    """What one of the two has of what they share, by whom."""
    return names(queries.shared_spans(person.current, keys(person)))


def test_they_are_their_persons_newest_first(
    ana: Person, ben: Person, cleo: Person, keys: Keys
) -> None:
    room = keys(ana, room=True)
    for words in (MOVE, some_days()):
        row = make_span(ana, room, words)
    assert names(queries.own_spans(ana, room)) == [FLU, "To the coast"]
    assert queries.own_spans(ana, room)[1].words.last is None
    for other in (ben, cleo):
        assert queries.own_spans(other, keys(other, room=True)) == []
        with pytest.raises(Http404):
            queries.span_of(other, row.pk)
    assert read_by(ben, keys) == read_by(ana, keys) == []


def test_one_form_marks_one_span(ana: Person, ben: Person, keys: Keys) -> None:
    name, room = uuid4(), keys(ana, room=True)
    for words in (some_days(), MOVE):
        actions.mark_span(ana, ana.current, room, name, SaidSpan(words, shares=True))
    assert names(queries.own_spans(ana, room)) == [FLU] == read_by(ben, keys)
    actions.mark_span(ben, ben.current, keys(ben), name, SaidSpan(MOVE, shares=True))
    assert read_by(ana, keys) == [FLU] and MarkedSpan.objects.get().person == ana


def test_what_is_shared_is_read_by_both_and_what_is_not_any_more_by_nobody(
    ana: Person, ben: Person, cleo: Person, keys: Keys
) -> None:
    room = keys(ana, room=True)
    row = make_span(ana, room, shared=True)
    assert read_by(ben, keys) == read_by(ana, keys) == [FLU]
    (theirs,) = queries.shared_spans(ben.current, keys(ben))
    assert not theirs.own and queries.shared_spans(cleo.current, keys(cleo)) == []
    actions.change_span(row, ana.current, room, 1, SaidSpan(MOVE, shares=True))
    assert read_by(ben, keys) == ["To the coast"]
    actions.change_span(row, ana.current, room, 2, SaidSpan(MOVE))
    assert read_by(ben, keys) == [] and not SharedSpan.objects.exists()
    assert names(queries.own_spans(ana, room)) == ["To the coast"]


def test_figures_of_the_two_leave_out_what_is_shared_and_asked_for(
    ana: Person, ben: Person, keys: Keys
) -> None:
    room = keys(ana, room=True)
    make_span(ana, room, some_days("kept"))
    make_span(ana, room, some_days(left_out=False), shared=True)
    make_span(ana, room, shared=True)
    make_span(ben, keys(ben, room=True), MOVE, shared=True)
    for person in (ana, ben):
        both = queries.shared_left_out(person.current, keys(person))
        assert both == ((FIRST, LAST), (date(2026, 4, 1), None))
    assert queries.shared_left_out(None, room) == ()


def test_of_two_devices_the_second_is_told(ana: Person, keys: Keys) -> None:
    room = keys(ana, room=True)
    row = make_span(ana, room)
    actions.change_span(row, ana.current, room, 1, SaidSpan(MOVE))
    with pytest.raises(Stale):
        actions.change_span(row, ana.current, room, 1, SaidSpan(some_days(), shares=True))
    assert names(queries.own_spans(ana, room)) == ["To the coast"]


def test_nothing_is_shared_before_the_four_words(ana: Person, keys: Keys) -> None:
    Membership.objects.filter(person=ana, ended_at=None).update(pin=None)
    mine = Membership.objects.select_related("person", "other").get(person=ana, ended_at=None)
    with pytest.raises(KeysChanged):
        actions.mark_span(
            ana, mine, keys(ana, room=True), uuid4(), SaidSpan(some_days(), shares=True)
        )


def test_what_was_marked_in_a_closed_room_moves_into_it(ana: Person, keys: Keys) -> None:
    row = make_span(ana, keys(ana))
    room = keys(ana, room=True)
    assert room.is_letter(row, "words") and names(queries.own_spans(ana, room)) == [FLU]
    actions.join_vault(ana, room)
    row.refresh_from_db()
    assert not room.is_letter(row, "words") and names(queries.own_spans(ana, room)) == [FLU]


# One of the two has left ------------------------------------------------------------------------


def left(ben: Person, keys: Keys, at: datetime) -> Membership:
    people.part_ways(side_of(ben), keys(ben), "", at + timedelta(days=7), at)
    return Membership.objects.select_related("person", "other").get(person=ben)


def test_the_one_who_was_left_changes_nothing_of_what_the_two_had(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    had, kept = (
        make_span(ana, keys(ana, room=True), shared=is_shared) for is_shared in (True, False)
    )
    frozen = bytes(SharedSpan.objects.get().words or b"")
    past = left(ben, keys, at)
    mine, room = side_of(ana), keys(ana, room=True)
    actions.change_span(had, mine, room, 1, SaidSpan(MOVE, shares=True))
    actions.change_span(kept, mine, room, 1, SaidSpan(replace(MOVE, called="Late"), shares=True))
    assert sorted(names(queries.shared_spans(mine, room))) == ["Late", "To the coast"]
    assert names(queries.shared_spans(past, keys(ben, room=True))) == [FLU]
    actions.remove_span(had, mine, room)
    assert names(queries.shared_spans(mine, room)) == ["Late"]
    assert bytes(SharedSpan.objects.exclude(words=None).get().words or b"") == frozen
    assert names(queries.shared_spans(past, keys(ben, room=True))) == [FLU]


def test_the_one_who_left_changes_nothing_of_it_either(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    row = make_span(ben, keys(ben, room=True), shared=True)
    left(ben, keys, at)
    ben.refresh_from_db()
    actions.change_span(row, ben.current, keys(ben, room=True), 1, SaidSpan(MOVE))
    assert read_by(ana, keys) == [FLU]
    actions.remove_span(row, ben.current, keys(ben, room=True))
    assert read_by(ana, keys) == [FLU] and not MarkedSpan.objects.exists()


def test_erasing_leaves_what_the_other_had(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    had = make_span(ana, keys(ana, room=True), shared=True)
    left(ben, keys, at)
    mine, room = side_of(ana), keys(ana, room=True)
    actions.change_span(had, mine, room, 1, SaidSpan(MOVE, shares=True))
    make_span(ana, room, MOVE, shared=True)
    actions.forget_spans(ana)
    assert not MarkedSpan.objects.exists()
    assert SharedSpan.objects.get().later is None
