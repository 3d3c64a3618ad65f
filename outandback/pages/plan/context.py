"""What the page of a plan offers in one tap, and what its folded cares say; asked of the rooms."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.rooms.comfort.content.sentences import TITLES
from outandback.rooms.leave.content import sentences
from outandback.rooms.leave.models import Plan, asked_of
from outandback.rooms.leave.queries import care_check_of, lately_planned
from outandback.rules.cares import Care
from outandback.rules.folding import folded
from outandback.rules.quick_times import BackTap, OutTap, outs_at
from outandback.rules.return_times import wall_at
from outandback.rules.text_direction import isolated
from outandback.ui.spoken import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

    from outandback.rooms.leave.models import Leave, When
    from outandback.rooms.leave.queries import CheckLine
    from outandback.rules.care_check import Asked
    from outandback.web.requests import PersonRequest

    from .forms import PlanForm

# What a button sends, what it says, and whether it is what was pressed last.
Tap = tuple[str, "StrOrPromise", str | None]
MOST_AGAIN = 3
OUTS: dict[OutTap, StrOrPromise] = {
    OutTap.NOW: _("Now"),
    OutTap.EVENING: _("This evening"),
    OutTap.TOMORROW: _("Tomorrow"),
}
BACKS: dict[BackTap, StrOrPromise] = {
    BackTap.HOUR: _("In an hour"),
    BackTap.SUPPER: _("By supper"),
    BackTap.BEDTIME: _("By bedtime"),
    BackTap.TOMORROW: _("Until tomorrow"),
}
AS_LAST_TIME = _("As last time")
PLAN_SILENT = _("This plan says nothing about the cares.")
OWN_WORDS = _("something of your own")


def plan_page(request: PersonRequest, looked: PlanForm, leave: Leave | None) -> dict[str, object]:
    """Around a form: what is offered in one tap, and what it says so far.

    `looked` holds what stands in the form; `leave` is the one that is planned already.
    """
    words = looked.plan() if looked.is_bound else Plan()
    own = lately_planned(request.user, request.membership) if leave is None else []
    plans = [(one, plan_in(request, one)) for one in own]
    last_time = cares_in_words(plans[0][1]) if plans else ""
    return {
        **in_one_tap(request.user.zone),
        "again": _named(plans, looked),
        "as_last_time": [("cares", AS_LAST_TIME, None)] if last_time else [],
        "so_far": facts_of(looked.so_far),
        "cares_said": says_of_cares(words, last_time),
        "needs_said": counted(looked.needs_in_words()) if looked.is_bound else "",
    }


def in_one_tap(zone: str) -> dict[str, object]:
    """The times that are offered, by the clock of whoever plans."""
    now = wall_at(timezone.now(), zone)
    return {
        "outs": [(f"out-{tap}", OUTS[tap], None) for tap in outs_at(now)],
        "backs": [(f"back-{tap}", says, None) for tap, says in BACKS.items()],
    }


def plan_in(request: PersonRequest, leave: Leave) -> Plan:
    return request.keyring.open_if_possible(leave, "plan") or Plan()


def _named(plans: list[tuple[Leave, Plan]], looked: PlanForm) -> list[Tap]:
    """Each name once, as it was last written; of a form that was filled from one, that alone."""
    known = {folded(plan.intention): (leave, plan) for leave, plan in reversed(plans)}
    known.pop("", None)
    taps: list[Tap] = [_again(*one) for one in reversed(known.values())]
    chosen = looked.cleaned_data.get("again_of") if looked.is_bound else None
    if chosen:
        return [(tap, says, "true") for tap, says, _ in taps if tap == f"again-{chosen}"]
    return taps[:MOST_AGAIN]


def _again(leave: Leave, plan: Plan) -> Tap:
    return f"again-{leave.pk}", isolated(plan.intention), None


def cares_in_words(plan: Plan) -> str:
    """What a plan says beside what, out and back: "my own friends, across town". "": nothing."""
    asked = asked_of(plan, None)
    typed = {
        Care.INTENTION: "",
        Care.MEANING: str(OWN_WORDS) if plan.meaning or plan.not_about else "",
        Care.COMPANY: isolated(plan.names),
        Care.DISTANCE: isolated(plan.where),
    }
    said = [sentences.asked_words(care, asked) or words for care, words in typed.items()]
    return counted(filter(None, said))


def held_against(request: PersonRequest, asked: Asked) -> dict[str, object]:
    """What a plan asks, held against what feels easy."""
    lines = care_check_of(request.user, request.membership, request.keyring, asked)
    return {"lines": lines, "asked": asked, **how_it_sits(lines)}


def so_far(request: PersonRequest, form: PlanForm, leave: Leave | None) -> dict[str, object]:
    """The same while it is being written; earlier plans are asked only where no care is said."""
    words, last_time = form.plan(), ""
    if leave is None and not cares_in_words(words):
        own = lately_planned(request.user, request.membership)
        last_time = cares_in_words(plan_in(request, own[0])) if own else ""
    return held_against(request, form.asked()) | {"cares_said": says_of_cares(words, last_time)}


def how_it_sits(lines: Sequence[CheckLine]) -> dict[str, object]:
    """A care check in short. `said_of`: there is something on both sides of it; `comfort_said`: it
    is the plan that says nothing."""
    findings = [line.finding for line in lines]
    unsaid = [TITLES[one.care] for one in findings if not one.said]
    silent = len(unsaid) == len(lines)
    comfort_said = any(any(line.mine) or any(line.theirs or ()) for line in lines)
    return {
        "said_of": not silent,
        "comfort_said": comfort_said,
        "unsaid": counted(unsaid),
        "check_headline": PLAN_SILENT if silent and comfort_said else sentences.headline(findings),
    }


def says_of_cares(plan: Plan, last_time: str) -> str:
    """The line under which the other cares are folded."""
    if said := cares_in_words(plan):
        return gettext("Said: {cares}").format(cares=said)
    if last_time:
        return gettext("Not said. Last time: {cares}").format(cares=last_time)
    return gettext("Not said.")


def facts_of(when: When | None) -> SimpleNamespace | None:
    """Times that no leave has yet, as a leave has them."""
    return SimpleNamespace(**when.columns()) if when else None
