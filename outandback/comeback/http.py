from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from outandback.away.actions import arrival_name, catch_moment
from outandback.away.forms import CatchForm
from outandback.away.queries import moments_of
from outandback.hearing.queries import opened_by
from outandback.people.http import SeeOther
from outandback.people.queries import name_of, past_sides
from outandback.quiet.http import away_page
from outandback.quiet.queries import notes_kept_for
from outandback.rules.afterwards import day_of
from outandback.together.queries import ritual_of
from outandback.ui.drawing import other_ink

from . import actions, queries
from .actions import Settling
from .content import ready
from .forms import CheckInForm, DayForm, LandingForm, MomentForm, ReceptionForm
from .models import GIVEN, HomeAnswers

if TYPE_CHECKING:
    from django.http import HttpRequest

    from outandback.away.models import Departure
    from outandback.leave.models import HeadsUp
    from outandback.people.http import PersonRequest
    from outandback.people.models import Membership

    from .models import Homecoming, Kept, Telling, Told

AT_ONCE = 20
CHOOSING = "/choices/"


def page_mark(request: HttpRequest, name: str = "before") -> UUID | None:
    """The row that a page of a long list stops before, as its address names it."""
    given = request.GET.get(name)
    if not given:
        return None
    try:
        return UUID(given)
    except ValueError:
        raise Http404 from None


def to(name: str, *args: UUID) -> HttpResponse:
    return SeeOther(reverse(name, args=args))


def come_back_with_words(request: PersonRequest, departure: Departure) -> HttpResponse:
    """Back, and what still stood in the box is one more moment."""
    at, form = timezone.now(), CatchForm.as_it_stands(request.POST)
    if form and not form.is_valid():
        return away_page(request, departure.leave, form, {}, status=422)
    actions.come_back(departure, at)
    if form:
        caught = form.caught(at)
        name = arrival_name(form.name(), caught.kind, caught.text)
        catch_moment(departure, request.keyring, name, caught, at)
    return to("homecoming", departure.leave_id)


def at_the_return(
    request: PersonRequest, home: Homecoming, carries: list[MomentForm] | None
) -> dict[str, Any]:
    """What the two do then, what one had kept for the other, and what was told already."""
    return {
        "alone": request.mine is None,
        "ritual": ritual_of(request.mine, "return"),
        "notes": notes_kept_for(request.user, home.leave),
        "told": [one for one in queries.tellings_of(request.user, home) if is_ours(request, one)],
        "next_to_give": _next_to_give(carries) if request.mine else None,
    }


def moment_forms(request: PersonRequest, home: Homecoming, posted: Any = None) -> list[MomentForm]:
    """What waits on the threshold: the one asked for, the undecided, then the rest in order."""
    moments = moments_of(request.user, home.departure)
    kept = queries.not_brought(request.user, request.keyring, moments)
    paired, wanted = request.mine is not None, page_mark(request, "bring")
    if posted is not None:
        kept = [one for one in kept if str(one.moment.pk) in posted.getlist("moment")]
    kept.sort(key=lambda one: (one.moment.pk != wanted, one.chosen is not None))
    return [MomentForm.of(one, paired, posted) for one in kept[:AT_ONCE]]


def moments_given(request: PersonRequest, home: Homecoming) -> tuple[list[MomentForm], bool]:
    """What was chosen, and whether the keys for it are open. Where they were closed meanwhile,
    what was typed stays and the moments do not show."""
    if request.keyring.room_open and request.keyring.everyday_open:
        return moment_forms(request, home, request.POST), True
    names, paired = request.POST.getlist("moment"), request.mine is not None
    moments = [m for m in moments_of(request.user, home.departure) if str(m.pk) in names]
    return [MomentForm(request.POST, moment=moment, paired=paired) for moment in moments], False


def as_answered(request: PersonRequest, home: Homecoming) -> dict[str, Any]:
    """What was answered, and what of it is shared, for the form. In the open room alone."""
    row = queries.check_in_of(request.user, home) if request.keyring.room_open else None
    if row is None:
        return {}
    answers: HomeAnswers = request.keyring.open(row, "answers")
    can_see = row.shared and request.keyring.everyday_open
    theirs = request.keyring.open(row, "shared") if can_see else HomeAnswers()
    share = [name for name, said in asdict(theirs).items() if said not in (None, "")]
    return {**asdict(answers), "share": share, "again": "1"}


def to_settle(
    request: PersonRequest, home: Homecoming, form: CheckInForm, carries: list[MomentForm] | None
) -> Settling:
    """Answers that were left empty change none that were given before."""
    passed = CHOOSING not in request.path and queries.check_in_of(request.user, home) is None
    answered = form.says_anything or passed
    return Settling(
        form.answers if answered else None,
        form.shared,
        None if carries is None else [one.decision for one in carries],
        request.mine,
    )


