from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from outandback.rooms.people import actions as people
from outandback.rooms.people.queries import SaidOtherwise, how_we_live
from outandback.rooms.together import actions, queries
from outandback.rooms.together.content import sentences
from outandback.rooms.together.models import Ritual
from outandback.ui.fields import as_seen_now
from outandback.vault.writing import Stale
from outandback.web.key_checks import (
    SEALED_MEANWHILE,
    may_keep,
    require_words_open,
    unless_keys_changed,
)
from outandback.web.redirects import see
from outandback.web.requests import side_of_pair, signed_in

from .forms import IdeaForm, LivingForm, RitualForm, TogetherForms, blank_idea, typed, with_starter

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from outandback.rooms.people.models import Membership
    from outandback.rooms.together.models import Idea
    from outandback.web.requests import PersonRequest

MOST_IDEAS = 20


@dataclass(frozen=True)
class Part:
    """One ritual on the page. `now` is how it stands, where that differs from what was seen."""

    form: RitualForm
    now: Ritual | None = None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: PersonRequest) -> HttpResponse:
    mine = request.membership
    if mine is None or not mine.words_compared:
        return render(request, "together/not_yet.html")
    if request.method == "POST":
        return _answered(request, mine)
    require_words_open(request)
    return _page(request, _as_it_stands(request, mine))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ideas(request: PersonRequest) -> HttpResponse:
    """What both wrote, and a place for one more."""
    mine = request.membership
    if mine is None or not mine.words_compared:
        return render(request, "together/not_yet.html", {"of_ideas": True})
    if request.method == "POST":
        return _keep_idea(request, mine, IdeaForm(request.POST))
    require_words_open(request)
    return _ideas_page(request, mine, IdeaForm(initial=blank_idea()))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def idea(request: PersonRequest, idea_id: UUID) -> HttpResponse:
    """One's own, to change."""
    mine, own = _own_idea(request, idea_id)
    if not mine.words_compared:
        return render(request, "together/not_yet.html")
    if request.method == "POST":
        return _change_idea(request, mine, own, IdeaForm(request.POST))
    require_words_open(request)
    put = request.keyring.open(own, own.newest)
    known = {"seen": own.row_version, "kind": put.kind, "words": put.text}
    return render(request, "together/idea.html", {"form": IdeaForm(initial=known), "idea": own})


@signed_in
@require_POST
def idea_taking_away(request: PersonRequest, idea_id: UUID) -> HttpResponse:
    mine, own = _own_idea(request, idea_id)
    if request.keyring.everyday_open:
        actions.take_idea_away(own, mine, request.keyring)
    return see("ideas")


# The rituals -----------------------------------------------------------------------------------


def _answered(request: PersonRequest, mine: Membership) -> HttpResponse:
    asked = typed(request.POST, _starters(request))
    if "fill" in request.POST:
        filled = with_starter(request.POST, asked, request.POST["fill"])
        return _page(request, typed(filled, _starters(request)))
    if asked.is_valid() and not request.keyring.everyday_open:
        asked.living.add_error(None, SEALED_MEANWHILE)
    return _keep(request, mine, asked) if asked.is_valid() else _page(request, asked, status=422)


def _keep(request: PersonRequest, mine: Membership, asked: TogetherForms) -> HttpResponse:
    clashes: list[str] = []
    with unless_keys_changed(request, asked.living):
        clashes = [] if _said(request, mine, asked.living) else ["living"]
        clashes += [form.kind for form in asked.rituals if not _kept(request, mine, form)]
    if clashes:
        return _two_versions(request, mine, clashes)
    return see("together") if asked.living.is_valid() else _page(request, asked, status=422)


def _said(request: PersonRequest, mine: Membership, form: LivingForm) -> bool:
    """Whether it is now as the page says. What nobody touched is left as it is."""
    kind, was = form.cleaned_data["kind"], form.cleaned_data["was"]
    try:
        if form.said_anew:
            people.say_how_we_live(mine, request.keyring, kind, was)
    except SaidOtherwise:
        return False
    return True


def _kept(request: PersonRequest, mine: Membership, form: RitualForm) -> bool:
    """Whether the words of the page stand now. What nobody touched is left as it is."""
    if not form.said_anew:
        return True
    try:
        actions.keep_ritual(mine, request.keyring, form.kind, form.text, form.seen_version)
    except Stale:
        return False
    return True


