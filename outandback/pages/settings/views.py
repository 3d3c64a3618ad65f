from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.rooms.account import actions, queries
from outandback.rooms.account.content import sentences
from outandback.rooms.board.queries import boards_of
from outandback.rooms.feeds.queries import feeds_of
from outandback.rooms.gate.actions import TooSoon
from outandback.rooms.gate.content.sentences import too_many
from outandback.rooms.people import actions as people
from outandback.rooms.people import compared_keys
from outandback.rooms.people import queries as people_queries
from outandback.rules.rate_limits import GuessedSecret
from outandback.vault import actions as vault
from outandback.vault import queries as vault_queries
from outandback.vault.keyring import Keyring
from outandback.vault.models import Tier
from outandback.web.cookies import DEVICE_COOKIE
from outandback.web.key_checks import note_passphrases
from outandback.web.rate_limits import spot_of
from outandback.web.redirects import SeeOther, next_or, see, see_without_pair
from outandback.web.requests import PersonRequest, signed_in

from .context import zip_of
from .forms import (
    ChangeForm,
    ErasureForm,
    ExportForm,
    OpeningForm,
    PartingForm,
    RecoveryForm,
    SettingsForm,
)
from .opening import keys_behind, open_unlocks, opening_page, page

if TYPE_CHECKING:
    from django.forms import Form


either = require_http_methods(["GET", "POST"])


@either
@signed_in
def settings(request: PersonRequest) -> HttpResponse:
    person = request.user
    known = {"zone": person.zone, "lock_after": person.lock_after}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        people.keep_preferences(person, **form.cleaned_data)
        return see("settings")
    facts = {"under_way": queries.under_way(person), "host": people_queries.host_name()}
    has_sheet = vault_queries.has_recovery_sheet(person.pk)
    return page(request, "settings", form, **facts, has_sheet=has_sheet)


@either
@signed_in
def opening(request: PersonRequest) -> HttpResponse:
    form = OpeningForm(request.POST if request.method == "POST" else None)
    door = "p" if "p" in (request.POST.get("door"), request.GET.get("door")) else "s"
    keyset = keys_behind(request, form, door) if form.is_valid() else None
    if keyset is None:
        return opening_page(request, form, door)
    open_unlocks(request, keyset, private=door == "p")
    return SeeOther(next_or(request, "today"))


@either
@signed_in
def recovery(request: PersonRequest) -> HttpResponse:
    at, known = timezone.now(), _on_known_device(request)
    waiting = people_queries.recovery_waiting(request.user)
    ready = known or bool(waiting and waiting.opens_at <= at)
    form = RecoveryForm(request.POST if request.method == "POST" and ready else None)
    if form.is_valid() and _recovered(request, form, known):
        return see("start-recovery")
    has_sheet = vault_queries.has_recovery_sheet(request.user.pk)
    return page(request, "recovery", form, waiting=waiting, ready=ready, has_sheet=has_sheet)


@require_POST
@signed_in
def recovery_wait(request: PersonRequest) -> HttpResponse:
    """A day begins, which nobody can shorten and everyone signed in here as this person can end."""
    people.ask_for_recovery(request.user, known_device=False, at=timezone.now())
    return see("recovery")


@require_POST
@signed_in
def recovery_calling_off(request: PersonRequest) -> HttpResponse:
    actions.call_off_recovery(request.user, timezone.now())
    return SeeOther(next_or(request, "settings"))


@require_GET
@signed_in
def recovery_sheet(request: PersonRequest) -> HttpResponse:
    return see("start-recovery")


@either
@signed_in
def passphrase(request: PersonRequest) -> HttpResponse:
    ways = queries.ways_in(request.user, request.COOKIES.get(DEVICE_COOKIE, ""))
    form = ChangeForm(request.user, ways, request.POST if request.method == "POST" else None)
    keyset = keys_behind(request, form) if form.is_valid() else None
    if keyset is None:
        return page(request, "passphrase", form)
    actions.change_passphrase(
        request.user,
        keyset,
        form.cleaned_data["new"],
        request.session.session_key or "",
        timezone.now(),
        form.ending,
    )
    update_session_auth_hash(request, request.user)
    note_passphrases(request, two=False)
    request.unlocks.open(Tier.SIGNED_IN, keyset)
    return see("settings")


@either
@signed_in
def parting(request: PersonRequest) -> HttpResponse:
    """One person, at once, from anywhere in the loop."""
    if request.membership is None:
        return see_without_pair(request, "today")
    form = PartingForm(request.POST if request.method == "POST" else None)
    if (
        form.is_valid()
        and _is_you(request, form, GuessedSecret.PARTING)
        and _can_seal(request, form)
    ):
        actions.leave_pair(
            request.membership,
            request.keyring,
            form.cleaned_data["seen"],
            form.said(),
            timezone.now(),
        )
        return see("today")
    given = {"boards": boards_of(request.user), "feeds": feeds_of(request.user)}
    return page(request, "parting", form, **given)


