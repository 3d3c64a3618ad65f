from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from outandback.pages.parts.hearing_day.forms import DayForm
from outandback.pages.parts.sent.context import opens
from outandback.pages.parts.tellings.context import is_ours, the_other
from outandback.rooms.comeback import queries
from outandback.rooms.comeback.content import ready
from outandback.rooms.replies.queries import reply_to
from outandback.rooms.sent.marks import marks_of_telling
from outandback.rules.afterwards import day_of

from .forms import LandingForm, ReceptionForm, ReplyForm

if TYPE_CHECKING:
    from outandback.rooms.comeback.models import Received, Reception, Telling
    from outandback.rooms.leave.models import HeadsUp
    from outandback.web.requests import PersonRequest


# Pages of telling and receiving ------------------------------------------------------------------


def capacity_page(
    request: PersonRequest, told: Telling, form: DayForm, status: int = 200
) -> HttpResponse:
    words = request.keyring.open(told, "told")
    context = {"telling": told, "form": form, "tender": words.weight == "tender"}
    context |= the_other(request, told)
    return render(request, "telling/capacity.html", context, status=status)


def reception_page(
    request: PersonRequest,
    told: Telling,
    form: ReceptionForm,
    status: int = 200,
    *,
    heard: bool = True,
) -> HttpResponse:
    """How to hear well is offered until something was first said back; then it has its own page.
    `heard`: whether its listener said that they can hear it; else none of its words show."""
    new = not queries.has_received(request.user)
    context = {"telling": told, "form": form, "hearing": queries.hearing_well() if new else ()}
    context |= {"heads_up": _heads_up_for_both(told), "heard": heard}
    return render(request, "telling/reception.html", context, status=status)


def _heads_up_for_both(told: Telling) -> HeadsUp | None:
    """That of the leave, where it was given to the pair that is told."""
    given: HeadsUp | None = getattr(told.homecoming.leave, "heads_up", None)
    return given if given and given.pair_id == told.pair_id else None


def received_page(request: PersonRequest, told: Telling) -> HttpResponse:
    said, reply = getattr(told, "reception", None), reply_to(request.user, told)
    opens(request, told.pair_id, *marks_of_telling(request.user, told, reply))
    can_change = is_ours(request, told) and said is not None and said.withdrawn_at is None
    context = {
        "telling": told,
        "can_change": can_change,
        "reply": reply,
        "sent": can_change and "sent" in request.GET,
        **the_other(request, told),
    }
    return render(request, "telling/received.html", context)


def telling_page(
    request: PersonRequest, told: Telling, form: LandingForm | None = None, status: int = 200
) -> HttpResponse:
    reception, reply = queries.reception_of(request.user, told), reply_to(request.user, told)
    opens(request, told.pair_id, *marks_of_telling(request.user, told, reception))
    changeable = told.withdrawn_at is None and is_ours(request, told)
    context = the_other(request, told) | {
        "telling": told,
        "reception": reception,
        "reply": reply,
        "sent": "sent" in request.GET and reply is not None,
        "can_answer": changeable and reply is None and _asks(request, reception),
        "can_change_reply": is_ours(request, told) and reply and reply.withdrawn_at is None,
        "day": None if reception else _day_ahead(request, told),
        "form": form or LandingForm(initial=_landed(request, told)),
        "marked": "marked" in request.GET,
        "can_take_back": changeable,
    }
    return render(request, "telling/telling.html", context, status=status)


def reply_page(
    request: PersonRequest, told: Telling, form: ReplyForm, status: int = 200
) -> HttpResponse:
    """The question, and one box. Where it is gone meanwhile, the box keeps what was typed."""
    reception = queries.reception_of(request.user, told)
    context = {"telling": told, "reception": reception, "form": form} | the_other(request, told)
    return render(request, "telling/reply.html", context, status=status)


def _asks(request: PersonRequest, reception: Reception | None) -> bool:
    """Whether the listener asked something."""
    words = request.keyring.open_if_possible(reception, "received") if reception else None
    received: Received | None = words
    return bool(received and received.question)


def _landed(request: PersonRequest, told: Telling) -> dict[str, str]:
    """An earlier mark shows in the open room alone."""
    if not request.keyring.room_open:
        return {}
    row = queries.landing_of(request.user, told)
    return {"how": request.keyring.open(row, "felt").how} if row else {}


def _day_ahead(request: PersonRequest, told: Telling) -> date | None:
    """The day that the listener named, while it is still to come."""
    if not hasattr(told, "hearing_day") or not is_ours(request, told):
        return None
    named = date.fromisoformat(request.keyring.open(told.hearing_day, "day").on)
    return named if named >= day_of(timezone.now(), request.user.zone) else None


def reception_form(told: Telling, posted: object = None) -> ReceptionForm:
    """With a few ready words that go with this telling, the same each time it is opened."""
    phrases, questions = (ready.to_borrow(name, told.pk) for name in ("phrases", "listening"))
    return ReceptionForm(posted, phrases=phrases, questions=questions)
