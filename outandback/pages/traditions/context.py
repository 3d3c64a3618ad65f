from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from outandback.pages.parts.tellings.context import ours
from outandback.rooms.comeback.queries import other_side
from outandback.rooms.leave.queries import as_known, words_of
from outandback.rooms.people.queries import name_of
from outandback.rooms.traditions import queries
from outandback.rooms.traditions.content import sentences
from outandback.rules.rhythm import next_on
from outandback.rules.text_direction import isolated
from outandback.ui.drawing import other_ink
from outandback.ui.templatetags.times import long_day
from outandback.web.paging import page_mark
from outandback.web.redirects import SeeOther

from .forms import SPIN, SpinForm

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from outandback.rooms.comeback.models import Told
    from outandback.rooms.leave.models import HeadsUp, Leave
    from outandback.rooms.people.models import Membership
    from outandback.rooms.traditions.models import Spin, Tradition, Way
    from outandback.rooms.traditions.queries import OpenedSpin, OpenedTradition
    from outandback.web.requests import PersonRequest


@dataclass(frozen=True)
class Bead:
    """A spin as a page shows it: whose, in which ink, and what the leave behind it is called."""

    spin: Spin
    text: str
    name: str
    ink: str
    own: bool
    grew: str = ""
    grew_from: Leave | HeadsUp | None = None


@dataclass(frozen=True)
class Shelved:
    """A tradition in a list: its name, when it comes round, and the last spin on it."""

    tradition: Tradition
    name: str
    rhythm: str
    lately: Bead | None = None

    @property
    def spun(self) -> bool:
        return self.lately is not None


@dataclass(frozen=True)
class Brought:
    """What one of the two brought home, where its page led to a tradition."""

    first_words: str
    own: bool
    by: str
    leave: HeadsUp | None


def to_tradition(tradition: Tradition, at: str = "") -> HttpResponse:
    return SeeOther(reverse("tradition", args=[tradition.pk]) + at)


def is_settled(request: PersonRequest) -> bool:
    """Whether there is a pair, and its two have compared their words."""
    return request.membership is not None and request.membership.words_compared


def shelved(known: list[OpenedTradition]) -> list[Shelved]:
    return [Shelved(one.tradition, one.way.name, in_words(one.way)) for one in known]


def shelf_of(request: PersonRequest, mine: Membership) -> list[Shelved]:
    """The shelf of the pair of now. Raises Closed."""
    spins = queries.latest_spins(mine, request.keyring)
    latest = {
        one.spin.tradition_id: one for one in _beads(request, mine.pair_id, [*spins.values()])
    }
    rows = shelved(queries.traditions_of(mine, request.keyring))
    return [replace(row, lately=latest.get(row.tradition.pk)) for row in rows]


def in_words(way: Way) -> str:
    return sentences.rhythm(way.rhythm) if way.rhythm else ""


def in_full(way: Way) -> str:
    """What is not in anybody's words: whether there are old ones, and when it comes round."""
    old = [] if way.old else [sentences.NO_OLD]
    comes = gettext("It comes round {rhythm}.").format(rhythm=in_words(way))
    return " ".join(map(str, [*old, comes if way.rhythm else sentences.NO_SET_TIME]))


def next_day(way: Way) -> date | None:
    return next_on(way.rhythm, timezone.localdate()) if way.rhythm else None


def tradition_page(
    request: PersonRequest,
    row: Tradition,
    form: SpinForm | None = None,
    status: int = 200,
    brought: Brought | None = None,
) -> HttpResponse:
    """With a place for one more spin, where it is a tradition of the pair of now."""
    is_open = request.keyring.everyday_open
    way = queries.way_of(request.keyring, row) if is_open else None
    spins = queries.spins_on(request.user, request.keyring, row) if is_open else []
    beads = _beads(request, row.pair_id, spins)
    said = {"rhythm": in_words(way), "next_on": next_day(way)} if way else {}
    shown = {"way": way, "beads": beads, "form": form, "brought": brought}
    context = {"tradition": row, **shown, **said}
    return render(request, "traditions/tradition.html", context, status=status)


def new_spin_form(
    request: PersonRequest, mine: Membership, brought: Brought | None = None
) -> SpinForm:
    """Empty; or with what one brought home oneself, and the leave that it came from."""
    known: dict[str, object] = {"form_id": uuid4()}
    if brought:
        fits = brought.own and len(brought.first_words) <= SPIN
        words = brought.first_words if fits else ""
        known |= {"words": words, "leave": str(brought.leave.pk) if brought.leave else ""}
    return SpinForm(
        offered_leaves(request, mine, brought.leave if brought else None), initial=known
    )


def brought_from(request: PersonRequest, mine: Membership) -> Brought | None:
    """What the page that led here was about. Http404 where it is not between these two."""
    telling_id = page_mark(request, "from")
    if telling_id is None:
        return None
    telling = ours(request, queries.telling_heard(request.user, telling_id))
    told: Told | None = request.keyring.open_if_possible(telling, telling.column_for(mine))
    own = telling.person_id == request.user.pk
    words = told.first_words if told else ""
    by = mine.ink if own else other_ink(mine.ink)
    return Brought(words, own, by, queries.leave_behind(mine, telling))


def offered_leaves(
    request: PersonRequest, mine: Membership, *also: HeadsUp | None
) -> list[tuple[str, str]]:
    """The last few, and one that is meant already."""
    rows = list(queries.leaves_both_know(mine)[: queries.LEAVES_OFFERED])
    rows += [one for one in also if one and one not in rows]
    known = ((row, as_known(mine.person_id, row)) for row in rows)
    said = gettext("{title}, {day}")
    return [
        (str(row.pk), said.format(title=isolated(title_of(request, row)), day=_day_of(one)))
        for row, one in known
    ]


def leave_chosen(
    request: PersonRequest, mine: Membership, form: SpinForm, spin: Spin | None = None
) -> HeadsUp | None:
    chosen = form.cleaned_data["leave"]
    before = queries.grown_from(request.keyring, spin) if spin else None
    if before and str(before.pk) == chosen:
        return before
    return queries.leave_known(mine, chosen)


def title_of(request: PersonRequest, told: HeadsUp) -> str:
    shown = words_of(request.keyring, told)
    return (shown.title if shown else "") or str(sentences.UNNAMED)


def _beads(request: PersonRequest, pair_id: UUID, spins: list[OpenedSpin]) -> list[Bead]:
    is_ours = request.membership is not None and request.membership.pair_id == pair_id
    other = other_side(request.user, pair_id) if spins else None
    theirs, mine = name_of(request.keyring, other), other_ink(other.ink if other else "b")
    return [
        Bead(
            one.spin,
            one.text,
            gettext("You") if own else theirs,
            mine if own else other_ink(mine),
            own and is_ours,
            *_grown_from(request, one.spin),
        )
        for one in spins
        for own in [one.spin.person_id == request.user.pk]
    ]


def _grown_from(request: PersonRequest, spin: Spin) -> tuple[str, Leave | HeadsUp | None]:
    told = queries.grown_from(request.keyring, spin)
    if told is None:
        return "", None
    return title_of(request, told), as_known(request.user.pk, told)


def _day_of(told: HeadsUp | Leave) -> str:
    return long_day(told.out_at, told.zone)
