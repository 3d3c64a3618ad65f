from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse

from outandback.pages.parts.tellings.context import the_other
from outandback.rooms.comeback.content.sentences import to_be
from outandback.rooms.versions.content import sentences
from outandback.ui.drawing import other_ink
from outandback.ui.fields import as_seen_now
from outandback.web.redirects import SeeOther

from .forms import BOXES, answer_form, reply_form, telling_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from outandback.rooms.comeback.models import Received, Reception, Telling, Told
    from outandback.rooms.replies.models import Replied, Reply
    from outandback.web.requests import PersonRequest

    from .forms import AnewForm


@dataclass(frozen=True)
class Change:
    """Something said by its reader, and the page on which they can put it otherwise."""

    row: Telling | Reception | Reply
    telling: Telling
    name: str
    back: str
    asks: StrOrPromise
    form_of: Callable[..., AnewForm]

    def form(self, request: PersonRequest, posted: object = None) -> AnewForm:
        """With the words as they stand; with closed keys, with what was typed alone."""
        words = request.keyring.open_if_possible(self.row, self.row.newest)
        return self.form_of(words, self.row.row_version, posted)

    def leave(self) -> HttpResponse:
        return SeeOther(reverse(self.back, args=[self.telling.pk]))


def of_telling(row: Telling) -> Change:
    return Change(row, row, "telling-change", "telling", sentences.ASKS_TELLING, telling_form)


def of_answer(row: Reception) -> Change:
    asks = sentences.ASKS_ANSWER
    return Change(row, row.telling, "reception-change", "reception", asks, answer_form)


def of_reply(row: Reply) -> Change:
    telling, asks = row.reception.telling, sentences.ASKS_ANSWER
    return Change(row, telling, "reply-change", "telling", asks, reply_form)


def change_page(
    request: PersonRequest, one: Change, form: AnewForm, status: int = 200, **more: object
) -> HttpResponse:
    here, back = (reverse(name, args=[one.telling.pk]) for name in (one.name, one.back))
    context = {"form": form, "here": here, "back": back, "asks": one.asks, **more}
    return render(request, "versions/change.html", context, status=status)


def both_page(request: PersonRequest, now: Change) -> HttpResponse:
    """Changed in another tab: both stand there, and the next press uses this page's words."""
    lines = lines_of(request.keyring.open(now.row, now.row.newest))
    form = now.form(request, as_seen_now(request.POST, now.row.row_version))
    return change_page(request, now, form, 409, stale=True, lines=lines)


def gone_page(request: PersonRequest, back: str = "") -> HttpResponse:
    """Taken back meanwhile; or not there, or not any more, which is the same for everybody."""
    typed = list(filter(None, (request.POST.get(name, "") for name in BOXES)))
    context = {"typed": typed, "back": back}
    return render(request, "versions/gone.html", context, status=409 if back else 404)


def versions_context(request: PersonRequest, telling: Telling) -> dict[str, object]:
    """Names and inks of the two, and the page that the reader comes from."""
    own = telling.person_id == request.user.pk
    back = reverse("telling" if own else "reception", args=[telling.pk])
    the_others = the_other(request, telling)
    own_ink = other_ink(the_others["their_ink"])
    return {"back": back if own else f"{back}?hear=now", "own_ink": own_ink, **the_others}


def lines_of(words: Told | Received | Replied) -> list[str]:
    """All that was said, one after the other."""
    return [str(text) for name, text in _said(words).items() if text and name in BOXES]


def _said(words: Told | Received | Replied) -> dict[str, object]:
    sentence = to_be(getattr(words, "verb", ""), getattr(words, "being", ""))
    return vars(words) | {"verb": sentence, "adverb": "", "adjective": ""}
