"""Days that were not like others, for the tests, marked with the same actions as in the app."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from outandback.rooms.people.models import Person
from outandback.rooms.spans.actions import SaidSpan, mark_span
from outandback.rooms.spans.models import MarkedSpan, SpanWords
from outandback.vault.keyring import Keyring

FLU = "The flu, all four of us"
FIRST, LAST = date(2026, 5, 1), date(2026, 5, 9)


def some_days(
    called: str = FLU, first: date = FIRST, last: date | None = LAST, *, left_out: bool = True
) -> SpanWords:
    ends = last.isoformat() if last else ""
    return SpanWords("illness", called, first.isoformat(), ends, left_out)


def make_span(
    person: Person, keys: Keyring, words: SpanWords | None = None, *, shared: bool = False
) -> MarkedSpan:
    name = uuid4()
    mark_span(person, person.current, keys, name, SaidSpan(words or some_days(), shared))
    return MarkedSpan.objects.get(pk=name)
