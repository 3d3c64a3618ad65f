"""Hints for telling, phrases and questions to borrow: a few, the same each time, each valid."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse

from outandback.rooms.comeback.content import ready, sentences
from outandback.rooms.comeback.models import Reception, Telling
from outandback.rooms.people.models import Person
from outandback.ui.texts import entries_of
from tests.builders.homecomings import Returned, make_moment, make_telling
from tests.fixtures import ClientOf, Keys


@pytest.fixture
def told(ana: Person, back: Returned, keys: Keys, at: datetime) -> Telling:
    return make_telling(back, ana, keys(ana, room=True), at)


def test_the_threshold_has_a_hint_for_each_kind_of_moment(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    for kind in ("insight", "question", "aha", "sense"):
        moment = make_moment(back.departure, keys(ana), kind, at, kind=kind)
        hints = {
            one["words"] for one in entries_of(ready.CONTENT, "telling") if one["kind"] == kind
        }
        page = client_of(ana, room=True).get(reverse("homecoming", args=[back.leave.pk]))
        hint = {form.moment.pk: form.kept.hint for form in page.context["carries"]}[moment.pk]
        assert hint in hints and hint == ready.hint_for(kind, moment.pk)


def test_a_moment_of_no_known_kind_has_none(back: Returned) -> None:
    assert ready.hint_for("", back.leave.pk) == ""


def test_the_five_come_first_and_a_few_stand_beside_them(
    ben: Person, told: Telling, client_of: ClientOf
) -> None:
    address = reverse("reception", args=[told.pk]) + "?hear=now"
    form = client_of(ben).get(address).context["form"]
    phrases = [phrase for phrase, _ in form["phrases"].field.choices]
    assert phrases == [*map(str, sentences.PHRASES), *ready.to_borrow("phrases", told.pk)]
    assert len(phrases) == 8 and len(form["borrowed"].field.choices) == 4
    again = client_of(ben).get(address).context["form"]
    assert again["borrowed"].field.choices == form["borrowed"].field.choices


def test_a_borrowed_question_goes_back_beside_ones_own(
    ana: Person, ben: Person, told: Telling, keys: Keys, client_of: ClientOf
) -> None:
    question, phrase = (ready.to_borrow(name, told.pk)[0] for name in ("listening", "phrases"))
    form = {"phrases": [phrase], "borrowed": question, "question": "Who is Wen?"}
    assert client_of(ben).post(reverse("reception", args=[told.pk]), form).status_code == 303
    received = keys(ana).open(Reception.objects.get(), "received")
    assert (received.thing_back, received.question) == (phrase, f"{question} Who is Wen?")
