from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outandback.pages.parts.tellings.context import ours
from outandback.rooms.people.compared_keys import KeysChanged
from outandback.rooms.traditions import actions, queries
from outandback.rooms.traditions.content import sentences
from outandback.ui.drawing import other_ink
from outandback.ui.fields import as_seen_now
from outandback.vault.writing import Stale
from outandback.web.key_checks import may_keep, require_words_open, unless_keys_changed
from outandback.web.redirects import see
from outandback.web.requests import side_of_pair, signed_in

from .context import (
    brought_from,
    in_full,
    is_settled,
    leave_chosen,
    new_spin_form,
    offered_leaves,
    shelf_of,
    to_tradition,
    tradition_page,
)
from .forms import NewForm, SpinForm, TraditionForm, as_typed, filled_in

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from outandback.rooms.people.models import Membership
    from outandback.rooms.traditions.models import Spin, Tradition
    from outandback.web.requests import PersonRequest

READS = ["GET", "HEAD"]
MOST, MOST_SPINS = 18, 10


@signed_in
@require_safe
def traditions(request: PersonRequest) -> HttpResponse:
    """The shelf of the pair of now."""
    require_words_open(request)
    if not is_settled(request):
        return _not_yet(request)
    context = {"shelf": shelf_of(request, side_of_pair(request))}
    return render(request, "traditions/traditions.html", context)


@signed_in
@require_http_methods([*READS, "POST"])
def tradition_new(request: PersonRequest) -> HttpResponse:
    starters = queries.starters()
    if not is_settled(request):
        return _not_yet(request)
    if "fill" in request.POST:
        form = NewForm(starters, filled_in(request.POST, starters))
        form.errors.clear()
        return render(request, "traditions/new.html", {"form": form})
    if request.method == "POST":
        return _put_on_shelf(request, side_of_pair(request), NewForm(starters, request.POST))
    require_words_open(request)
    form = NewForm(starters, initial={"form_id": uuid4()})
    return render(request, "traditions/new.html", {"form": form})


@signed_in
@require_http_methods([*READS, "POST"])
def tradition(request: PersonRequest, tradition_id: UUID) -> HttpResponse:
    """The old way, and the spins in their order; of an earlier pair to read alone."""
    if request.method == "POST":
        return _add_spin(request, tradition_id)
    row = queries.tradition_of(request.user, tradition_id)
    require_words_open(request)
    is_ours = request.membership is not None and request.membership.pair_id == row.pair_id
    if is_ours and is_settled(request):
        brought = brought_from(request, side_of_pair(request))
        form = new_spin_form(request, side_of_pair(request), brought)
        return tradition_page(request, row, form, brought=brought)
    return tradition_page(request, row)


@signed_in
@require_http_methods([*READS, "POST"])
def tradition_change(request: PersonRequest, tradition_id: UUID) -> HttpResponse:
    """Either of the two can."""
    if request.method == "POST":
        return _change(request, tradition_id, TraditionForm(request.POST))
    row = queries.tradition_in(request.membership, tradition_id)
    require_words_open(request)
    known = as_typed(queries.way_of(request.keyring, row)) | {"seen": row.row_version}
    return _change_page(request, row, TraditionForm(initial=known))


@signed_in
@require_POST
def tradition_taking_down(request: PersonRequest, tradition_id: UUID) -> HttpResponse:
    row = queries.tradition_in(request.membership, tradition_id)
    if not request.keyring.everyday_open:
        return to_tradition(row)
    with suppress(KeysChanged):
        if actions.take_down(row, side_of_pair(request), request.keyring):
            return see("traditions")
    return to_tradition(row)


@signed_in
@require_http_methods([*READS, "POST"])
def spin(request: PersonRequest, spin_id: UUID) -> HttpResponse:
    """One's own, to change."""
    own = queries.spin_by(request.membership, spin_id)
    grew = queries.grown_from(request.keyring, own)
    leaves = offered_leaves(request, side_of_pair(request), grew)
    if request.method == "POST":
        return _change_spin(request, own, SpinForm(leaves, request.POST))
    require_words_open(request)
    text = queries.twist_of(request.keyring, own).text
    known = {"seen": own.row_version, "words": text, "leave": str(grew.pk) if grew else ""}
    return _spin_page(request, own, SpinForm(leaves, initial=known))


@signed_in
@require_POST
def spin_taking_away(request: PersonRequest, spin_id: UUID) -> HttpResponse:
    own = queries.spin_by(request.membership, spin_id)
    if request.keyring.everyday_open:
        with suppress(KeysChanged):
            actions.take_spin_away(own, side_of_pair(request), request.keyring)
    return to_tradition(own.tradition)


@signed_in
@require_safe
def telling_tradition(request: PersonRequest, telling_id: UUID) -> HttpResponse:
    """Which one got a new spin by what was brought home? For its teller, or for who heard it."""
    told = ours(request, queries.telling_heard(request.user, telling_id))
    require_words_open(request)
    if not is_settled(request):
        return _not_yet(request)
    mine, own = side_of_pair(request), told.person_id == request.user.pk
    context = {"telling": told, "own": own, "by": mine.ink if own else other_ink(mine.ink)}
    context |= {"shelf": shelf_of(request, mine), "column": told.column_for(mine)}
    return render(request, "traditions/choose.html", context)


