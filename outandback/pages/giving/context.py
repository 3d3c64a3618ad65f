from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from outandback.pages.parts.hearing_day.context import day_form
from outandback.pages.parts.tellings.context import is_ours, the_other
from outandback.rooms.giving import queries
from outandback.rooms.giving.content.sentences import ALONG
from outandback.rooms.people.queries import lives_apart
from outandback.ui.fields import as_seen_now
from outandback.web.redirects import SeeOther

from .forms import DraftForm

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from outandback.pages.parts.hearing_day.forms import DayForm
    from outandback.rooms.away.models import Moment
    from outandback.rooms.comeback.models import Homecoming, KeptMoment, Telling, Told
    from outandback.rooms.giving.models import Draft, Drafted
    from outandback.rooms.people.models import Membership
    from outandback.web.requests import PersonRequest

# What a page offers, by turns; each turn stands in its address.
TURNS = ("examples", "others")
MOST_TURNS = 1000


def turns_of(request: PersonRequest, **changed: int) -> str:
    turns = {name: changed.get(name, turn_in(request, name)) for name in TURNS}
    return "?" + urlencode(turns) if any(turns.values()) else ""


def turn_in(request: PersonRequest, name: str) -> int:
    given = request.GET.get(name, "")
    return int(given) % MOST_TURNS if given.isdecimal() and len(given) < 9 else 0


def to_threshold(home: Homecoming, moment: Moment | None = None) -> HttpResponse:
    wanted = f"?bring={moment.pk}" if moment else ""
    return SeeOther(reverse("homecoming", args=[home.leave_id]) + wanted + "#bring")


def to_page(request: PersonRequest, moment: Moment) -> HttpResponse:
    """Back to the page as it stands, at what was asked for."""
    at = request.GET.get("at", "")
    place = f"#{at}" if at in TURNS else ""
    return SeeOther(reverse("giving", args=[moment.pk]) + turns_of(request) + place)


def elsewhere(home: Homecoming, kept: KeptMoment) -> HttpResponse | None:
    """What was brought can be read; what does not wait is chosen at the threshold first."""
    if kept.told and kept.chosen:
        return SeeOther(reverse("telling", args=[kept.chosen.telling]))
    return None if kept.waits_to else to_threshold(home, kept.moment)


def on_from_here(request: PersonRequest, home: Homecoming) -> HttpResponse:
    """To the next one that waits, or back to what came in."""
    following = queries.next_waiting(request.user, request.keyring, home)
    if following:
        return SeeOther(reverse("giving", args=[following.moment.pk]))
    return to_threshold(home)


def first_form(request: PersonRequest, kept: KeptMoment) -> DraftForm:
    """With the draft, where there is one; else with everything of the moment going along."""
    row = queries.draft_about(request.user, kept.moment)
    drafted: Drafted | None = request.keyring.open(row, "drafted") if row else None
    start: dict[str, object] = {"along": ["words", "photo", "voice"], "weight": "light"}
    start |= vars(drafted) if drafted else {}
    return DraftForm(initial=start | {"way": kept.waits_to, "seen": row.row_version if row else 0})


def as_of_now(posted: QueryDict, row: Draft | None) -> DraftForm:
    """The same form, for a page on which its person has now seen the draft as it stands."""
    return DraftForm(as_seen_now(posted, row.row_version if row else 0))


def page(
    request: PersonRequest,
    home: Homecoming,
    moment: Moment,
    form: DraftForm,
    status: int,
    **more: object,
) -> HttpResponse:
    """The page for either way; without the open room it shows what was typed, and nothing else."""
    room = request.keyring.room_open
    kept = queries.decided(request.user, request.keyring, moment) if room else None
    way = str(form["way"].value() or "teach")
    context = {"form": form, "home": home, "moment": moment, "kept": kept, **more}
    context |= _offered(request, form, moment, way) | {"along": _can_go_along(kept)}
    template = "giving/give.html" if way == "give" else "giving/teach.html"
    return render(request, template, context, status=status)


def side_of_now(request: PersonRequest, telling: Telling) -> Membership:
    """Only the pair of now names days."""
    if request.membership is None or not is_ours(request, telling):
        raise Http404
    return request.membership


def ten_page(
    request: PersonRequest, telling: Telling, told: Told, form: DayForm | None = None
) -> HttpResponse:
    """Read by both; a day is named by the two who are a pair now."""
    own = telling.person_id == request.user.pk
    back = reverse("telling" if own else "reception", args=[telling.pk])
    if not told.ten:
        return SeeOther(back)
    open_to_both = is_ours(request, telling) and telling.withdrawn_at is None
    row = (
        queries.day_named_for(request.membership, telling)
        if open_to_both and request.membership
        else None
    )
    context = {
        **({} if own else the_other(request, telling)),
        "telling": telling,
        "told": told,
        "back": back if own else f"{back}?hear=now",
        "named": date.fromisoformat(request.keyring.open(row, "day").on) if row else None,
        "form": (form or day_form(request)) if open_to_both else None,
    }
    return render(request, "giving/ten.html", context, status=422 if form else 200)


def draft_part(request: PersonRequest, status: int = 200, **said: object) -> HttpResponse:
    """The answer to a draft that was handed in while its page stays open."""
    return render(request, "giving/_drafted.html", said, status=status)


def _can_go_along(kept: KeptMoment | None) -> list[tuple[str, str]]:
    """What there is of the moment, on this server: its words, its photo, its voice note."""
    if kept is None:
        return []
    return [(name, str(label)) for name, label in ALONG if _there(kept, name)]


def _there(kept: KeptMoment, name: str) -> bool:
    return bool(kept.text) if name == "words" else kept.has(name)


def _offered(
    request: PersonRequest, form: DraftForm, moment: Moment, way: str
) -> dict[str, object]:
    examples, others = (turn_in(request, name) for name in TURNS)
    apart = lives_apart(request.keyring, request.membership)
    form.offer("ten_pick", queries.ten_minutes(moment, apart, others))
    form.offer("gift_pick", queries.gifts(moment, others))
    return {
        "examples": queries.examples(moment, examples) if way == "teach" else (),
        "looked": examples > 0,
        "turns": turns_of(request),
        "next_examples": turns_of(request, examples=examples + 1) + "&at=examples",
        "next_others": turns_of(request, others=others + 1) + "&at=others",
    }
