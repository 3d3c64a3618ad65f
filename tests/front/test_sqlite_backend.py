from __future__ import annotations

import pytest
from django.db import connection, connections

from outandback.front.sqlite_backend.base import DatabaseWrapper

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture(autouse=True)
def ours() -> None:
    assert isinstance(connections["default"], DatabaseWrapper)


def test_places_are_filled_each_time_a_question_is_asked() -> None:
    for value in ("one", "50 %", "%s", "?"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s, '100 %%', '%%s'", [value])
            assert cursor.fetchone() == (value, "100 %", "%s")


def test_named_places_are_filled_too() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %(a)s, %(b)s, %(a)s", {"a": 1, "b": 2})
        assert cursor.fetchone() == (1, 2, 1)


def test_many_rows_and_a_text_without_values() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE numbers (one INTEGER)")
        cursor.executemany("INSERT INTO numbers VALUES (%s)", [(1,), (2,)])
        cursor.execute("SELECT sum(one), '%s' FROM numbers")
        assert cursor.fetchone() == (3, "%s")
