from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.rooms.board import actions, queries
from outandback.rooms.board.content import sentences
from outandback.rooms.board.models import SleepsBoard
from outandback.rooms.leave.content.sentences import ZONES
from outandback.rooms.leave.queries import leave_of, own_leave
from outandback.rooms.people.queries import lives_apart
from outandback.rules.return_times import wall_at
from outandback.rules.sleeps import is_unused
from outandback.rules.text_direction import isolated
from outandback.ui.zones import city_of
from outandback.vault.writing import Stale
from outandback.web.key_checks import may_keep, require_words_open, unless_keys_changed
from outandback.web.redirects import SeeOther, see
from outandback.web.requests import signed_in

from .context import for_whoever_has_the_link, is_told, link_to, made_for, who_may_find_it
from .forms import BoardForm, LeaveBoardForm, blank_board, written_board

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import QueryDict

    from outandback.rooms.board.models import BoardWords
    from outandback.rooms.leave.models import Leave
    from outandback.rooms.people.models import Called
    from outandback.web.requests import PersonRequest

READS = ["GET", "HEAD"]


# The child's page ------------------------------------------------------------------------------


@for_whoever_has_the_link
@require_GET
def kids(request: HttpRequest, token: str) -> HttpResponse:
    at = timezone.now()
    found = queries.board_behind(token, at)
    words = found.words_behind(token)
    actions.note_visit(found, at)
    return render(request, "kids/kids.html", _shown(found, words, at))


def _shown(board: SleepsBoard, words: BoardWords, at: datetime) -> dict[str, object]:
    """All that a child's page is told, and nothing else of anybody."""
    sight, today = queries.seen_by_child(board, at), wall_at(at, board.zone).date()
    called = isolated(words.called)
    return {
        "sight": sight,
        "moons": sight.moons,
        "flowers": queries.flowers_of(board),
        "words": words,
        "headline": sentences.headline(sight, called, words.elsewhere),
        "promise": sentences.promise(sight, called),
        "plan": sentences.plan(sight, today),
        "picture": sentences.picture(sight, called),
        "sentence": words.sentences.get(str(sight.leave), ""),
    }


# Its owner's pages -----------------------------------------------------------------------------


@signed_in
@require_GET
def boards(request: PersonRequest) -> HttpResponse:
    return render(request, "kids/boards.html", {"boards": queries.boards_of(request.user)})


@signed_in
@require_GET
def goodbyes(request: PersonRequest) -> HttpResponse:
    said = [(sentences.TITLES[when], entries) for when, entries in queries.guidance()]
    return render(request, "kids/goodbyes.html", {"said": said})


@signed_in
@require_http_methods([*READS, "POST"])
def board_new(request: PersonRequest) -> HttpResponse:
    if request.method != "POST":
        return _blank_page(request)
    form = _form(request, request.POST)
    if not may_keep(request, form):
        return _board_page(request, form, status=422)
    made = SleepsBoard(pk=form.cleaned_data["form_id"], person=request.user, **form.plain())
    named = form.cleaned_data["leave"]
    leave = own_leave(request.user, named) if named else None
    mine = request.membership if form.cleaned_data.get("shared") else None
    with unless_keys_changed(request, form):
        actions.make_board(request.keyring, made, form.words(), timezone.now(), leave, mine)
    if not form.is_valid():
        return _board_page(request, form, status=422)
    return see("leave", leave.pk) if leave else _to_board(made.pk)


@signed_in
@require_http_methods([*READS, "POST"])
def board(request: PersonRequest, board_id: UUID) -> HttpResponse:
    own = queries.board_of(request.user, board_id)
    if request.method != "POST":
        words = request.keyring.open(own, "words")
        start = written_board(own, words)
        start["shared"] = own.pk in queries.boards_shared(request.membership)
        return _board_page(request, _form(request, initial=start), own)
    form = _form(request, request.POST)
    if not may_keep(request, form):
        return _board_page(request, form, own, status=422)
    return _change(request, own, form)


@signed_in
@require_POST
def new_link(request: PersonRequest, board_id: UUID) -> HttpResponse:
    actions.change_link(request.user, board_id, request.keyring, timezone.now(), request.membership)
    return _to_board(board_id)


@signed_in
@require_POST
def taking_down(request: PersonRequest, board_id: UUID) -> HttpResponse:
    actions.take_down(queries.board_of(request.user, board_id))
    return see("boards")


@signed_in
@require_GET
def card(request: PersonRequest, board_id: UUID) -> HttpResponse:
    """For paper: the square code, the picture, the ritual."""
    own = queries.board_of(request.user, board_id)
    words = request.keyring.open(own, "words")
    link = link_to(request, queries.token_of(request.keyring, own))
    return render(request, "kids/card.html", {"board": own, "words": words, "link": link})


