"""Where an answer leads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from outandback.rooms.people.queries import Parted
from outandback.ui.addresses import can_be_got, is_here, page_near
from outandback.vault.keyring import Closed

if TYPE_CHECKING:
    from outandback.rooms.leave.models import Leave


class SeeOther(HttpResponseRedirect):
    """After a post: look there instead."""

    status_code = 303


class NotTaken(SeeOther):
    """After a post that came too late. What was written in it is shown, else where this leads."""


def ask_to_sign_in(then: str) -> HttpResponseBase:
    return redirect_to_login(then, reverse("account_login"))


def see(name: str, *args: UUID) -> SeeOther:
    return SeeOther(reverse(name, args=args))


def see_sent(name: str, *args: UUID, what: str = "1") -> SeeOther:
    """After something went to the other one: its page says that, and what can happen next. `what`:
    where a page is about several things that can be sent."""
    return SeeOther(f"{reverse(name, args=args)}?sent={what}")


def see_without_pair(request: HttpRequest, name: str) -> SeeOther:
    """Where only a pair has something to do. Raises Parted for a form, whose words are kept."""
    if request.method == "POST":
        raise Parted
    return see(name)


def next_or(request: HttpRequest, fallback: str) -> str:
    """Where the page before wanted to go on to, if that is here; else the address of a name."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    fits = is_here(request, wanted) and can_be_got(wanted)
    return wanted if fits else reverse(fallback) if fallback else ""


def redirect_to_opening(request: HttpRequest, door: str) -> SeeOther:
    """Ask for the passphrase, then come back to this page. What a form brings is carried along."""
    if request.method == "POST":
        raise Closed
    return ask_for_keys(request, door)


def ask_for_keys(request: HttpRequest, door: str) -> SeeOther:
    query = urlencode({"door": door, "next": page_near(request, request.get_full_path())})
    return SeeOther(f"{reverse('opening')}?{query}")


def where_it_stands(leave: Leave) -> SeeOther:
    name = "homecoming" if leave.returned_at else "away" if leave.begun_at else "leave"
    return see(name, leave.pk)


def too_late_for(leave: Leave) -> NotTaken:
    return NotTaken(where_it_stands(leave)["Location"])
