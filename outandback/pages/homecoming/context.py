from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from outandback.pages.parts.home_screen.context import steps_to_home_screen
from outandback.pages.parts.tellings.context import is_ours
from outandback.rooms.afterwards.queries import (
    is_first_return,
    own_returns_until,
    told_returns_until,
)
from outandback.rooms.away.queries import moments_of
from outandback.rooms.comeback import queries
from outandback.rooms.comeback.actions import Settling
from outandback.rooms.comeback.models import HomeAnswers
from outandback.rooms.quiet.queries import notes_kept_for
from outandback.rooms.together.queries import ritual_of
from outandback.rules.cares import care_after
from outandback.vault.queries import has_recovery_sheet
from outandback.web.paging import page_mark

from .forms import CheckInForm, MomentForm

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict

    from outandback.rooms.comeback.models import Homecoming, KeptMoment
    from outandback.rules.cares import Care
    from outandback.web.requests import PersonRequest


AT_ONCE = 20
CHOOSING = "/choices/"
SHORT_NOTES = 160


def at_the_return(
    request: PersonRequest, home: Homecoming, carries: list[MomentForm] | None
) -> dict[str, object]:
    """What the two do then, what one had kept for the other, and what was told already."""
    return {
        "alone": request.membership is None,
        "ritual": ritual_of(request.membership, "return"),
        "told": [one for one in queries.tellings_of(request.user, home) if is_ours(request, one)],
        "next_to_give": _next_to_give(carries) if may_share(request) else None,
        **_kept_notes(request, home),
    }


def _kept_notes(request: PersonRequest, home: Homecoming) -> dict[str, object]:
    """What was kept for them stands open, unless it would push away what is asked."""
    notes = notes_kept_for(request.user, home.leave)
    opened = [request.keyring.open_if_possible(one, "words") for one in notes]
    texts = [words.text for words in opened if words]
    return {
        "notes": notes,
        "first_note": next(filter(None, texts), ""),
        "notes_short": sum(map(len, texts)) <= SHORT_NOTES,
    }


def bring_open(request: PersonRequest, form: CheckInForm) -> bool:
    """What comes in is unfolded once it is its turn: asked for, opened in place, or refused."""
    return form.is_bound or bool({"kept", "bring"} & set(request.GET))


def onto_home_screen(request: PersonRequest, home: Homecoming, at: datetime) -> dict[str, object]:
    """After the first return, once: whoever came back may like it nearer the next time."""
    steps = steps_to_home_screen(request)
    first = bool(steps) and is_first_return(request.user, home, at)
    return {"steps": steps} if first else {}


def may_share(request: PersonRequest) -> bool:
    """Nothing goes to a partner before the four words were compared."""
    return request.membership is not None and request.membership.words_compared


def moment_forms(
    request: PersonRequest, home: Homecoming, posted: QueryDict | None = None
) -> list[MomentForm]:
    """What waits on the threshold: the one asked for, the undecided, then the rest in order."""
    moments = moments_of(request.user, home.departure)
    kept = queries.not_brought(request.user, request.keyring, moments)
    paired, wanted = may_share(request), page_mark(request, "bring")
    if posted is not None:
        kept = [one for one in kept if str(one.moment.pk) in posted.getlist("moment")]
    kept.sort(key=lambda one: (one.moment.pk != wanted, one.chosen is not None))
    return [MomentForm.of(one, paired, posted) for one in kept[:AT_ONCE]]


def moments_given(request: PersonRequest, home: Homecoming) -> tuple[list[MomentForm], bool]:
    """What was chosen, and whether the keys for it are open. Where they were closed meanwhile,
    what was typed stays and the moments do not show."""
    if request.keyring.room_open and request.keyring.everyday_open:
        return moment_forms(request, home, request.POST), True
    names, paired = request.POST.getlist("moment"), may_share(request)
    moments = [m for m in moments_of(request.user, home.departure) if str(m.pk) in names]
    return [MomentForm(request.POST, moment=moment, paired=paired) for moment in moments], False


def as_answered(request: PersonRequest, home: Homecoming) -> dict[str, object]:
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
        request.membership,
    )


def for_next_time(request: PersonRequest, home: Homecoming) -> dict[str, object]:
    """Once the rest is done: how easy one care was, and after the first return the sheet."""
    if not home.settled_at and "kept" not in request.GET:
        return {}
    nth = own_returns_until(home)
    sheet = nth == 1 and not has_recovery_sheet(request.user.pk)
    return _asked_of(care_after(nth), home) | {"asks_for_sheet": sheet}


def for_next_time_at_home(request: PersonRequest, home: Homecoming) -> dict[str, object]:
    """The same for the one who stayed, about the other's leaves."""
    if request.membership is None or not _shown_as_answered(request, home):
        return {}
    return _asked_of(care_after(told_returns_until(request.membership, home)), home)


def _asked_of(care: Care | None, home: Homecoming) -> dict[str, object]:
    return {"care": care, "example": f"?leave={home.leave_id}"}


def _next_to_give(forms: list[MomentForm] | None) -> KeptMoment | None:
    waiting = (form.kept for form in forms or [] if form.kept and form.kept.waits_to)
    return next(waiting, None)


def both_check_ins(request: PersonRequest, home: Homecoming) -> dict[str, object]:
    return {
        "home": home,
        "answered": _shown_as_answered(request, home),
        "theirs": queries.check_in_shared_with(request.user, request.membership, home),
    }


def _shown_as_answered(request: PersonRequest, home: Homecoming) -> bool:
    """In the open room, and once where it was just said: a closed room shows nothing of it."""
    if not request.keyring.room_open:
        return "kept" in request.GET
    return queries.check_in_of(request.user, home) is not None
