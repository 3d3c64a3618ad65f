from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.rooms.comfort.content import sentences as cares
from outandback.rooms.leave.content import sentences
from outandback.rooms.leave.models import Plan, Shown, When, asked_of
from outandback.rules.care_check import Asked
from outandback.rules.cover import Who
from outandback.rules.return_times import WallTime, instant, promised_at, wall_at
from outandback.rules.text_direction import isolated
from outandback.ui.field_html import choices_of
from outandback.ui.fields import Form, ZoneField, offer, offered, several, some_words
from outandback.ui.limits import LONG
from outandback.ui.wall_times import WHICH, OvernightForm, a_day, an_hour, typed_wall

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.forms import BoundField
    from django_stubs_ext import StrOrPromise

    from outandback.rooms.leave.models import Leave

OF_OUT = ("day", "out_time", "out_fold", "zone")
OF_BACK = ("back_day", "back_time", "back_fold", "open_ended", "back_zone")
TIMES = OF_OUT + OF_BACK
OF_CARES = ("settled", "meaning", "not_about", "sort", "company", "names", "distance", "where")
TOLD = ("title", "words", "reassurance", "needs", "work")
WORDS = tuple(name for name in Plan.__dataclass_fields__ if name not in ("needs", "work"))


class PlanForm(OvernightForm):
    """The five cares. A rough answer to each is enough; a day and a time are needed."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    again_of = forms.UUIDField(widget=forms.HiddenInput, required=False)
    intention = some_words(_("What will you do?"))
    settled = offered(_("How settled is it?"), cares.SETTLED)
    meaning = some_words(_("What is it for?"), LONG)
    not_about = some_words(_("What is it not about?"))
    sort = offered(_("What sort of thing is it?"), cares.SORTS)
    company = offered(_("Who will you be with?"), cares.COMPANY)
    names = some_words(_("Names"))
    distance = offered(_("How far is it?"), cares.DISTANCE)
    where = some_words(_("Where, in your own words"))
    work = forms.BooleanField(label=_("For work"), required=False)
    day = a_day(_("Day"), required=True)
    out_time = an_hour(_("Out at"), required=True)
    out_fold = offered(_("Out: which of the two times?"), WHICH)
    back_day = a_day(_("Back on"))
    back_time = an_hour(_("Back by"))
    back_fold = offered(_("Back: which of the two times?"), WHICH)
    open_ended = forms.BooleanField(label=_("No set return time"), required=False)
    zone = ZoneField(_("Time zone of going out"), required=False)
    back_zone = ZoneField(_("Time zone of coming back"), required=False)
    cover = some_words(_("Who takes care of things at home?"))

    when: When | None = None
    so_far: When | None = None

    def __init__(self, *args: Any, partner: str = "", **kwargs: Any) -> None:
        """`partner`: what the partner is called, "" when alone."""
        super().__init__(*args, **kwargs)
        with_partner = ((Who.PARTNER.value, partner),) if partner else ()
        choices: sentences.Offered = (
            sentences.NOBODY_NEEDED,
            sentences.NOBODY_YET,
            *with_partner,
            sentences.SOMEONE,
        )
        for what, label in sentences.NEEDS:
            self.fields[f"needs_{what}"] = offered(label, choices)

    def clean(self) -> dict[str, object]:
        typed = self.cleaned_data
        out = typed_wall(self, "out", typed.get("day"), typed.get("zone", ""))
        back = None if typed.get("open_ended") else self._back(out)
        if out and (back or typed.get("open_ended")) and "back_day" not in self.errors:
            self.so_far = When(out, back)
        if not self.errors:
            self.when = self.so_far
        return typed

    @property
    def zones_open(self) -> bool:
        """Where it comes back to another zone than it leaves, or one has something to put right."""
        wrong = any(self[name].errors for name in ("zone", "back_zone"))
        return wrong or self["zone"].value() != self["back_zone"].value()

    @property
    def times_open(self) -> bool:
        """Where a tap is not enough, or a time has something to put right."""
        return self.zones_open or any(self[name].errors for name in TIMES)

    @property
    def cares_open(self) -> bool:
        """Where one of the folded cares has something to put right."""
        return any(self[name].errors for name in OF_CARES)

    @property
    def needs(self) -> list[BoundField]:
        return [self[f"needs_{what}"] for what, _ in sentences.NEEDS]

    @property
    def needs_open(self) -> bool:
        """Where one of them has something to put right."""
        return any(one.errors for one in (*self.needs, self["cover"]))

    def needs_in_words(self) -> list[str]:
        """ "The children: nobody yet", for each that needs somebody; then what was typed."""
        told = gettext("{what}: {who}")
        said = [
            told.format(what=need.label, who=dict(choices_of(need))[who])
            for need in self.needs
            if (who := self.cleaned_data.get(need.name))
        ]
        return [*said, *filter(None, [isolated(self.cleaned_data.get("cover", ""))])]

    def asked(self) -> Asked:
        """What the plan asks on the five cares so far, also while it is being written."""
        self.is_valid()
        return asked_of(self.plan(), self.so_far) if self.is_bound else Asked()

    def plan(self) -> Plan:
        """What was typed; of a form that is still being written, as much of it as is valid."""
        typed = self.cleaned_data
        needs = {what: typed.get(f"needs_{what}", "") for what, _ in sentences.NEEDS}
        words = {name: typed.get(name, "") for name in WORDS}
        asked = {what: who for what, who in needs.items() if who}
        return Plan(**words, needs=asked, work=bool(typed.get("work")))

    def words_fit(self) -> bool:
        """For going at once, which needs no time: of the times nothing is to be put right."""
        for name in TIMES:
            self.errors.pop(name, None)
        return not self.errors

    def now(self, home: str, at: datetime) -> When:
        """Out now, and back when that was said and is still to come."""
        minute, zone = at.replace(second=0, microsecond=0), self.cleaned_data.get("zone") or home
        out = promised_at(minute, zone)
        return When(out, self._back_from(at, self.cleaned_data.get("back_zone") or out.zone))

    def _back_from(self, at: datetime, zone: str) -> WallTime | None:
        typed = self.cleaned_data
        day = typed.get("back_day")
        back = typed_wall(self, "back", day or wall_at(at, zone).date(), zone)
        if back and instant(back) <= at and not day:
            back = replace(back, wall=back.wall + timedelta(days=1))
        meant = back and not typed.get("open_ended") and instant(back) > at
        return back if meant else None

    def _back(self, out: WallTime | None) -> WallTime | None:
        typed = self.cleaned_data
        if typed.get("back_time") is None and "back_time" not in self.errors:
            self.add_error("back_time", sentences.NO_RETURN)
        on = typed.get("back_day") or typed.get("day")
        zone = typed.get("back_zone") or typed.get("zone", "")
        before = instant(out) if out else None
        return self.back_after(before, on, zone, "back_day", sentences.BACK_BEFORE_OUT)


def blank_plan(zone: str, today: date) -> dict[str, object]:
    return {"form_id": uuid4(), "zone": zone, "back_zone": zone, "day": today}


def written_plan(leave: Leave, plan: Plan) -> dict[str, object]:
    """A plan as its form shows it again."""
    out, back = leave.when.out, leave.when.back
    return {
        **{name: getattr(plan, name) for name in WORDS},
        "work": plan.work,
        **{f"needs_{what}": who for what, who in plan.needs.items()},
        "form_id": leave.pk,
        "seen": leave.row_version,
        **{"day": out.wall.date(), "out_time": out.wall.time(), "zone": out.zone},
        **{"out_fold": out.wall.fold, "open_ended": back is None, "back_zone": leave.back_zone},
        **(
            {"back_day": back.wall.date(), "back_time": back.wall.time(), "back_fold": back.fold}
            if back
            else {}
        ),
    }


class HeadsUpForm(Form):
    """What the partner is told. The cares go along only where they are ticked."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    title = some_words(_("What to call it"))
    words = some_words(_("In your own words"), LONG)
    reassurance = some_words(_("A sentence for the one who stays"))
    cares = several(_("Tell more, if you like"))
    needs = several(_("Ask who takes care of"))
    work = forms.BooleanField(label=_("Say that it is for work"), required=False)

    def __init__(
        self,
        *args: Any,
        given: dict[str, str],
        asking: Iterable[str] = (),
        for_work: bool = False,
        **kwargs: Any,
    ) -> None:
        """`given`: each care that the plan says something about, as the partner would read it;
        `asking`: what needs somebody meanwhile; `for_work`: whether the plan says that it is."""
        super().__init__(*args, **kwargs)
        self.given, self.asking, self.for_work = given, set(asking), for_work
        offer(self, "cares", [(name, sentences.CARES[name]) for name in given])
        offer(self, "needs", [need for need in sentences.NEEDS if need[0] in self.asking])

    def shown(self) -> Shown:
        typed = self.cleaned_data
        ticked = {name: self.given[name] for name in typed["cares"]}
        own = {name: typed[name] for name in ("title", "words", "reassurance")}
        work = self.for_work and bool(typed["work"])
        return Shown(**own, **ticked, needs=list(typed["needs"]), work=work)


