"""One figure for each question: what is said, how sure it is, its picture, and what it is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from outandback.rooms.loop.content import findings as words
from outandback.rooms.loop.content import lengths as lengths_words
from outandback.rooms.loop.content import tells

from . import drawn
from .grey import NONE
from .lived import NOTHING, Drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outandback.insight.answers import LoopAnswer, LoopAnswers
    from outandback.insight.pictures import Lengths, Pictures

    from .grey import Spans

STROKES, FAIRLY = 3, 2
MANY_GUILTY = 8  # leaves with much guilt, from which on they are counted


@dataclass(frozen=True)
class LoopFinding:
    """`sentence` of a finding, or the question with “We can’t tell yet”. `strokes`: how many of
    three are filled. `tell`: what more would tell. `n`: how many answers bear on it, `checked`: how
    many did at the last check. `short`: whether there are too few to say anything."""

    name: str
    asked: str
    sentence: str
    sure: str
    strokes: tuple[bool, ...]
    basis: str
    limit: str
    tell: str
    worked_out: str
    n: int
    short: bool
    checked: int = 0

    @property
    def speaks(self) -> bool:
        return any(self.strokes)


@dataclass(frozen=True)
class Figure:
    """What is said of one question, with the one picture of it. `aside`: plain counts."""

    name: str
    asked: str
    said: tuple[LoopFinding, ...]
    drawn: Drawn
    aside: tuple[str, ...] = ()

    @property
    def first(self) -> LoopFinding:
        return self.said[0]

    @property
    def others(self) -> tuple[LoopFinding, ...]:
        return self.said[1:]

    @property
    def speaks(self) -> bool:
        return self.first.speaks


@dataclass(frozen=True)
class Asking:
    """What the figures are made of. `alone`: there is nobody else. `ink`: of the reader. `marked`:
    days that were not like others."""

    answers: LoopAnswers
    pictures: Pictures
    ink: str
    alone: bool
    marked: Spans = NONE

    def all(self) -> Iterator[Figure]:
        """Of each question first what is said of it; then, each for itself, what is not."""
        for group in words.GROUPS:
            found = list(filter(None, map(self.answered, group.answers)))
            said = tuple(one for one in found if one.speaks)
            picture = self.picture(group.name)
            if said:
                yield self._figure(group, said, picture)
            for at, one in enumerate(one for one in found if not one.speaks):
                own = picture if not said and at == 0 else NOTHING
                shown = NOTHING if one.short else own or self._change(one.name)
                yield Figure(one.name, one.asked, (one,), shown)

    def _figure(self, group: words.Group, said: tuple[LoopFinding, ...], picture: Drawn) -> Figure:
        asked = str(group.asked)
        made = Figure(group.name, asked, said, picture or self._change(said[0].name))
        if group.name == "guilt":
            return replace(made, aside=self._guilty_lately())
        if group.name == "energy":
            return replace(made, aside=(self._energy_known(),))
        return made

    def answered(self, name: str) -> LoopFinding | None:
        """None where it is not asked of this reader."""
        if self.alone and name in words.OF_TWO:
            return None
        if name in lengths_words.ASKED:
            return of_lengths(name, self._lengths(name), self.pictures.missing[name])
        one = self.answers.by_name.get(name)
        alike = name in self.pictures.alike
        return of_answer(one, self.pictures.missing.get(name, {}), alike=alike) if one else None

    def picture(self, group: str) -> Drawn:
        return drawn.of_group(group, self.answers, self.pictures, self.ink, self.marked)

    def _change(self, name: str) -> Drawn:
        one = self.answers.by_name.get(name)
        if one is None or not one.now.n:
            return NOTHING
        return drawn.one_change(one.now, words.QUESTIONS[name])

    def _lengths(self, name: str) -> Lengths:
        return self.pictures.lengths[name == "lengths home"]

    def _guilty_lately(self) -> tuple[str, ...]:
        good, many = self.pictures.lately
        return (words.lately_good(good, many),) if many >= MANY_GUILTY else ()

    def _energy_known(self) -> str:
        counts = self.pictures.counts
        return ngettext(
            "You said it at {known} of your {all} return.",
            "You said it at {known} of your {all} returns.",
            counts["own returns"],
        ).format(known=counts["own returns energy"], all=counts["own returns"])

    def step(self) -> str:
        """A next small step for the one who leaves, or "" where none comes out."""
        lengths = self._lengths("lengths leaver")
        hours = lengths.now.next_step
        return lengths_words.next_step(hours, lengths.usual) if hours else ""

    @property
    def together_first(self) -> bool:
        """Whether leaves were low lately, or evenings at home are growing lonelier."""
        lonely = self.answers.by_name.get("lonely easing")
        return self.pictures.low or (lonely is not None and lonely.verdict.direction > 0)


def of_answer(one: LoopAnswer, missing: dict[str, int], *, alike: bool = False) -> LoopFinding:
    """`alike`: every rating is the same, and nothing is said."""
    question, strokes = words.QUESTIONS[one.name], 0 if alike else _strokes(one)
    return LoopFinding(
        name=one.name,
        asked=str(question.asked),
        sentence=_sentence(question, one) if strokes else _cant_tell(str(question.asked)),
        sure=str(words.SURE[strokes]),
        strokes=tuple(at < strokes for at in range(STROKES)),
        basis=words.basis(one.now) if one.now.n else "",
        limit=str(question.limit),
        tell="" if strokes else _tell(question, one, missing),
        worked_out=words.figures(one.now) if one.now.n else "",
        n=one.now.n,
        short=bool(one.missing),
        checked=one.checked.n if one.checked else 0,
    )


def _strokes(one: LoopAnswer) -> int:
    if one.small and not one.verdict.speaks:
        return FAIRLY
    return {"clear": STROKES, "fairly clear": FAIRLY}.get(one.verdict.how_sure.value, 0)


def _sentence(question: words.Question, one: LoopAnswer) -> str:
    if one.verdict.speaks:
        return words.found(question, one.verdict.direction > 0, one.now.middle, one.detail)
    return words.not_harder(one.now.n)


def _cant_tell(asked: str) -> str:
    return gettext("{question} {answer}").format(question=asked, answer=words.CANT_TELL)


def _tell(question: words.Question, one: LoopAnswer, missing: dict[str, int]) -> str:
    short = tells.it_takes(missing or {question.asks: one.missing})
    return short or tells.would_tell(question.asks, one.more)


# How far is too far -------------------------------------------------------------------------------


def of_lengths(name: str, lengths: Lengths, missing: dict[str, int]) -> LoopFinding:
    asked, strokes = str(lengths_words.ASKED[name]), FAIRLY if lengths.said else 0
    hours = lengths.hours if lengths.said else lengths.usual
    chance, many = drawn.chance_at(lengths, hours), lengths.now.n
    return LoopFinding(
        name=name,
        asked=asked,
        sentence=_of_lengths(name, lengths) or _cant_tell(asked),
        sure=str(words.SURE[strokes]),
        strokes=tuple(at < strokes for at in range(STROKES)),
        basis=lengths_words.basis(hours, chance[::2], many) if lengths.lived else "",
        limit=str(lengths_words.LIMIT),
        tell="" if strokes else tells.it_takes(missing) or str(lengths_words.ONE_LENGTH),
        worked_out=lengths_words.worked_out(hours, chance) if lengths.lived else "",
        n=many,
        short=any(count > 0 for count in missing.values()),
    )


def _of_lengths(name: str, lengths: Lengths) -> str:
    hours = lengths_words.about(lengths.hours)
    said = {"up to": lengths_words.UP_TO, "beyond": lengths_words.BEYOND}.get(lengths.said)
    return str(said[name]).format(hours=hours) if said else ""