# Traditions ------------------------------------------------------------------------------------


def _not_yet(request: PersonRequest) -> HttpResponse:
    return render(request, "traditions/not_yet.html")


def _put_on_shelf(request: PersonRequest, mine: Membership, form: NewForm) -> HttpResponse:
    if may_keep(request, form) and len(queries.traditions_of(mine, request.keyring)) >= MOST:
        form.add_error(None, sentences.ENOUGH)
    if form.is_valid():
        with unless_keys_changed(request, form):
            actions.put_on_shelf(mine, request.keyring, form.named, form.way)
    if form.is_valid():
        return see("traditions")
    return render(request, "traditions/new.html", {"form": form}, status=422)


def _change(request: PersonRequest, tradition_id: UUID, form: TraditionForm) -> HttpResponse:
    try:
        row = queries.tradition_in(request.membership, tradition_id)
    except Http404:
        return _taken_down(request)
    try:
        if is_settled(request) and may_keep(request, form):
            with unless_keys_changed(request, form):
                seen, mine = form.seen_version, side_of_pair(request)
                actions.change_tradition(row, mine, request.keyring, seen, form.way)
    except Stale:
        return _two_versions(request, row)
    return to_tradition(row) if form.is_valid() else _change_page(request, row, form, status=422)


def _two_versions(request: PersonRequest, row: Tradition) -> HttpResponse:
    """Changed by the other, or on another device: both stay in sight, the next press decides."""
    row.refresh_from_db()
    now = queries.way_of(request.keyring, row)
    form = TraditionForm(as_seen_now(request.POST, row.row_version))
    lines = [now.name, *filter(None, [now.old])]
    return _change_page(request, row, form, 409, other=lines, more=in_full(now))


def _change_page(
    request: PersonRequest, row: Tradition, form: TraditionForm, status: int = 200, **other: object
) -> HttpResponse:
    may = False
    if request.keyring.everyday_open:
        way = queries.way_of(request.keyring, row)
        may = queries.may_be_taken_down(row, way, side_of_pair(request))
    context = {"form": form, "tradition": row, "may_take_down": may, **other}
    return render(request, "traditions/change.html", context, status=status)


def _taken_down(request: PersonRequest) -> HttpResponse:
    """Not there, or not any more: what was typed stays in sight. It is the same for everybody."""
    typed = [request.POST.get(name, "") for name in ("name", "old", "words")]
    return render(request, "traditions/gone.html", {"typed": list(filter(None, typed))}, status=404)


# Spins -----------------------------------------------------------------------------------------


def _add_spin(request: PersonRequest, tradition_id: UUID) -> HttpResponse:
    try:
        row = queries.tradition_in(request.membership, tradition_id)
        mine = side_of_pair(request)
        meant = queries.leave_known(mine, request.POST.get("leave", ""))
        form = SpinForm(offered_leaves(request, mine, meant), request.POST)
        if may_keep(request, form) and _own_spins(request, row) >= MOST_SPINS:
            form.add_error(None, sentences.ENOUGH_SPINS)
        if is_settled(request) and form.is_valid():
            with unless_keys_changed(request, form):
                actions.add_spin(
                    row,
                    mine,
                    request.keyring,
                    form.named,
                    form.twist,
                    leave_chosen(request, mine, form),
                    timezone.localdate(),
                )
    except (Http404, actions.Gone):
        return _taken_down(request)
    return to_tradition(row) if form.is_valid() else tradition_page(request, row, form, 422)


def _own_spins(request: PersonRequest, row: Tradition) -> int:
    known = queries.spins_on(request.user, request.keyring, row)
    return sum(one.spin.person_id == request.user.pk for one in known)


def _change_spin(request: PersonRequest, own: Spin, form: SpinForm) -> HttpResponse:
    mine = side_of_pair(request)
    try:
        if is_settled(request) and may_keep(request, form):
            with unless_keys_changed(request, form):
                actions.change_spin(
                    own,
                    mine,
                    request.keyring,
                    form.seen_version,
                    form.twist,
                    leave_chosen(request, mine, form, own),
                )
    except Stale:
        return _two_spins(request, own)
    return to_tradition(own.tradition) if form.is_valid() else _spin_page(request, own, form, 422)


def _two_spins(request: PersonRequest, own: Spin) -> HttpResponse:
    """Changed on another device: both stay in sight, and the next press decides."""
    now = queries.spin_by(request.membership, own.pk)
    data = as_seen_now(request.POST, now.row_version)
    form = SpinForm(
        offered_leaves(request, side_of_pair(request), queries.grown_from(request.keyring, now)),
        data,
    )
    other = queries.twist_of(request.keyring, now).text
    return _spin_page(request, now, form, 409, other=other)


def _spin_page(
    request: PersonRequest, own: Spin, form: SpinForm, status: int = 200, other: str = ""
) -> HttpResponse:
    context = {"form": form, "spin": own, "other": other}
    return render(request, "traditions/spin.html", context, status=status)