@either
@signed_in
def pair_words_differ(request: PersonRequest) -> HttpResponse:
    """Other words mean that these two are not joined to each other: the pair ends at once."""
    mine = request.membership
    if mine is None or request.method == "GET":
        return see("pair")
    if compared_keys.pin_holds(mine, request.keyring):
        return see("pair")
    actions.leave_pair(mine, request.keyring, "now", "", timezone.now())
    return render(request, "settings/four_words_differ.html")


@either
@signed_in
def export(request: PersonRequest) -> HttpResponseBase:
    form = ExportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return page(request, "export", form)
    keyring = Keyring(request.user.pk, request.keyring.keyset.signed_in_part)
    typed = bool(form.cleaned_data["passphrase"])
    if typed:
        keyset = keys_behind(request, form)
        if keyset is None:
            return page(request, "export", form)
        keyring.add(keyset)
    kinds = queries.everything_of(request.user, timezone.now(), with_private=typed)
    return zip_of(kinds, request.user, keyring)


@either
@signed_in
def erasure(request: PersonRequest) -> HttpResponse:
    """Now, or in seven days. Whoever has only reset the sign-in waits, and can be stopped."""
    form = ErasureForm(request.POST if request.method == "POST" else None)
    proof = _proof(request, form) if form.is_valid() else None
    if proof is None:
        return page(request, "erasure", form, under_way=queries.under_way(request.user))
    if form.cleaned_data["when"] == "week" or proof is not actions.Proof.KEYS:
        actions.ask_for_erasure(request.user, timezone.now())
        return see("erasure")
    actions.erase(request.user, request.membership, request.keyring, timezone.now())
    return _gone(request)


@require_POST
@signed_in
def erasure_calling_off(request: PersonRequest) -> HttpResponse:
    actions.call_off_erasure(request.user)
    return SeeOther(next_or(request, "settings"))


def _gone(request: PersonRequest) -> HttpResponse:
    request.unlocks.shut()
    logout(request)
    response = render(request, "settings/erased.html")
    response.delete_cookie(DEVICE_COOKIE, samesite="Lax")
    return response


# What these pages share ------------------------------------------------------------------------


def _is_you(
    request: PersonRequest, form: Form, door: GuessedSecret = GuessedSecret.PASSPHRASE
) -> bool:
    typed, spot = form.cleaned_data["passphrase"], spot_of(request, door, str(request.user.email))
    try:
        if actions.is_passphrase(spot, request.user, typed, timezone.now()):
            return True
        form.add_error("passphrase", sentences.NOT_YOURS)
    except TooSoon as soon:
        form.add_error("passphrase", too_many(soon.wait))
    return False


def _proof(request: PersonRequest, form: Form) -> actions.Proof | None:
    typed = form.cleaned_data["passphrase"]
    spot = spot_of(request, GuessedSecret.PASSPHRASE, str(request.user.email))
    try:
        proof = actions.proof_of(spot, request.user, typed, timezone.now())
    except TooSoon as soon:
        form.add_error("passphrase", too_many(soon.wait))
        return None
    if proof is actions.Proof.NONE:
        form.add_error("passphrase", sentences.NOT_YOURS)
        return None
    return proof


def _can_seal(request: PersonRequest, form: PartingForm) -> bool:
    if form.said() and not request.keyring.everyday_open:
        form.add_error("words", sentences.CLOSED_WORDS)
    return form.is_valid()


def _on_known_device(request: PersonRequest) -> bool:
    token = request.COOKIES.get(DEVICE_COOKIE, "")
    return bool(token) and people_queries.knows_device(request.user, token)


def _recovered(request: PersonRequest, form: RecoveryForm, known: bool) -> bool:
    """The sheet opens the writing, today's passphrase seals it anew, and the sheet is used up."""
    if not _is_you(request, form):
        return False
    typed = form.cleaned_data["code"], form.cleaned_data["passphrase"], known
    key, at = request.session.session_key or "", timezone.now()
    try:
        keyset = actions.recover(request.user, *typed, key, at)
    except vault.NotOpened:
        form.add_error("code", sentences.WRONG_CODE)
    except actions.RecoverySheetNotReady:
        form.add_error("code", sentences.NOT_YET)
    else:
        open_unlocks(request, keyset, private=True)
        note_passphrases(request, two=False)
    return form.is_valid()