def cares_to_show(plan: Plan) -> dict[str, str]:
    """The cares that can go along with a heads-up, each as the partner would read it."""
    parts = {
        "company": (sentences.reads(plan.company), plan.names),
        "distance": (sentences.reads(plan.distance), plan.where),
        "meaning": (sentences.reads(plan.sort), meaning_note(plan)),
    }
    return {name: _of_a_care(*part) for name, part in parts.items() if any(part)}


def _of_a_care(kind: StrOrPromise, words: str) -> str:
    """What was chosen, and what was typed beside it."""
    if kind and words:
        return gettext("{kind}: {words}").format(kind=kind, words=words)
    return str(kind or words)


def meaning_note(plan: Plan) -> str:
    """What it is for and what it is not about: a line each, every word as it was typed."""
    words = plan.not_about
    not_about = str(sentences.NOT_ABOUT).format(words=words) if words else ""
    return "\n".join(filter(None, (plan.meaning, not_about)))


def to_ask(plan: Plan) -> list[str]:
    """What the partner can be asked to have: what nobody has yet, and what is counted on them."""
    return [what for what, who in plan.needs.items() if who != Who.SOMEONE]


def prefilled(plan: Plan) -> dict[str, Any]:
    """A heads-up to begin with, from the plan."""
    words = first_words(plan.intention)
    told = {"title": plan.intention, "words": words, "needs": to_ask(plan), "work": plan.work}
    return {"seen": 0, **told}


def offered_by(plan: Plan) -> dict[str, Any]:
    """What of a plan can go along with a heads-up."""
    return {"given": cares_to_show(plan), "asking": to_ask(plan), "for_work": plan.work}


def first_words(intention: str) -> str:
    if not intention:
        return str(sentences.OUT_FOR_A_WHILE)
    return str(sentences.PLANNED).format(intention=intention)
