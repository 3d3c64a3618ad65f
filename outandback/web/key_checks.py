"""Checks of the keys before a page shows or keeps words: whether they are open, and whether they
are the ones that the two compared. What a form says where they are not."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from outandback.rooms.people.compared_keys import KeysChanged, WordsNotCompared
from outandback.rooms.people.queries import Parted
from outandback.ui.fields import words_in
from outandback.vault.keyring import Closed

from .requests import PersonRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BaseForm


KEYS_CHANGED = _(
    "Your partner’s keys have changed since you compared the four words. <a "
    'href="{address}">Compare them again</a> before you share anything.'
)


COMPARE_FIRST = _(
    "Before anything goes to your partner, "
    '<a href="{address}">compare the four words</a> once. What you wrote stays here.'
)
PARTED = _("You have left the pair, so this was not sent. It stays here for you to copy.")
TWO_PASSPHRASES = "two_passphrases"
SEALED_MEANWHILE = _("This was sealed while you were writing. Open it again, then send this.")


def require_words_open(request: PersonRequest) -> None:
    """Raises Closed: the middleware asks for the passphrase, and comes back to this page."""
    if not request.keyring.everyday_open:
        raise Closed


def may_keep(request: PersonRequest, form: BaseForm) -> bool:
    """Words can't be sealed without a key: what was typed stays on the page meanwhile."""
    if form.is_valid() and not request.keyring.everyday_open:
        form.add_error(None, SEALED_MEANWHILE)
    return form.is_valid()


def note_passphrases(request: HttpRequest, *, two: bool) -> None:
    """After a reset one passphrase signs in, and the one from before opens what was written."""
    if two:
        request.session[TWO_PASSPHRASES] = True
    else:
        request.session.pop(TWO_PASSPHRASES, None)


def has_two_passphrases(request: HttpRequest) -> bool:
    return TWO_PASSPHRASES in request.session


def say_key_is_missing(request: HttpRequest) -> HttpResponse:
    """What was written stands on the page, to be taken along from there."""
    typed = words_in(request.POST.lists())
    return render(request, "ui/key_missing.html", {"typed": typed}, status=409)


@contextmanager
def unless_keys_changed(*forms: BaseForm) -> Iterator[None]:
    """Around sharing: where it is refused, the first form says why, with all that was typed."""
    try:
        yield
    except KeysChanged as refused:
        says = COMPARE_FIRST if isinstance(refused, WordsNotCompared) else KEYS_CHANGED
        said = format_html(str(says), address=reverse("pair-words"))
        forms[0].add_error(None, said)
    except Parted:
        forms[0].add_error(None, PARTED)
