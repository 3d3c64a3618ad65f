"""What one’s own leaves say so far, for the page of an open room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from outandback.rooms.loop.content import brought
from outandback.rooms.loop.history import history_of, start_of
from outandback.rooms.loop.left_out import how_many
from outandback.rooms.loop.own_rows import own_rows
from outandback.rooms.loop.wishes import own_weeks
from outandback.rooms.spans.content.sentences import without
from outandback.rooms.spans.queries import left_out
from outandback.ui.templatetags.times import here

from . import lived
from .balance import OwnHours, balance_of
from .easy import proposals_of
from .figures import Asking
from .grey import Spans

if TYPE_CHECKING:
    from outandback.insight.answers import LoopAnswers
    from outandback.insight.history import History
    from outandback.insight.own_time import OwnTime
    from outandback.insight.own_weeks import OwnWeeks
    from outandback.insight.pictures import Pictures
    from outandback.insight.shared import PairAnswers, SharedLeave
    from outandback.web.requests import PersonRequest

FIRST_CHECK = 10  # leaves; nothing is found in fewer
ENOUGH = 3  # pictures of findings, beside which what was answered needs none of its own
DRAWN = 28  # stitches: four rows of seven on a phone


def findings(request: PersonRequest) -> dict[str, object]:
    """For an open private room. Raises Closed."""
    rows = own_rows(request.user, request.keyring)
    history = history_of(request.user, request.membership, request.keyring, rows)
    if not history.leaves:
        return {"stitches": []}
    marked = Spans.of(start_of(request.user), rows.spans, history)
    ink = request.membership.ink if request.membership else "a"
    answers, pictures = _worked_out(history)
    asking = Asking(answers, pictures, ink, request.membership is None, marked)
    figures = list(asking.all())
    spoken = [one for one in figures if one.speaks]
    own = [one for one in history.leaves if one.own]
    lived_so_far = list(filter(None, _lived(history, answers, ink, marked)))
    return {
        "counts": answers.leaves,
        "few": sum(answers.leaves) < FIRST_CHECK,
        "stitches": [one.on_time != 0 for one in own][-DRAWN:],
        "lived": lived_so_far if len(spoken) < ENOUGH else [],
        "figures": spoken,
        "unsaid": [one for one in figures if not one.speaks],
        "evenings": pictures.missing["back leaver"]["evenings"] > 0,
        "step": asking.step(),
        "together_first": bool(own) and asking.together_first,
        "came_home": brought.words(one.channel for one in own),
        "rests_on": lived.rests_on(pictures.weeks, pictures.first_week),
        "without": without(how_many(left_out(rows.spans), here().today)),
        "easy": proposals_of(request, answers, rows.decided),
        "balance": _balance(request, history, ink),
        "kept": answers.kept,
        "kept_words": _kept(answers),
    }


def answers_to(request: PersonRequest) -> LoopAnswers | None:
    """For an open private room; None before the first return. Raises Closed."""
    history = history_of(request.user, request.membership, request.keyring)
    return _answers(history) if history.leaves else None


def _answers(history: History) -> LoopAnswers:
    # Here alone, so that no other page loads what it takes.
    from outandback.insight.answers import answers_of

    return answers_of(history)


def _worked_out(history: History) -> tuple[LoopAnswers, Pictures]:
    # As above.
    from outandback.insight.answers import answers_of
    from outandback.insight.looks import looks_of
    from outandback.insight.pictures import pictures_of

    looks = looks_of(history)
    return answers_of(history, looks), pictures_of(history, looks)


def _balance(request: PersonRequest, history: History, ink: str) -> OwnHours | None:
    weeks = own_weeks(request.user, request.keyring, history, timezone.now())
    found = _own_time(history, weeks) if weeks else None
    return balance_of(weeks, found, ink) if weeks and found else None


def _own_time(history: History, weeks: OwnWeeks) -> OwnTime | None:
    # As above.
    from outandback.insight.own_time import own_time_of

    return own_time_of(history, weeks)


def worked_out_for_both(leaves: list[SharedLeave], today: int) -> PairAnswers:
    # As above.
    from outandback.insight.pair import pair_answers

    return pair_answers(leaves, today)


def _lived(
    history: History, answers: LoopAnswers, ink: str, marked: Spans
) -> list[tuple[str, lived.Drawn] | None]:
    """As it was answered, with nothing found in it. With few leaves all there is; later on the
    rest stands in what was found."""
    felt = lived.felt(history, ink, marked)
    found = [(gettext("How your leaves were for you, all in all"), felt)]
    if sum(answers.leaves) < FIRST_CHECK:
        found += [
            (gettext("Your guilt before you went, and looking back"), lived.slopes(answers, ink)),
            (gettext("Your energy before you went, and back again"), lived.energy(history, ink)),
        ]
    return [one if one[1] else None for one in found]


def _kept(answers: LoopAnswers) -> str:
    kept, all_ = sum(answers.kept), len(answers.kept)
    return ngettext(
        "{kept} of {all} time you were back within a quarter of an hour of what you said.",
        "{kept} of {all} times you were back within a quarter of an hour of what you said.",
        all_,
    ).format(kept=kept, all=all_)