def keep_answers(request: PersonRequest, home: Homecoming, form: CheckInForm) -> None:
    """While the rest of the page waits, the first answers are kept already, for oneself alone."""
    if not form.is_valid() or not form.says_anything:
        return
    if queries.check_in_of(request.user, home) is None:
        asked = request.user, request.keyring, form.answers, HomeAnswers(), None
        actions.check_in(home, *asked, timezone.now())


def on_from(home: Homecoming, form: CheckInForm, carries: list[MomentForm]) -> HttpResponse:
    """To the first thing that is to be taught or given; else back to what came in, which says once
    that answers are kept where some were given."""
    first = next((one.moment for one in carries if one.decision.what in GIVEN), None)
    if first:
        return to("giving", first.pk)
    said = "?kept" if form.says_anything else ""
    return SeeOther(reverse("homecoming", args=[home.leave_id]) + f"{said}#bring")


def _next_to_give(forms: list[MomentForm] | None) -> Kept | None:
    waiting = (form.kept for form in forms or [] if form.kept and form.kept.waits_to)
    return next(waiting, None)


def is_ours(request: PersonRequest, told: Telling) -> bool:
    return request.mine is not None and request.mine.pair_id == told.pair_id


def ours(request: PersonRequest, told: Telling) -> Telling:
    """Only the pair of now can answer, name a day or take something back."""
    if not is_ours(request, told):
        raise Http404
    return told


def past_pairs(request: PersonRequest) -> list[tuple[Membership, str]]:
    """For the open room: each pair that has ended, with what the other one was called there."""
    sides = past_sides(request.user)
    return [(side, name_of(request.keyring, side.other)) for side in sides]


def may_read(request: PersonRequest, told: Telling) -> bool:
    """Its teller; and its listener, once they said that they can hear it, or answered."""
    if told.person_id == request.user.pk or hasattr(told, "reception"):
        return True
    return told.pk.hex in opened_by(request.keyring, told.pair_id)


def readable(request: PersonRequest, told: Telling) -> Told:
    """What it holds, for whoever may read it now. Raises Closed."""
    words: Told = request.keyring.open(told, "told")
    if not may_read(request, told):
        raise Http404
    return words


def the_other(request: PersonRequest, told: Telling) -> dict[str, str]:
    """Name and ink of the other one in the pair it was told in, also when that pair is past."""
    side = queries.other_side(request.user, told.pair_id)
    ink = side.ink if side else "b"
    inks = {"their_ink": ink, "ink": other_ink(ink)}
    return {"their_name": name_of(request.keyring, side), **inks}


# Pages of telling and receiving ------------------------------------------------------------------


def both_check_ins(request: PersonRequest, home: Homecoming) -> dict[str, object]:
    return {
        "home": home,
        "answered": _shown_as_answered(request, home),
        "theirs": queries.check_in_shared_with(request.user, request.mine, home),
    }


def _shown_as_answered(request: PersonRequest, home: Homecoming) -> bool:
    """In the open room, and once where it was just said: a closed room shows nothing of it."""
    if not request.keyring.room_open:
        return "kept" in request.GET
    return queries.check_in_of(request.user, home) is not None


def capacity_page(
    request: PersonRequest, told: Telling, form: DayForm, status: int = 200
) -> HttpResponse:
    words = request.keyring.open(told, "told")
    context = {"telling": told, "form": form, "tender": words.weight == "tender"}
    context |= the_other(request, told)
    return render(request, "comeback/capacity.html", context, status=status)


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
    return render(request, "comeback/reception.html", context, status=status)


def _heads_up_for_both(told: Telling) -> HeadsUp | None:
    """That of the leave, where it was given to the pair that is told."""
    given: HeadsUp | None = getattr(told.homecoming.leave, "heads_up", None)
    return given if given and given.pair_id == told.pair_id else None


def received_page(request: PersonRequest, told: Telling) -> HttpResponse:
    said = getattr(told, "reception", None)
    can_change = is_ours(request, told) and said is not None and said.withdrawn_at is None
    context = {"telling": told, "can_change": can_change, **the_other(request, told)}
    return render(request, "comeback/received.html", context)


def telling_page(
    request: PersonRequest, told: Telling, form: LandingForm | None = None, status: int = 200
) -> HttpResponse:
    reception = queries.reception_of(request.user, told)
    context = the_other(request, told) | {
        "telling": told,
        "reception": reception,
        "day": None if reception else _day_ahead(request, told),
        "form": form or LandingForm(initial=_landed(request, told)),
        "marked": "marked" in request.GET,
        "can_take_back": told.withdrawn_at is None and is_ours(request, told),
    }
    return render(request, "comeback/telling.html", context, status=status)


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


def reception_form(told: Telling, posted: Any = None) -> ReceptionForm:
    """With a few ready words that go with this telling, the same each time it is opened."""
    phrases, questions = (ready.to_borrow(name, told.pk) for name in ("phrases", "listening"))
    return ReceptionForm(posted, phrases=phrases, questions=questions)


def day_form(request: PersonRequest, posted: Any = None) -> DayForm:
    """Tonight is the same evening until five in the morning, as on Today."""
    return DayForm(posted, today=day_of(timezone.now(), request.user.zone))
