"""2. No veto: whatever the partner says, the one who leaves can leave and come back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.db.models import DateTimeField, ForeignKey, UUIDField
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from outandback.pages.answer.forms import AnswerForm
from outandback.rooms.away.models import Departure
from outandback.rooms.comeback.models import Homecoming
from outandback.rooms.cover.content import sentences
from outandback.rooms.cover.models import Answer
from outandback.rooms.leave.actions import change_plan, give_heads_up
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people.models import Person
from outandback.rules.cover import WHATS
from outandback.rules.cover import CoverAnswer as Given
from outandback.vault.fields import Sealed
from tests.builders.cover import SHOWN
from tests.builders.leaves import make_leave
from tests.cast import AT
from tests.fixtures import ClientOf, Clock, Keys
from tests.promises import words
from tests.promises.pages import Rows, addresses, another_world

Typed = dict[str, Any]
VISIBLE = r'<(?:input(?![^>]*type="hidden")|textarea|select)[^>]*? name="(\w+)"'
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("reading", words.of(2), ids=str)
def test_nothing_says(reading: words.Reading) -> None:
    assert reading.found() == []


# What is offered to the one who stays ----------------------------------------------------------


def form() -> AnswerForm:
    return AnswerForm(asked=WHATS, zone="Europe/London", before=AT)


def test_what_an_answer_holds_is_what_was_agreed() -> None:
    """A word, a worry, a talk, and cover; there is no field for a yes or a no to the leave."""
    cover = {f"{part}_{what}" for part in ("cover", "part") for what in WHATS}
    agreed = {"blessing", "worry", "talk", *cover}
    how = {"seen", "talk_day", "talk_time", "talk_fold"}
    assert set(form().fields) == agreed | how
    whose_when_and_what = (ForeignKey, UUIDField, DateTimeField, Sealed)
    columns = Answer._meta.local_fields
    rest = {one.name for one in columns if not isinstance(one, whose_when_and_what)}
    assert rest == {"row_version"}


def test_to_a_question_of_cover_there_are_four_answers() -> None:
    four = [("yes", "Yes"), ("no", "Not then"), ("part", "Part of it"), ("", "Skip")]
    assert [(str(value), label) for value, label in sentences.ANSWERS] == four
    assert {one.value for one in Given} == {"yes", "no", "part"}
    for what in WHATS:
        field: Any = form().fields[f"cover_{what}"]
        assert [(str(value), label) for value, label in field.choices] == four


def test_nothing_in_an_answer_has_to_be_answered() -> None:
    assert not any(field.required for field in form().fields.values())


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Leave:
    """Ahead, told to Ben, and everything needs somebody."""
    clock(at)
    leave = make_leave(ana, keys(ana), at)
    plan = replace(keys(ana).open(leave, "plan"), needs=dict.fromkeys(WHATS, "open"))
    change_plan(leave, keys(ana), leave.row_version, leave.when, plan, at)
    assert ana.current is not None
    give_heads_up(leave, ana.current, keys(ana), replace(SHOWN, needs=list(WHATS)), at)
    return leave


def test_the_page_of_a_heads_up_offers_that_and_one_button(
    leave: Leave, ben: Person, client_of: ClientOf
) -> None:
    page = main(client_of(ben), reverse("answer", args=[leave.pk]))
    assert set(re.findall(r"<button[^>]*>(.*?)</button>", page)) == {"Send"}
    asked = set(re.findall(VISIBLE, page))
    assert asked == set(form().fields) - {"talk_fold", "seen"}
    offered = re.findall(r'type="radio" name="cover_\w+" value="(\w*)"', page)
    assert offered == ["yes", "no", "part", ""] * len(WHATS)


# The way out -----------------------------------------------------------------------------------


def answers() -> Iterator[Typed]:
    """Nothing, each answer that a form takes by itself, and the worst of all of it."""
    yield {}
    worst: Typed = {}
    for name, field in form().fields.items():
        if name not in {"seen", "talk_fold"}:
            each = list(given(name, field))
            yield from each
            worst |= each[-1]
    yield worst | {f"cover_{what}": "no" for what in WHATS}


def given(name: str, field: Any) -> Iterator[Typed]:
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        yield from ({name: str(value)} for value, _ in choices)
    elif isinstance(field, forms.BooleanField):
        yield {name: "on"}
    elif name.startswith("talk_"):
        yield {"talk": "on", "talk_day": "2026-05-14", "talk_time": "09:00"}
    else:
        yield {name: "No. Not this time, and not the next one."}


@pytest.mark.parametrize("answer", list(answers()), ids=lambda said: ",".join(said) or "nothing")
def test_the_way_to_the_door_is_there_whatever_is_answered(
    answer: Typed, leave: Leave, ana: Person, ben: Person, client_of: ClientOf, clock: Clock
) -> None:
    if answer:
        sent = client_of(ben).post(reverse("answer", args=[leave.pk]), answer)
        assert sent.status_code == 303
        assert Answer.objects.filter(heads_up__leave=leave).exists() or not says_something(answer)
    client, door = client_of(ana), reverse("departure", args=[leave.pk])
    assert f'href="{door}"' in main(client, reverse("leave", args=[leave.pk]))
    clock(leave.out_at - 20 * MINUTE)
    assert f'href="{door}"' in main(client, reverse("today"))
    assert re.search(rf'<form[^>]*action="{door}"', main(client, door))
    client.post(door)
    assert Departure.objects.filter(leave=leave).exists()
    clock(leave.out_at + 20 * MINUTE)
    back = reverse("homecoming", args=[leave.pk])
    away = main(client, reverse("away", args=[leave.pk]))
    assert re.search(rf'<(form|button)[^>]* (form)?action="{back}"', away)
    client.post(back)
    assert Homecoming.objects.filter(leave=leave).exists()
    leave.refresh_from_db()
    assert leave.begun_at and leave.returned_at


def says_something(answer: Typed) -> bool:
    return any(value for name, value in answer.items() if not name.startswith("part_"))


def main(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


# What the partner can reach --------------------------------------------------------------------

EVERYTHING = MultiValueDict(
    {
        "answer": ["no"], "yes": ["no"], "to": ["2026-05-14T20:00:00+01:00"],
        "back_time": ["20:00"], "day": ["2026-05-20"], "out_time": ["10:00"],
        "intention": ["Something else"], "open_ended": ["on"], "what": ["keep"],
        "words": ["x"], "text": ["x"], "kind": ["aha"],
        "blessing": ["x"], "worry": ["x"], "guilt": ["10"], "seen": ["1"], "form": ["none"],
        "shown": ["on"], "zone": ["Europe/London"], "back_zone": ["Europe/London"],
    }
)  # fmt: skip


def told_of(leave: Leave) -> dict[str, Any]:
    """The leave and its heads-up, column by column."""
    rows = (Leave.objects.filter(pk=leave.pk), HeadsUp.objects.filter(leave=leave))
    return {
        f"{rows_of.model.__name__}.{name}": value
        for rows_of in rows
        for name, value in rows_of.values().get().items()
    }


@pytest.mark.parametrize("out", [False, True])
def test_nothing_that_the_partner_can_send_changes_a_leave(
    out: bool, leave: Leave, ana: Person, ben: Person, client_of: ClientOf, clock: Clock
) -> None:
    if out:
        clock(leave.out_at)
        client_of(ana).post(reverse("departure", args=[leave.pk]))
    before, client = told_of(leave), client_of(ben)
    sent = 0
    for address in addresses(Rows(leave_id=[leave.pk])):
        if str(leave.pk) in address:
            with another_world():
                sent += client.post(address, EVERYTHING).status_code == 303
                assert told_of(leave) == before, address
    assert sent > 1, "some of it is taken: an answer, a note, a hello"
