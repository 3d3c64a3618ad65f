"""Which envelope opens in which sealed column: a table made from the models.

A record is written by somebody who holds the key. A letter can be written by whoever knows a public
key, which stands in the database in clear; so it opens only where its reader alone is to write.
"""

from __future__ import annotations

from typing import cast
from uuid import uuid4

import pytest
from django.apps import apps

from outandback.rooms.people.models import Person
from outandback.vault import queries, seal
from outandback.vault.fields import Sealed, SealedRow, Stored, To, sealed_field, sealed_fields
from outandback.vault.keyring import Closed, Keyring
from tests.cast import Cast, side_of

COLUMNS = [field for model in apps.get_models() for field in sealed_fields(model)]
NAMES = [f"{field.model._meta.label}.{field.name}" for field in COLUMNS]
LETTER = "letter"
SUITES = [*To, LETTER]
WORDS = b"{}"


def row_of(column: Sealed, cast_of: Cast, person: Person) -> SealedRow:
    row = cast(SealedRow, column.model(pk=uuid4()))
    owner = side_of(person).pair_id if column.to is To.PAIR else person.pk
    setattr(row, "id" if column.of == "id" else column.of, owner)
    return row


def envelope(suite: str, place: seal.EnvelopePlace, cast_of: Cast, person: Person) -> bytes:
    """Sealed by whoever has the key of that suite; a letter by anybody with the public key."""
    if suite == LETTER:
        key = queries.newest_private_key(person.pk)
        assert key
        return seal.seal_letter(bytes(key.public), key.generation, place, WORDS)
    keyset = cast_of.keysets[person.pk]
    roots = {
        To.PRIVATE: keyset.private_roots,
        To.EVERYDAY: keyset.everyday_roots,
        To.PAIR: keyset.pair_roots(side_of(person).pair_id),
    }[To(suite)]
    return seal.seal_record(roots[max(roots)], place, WORDS)


def opens(column: Sealed, suite: str, cast_of: Cast, person: Person) -> bool:
    row = row_of(column, cast_of, person)
    place = column.place(row, 1, column.schema)
    raw = Stored(1, column.schema, envelope(suite, place, cast_of, person)).written()
    setattr(row, column.name, raw)
    try:
        cast_of.keys(person, room=True).read_held(column, row.pk, place.owner, raw)
    except (seal.SealError, Closed):
        return False
    return True


@pytest.mark.parametrize("column", COLUMNS, ids=NAMES)
def test_a_column_opens_what_its_audience_may_write_and_nothing_else(
    column: Sealed, cast: Cast, ana: Person
) -> None:
    expected = {column.to, LETTER} if column.to is To.PRIVATE else {column.to}
    assert {suite for suite in SUITES if opens(column, suite, cast, ana)} == expected


def test_words_of_an_older_schema_open_in_todays(
    cast: Cast, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    column = sealed_field(ana, "called")
    monkeypatch.setattr(column, "schema", 2)
    monkeypatch.setattr(column, "older", {1: lambda words: {**words, "by_children": "Mum"}})
    assert cast.keys(ana).open(ana, "called").by_children == "Mum"


def test_a_forged_letter_keeps_nobody_out_of_their_room(cast: Cast, ana: Person) -> None:
    """Sealed for another place, it can't be taken in; it stays, and what else waits is taken in."""
    from outandback.vault.actions import reseal_letters

    ana.ease = Stored(
        1, 1, envelope(LETTER, seal.EnvelopePlace("a", "b", ana.pk, ana.pk, 1), cast, ana)
    ).written()
    ana.save(update_fields=["ease"])
    reseal_letters(cast.keys(ana, room=True), Person.objects.filter(pk=ana.pk), "ease")
    assert Keyring(ana.pk).is_letter(ana, "ease")
