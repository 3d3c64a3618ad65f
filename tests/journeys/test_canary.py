"""A unique string goes into every field, through a whole life with the app, and rests nowhere.

New form fields and new sealed columns fail here until the story writes them.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.apps import apps

from outandback.pages.answer.forms import AnswerForm
from outandback.pages.comfort.forms import CareForm
from outandback.pages.parts.lesson.forms import SENTENCE
from outandback.rules.cares import Care
from outandback.vault.fields import Sealed
from tests.house.source import form_modules

from .bringing_in import bring_in_all_kinds, send_in_newer
from .canaries import (
    Canaries,
    agree_on_what_passes,
    ask_about_it,
    begin,
    change_passphrase,
    give_a_gift,
    give_out_a_calendar,
    go_on_writing,
    hang_a_board,
    have_an_evening_after,
    leave_and_come_back,
    leave_things_half_said,
    let_it_come_round,
    live_as_two,
    look_again,
    name_a_listener,
    pair,
    part,
    plan_and_tell,
    switch_a_phone_on,
    take_a_small_step,
    tell_and_answer_again,
    try_and_fail,
)
from .conftest import Open
from .meanwhile import Meanwhile

pytestmark = pytest.mark.journey

# Their fields depend on what they ask about.
CARE_FORM = CareForm(care=Care.TIME, share_with="Ellis")
ANSWER_FORM = AnswerForm(
    asked=["children"], zone="Europe/London", before=datetime(2026, 5, 14, 18, tzinfo=UTC)
)
# Free text that the story below writes, by form and field.
WRITTEN = {
    "InvitedForm.name", "CalledForm.name", "CalledForm.by_children",
    "CareForm.own_words", "CareForm.theirs_words", "RitualForm.words", "WindowForm.words",
    "IdeaForm.words", "TraditionForm.name", "TraditionForm.old", "SpinForm.words",
    "NewForm.name", "NewForm.old", "MarkedSpanForm.called",
    "TripForm.name", "PlaceForm.place", "TripHoursForm.what", "TripHoursForm.meet",
    "TellingForm.words", "HoldingForm.what", "TitleForm.what", "HadForm.words",
    "PlanForm.intention", "PlanForm.meaning", "PlanForm.names", "PlanForm.where", "PlanForm.cover",
    "WhatForm.intention",
    "PlanForm.not_about", "HeadsUpForm.title", "HeadsUpForm.words", "HeadsUpForm.reassurance",
    "AnswerForm.blessing", "AnswerForm.worry", "AnswerForm.part_children",
    "CheckInForm.joy", "CheckInForm.reassurance",
    "DoorForm.says", "CatchForm.text",
    "DraftForm.verb", "DraftForm.adverb", "DraftForm.adjective", "DraftForm.how", "DraftForm.ten",
    "DraftForm.gift",
    *(f"TellingAnewForm.{name}" for name in (*SENTENCE, "how", "ten", "gift", "text")),
    "AnswerAnewForm.thing_back", "AnswerAnewForm.question",
    "MomentForm.words", "ReceptionForm.own", "ReceptionForm.question", "ReplyForm.text",
    "ReplyAnewForm.text",
    "ListenerForm.called", "ListenerForm.reach",
    "FileForm.name", "SourceForm.name", "SubscriptionForm.name", "SubscriptionForm.address",
    "AccountForm.name", "AccountForm.address", "AccountForm.user", "AccountForm.password",
    "NoteForm.text", "NeedForm.words", "NumberForm.number",
    "BoardForm.called", "BoardForm.child", "BoardForm.ritual", "LeaveBoardForm.sentence",
    "FeedForm.name",
    "PhoneForm.endpoint", "PhoneForm.p256dh", "PhoneForm.auth",
    "PartingForm.words", "JoinForm.code", "LookForm.words", "KeepsakeForm.title",
    "SignUpForm.password1", "SignInForm.password", "OpeningForm.passphrase",
    "PartingForm.passphrase", "ChangeForm.passphrase", "ChangeForm.new", "ErasureForm.word",
}  # fmt: skip
# Free text that is meant to rest in the clear, or that is the same secret as one above.
PLAIN = {
    "SignUpForm.email": "sign-in must work before anything is opened",
    "SignUpForm.username": "not asked",
    "SignUpForm.zone": "a time zone",
    "ResetForm.email": "the same address",
    "HostForm.name": "shown to everyone before they write",
    "PlaceForm.zone": "a time zone",
    "PlanForm.zone": "a time zone",
    "PlanForm.back_zone": "a time zone",
    "SettingsForm.zone": "a time zone",
    "BoardForm.zone": "a time zone",
    "LivingForm.was": "what the page showed, never kept",
    "RitualForm.was": "what the page showed, never kept",
    "ShowForm.seen": "a digest of what the page showed, never kept",
    "StepForm.offer": "names a step that comes with the program",
    "NewPassphraseForm.password1": "hashed as at sign-up; tested with the sign-in rooms",
    "NewPassphraseForm.password2": "not asked",
    "AgainForm.password": "compared, never kept",
    "RecoveryForm.code": "compared, never kept; the sheet's code is searched for below",
    "RecoveryForm.passphrase": "compared, never kept",
    "ExportForm.passphrase": "compared, never kept",
    "ErasureForm.passphrase": "compared, never kept",
    "AuthenticatorForm.code": "good for half a minute, compared, never kept",
    "SecondStepForm.code": "good for half a minute, compared, never kept",
    "SecondStepAgainForm.code": "good for half a minute, compared, never kept",
    "CheckInForm.again": "whether earlier answers stood in the form, never kept",
    "InvitedForm.email": "the same as at sign-up",
    "InvitedForm.username": "not asked",
    "InvitedForm.zone": "a time zone",
    "AddressForm.email": "the same address",
    "KnockForm.email": "the same address",
    "WordForm.word": "shown on the other device for a few minutes, compared, never kept",
    "SheetSignInForm.password": "compared, never kept",
    "SheetSignInForm.code": "compared, never kept",
    "WriteAccountForm.address": "an account elsewhere: its own test looks for all of it at rest",
    "WriteAccountForm.user": "the same",
    "WriteAccountForm.password": "the same",
    "WriteChoiceForm.credential": "the same account, sealed by the server for an hour",
    "WriteSignInForm.user": "the same as of the account",
    "WriteSignInForm.password": "the same as of the account",
    "BringInForm.name": "what the forms above have in common",
    "PartsForm.meaning": "on the page of our own parts alone, never kept",
    "PartsForm.passphrase": "on the page of our own parts alone, never kept",
}
FREE = (forms.CharField, forms.EmailField)
NOT_FREE = (forms.ChoiceField, forms.UUIDField, forms.DateField, forms.TimeField)


def free_text_fields() -> set[str]:
    found = set()
    for module in form_modules():
        for name, form in vars(module).items():
            if isinstance(form, type) and form.__module__.startswith("outandback"):
                fields = getattr(form, "base_fields", {}).items()
                found |= {f"{name}.{key}" for key, field in fields if type_is_free(field)}
    for form in (CARE_FORM, ANSWER_FORM):
        fields = form.fields.items()
        found |= {f"{type(form).__name__}.{key}" for key, field in fields if type_is_free(field)}
    return found


def type_is_free(field: forms.Field) -> bool:
    return isinstance(field, FREE) and not isinstance(field, NOT_FREE)


def test_every_free_text_field_has_a_canary_or_a_reason() -> None:
    fields = free_text_fields() | {"SignUpForm.password1"}
    assert fields == {*WRITTEN, *PLAIN}


def files_with(canaries: Canaries, folder: Path) -> list[str]:
    hits = []
    for file in folder.rglob("*"):
        if file.is_file():
            raw = file.read_bytes()
            spellings = [(c, s) for c in canaries for s in (c.encode(), c.encode("utf-16-le"))]
            hits += [f"{file.name}: {canary}" for canary, spelling in spellings if spelling in raw]
    return hits


def sealed_columns_without_rows(database: Path) -> list[str]:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    empty = []
    for model in apps.get_models():
        for column in (field for field in model._meta.get_fields() if isinstance(field, Sealed)):
            asked = f'SELECT count("{column.column}") FROM "{model._meta.db_table}"'
            if connection.execute(asked).fetchone() == (0,):
                empty.append(f"{model.__name__}.{column.name}")
    connection.close()
    return empty


def test_no_word_and_no_secret_rests_in_the_clear(open_page: Open, data_folder: Path) -> None:
    canaries = Canaries()
    robin = Meanwhile(open_page(), "Robin", passphrase=canaries.sing("five quiet words for"))
    ellis = Meanwhile(open_page(), "Ellis", passphrase=canaries.sing("another few words for"))
    begin(robin, canaries)
    begin(ellis, canaries)
    pair(robin, ellis, canaries)
    live_as_two(robin, ellis, canaries)
    for one in (robin, ellis):
        bring_in_all_kinds(one, canaries)
    plan_and_tell(robin, ellis, canaries)
    agree_on_what_passes(robin, ellis, canaries)
    hang_a_board(robin, open_page(), canaries)
    give_out_a_calendar(robin, open_page(), canaries)
    leave_and_come_back(robin, ellis, canaries)
    have_an_evening_after(robin, data_folder)
    name_a_listener(robin, canaries)
    look_again(robin, canaries)
    let_it_come_round(robin)
    take_a_small_step(robin)
    try_and_fail(robin, canaries)
    change_passphrase(robin, canaries)
    # a second pair in the making, so that an invitation rests in the database too
    thea = Meanwhile(open_page(), "Thea", passphrase=canaries.sing("a third set of words"))
    begin(thea, canaries)
    switch_a_phone_on(thea, canaries)
    canaries.append(thea.invite().partition("#")[2])
    give_a_gift(ellis, canaries)
    ask_about_it(robin, ellis, canaries)
    tell_and_answer_again(robin, ellis, canaries)
    part(robin, canaries)
    go_on_writing(ellis, robin, canaries)
    send_in_newer(ellis, canaries)
    leave_things_half_said(ellis, canaries)
    stored = [one.stored() for one in (robin, ellis, thea)]

    assert files_with(Canaries([robin.email]), data_folder.parent), "the search itself is blind"
    assert not files_with(canaries, data_folder.parent)
    assert not [canary for canary in canaries if any(canary in one for one in stored)]
    assert not sealed_columns_without_rows(data_folder / "db.sqlite3")
