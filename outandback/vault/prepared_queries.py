"""Questions that every page asks, built once: later only the values are filled in.

Django builds and compiles the SQL of a queryset anew each time it is asked, which takes longer than
SQLite needs to answer. Everything else stays Django's: its fields, converters and related rows.

`Prepared` is the one way in. It holds on to a compiler and hands it finished SQL, which is not
Django's public API: of that, `raw()` reads no related rows (`select_related`), and a cursor none of
the fields' converters, so that either would be a second copy of how Django makes rows.
"""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import models
from django.db.models.query import ModelIterable, ValuesListIterable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Row = TypeVar("Row", bound=models.Model)


class Given(models.Value):
    """A value that is filled in when the question is asked; one name is one value throughout."""

    def __init__(self, name: str, output_field: models.Field[Any, Any]) -> None:
        super().__init__(name, output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def filled(self, values: dict[str, object], connection: Any) -> Any:
        return self.output_field.get_db_prep_value(values[self.name], connection)


def given_id(name: str) -> Given:
    return Given(name, models.UUIDField())


def given_time(name: str) -> Given:
    return Given(name, models.DateTimeField())


def given_day(name: str) -> Given:
    return Given(name, models.DateField())


def given_text(name: str) -> Given:
    return Given(name, models.CharField())


class Prepared(Generic[Row]):
    """A question with its values left open. Each thread builds its own, for its own connection."""

    made: type[Any] = ModelIterable

    def __init__(self, build: Callable[[], models.QuerySet[Row]]) -> None:
        self._build = build
        self._built = local()

    def __call__(self, **values: Any) -> list[Row]:
        return list(self._rows(values))

    def first(self, **values: Any) -> Row | None:
        return next(iter(self._rows(values)), None)

    def _rows(self, values: dict[str, object]) -> Iterator[Row]:
        rows, compiler = self._asked()
        sql, params, given = compiler.template
        ready = {name: one.filled(values, compiler.connection) for name, one in given.items()}
        filled = tuple(ready[param.name] if isinstance(param, Given) else param for param in params)
        compiler.as_sql = lambda *_args, **_options: (sql, filled)
        return iter(self.made(rows))

    def _asked(self) -> tuple[models.QuerySet[Row], Any]:
        if not hasattr(self._built, "asked"):
            rows = self._build()
            compiler: Any = rows.query.get_compiler(rows.db)
            sql, params = compiler.as_sql()
            given = {param.name: param for param in params if isinstance(param, Given)}
            compiler.template = sql, params, given
            converters = compiler.get_converters([found for found, *_named in compiler.select])
            compiler.get_converters = lambda _columns: converters
            rows.query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
            self._built.asked = rows, compiler
        asked: tuple[models.QuerySet[Row], Any] = self._built.asked
        return asked


class PreparedValues(Prepared[Any]):
    """The same for plain values (`values_list`), which a union of several tables can bring."""

    made = ValuesListIterable
