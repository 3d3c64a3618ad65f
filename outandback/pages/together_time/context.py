"""What the page of a time together shows, asked of the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outandback.pages.parts.sent.context import opens
from outandback.rooms.rhythms.content.sentences import says
from outandback.rooms.sent.marks import mark_of
from outandback.rooms.together.content import sentences
from outandback.ui.spoken import Here

if TYPE_CHECKING:
    from datetime import date, datetime

    from outandback.rooms.together.models import TogetherFact
    from outandback.rooms.together.queries import Known, Occurrence
    from outandback.web.requests import PersonRequest


@dataclass(frozen=True)
class ShownTime:
    """One of them as the page shows it. `moved_by`, `noted_by`: the facts, where there are any."""

    one: Occurrence
    when: str
    moved: TogetherFact | None
    noted: TogetherFact | None

    @property
    def on(self) -> date:
        return self.one.on


def page_of(request: PersonRequest, known: Known, at: datetime) -> dict[str, object]:
    """The next one, and the last that is over."""
    ahead, last = known.coming(at), known.begun(at)
    own = known.row.person_id == request.user.pk
    return {
        "known": known,
        "row": known.row,
        "title": sentences.title_of(request.keyring, known.row),
        "ahead": _shown(request, known, ahead, at),
        "last": _shown(request, known, last, at),
        "own": own,
        "holds_it": own or known.by_both,
        "may_count_in": not own and not known.by_both,
        "comes": comes(known),
    }


def comes(known: Known) -> str:
    """ "Every Sunday"; empty where it comes once."""
    row = known.row
    weekday = row.held.first_on.weekday()
    return says([str(weekday)], row.weeks) if row.weeks else ""


def leaves_mark(request: PersonRequest, known: Known) -> None:
    """What the other did goes from the reader's Today; nothing else comes of it."""
    row, me = known.row, request.user.pk
    facts = (fact for fact in known.facts if fact.person_id != me)
    marks = [mark_of(fact) for fact in facts]
    opens(request, row.pair_id, *([mark_of(row)] if row.person_id != me else []), *marks)


def here_of(request: PersonRequest, at: datetime) -> Here:
    return Here(request.user.zone, at)


def _shown(
    request: PersonRequest, known: Known, one: Occurrence | None, at: datetime
) -> ShownTime | None:
    if one is None:
        return None
    when = sentences.when_of(one, here_of(request, at))
    changed = known.changed.get(one.on)
    return ShownTime(one, when, changed, known.had.get(one.on))
