"""Spans of days behind pictures by leave: which leaves fall into each, and what it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext

from outandback.rooms.loop.left_out import as_times
from outandback.rooms.spans.content.sentences import within
from outandback.rules.text_direction import isolated
from outandback.ui.spoken import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from outandback.insight.history import History
    from outandback.rooms.spans.queries import OpenedSpan


@dataclass(frozen=True)
class Grey:
    """From which leave to which, counted from 0. Where all of its leaves were left out, `last` is
    the one before it."""

    first: int
    last: int
    called: str

    @property
    def row(self) -> tuple[str, str]:
        """As the table beside the picture has it."""
        return self._leaves, self.called

    @property
    def _leaves(self) -> str:
        first, last = self.first + 1, self.last + 1
        if last < first and last:
            return gettext("Left out after leave {number}").format(number=last)
        if last < first:
            return gettext("Left out before the first leave")
        if last == first:
            return gettext("Leave {number}").format(number=first)
        return gettext("Leaves {first} to {last}").format(first=first, last=last)


class Marked(NamedTuple):
    """A span as a history counts time, and what it was."""

    first: float
    end: float
    called: str

    def holds(self, at: float) -> bool:
        return self.first <= at < self.end

    def on(self, drawn: Sequence[float]) -> Grey:
        before = sum(at < self.first for at in drawn)
        return Grey(before, before + sum(map(self.holds, drawn)) - 1, self.called)


@dataclass(frozen=True)
class Spans:
    """Those in which at least one of one's own leaves fell."""

    marked: tuple[Marked, ...]

    @classmethod
    def of(cls, start: datetime, spans: Sequence[OpenedSpan], history: History) -> Spans:
        times = as_times([(one.words.first, one.words.last) for one in spans], start)
        marked = (
            Marked(*at, isolated(within(one.words))) for one, at in zip(spans, times, strict=True)
        )
        lived = [one.out for one in history.leaves if one.own]
        return cls(tuple(one for one in marked if any(map(one.holds, lived))))

    def behind(self, drawn: Sequence[float]) -> list[Grey]:
        """`drawn`: when the leaves of a picture began, in order."""
        return sorted((one.on(drawn) for one in self.marked), key=lambda one: (one.first, one.last))


NONE = Spans(())


def in_last(grey: Iterable[Grey], before: int) -> list[tuple[int, int]]:
    """The same in a picture of the last leaves alone, which leaves so many out."""
    seen = (one for one in grey if max(one.first, one.last) >= before)
    return [(max(one.first - before, 0), one.last - before) for one in seen]


def in_words(grey: Sequence[Grey]) -> str:
    """Below the picture; empty where nothing is grey."""
    if not grey:
        return ""
    return gettext("Grey: {what}").format(what=counted(one.called for one in grey))
