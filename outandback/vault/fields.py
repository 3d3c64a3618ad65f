"""Sealed columns: words go in as a small frozen dataclass, and rest as bytes for one owner.

A column holds `version (4 bytes) | schema (2 bytes) | envelope`. Version is the row's version when
the column was sealed, schema the shape of its words; both are bound into the envelope
(seal.EnvelopePlace).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast
from uuid import UUID, uuid4

from django.db import models

from . import seal
from .errors import Unopenable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Written = dict[str, object]

PREFIX = 6


class To(StrEnum):
    """Who can open a column: its person signed in, its person in the private room, or the pair."""

    EVERYDAY = "everyday"
    PRIVATE = "private"
    PAIR = "pair"


@dataclass(repr=False, slots=True)
class Stored:
    """What a sealed column holds, taken apart."""

    version: int
    schema: int
    envelope: bytes

    @classmethod
    def read(cls, raw: bytes) -> Stored:
        raw = bytes(raw)
        return cls(int.from_bytes(raw[:4], "big"), int.from_bytes(raw[4:6], "big"), raw[PREFIX:])

    def written(self) -> bytes:
        return self.version.to_bytes(4, "big") + self.schema.to_bytes(2, "big") + self.envelope


class Sealed(models.BinaryField):  # type: ignore[type-arg]
    """A column of sealed words: `kind` is their dataclass, `to` their audience, `of` the owner.

    `bound_to` is the "table.column" that its envelopes are bound to. It stays as it was when the
    first of them was written, whatever becomes of the model's own name. `schema` numbers the shape
    of the words; `older` reads those of each earlier number into today's shape.
    """

    def __init__(
        self,
        kind: type[Any] | None = None,
        bound_to: str = "",
        *,
        to: To = To.PRIVATE,
        of: str = "person_id",
        schema: int = 1,
        older: Mapping[int, Callable[[Written], Written]] | None = None,
        **options: Any,
    ) -> None:
        self.kind, self.to, self.of = kind, to, of
        self.bound_to, self.schema, self.older = bound_to, schema, older or {}
        super().__init__(**{"null": True, **options})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, object]]:
        """Migrations know that a column is sealed; its words are not their business."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(field.name for field in fields(cast(type[Any], self.kind)))

    def place(self, row: SealedRow, version: int, schema: int) -> seal.EnvelopePlace:
        owner: UUID = getattr(row, self.of)
        return self.place_of(row.pk, owner, version, schema)

    def place_of(self, row: UUID, owner: UUID, version: int, schema: int) -> seal.EnvelopePlace:
        return seal.EnvelopePlace(*self._bound, row, owner, version, schema)

    @cached_property
    def _bound(self) -> tuple[str, str]:
        table, _, column = self.bound_to.partition(".")
        return table, column

    def of_today(self, raw: bytes, schema: int) -> bytes:
        """What was written in an older shape, in today's. Raises Unopenable for a newer one."""
        if schema == self.schema:
            return raw
        if schema not in self.older:
            raise Unopenable
        return _as_json(self.older[schema](json.loads(raw)))

    def pack(self, words: Any) -> bytes:
        return _as_json(asdict(words))

    def unpack(self, raw: bytes) -> Any:
        words = json.loads(raw).items()
        known = {name: value for name, value in words if name in self._known}
        return cast(type[Any], self.kind)(**known)


class SealedBytes(Sealed):
    """A column of sealed bytes that are no words, such as a part of a photo; kept as they come."""

    def __init__(
        self,
        bound_to: str = "",
        *,
        to: To = To.PRIVATE,
        of: str = "person_id",
        **options: Any,
    ) -> None:
        super().__init__(bytes, bound_to, to=to, of=of, **options)

    def pack(self, words: Any) -> bytes:
        return bytes(words)

    def unpack(self, raw: bytes) -> bytes:
        return raw


class SealedRow(models.Model):
    """A row with an unguessable name, and a version that its sealed columns are bound to."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class SharedRow(SealedRow):
    """A row with words of the pair, in the column that `WORDS` names.

    Once one of the two has left, what the other makes of them is written beside, in `later`: what
    both had stays as it was.
    """

    WORDS: ClassVar[str]

    class Meta:
        abstract = True

    @property
    def newest(self) -> str:
        """The column that whoever may still write in it reads and changes."""
        return "later" if getattr(self, "later", None) else self.WORDS

    def column_to_write(self, *, alone: bool) -> str:
        """`alone`: the other one has left."""
        return "later" if alone else self.WORDS


def _as_json(words: Written) -> bytes:
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()


def sealed_field(row: SealedRow | type[SealedRow], name: str) -> Sealed:
    return cast(Sealed, row._meta.get_field(name))


def sealed_fields(model: type[models.Model]) -> list[Sealed]:
    return [field for field in model._meta.get_fields() if isinstance(field, Sealed)]
