"""What one’s own leaves say so far: each question, its answer, how sure it is, and a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from outandback.rooms.loop.content.findings import (
    CANT_TELL,
    QUESTIONS,
    Question,
    basis,
    figures,
    points,
)
from outandback.rooms.loop.history import history_of
from outandback.rooms.loop.queries import STITCHES
from outandback.rooms.loop.wishes import own_weeks
from outandback.ui import charts

from .balance import OwnHours, balance_of
from .easy import proposals_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outandback.insight.answers import LoopAnswer, LoopAnswers
    from outandback.insight.history import History
    from outandback.insight.own_time import OwnTime
    from outandback.insight.own_weeks import OwnWeeks
    from outandback.web.requests import PersonRequest

STROKES, A_ROW, DRAWN = 3, 10, 60
Rated = tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Figure:
    """`strokes`: how many of three are filled. `rows`: what the picture shows, in words."""

    name: str
    sentence: str
    sure: str
    strokes: tuple[bool, ...]
    picture: SafeString
    ends: tuple[Any, ...]
    scale: bool
    basis: str
    limit: str
    tell: str
    rows: tuple[tuple[str, str], ...]
    worked_out: str


@dataclass(frozen=True)
class Lived:
    """Ratings of one’s own leaves as they were answered, with nothing found in them."""

    picture: SafeString
    first: str
    rows: tuple[tuple[str, str], ...]


def findings(request: PersonRequest) -> dict[str, object]:
    """For an open private room. Raises Closed."""
    history = history_of(request.user, request.membership, request.keyring)
    if not history.leaves:
        return {"stitches": []}
    ink = request.membership.ink if request.membership else "a"
    answers = _worked_out(history)
    figures_ = [_figure(answers, one, ink) for one in _asked(answers)]
    return {
        "counts": answers.leaves,
        "stitches": [one.on_time != 0 for one in history.leaves if one.own][-STITCHES:],
        "lived": _lived(history, ink),
        "figures": figures_,
        "unanswered": [
            _wait(answers.by_name[name]) for name in QUESTIONS if name not in _names(figures_)
        ],
        "easy": proposals_of(request, answers),
        "balance": _balance(request, history, ink),
        "kept": answers.kept,
        "kept_words": _kept(answers),
    }


def _worked_out(history: History) -> LoopAnswers:
    # Here alone, so that no other page loads what it takes.
    from outandback.insight.answers import answers_of

    return answers_of(history)


def _balance(request: PersonRequest, history: History, ink: str) -> OwnHours | None:
    weeks = own_weeks(request.user, request.keyring, history, timezone.now())
    found = _own_time(history, weeks) if weeks else None
    return balance_of(weeks, found, ink) if weeks and found else None


def _own_time(history: History, weeks: OwnWeeks) -> OwnTime | None:
    from outandback.insight.own_time import own_time_of

    return own_time_of(history, weeks)


def _asked(answers: LoopAnswers) -> Iterator[LoopAnswer]:
    """Those that some answer bears on, what can be said before the rest."""
    asked = [answers.by_name[name] for name in QUESTIONS if answers.by_name[name].now.n]
    yield from sorted(asked, key=lambda one: not one.verdict.speaks)


def _names(figures_: list[Figure]) -> set[str]:
    return {one.name for one in figures_}


def _figure(answers: LoopAnswers, one: LoopAnswer, ink: str) -> Figure:
    question, strokes = QUESTIONS[one.name], _strokes(one)
    picture, scale, ends, rows = _picture(answers, one, question, ink)
    return Figure(
        name=one.name,
        sentence=_sentence(question, one),
        sure=SURE[strokes](),
        strokes=tuple(at < strokes for at in range(STROKES)),
        picture=SafeString(picture),
        ends=ends,
        scale=scale,
        basis=basis(one.now),
        limit=str(question.limit),
        tell="" if one.verdict.speaks else _would_tell(question, one),
        rows=rows,
        worked_out=figures(one.now),
    )


SURE = {
    0: lambda: gettext("We can’t tell yet"),
    2: lambda: gettext("Fairly clear"),
    3: lambda: gettext("Clear"),
}


def _strokes(one: LoopAnswer) -> int:
    return {"clear": 3, "fairly clear": 2}.get(one.verdict.how_sure.value, 0)


def _sentence(question: Question, one: LoopAnswer) -> str:
    if not one.verdict.speaks:
        both = {"question": question.asked, "answer": CANT_TELL}
        return gettext("{question} {answer}").format(**both)
    said = question.more if one.verdict.direction > 0 else question.less
    return str(said).format(points=points(one.now.middle))


def _would_tell(question: Question, one: LoopAnswer) -> str:
    if one.missing:
        return ngettext(
            "It takes {count} more of these: {what}.",
            "It takes {count} more of these: {what}.",
            one.missing,
        ).format(count=one.missing, what=question.asks)
    return gettext(
        "What is large shows after about thirty of these, what is usual after a hundred: {what}."
    ).format(what=question.asks)


def _wait(one: LoopAnswer) -> str:
    return str(QUESTIONS[one.name].asked)


def _picture(
    answers: LoopAnswers, one: LoopAnswer, question: Question, ink: str
) -> tuple[str, bool, tuple[Any, ...], tuple[tuple[str, str], ...]]:
    """With the words at its ends, and the rows of its table."""
    if one.name == "growing easier" and (line := answers.easing):
        band = [one[-DRAWN:] for one in (line.low, line.middle, line.high)]
        drawn = charts.over_leaves(*_last(line.points, len(line.middle)), ink, band)
        return (
            drawn,
            True,
            (_first(len(line.middle)), gettext("guilt, 0 to 10"), gettext("now")),
            _by_leaf(line.points),
        )
    if one.name == "guilt exaggerates" and answers.slopes:
        rows = tuple((_whole(door), _whole(back)) for door, back in answers.slopes)
        return (
            charts.slopes(answers.slopes, ink),
            True,
            (gettext("before you go"), gettext("looking back")),
            rows,
        )
    (low, high), middle = one.now.likely, one.now.middle
    return charts.change(low, middle, high, question.most), False, question.ends, ()


def _last(rated: Rated, many: int) -> tuple[Rated, int]:
    """Those of the last leaves, which a picture has room for."""
    before = max(many - DRAWN, 0)
    return tuple((at - before, value) for at, value in rated if at >= before), many - before


def _first(many: int) -> str:
    if many <= DRAWN:
        return gettext("first")
    return gettext("{count} leaves ago").format(count=DRAWN)


def _by_leaf(rated: Rated) -> tuple[tuple[str, str], ...]:
    """Ten leaves a row, in their order."""
    rows: dict[int, list[str]] = {}
    for at, value in rated:
        rows.setdefault(at // A_ROW, []).append(_whole(value))
    return tuple((_leaves(row), "  ".join(values)) for row, values in rows.items())


def _leaves(row: int) -> str:
    first = row * A_ROW + 1
    return gettext("Leaves {first} to {last}").format(first=first, last=first + A_ROW - 1)


def _whole(value: float) -> str:
    return f"{value:.0f}"


def _lived(history: History, ink: str) -> Lived | None:
    own = [one for one in history.leaves if one.own]
    felt = tuple((at, float(one.felt[0])) for at, one in enumerate(own) if one.felt[0] is not None)
    if not felt:
        return None
    drawn = charts.over_leaves(*_last(felt, len(own)), ink)
    return Lived(SafeString(drawn), _first(len(own)), _by_leaf(felt))


def _kept(answers: LoopAnswers) -> str:
    kept, all_ = sum(answers.kept), len(answers.kept)
    return ngettext(
        "{kept} of {all} time you were back within a quarter of an hour of what you said.",
        "{kept} of {all} times you were back within a quarter of an hour of what you said.",
        all_,
    ).format(kept=kept, all=all_)