@signed_in
@require_http_methods([*READS, "POST"])
def leave_board(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """Which boards show one leave, and what they say this time."""
    leave = leave_of(request.user, leave_id)
    own = queries.boards_of(request.user)
    if request.method == "POST":
        return _show(request, leave, own)
    if own:
        require_words_open(request)
    showing = _to_switch_on(own, queries.boards_showing(request.user, leave))
    forms = [(one, _leave_form(request, leave, one, one.pk in showing)) for one in own]
    return _leave_page(request, leave, forms)


# How they are put together ---------------------------------------------------------------------


def _form(request: PersonRequest, posted: QueryDict | None = None, **kwargs: Any) -> BoardForm:
    return BoardForm(
        posted, home_zone=request.user.zone, share_with=who_may_find_it(request), **kwargs
    )


def _blank_page(request: PersonRequest) -> HttpResponse:
    require_words_open(request)
    called: Called | None = request.keyring.open(request.user, "called")
    name = (called.by_children or called.name) if called else ""
    ink, apart = _own_ink(request), lives_apart(request.keyring, request.membership)
    start = blank_board(name, ink, request.user.zone, apart)
    if leave := made_for(request):
        start |= {"leave": leave.pk, "shared": is_told(request, leave)}
    return _board_page(request, _form(request, initial=start))


def _own_ink(request: PersonRequest) -> str:
    return request.membership.ink if request.membership else "a"


def _board_page(
    request: PersonRequest, form: BoardForm, own: SleepsBoard | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, object] = {"form": form, "board": own, "zones": list(map(city_of, ZONES))}
    if own is not None and request.keyring.everyday_open:
        context["link"] = link_to(request, queries.token_of(request.keyring, own))
        context["unused"] = is_unused(own.used_on, timezone.now().date())
    return render(request, "kids/board.html", context, status=status)


def _change(request: PersonRequest, own: SleepsBoard, form: BoardForm) -> HttpResponse:
    seen = form.cleaned_data["seen"] or 0
    shared = form.cleaned_data.get("shared")
    mine = None if shared is None else request.membership
    try:
        with unless_keys_changed(request, form):
            actions.change_board(
                own, request.keyring, seen, form.words(), form.plain(), mine, bool(shared)
            )
    except Stale:
        return _two_versions(request, queries.board_of(request.user, own.pk))
    return _to_board(own.pk) if form.is_valid() else _board_page(request, form, own, status=422)


def _two_versions(request: PersonRequest, now: SleepsBoard) -> HttpResponse:
    """Changed on another device: what was typed stays, and the next press decides."""
    typed = request.POST.copy()
    typed["seen"] = str(now.row_version)
    form = _form(request, typed)
    form.add_error(None, sentences.CHANGED_ELSEWHERE)
    return _board_page(request, form, now, status=409)


def _to_switch_on(own: list[SleepsBoard], showing: set[UUID]) -> set[UUID]:
    """With one page alone, whoever comes before it shows a leave comes to switch it on."""
    return showing or ({own[0].pk} if len(own) == 1 else set())


def _leave_form(
    request: PersonRequest, leave: Leave, one: SleepsBoard, shown: bool
) -> LeaveBoardForm:
    words: BoardWords = request.keyring.open(one, "words")
    said = words.sentences.get(str(leave.pk), "")
    return LeaveBoardForm(prefix=str(one.pk), initial={"shown": shown, "sentence": said})


def _show(request: PersonRequest, leave: Leave, own: list[SleepsBoard]) -> HttpResponse:
    forms = [(one, LeaveBoardForm(request.POST, prefix=str(one.pk))) for one in own]
    kept = [may_keep(request, form) for _, form in forms]
    if not all(kept):
        return _leave_page(request, leave, forms, status=422)
    for one, form in forms:
        if one.still_since:
            continue
        typed = form.cleaned_data
        actions.show_leave(one, request.keyring, leave, typed["shown"], typed["sentence"])
    return see("leave", leave.pk)


def _leave_page(
    request: PersonRequest, leave: Leave, forms: list[Any], status: int = 200
) -> HttpResponse:
    shared = queries.boards_shared(request.membership)
    shown = [
        {
            "board": one,
            "form": form,
            "words": request.keyring.open_if_possible(one, "words"),
            "shared": one.pk in shared,
        }
        for one, form in forms
    ]
    context = {"leave": leave, "shown": shown}
    return render(request, "kids/leave.html", context, status=status)


def _to_board(board_id: UUID) -> HttpResponse:
    return SeeOther(reverse("board", args=[board_id]))
