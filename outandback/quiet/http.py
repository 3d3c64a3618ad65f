"""What passes between the two while one is out, for the pages that show it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.shortcuts import render
from django.utils import timezone

from outandback.away.http import on_the_way
from outandback.leave.queries import as_known, teller_of
from outandback.notify.queries import phones_of
from outandback.people.http import require_words_open
from outandback.people.queries import name_of
from outandback.rules.return_times import wall_at
from outandback.ui.drawing import other_ink

from . import queries
from .content import en
from .forms import HelloForm, NeedForm, NumberForm, blank_note, seen_now, to_pick
from .models import Number, State

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.forms import Form
    from django.http import HttpResponse

    from outandback.leave.models import HeadsUp, Leave
    from outandback.people.http import PersonRequest
    from outandback.people.models import Membership

    from .forms import EveningForm, NoteForm
    from .models import HeldNote

# An evening lasts until five, so that somebody up at two speaks of the same one.
DAY_BEGINS = timedelta(hours=5)


def what_passes(request: PersonRequest, told: HeadsUp | None, passes: bool) -> dict[str, Any]:
    """For whoever is out, also while both are: a call of the other one, and the hellos that both
    picked. `told`: the own leave as the other knows it; `passes`: whether there is any of these."""
    mine = request.mine if passes else None
    return {
        "call": queries.call_to(request.user, mine) if mine else None,
        "hellos": queries.hellos_now(request.user, mine, request.keyring) if mine else [],
        "need": _ours(request, told) is not None and may_call(request),
        "watch": may_call(request),
    }


def at_home(request: PersonRequest, told: HeadsUp, at: datetime) -> dict[str, Any]:
    """For the page of the one at home. With a call there is no more on it than the call."""
    notes, on = queries.notes_first_shown(request.user, told), evening_on(request, at)
    mine = request.mine if told.needed_at else None
    call = queries.call_to(request.user, mine) if mine else None
    picks = queries.picks_of(request.user, request.keyring, None if call else told)
    return {
        "notes": notes[: queries.AT_ONCE],
        "more_notes": len(notes) > queries.AT_ONCE,
        "note_form": blank_note(),
        "call": call,
        "hellos": [(told.leave_id, picks.agreed)] if picks.agreed else [],
        "hello_said": told.hello_at is not None,
        "need": may_call(request),
        "watch": may_call(request),
        "idea": queries.evening_idea(on, told.pk),
    }


def may_call(request: PersonRequest) -> bool:
    """Whether both said yes to what it is for."""
    return request.mine is not None and request.mine.need_agreed_at is not None


def evening_on(request: PersonRequest, at: datetime) -> date:
    return wall_at(at - DAY_BEGINS, request.user.zone).date()


def _ours(request: PersonRequest, told: HeadsUp | None) -> HeadsUp | None:
    mine = request.mine
    return told if told and mine and told.pair_id == mine.pair_id else None


def evening_before(request: PersonRequest, on: date) -> dict[str, Any]:
    """What was said of this evening already; in the open room alone."""
    if not request.keyring.room_open:
        return {}
    row = queries.evening_of(request.user, on)
    answers = request.keyring.open(row, "answers") if row else None
    return {} if answers is None else asdict(answers)


# Pages -----------------------------------------------------------------------------------------


def away_page(
    request: PersonRequest, leave: Leave, form: Form, kept: dict[str, Any], status: int = 200
) -> HttpResponse:
    passes = what_passes(request, getattr(leave, "heads_up", None), getattr(leave, "passes", True))
    context = on_the_way(leave, timezone.now()) | passes | kept
    context |= {"form": form, "client_id": uuid4(), "alone": request.mine is None, "catches": True}
    return render(request, "quiet/away.html", context, status=status)


def notes_page(
    request: PersonRequest, told: HeadsUp, form: NoteForm, status: int = 200
) -> HttpResponse:
    ours = _ours(request, told) is not None
    context = {
        "told": told,
        "notes": queries.notes_by(request.user, told),
        "form": form if form.is_bound or (ours and told.is_out) else None,
        **_reader(request, teller_of(told, request.partner)),
    }
    return render(request, "quiet/notes.html", context, status=status)


def not_held(request: PersonRequest, told: HeadsUp, form: NoteForm) -> HttpResponse:
    """Nobody is out: what was written stays on the page."""
    name = name_of(request.keyring, teller_of(told, request.partner))
    form.add_error(None, en.NOT_OUT.format(name))
    return notes_page(request, told, form, status=409)


def note_page(
    request: PersonRequest, note: HeldNote, form: NoteForm, status: int = 200, other: bool = False
) -> HttpResponse:
    """`other`: what stands is not what the form was opened on, and both are shown."""
    told = note.heads_up
    open_still = told.is_out and note.state in (State.HELD, State.WITHDRAWN)
    context = {
        "note": note,
        "told": told,
        "form": form,
        "other": other,
        "changeable": open_still and _ours(request, told) is not None,
        **_reader(request, teller_of(told, request.partner)),
    }
    return render(request, "quiet/note.html", context, status=status)


def two_notes(request: PersonRequest, note: HeldNote, form: NoteForm) -> HttpResponse:
    return note_page(request, note, seen_now(form, note.row_version), status=409, other=True)


def hello_page(
    request: PersonRequest, told: HeadsUp, form: HelloForm | None = None, status: int = 200
) -> HttpResponse:
    zone = request.user.zone
    picks = queries.picks_of(request.user, request.keyring, told)
    known = as_known(request.user.pk, told)
    start = to_pick(known, picks.mine, zone)
    context = {
        "told": told,
        "picks": picks,
        "form": form or HelloForm(initial=start, zone=zone, told=known),
        "theirs": to_pick(known, picks.theirs, zone) if picks.theirs else None,
        "over": known.returned_at is not None or known.called_off_at is not None,
    }
    return render(request, "quiet/hello.html", context, status=status)


def call_page(
    request: PersonRequest, told: HeadsUp, mine: Membership, status: int = 200
) -> HttpResponse:
    """The same page whatever their phone does."""
    called = queries.calls_of_the_day(mine, timezone.now())
    context = {
        "told": told,
        "agreement": queries.agreement_of(mine).row,
        "number": queries.their_number(mine),
        "call": queries.call_to(request.user, mine),
        "sent": told.pk in called and status == 200,
        "spent": len(called) >= queries.CALLS_A_DAY,
        "form_id": uuid4(),
        "own": told.person_id == mine.person_id,
        "home": queries.calls_home(told, mine, request.keyring),
    }
    return render(request, "quiet/need_call.html", context, status=status)


def need_page(
    request: PersonRequest,
    mine: Membership,
    form: Form | None = None,
    status: int = 200,
    *,
    changed: bool = False,
) -> HttpResponse:
    if request.method != "POST":
        require_words_open(request)
    agreed = queries.agreement_of(mine)
    words = request.keyring.open_if_possible(agreed.row, agreed.row.newest) if agreed.row else None
    start = {"seen": agreed.version, "words": words.text if words else ""}
    context = {
        "agreed": agreed,
        "words": words,
        "form": form or NeedForm(initial=start),
        "number": number_of(request, mine),
        "silent": queries.is_muted(request.user.pk),
        "phones_on": phones_of(request.user.pk).exists(),
        "changed": en.WORDS_CHANGED if changed else "",
        "two_versions": status == 409 and form is not None,
    }
    return render(request, "quiet/need.html", context, status=status)


def number_of(request: PersonRequest, mine: Membership) -> Number | None:
    own = queries.own_number(mine)
    number: Number | None = request.keyring.open_if_possible(own, "words") if own else None
    return number


def number_standing(request: PersonRequest, mine: Membership) -> HttpResponse:
    require_words_open(request)
    number = number_of(request, mine)
    return number_page(request, NumberForm(initial=asdict(number) if number else {}))


def number_page(request: PersonRequest, form: NumberForm, status: int = 200) -> HttpResponse:
    return render(request, "quiet/need_number.html", {"form": form}, status=status)


def evening_page(request: PersonRequest, form: EveningForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "alone": request.mine is None, "kept": "kept" in request.GET}
    return render(request, "quiet/evening.html", context, status=status)


def _reader(request: PersonRequest, teller: Membership) -> dict[str, str]:
    """Who was told of, and the ink of the one who writes to them."""
    return {
        "teller_name": name_of(request.keyring, teller),
        "reader_ink": other_ink(teller.ink),
    }