def _two_versions(request: PersonRequest, mine: Membership, clashes: list[str]) -> HttpResponse:
    """Changed by the other, or on another device: both stay in sight, the next press decides."""
    data, now, living = request.POST.copy(), {}, how_we_live(request.keyring, mine)
    if "living" in clashes:
        data["living-was"] = living
    for kind in (kind for kind in clashes if kind != "living"):
        if last := queries.last_version(mine, kind):
            now[kind] = last
            data[f"{kind}-seen"] = str(last.row_version)
            data[f"{kind}-was"] = queries.text_of(request.keyring, last)
    asked = typed(data, _starters(request))
    by_other = str(sentences.LIVE.get(living, sentences.UNSAID)) if "living" in clashes else ""
    return _page(request, asked, status=409, now=now, living_now=by_other)


def _as_it_stands(request: PersonRequest, mine: Membership) -> TogetherForms:
    living, starters = how_we_live(request.keyring, mine), _starters(request)
    rituals = []
    for kind in Ritual.RitualKind.values:
        row = queries.last_version(mine, kind)
        text = queries.text_of(request.keyring, row)
        known = {"seen": row.row_version if row else 0, "was": text, "words": text}
        rituals.append(RitualForm(kind, starters[kind], initial=known))
    return TogetherForms(LivingForm(initial={"kind": living, "was": living}), tuple(rituals))


def _starters(request: PersonRequest) -> dict[str, tuple[str, ...]]:
    return {kind: queries.starters(kind) for kind in Ritual.RitualKind.values}


def _page(
    request: PersonRequest,
    asked: TogetherForms,
    *,
    status: int = 200,
    now: dict[str, Ritual] | None = None,
    living_now: str = "",
) -> HttpResponse:
    known = now or {}
    parts = [Part(form, known.get(form.kind)) for form in asked.rituals]
    context = {"living": asked.living, "parts": parts, "living_now": living_now}
    return render(request, "together/together.html", context, status=status)


# Small ideas -----------------------------------------------------------------------------------


def _own_idea(request: PersonRequest, idea_id: UUID) -> tuple[Membership, Idea]:
    own = queries.idea_by(request.membership, idea_id)
    return side_of_pair(request), own


def _keep_idea(request: PersonRequest, mine: Membership, form: IdeaForm) -> HttpResponse:
    if may_keep(request, form) and _own_count(request, mine) >= MOST_IDEAS:
        form.add_error(None, sentences.ENOUGH_IDEAS)
    if form.is_valid():
        name = form.cleaned_data["form_id"] or blank_idea()["form_id"]
        with unless_keys_changed(request, form):
            actions.keep_idea(mine, request.keyring, name, form.put)
    return see("ideas") if form.is_valid() else _ideas_page(request, mine, form, status=422)


def _change_idea(
    request: PersonRequest, mine: Membership, own: Idea, form: IdeaForm
) -> HttpResponse:
    seen = form.cleaned_data["seen"] or 0 if may_keep(request, form) else 0
    try:
        if form.is_valid():
            with unless_keys_changed(request, form):
                actions.change_idea(own, mine, request.keyring, seen, form.put)
    except Stale:
        return _two_ideas(request, mine, own)
    context = {"form": form, "idea": own}
    done = form.is_valid()
    return see("ideas") if done else render(request, "together/idea.html", context, status=422)


def _two_ideas(request: PersonRequest, mine: Membership, own: Idea) -> HttpResponse:
    """Changed on another device: both stay in sight, and the next press decides."""
    now = queries.idea_by(mine, own.pk)
    data = as_seen_now(request.POST, now.row_version)
    context = {"form": IdeaForm(data), "idea": now, "other": now}
    return render(request, "together/idea.html", context, status=409)


def _own_count(request: PersonRequest, mine: Membership) -> int:
    known = queries.ideas_of(mine, request.keyring)
    return sum(one.idea.person_id == mine.person_id for one in known)


def _ideas_page(
    request: PersonRequest, mine: Membership, form: IdeaForm, status: int = 200
) -> HttpResponse:
    is_open = request.keyring.everyday_open
    known = queries.ideas_of(mine, request.keyring) if is_open else []
    shelves = [
        (kind, title, [one for one in known if one.small.kind == kind])
        for kind, title in sentences.KINDS
    ]
    context = {"form": form, "shelves": [shelf for shelf in shelves if shelf[2]]}
    return render(request, "together/ideas.html", context, status=status)
