from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from outandback.pages.parts.home_screen.context import steps_to_home_screen
from outandback.rooms.away.actions import OutAlready
from outandback.rooms.leave.queries import open_leave
from outandback.rooms.pocket import actions, queries
from outandback.rooms.pocket.content import sentences
from outandback.rooms.pocket.queries import Nonsense
from outandback.web.requests import PersonRequest, as_person_request, signed_in

from .context import (
    body_of,
    done,
    manifest_of,
    names,
    no,
    papers_for,
    shell,
    token_in,
    touch_icon,
    worker_script,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from outandback.rooms.pocket.models import Token


@require_GET
def pocket(request: HttpRequest) -> HttpResponse:
    return HttpResponse(shell())


@require_GET
def now(request: HttpRequest) -> HttpResponse:
    """Where the icon on a home screen leads: into the box while one is out, else to Today."""
    leave = open_leave(request.user) if request.user.is_authenticated else None
    return redirect(f"{reverse('away', args=[leave.pk])}#id_text" if leave else "today")


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The same for everyone, so that nothing of a person’s is kept in the browser for it."""
    return HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    return JsonResponse(manifest_of(_name(request)), content_type="application/manifest+json")


@signed_in
@require_GET
def phone(request: PersonRequest) -> HttpResponse:
    """What this phone carries, and under which name the app stands on it."""
    name = _name(request)
    chosen: dict[str, object] = {"names": names(), "chosen": name, "touch_icon": touch_icon(name)}
    chosen |= {"refusals": sentences.REFUSALS, "steps": steps_to_home_screen(request)}
    return render(request, "pocket/phone.html", chosen)


@require_GET
def papers(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return no(401, "signed out")
    return JsonResponse(papers_for(as_person_request(request), timezone.now()))


@require_POST
def tokens(request: HttpRequest) -> HttpResponse:
    """Given while words are open, and shown once: to the phone that asks."""
    asking = as_person_request(request)
    if not (request.user.is_authenticated and asking.keyring.everyday_open):
        return no(401, "closed")
    return JsonResponse({"token": actions.give_token(asking.user, timezone.now())})


@require_POST
def commands(request: HttpRequest) -> HttpResponse:
    """409 keeps it on the phone for later; 412 and 422 say that it will never be done."""
    if not request.user.is_authenticated:
        return no(401, "signed out")
    asking = as_person_request(request)
    try:
        raw = body_of(request, queries.MOST_OF_A_COMMAND)
        name, said = queries.command_in(asking.user, raw)
        actions.carry_out(asking.user, asking.keyring, name, said, timezone.now())
    except (actions.CommandTooEarly, OutAlready):
        return no(409, "not yet")
    except (Nonsense, Http404) as refused:
        return _refusal(refused)
    return done()


@csrf_exempt
@require_POST
def moments(request: HttpRequest) -> HttpResponse:
    """By token alone: a cookie changes nothing here."""

    def take_in(token: Token) -> None:
        actions.count_moment(token)
        arriving = queries.moment_in(token.person, body_of(request, queries.MOST))
        actions.take_in_moment(token, arriving, timezone.now())

    return _handed_in(request, take_in)


@csrf_exempt
@require_POST
def pieces(request: HttpRequest) -> HttpResponse:
    """A part of a photo or of a voice note, after its moment. By token alone, too."""

    def take_in(token: Token) -> None:
        actions.count_piece(token)
        raw = body_of(request, queries.MOST_OF_A_PIECE)
        actions.take_in_piece(token, queries.piece_in(token.person, raw))

    return _handed_in(request, take_in)


def _handed_in(request: HttpRequest, take_in: Callable[[Token], None]) -> HttpResponse:
    token = queries.token_behind(token_in(request))
    if token is None:
        return no(401, "no token")
    try:
        take_in(token)
    except actions.TooManyMoments:
        return no(429, "later")
    except Nonsense as refused:
        return _refusal(refused)
    except (actions.CommandTooEarly, Http404):
        return no(409, "not yet")
    return done()


def _refusal(refused: Exception) -> HttpResponse:
    """For good. Its person is told by their phone, which knows the status alone."""
    sealed_elsewhere = isinstance(refused, queries.OtherKey)
    return no(412, "another key") if sealed_elsewhere else no(422, "nonsense")


def _name(request: HttpRequest) -> str:
    asked = request.GET.get("as", "")
    return asked if asked in sentences.NAMES else sentences.USUAL
