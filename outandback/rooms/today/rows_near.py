"""The questions of Today, built once: the leaves near, and along with them what else there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Exists, QuerySet

from outandback.rooms.afterwards.queries import LATELY as RETURNED_LATELY
from outandback.rooms.afterwards.queries import last_return
from outandback.rooms.comeback.queries import waits_to_be_heard
from outandback.rooms.cover.queries import offered_to, with_answer
from outandback.rooms.giving.queries import LATELY, named_lately
from outandback.rooms.hearing.queries import marks_beside
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.leave.queries import told_near, whom_near
from outandback.rooms.notify.queries import pauses_beside
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.quiet.queries import (
    agreed_by_both,
    has_called,
    hello_picked,
    holds_notes,
    waits_for_a_word,
)
from outandback.rooms.rhythms.queries import near_or_in_rhythm
from outandback.rooms.sent.queries import month_before, said_lately
from outandback.rooms.shown.queries import shown_lately
from outandback.rooms.together.queries import has_some
from outandback.vault.prepared_queries import Prepared, given_id, given_time

from .times_together import looks_back_to

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

Near = TypeVar("Near", Leave, HeadsUp)
Beside = TypeVar("Beside", Leave, HeadsUp, Membership)

_own_near_told = Prepared(lambda: _with_what_is_own())
_own_near = Prepared(lambda: _with_offers(_with_what_is_own()))
_told_near = Prepared(
    lambda: _with_offers(
        _with_meanwhile(told_near(), "pk").annotate(holds_notes=holds_notes(given_id("person")))
    )
)
_with_no_leave_near = Prepared(lambda: _with_offers(Membership.objects.filter(pk=given_id("side"))))
_alone = Prepared(
    lambda: Person.objects.filter(pk=given_id("person")).annotate(
        returned=last_return(given_time("returned_since")), **pauses_beside(given_id("person"))
    )
)


def rows_near(person: Person, mine: Membership | None, at: datetime) -> dict[UUID, Leave | HeadsUp]:
    """Each with what there is about it; the last with what else of the pair's is to be looked for,
    which is asked once."""
    asked = _asked(person, mine, at)
    told = _told_near(**asked) if mine else []
    own = _own_near_told(**asked) if told else _own_near(**asked)
    rows: list[Leave | HeadsUp] = [*own, *told]
    return {row.pk: row for row in rows}


def _asked(person: Person, mine: Membership | None, at: datetime) -> dict[str, Any]:
    return {
        **whom_near(person, mine, at),
        "partner": mine.other.person_id if mine and mine.other else None,
        "at": at,
        "since": at - LATELY,
        "month_ago": month_before(at),
        "shown_since": looks_back_to(at, person.zone),
        "returned_since": at - RETURNED_LATELY,
    }


def _with_what_is_own() -> QuerySet[Leave]:
    return with_answer(_with_meanwhile(near_or_in_rhythm(), "heads_up__pk"), given_id("person"))


def _with_meanwhile(rows: QuerySet[Near], heads_up: str) -> QuerySet[Near]:
    me, pair = given_id("person"), given_id("pair")
    return rows.annotate(
        called=has_called(me, pair, heads_up),
        hello=hello_picked(pair, heads_up),
        may_call=agreed_by_both(me, pair),
    )


def _with_offers(rows: QuerySet[Beside]) -> QuerySet[Beside]:
    """Whether there is an offered window, a day named for ten minutes together, something to be
    heard, something that the other one said, or a picture that they show; when somebody came back
    last; what waits for one's own word; and what was opened, still sealed."""
    me, pair = given_id("person"), given_id("pair")
    return rows.annotate(
        offered=Exists(offered_to(me, pair, given_time("at"))),
        named=Exists(named_lately(pair, given_time("since"))),
        said=said_lately(me, pair),
        pictured=shown_lately(me, pair),
        need_version=waits_for_a_word(me, pair),
        timed=has_some(pair, given_time("shown_since")),
        returned=last_return(given_time("returned_since")),
        unheard=waits_to_be_heard(),
        **marks_beside(me, pair),
        **pauses_beside(me),
    )


def beside_nothing(person: Person, mine: Membership | None, at: datetime) -> Any:
    """With no leave near, one's own side knows what else is to be looked for; alone, oneself."""
    asked = _asked(person, mine, at)
    return _with_no_leave_near.first(**asked, side=mine.pk) if mine else _alone.first(**asked)
