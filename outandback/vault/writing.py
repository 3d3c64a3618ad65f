"""Sealed words are written, and written again: as the next version of their row, and where a form
says which version it showed, only while that one still stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from .fields import SealedRow

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from .keyring import Keyring

Row = TypeVar("Row", bound=SealedRow)


class Stale(Exception):
    """The row was changed elsewhere since the form was opened."""


def version_of(row: SealedRow | None) -> int:
    """What a form carries along as seen: 0 where nothing is kept yet."""
    return 0 if row is None or row._state.adding else row.row_version


def require_version(row: SealedRow, seen: int) -> None:
    """For a row that is locked. Raises Stale."""
    if version_of(row) != seen:
        raise Stale


def begin_version(row: Row) -> Row:
    """A row that is kept already gets its next version, before anything in it is sealed."""
    if not row._state.adding:
        row.row_version += 1
    return row


def write(row: SealedRow, keyring: Keyring, column: str, words: Any) -> None:
    """Put words into a column as the row's next version, and save the row. The last one counts."""
    keyring.seal(begin_version(row), column, words)
    row.save()


def rewrite(
    row: Row,
    keyring: Keyring,
    column: str,
    words: Any,
    seen: int,
    still: QuerySet[Row],
    **columns: Any,
) -> None:
    """Compare and set: other words, and other columns with them, in a row that has the version
    which its form showed and is among those that may still be changed. Raises Stale."""
    row.row_version = seen + 1
    keyring.seal(row, column, words)
    columns |= {column: getattr(row, column), "row_version": row.row_version}
    if not still.filter(pk=row.pk, row_version=seen).update(**columns):
        raise Stale
    for name, value in columns.items():
        setattr(row, name, value)
