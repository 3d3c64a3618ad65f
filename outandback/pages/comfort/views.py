from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from outandback.pages.parts.host_claim.context import claim_before_first_plan
from outandback.rooms.afterwards.actions import decide_on
from outandback.rooms.comfort import actions, queries
from outandback.rooms.comfort.content import proposals, sentences
from outandback.rooms.comfort.models import CareAnswer, WhoseLeaves
from outandback.rooms.people.queries import name_of
from outandback.rules.cares import Care
from outandback.vault.writing import Stale
from outandback.web.key_checks import SEALED_MEANWHILE, require_words_open, unless_keys_changed
from outandback.web.redirects import SeeOther, ask_for_keys, redirect_to_opening, see
from outandback.web.requests import signed_in

from .context import example_of
from .forms import CareForm, ProposedForm, ShowingForm, answered, with_step

if TYPE_CHECKING:
    from outandback.rooms.people.models import Membership
    from outandback.rules.comfort_proposals import ProposedStep
    from outandback.web.requests import PersonRequest

either = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@either
def comfort(request: PersonRequest) -> HttpResponse:
    return _comfort_page(request, WhoseLeaves.OWN)


@signed_in
@either
def comfort_theirs(request: PersonRequest) -> HttpResponse:
    return _comfort_page(request, WhoseLeaves.THEIRS)


@signed_in
@either
def comfort_care(request: PersonRequest, place: int) -> HttpResponse:
    """One's own answers on one care, for one's own leaves and for the other's."""
    care = _care_at(place)
    if request.method == "POST":
        return _answer(request, care)
    if not request.keyring.room_open:
        return redirect_to_opening(request, "p")
    return _care_page(request, care, _care_form(request, care))


@signed_in
@require_POST
def comfort_proposed(request: PersonRequest) -> HttpResponse:
    """The form of time, filled in with what one’s own leaves propose. Which step it is comes in the
    body, so that it stands in no address; nothing is kept before its person does."""
    step = ProposedForm(request.POST).proposed
    if step is None:
        return SeeOther(reverse("comfort-care", args=[Care.TIME.place]))
    if not request.keyring.room_open:
        return ask_for_keys(request, "p")
    form = _care_form(request, Care.TIME)
    form.initial.update(with_step(form.initial, step))
    return _care_page(request, Care.TIME, form, proposed=step)


@signed_in
@require_POST
def comfort_as_it_is(request: PersonRequest) -> HttpResponse:
    """This step is not proposed again."""
    step = ProposedForm(request.POST).proposed
    if not request.keyring.room_open:
        return ask_for_keys(request, "p")
    if step:
        decide_on(request.user, request.keyring, step)
    return see("loop")


# Side by side ----------------------------------------------------------------------------------


def _comfort_page(request: PersonRequest, side: WhoseLeaves) -> HttpResponse:
    require_words_open(request)
    posted = request.POST if request.method == "POST" else None
    form, name = ShowingForm(posted), _share_with(request)
    if form.is_valid():
        if form.cleaned_data["show"] == "all" and not request.keyring.room_open:
            return ask_for_keys(request, "p")
        if name and request.membership:
            _show(request, request.membership, form)
    if posted is not None and form.is_valid():
        return SeeOther(request.path)
    comforts = queries.Comforts(request.user, request.membership, request.keyring)
    sections = queries.sections(comforts, side, request.membership)
    context = {
        "of_mine": side is WhoseLeaves.OWN,
        "sections": sections,
        "form": form,
        "can_show": bool(name),
        "unshown": not all(one.both for one in sections),
    }
    return render(request, "comfort/comfort.html", context, status=422 if posted else 200)


def _show(request: PersonRequest, mine: Membership, form: ShowingForm) -> None:
    with unless_keys_changed(request, form):
        if form.cleaned_data["show"] == "all":
            actions.show_all(mine, request.keyring)
        else:
            actions.show_none(mine)


# One's own answers -----------------------------------------------------------------------------


def _care_at(place: int) -> Care:
    try:
        return list(Care)[place - 1] if place > 0 else Care("")
    except (IndexError, ValueError):
        raise Http404 from None


def _share_with(request: PersonRequest) -> str:
    """Who could be shown it: nobody before the four words were compared."""
    compared = request.membership is not None and request.membership.words_compared
    return name_of(request.keyring, request.partner) if compared else ""


def _care_form(request: PersonRequest, care: Care) -> CareForm:
    shared = queries.shared_in(request.user, request.membership)
    own = {row.side for row in shared if row.care == care and row.person_id == request.user.pk}
    initial: dict[str, object] = {}
    for side in WhoseLeaves:
        row = queries.comfort_of(request.user, care, side)
        said = request.keyring.open(row, "said") if row else None
        initial |= answered(side, said, row.row_version if row else 0, side in own)
    return CareForm(initial=initial, care=care, share_with=_share_with(request))


def _answer(request: PersonRequest, care: Care) -> HttpResponse:
    form = CareForm(request.POST, care=care, share_with=_share_with(request))
    if form.is_valid() and form.shares_something and not request.keyring.everyday_open:
        form.add_error(None, SEALED_MEANWHILE)
    example = example_of(request)
    if form.is_valid():
        try:
            with unless_keys_changed(request, form):
                sides = form.both_sides(timezone.localdate())
                actions.say_care(request.user, request.membership, request.keyring, care, sides)
                _note_decided(request, form)
        except Stale:
            return _two_versions(request, care)
    if not form.is_valid():
        return _care_page(request, care, form, status=422)
    return see("today") if example else SeeOther(reverse("comfort") + f"#{care}")


def _note_decided(request: PersonRequest, form: CareForm) -> None:
    """In a closed room nothing tells what was decided before: what was proposed may come again."""
    if form.decided and request.keyring.room_open:
        decide_on(request.user, request.keyring, form.decided)


def _two_versions(request: PersonRequest, care: Care) -> HttpResponse:
    """Changed on another device: both stay in sight, and the next press decides."""
    typed, others = request.POST.copy(), []
    for side in WhoseLeaves:
        row = queries.comfort_of(request.user, care, side)
        typed[f"{side}_seen"] = str(row.row_version if row else 0)
        said: CareAnswer | None = request.keyring.open_if_possible(row, "said") if row else None
        others.append(
            (side is WhoseLeaves.OWN, sentences.in_words(care, said, side is WhoseLeaves.THEIRS))
        )
    form = CareForm(typed, care=care, share_with=_share_with(request))
    form.is_valid()
    return _care_page(request, care, form, status=409, others=others)


def _care_page(
    request: PersonRequest,
    care: Care,
    form: CareForm,
    *,
    status: int = 200,
    others: object = None,
    proposed: ProposedStep | None = None,
) -> HttpResponse:
    example = example_of(request)
    context = {
        "form": form,
        "care": care,
        "title": sentences.TITLES[care],
        "asks": sentences.ASKS[care],
        "others": others,
        "proposed": proposals.in_short(proposed) if proposed else "",
        "about": example.side if example else proposed.side if proposed else "",
        "action": reverse("comfort-care", args=[care.place])
        if proposed
        else request.get_full_path(),
        "of_time": care is Care.TIME,
        "example": example,
        "this_one": example.fields(care, request.keyring) if example else [],
        **claim_before_first_plan(request),
    }
    return render(request, "comfort/care.html", context, status=status)
