"""8. Every question can be passed, and a bad leave weighs as much as a good one."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, timedelta

import pytest
from django import forms
from django.urls import reverse

from outandback.rooms.away.models import Departure
from outandback.rooms.comeback import actions
from outandback.rooms.comeback.models import CheckIn, HomeAnswers
from outandback.rooms.leave.models import DoorAnswers
from outandback.rooms.people.models import Person
from outandback.rules.evidence import Evidence
from outandback.ui.field_html import scale
from outandback.ui.fields import ZERO_TO_TEN
from tests.builders.homecomings import make_homecoming, plan_and_depart
from tests.builders.leaves import make_leave
from tests.builders.past_leaves import make_past_leaves
from tests.fixtures import ClientOf, Clock, Keys
from tests.house.source import form_modules
from tests.promises import words
from tests.promises.excused import COMPARED, REQUIRED
from tests.promises.pages import Page, Pages, Rows, another_world, seen_by
from tests.promises.reading import printed

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("reading", words.of(8), ids=str)
def test_nothing_says(reading: words.Reading) -> None:
    assert reading.found() == []


# Passing ---------------------------------------------------------------------------------------


def every_form() -> Iterator[type[forms.BaseForm]]:
    for module in form_modules():
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, forms.BaseForm) and found.__module__ == module.__name__:
                yield found


def questions() -> Iterator[tuple[str, forms.Field]]:
    for form in every_form():
        asked: dict[str, forms.Field] = getattr(form, "base_fields", {})
        for name, field in asked.items():
            if not field.widget.is_hidden:
                yield f"{form.__name__}.{name}", field


def test_what_has_to_be_answered_stands_in_a_list() -> None:
    assert {name for name, field in questions() if field.required} == set(REQUIRED)


def test_each_scale_begins_with_nothing_and_offers_to_skip() -> None:
    asked = {name: field for name, field in questions() if is_scale(field)}
    assert len(asked) > 8
    for name, field in asked.items():
        assert not field.required and field.initial is None, name
        form = type("Asking", (forms.Form,), {"one": field})()
        html = scale(form["one"], "0", "10", "Skip", "")
        assert "checked" not in html and '<input type="radio" name="one" value="">' in html, name


def is_scale(field: forms.Field) -> bool:
    return [str(value) for value, _ in getattr(field, "choices", ())] == [
        str(value) for value, _ in ZERO_TO_TEN
    ]


def test_passing_everything_goes_on_all_the_same(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    """Nothing filled in, at the door, back home, at home, in the evening and at the start."""
    clock(at)
    leave = make_leave(ana, keys(ana), at)
    client = client_of(ana, room=True)
    assert client.post(reverse("departure", args=[leave.pk]), {}).status_code == 303
    assert Departure.objects.filter(leave=leave).exists()
    assert client.post(reverse("homecoming", args=[leave.pk]), {}).status_code == 303
    assert client.post(reverse("check-in", args=[leave.pk]), {}).status_code == 303
    kept = keys(ana, room=True).open(CheckIn.objects.get(person=ana), "answers")
    assert kept == HomeAnswers()
    for name in ("evening", "evening-after", "start-ease", "start-own", "start-theirs", "listener"):
        assert client.post(reverse(name), {}).status_code == 303, name
    told = make_homecoming(ben, keys(ben), at).leave
    assert client.post(reverse("check-in", args=[told.pk]), {}).status_code == 303


# Equal weight ----------------------------------------------------------------------------------


def test_no_template_looks_at_a_figure_to_decide_what_it_shows() -> None:
    figures = {one.name for kind in (HomeAnswers, DoorAnswers) for one in fields(kind)}
    judged = {one.name for one in fields(Evidence)} - {"shown"}
    found = {
        (one.place, one.expression)
        for one in printed()
        if re.match(r"(if|elif)\b", one.expression)
        and (
            re.search(r"[<>]", one.expression)
            or compares(one.expression, figures)
            or one.names & judged
        )
    }
    assert found == set(COMPARED)


def compares(expression: str, figures: set[str]) -> bool:
    """Anything but whether it was answered."""
    asked = re.sub(r"\bis (not )?None\b", "", expression)
    return any(re.search(rf"\b{name}\b\s*(==|!=|in\b|is\b|\|)", asked) for name in figures)


GOOD = HomeAnswers(felt=10, closeness=10, energy=10, guilt=10, joy="x", reassurance="y")
BAD = HomeAnswers(felt=0, closeness=0, energy=0, guilt=0, joy="x", reassurance="y")


def test_pages_differ_in_the_figure_alone(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    """What is kept and what is shared, as either of the two reads it."""
    clock(at)
    back = make_homecoming(ana, keys(ana, room=True), at - 30 * HOUR)
    worlds: list[list[Pages]] = []
    for outcome in (GOOD, BAD):
        with another_world():
            for person in (ana, ben):
                room = keys(person, room=True)
                actions.check_in(back.home, person, room, outcome, outcome, person.current, at)
            rows = Rows(leave_id=[back.leave.pk])
            worlds.append([seen_by(client_of(one, room=True), rows) for one in (ana, ben)])
    for one, same in zip(*worlds, strict=True):
        assert [at for at in one if not alike(at, one[at], same[at])] == []
    assert any("All in all 10." in page.body for page in worlds[0][0].values())
    assert any("All in all 0." in page.body for page in worlds[1][1].values())


def alike(at: str, one: Page, other: Page) -> bool:
    """But for figures; of pictures of figures, and of what they come to, in their shape."""
    if at == reverse("loop"):
        return shape(one.body) == shape(other.body)
    return figureless(one) == figureless(other)


def figureless(page: Page) -> str:
    """Of the eleven beads the one that was pressed is the figure, too."""
    return re.sub(r"\d+", "0", page.body).replace(" checked", "")


def test_the_card_at_the_door_looks_the_same_after_good_leaves_and_bad_ones(
    ana: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    """The same elements with the same classes in the same order; only figures and words differ."""
    clock(at)
    shapes = []
    for felt in (10, 0):
        with another_world():
            make_past_leaves(ana, keys(ana, room=True), at - 24 * HOUR, [(7, felt)] * 6)
            leave = make_leave(ana, keys(ana), at)
            client = client_of(ana, room=True)
            page = client.post(reverse("evidence", args=[leave.pk]), {"guilt": "7"})
            shapes.append(shape(page.content.decode()))
    assert shapes[0] == shapes[1] and ("figure", "chart") in shapes[0]


def shape(html: str) -> list[tuple[str, str]]:
    return [
        (tag, (re.search(r'class="([^"]*)"', rest) or [""] * 2)[1])
        for tag, rest in re.findall(r"<(\w+)([^>]*)>", html)
    ]


def test_an_evening_kept_is_kept_whatever_it_was(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    clock(at + HOUR)
    plan_and_depart(ana, keys(ana), at)
    pages = []
    for given in ("0", "10"):
        with another_world():
            client = client_of(ben)
            typed = {"closeness": given, "energy": given, "loneliness": given}
            page = client.post(reverse("evening"), typed, follow=True)
            pages.append(shape(page.content.decode()))
    assert pages[0] == pages[1]
