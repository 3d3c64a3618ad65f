"""What is folded on the page of a return: nothing of it is lost, and what is wrong is in sight."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from outandback.rooms.comeback import queries
from outandback.rooms.people.models import Person
from tests.builders.homecomings import MARK, Returned, make_moment
from tests.everywhere.pages import read
from tests.fixtures import ClientOf, Keys

FOLD = re.compile(r"<details class=\"more\"[^>]*?( open)?>(.*?)</details>", re.DOTALL)
MORE, BRING, SHOW = "More of how it was", "What do you bring home?", "Show some of it to"
REST = ("closeness", "energy", "guilt", "joy", "reassurance", "share")


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


def address(back: Returned) -> str:
    return reverse("homecoming", args=[back.leave.pk])


def folds(html: str) -> dict[str, bool]:
    """Each by its title, and whether it is open."""
    found = ((bool(opened), inside) for opened, inside in FOLD.findall(html))
    return {title: opened for opened, inside in found for title in TITLES if title in inside}


TITLES = (MORE, BRING, SHOW, "Your answers are kept.")


def send(client: Client, back: Returned, **typed: object) -> str:
    answer = client.post(address(back), {"joy": "", **typed})
    assert answer.status_code == 422
    return answer.content.decode()


def test_one_question_stands_open_and_the_form_still_holds_all_of_them(
    ana: Person, back: Returned, client_of: ClientOf
) -> None:
    html = client_of(ana, room=True).get(address(back)).content.decode()
    assert folds(html) == {MORE: False, SHOW: False, BRING: False}
    (form,) = read(html, address(back)).forms
    assert {"felt", *REST} <= {control.name for control in form.controls}
    assert 'name="felt"' in re.sub(FOLD, "", html)
    assert not [name for name in REST if f'name="{name}"' in re.sub(FOLD, "", html)]


@pytest.mark.parametrize("name", ["joy", "reassurance"])
def test_what_is_too_long_stands_in_sight_as_it_was_typed(
    ana: Person, back: Returned, client_of: ClientOf, name: str
) -> None:
    html = send(client_of(ana), back, **{name: "heron " * 2000, "felt": "9"})
    assert folds(html)[MORE] and not folds(html)[SHOW]
    assert "heron heron" in html and 'value="9" checked' in html


def test_an_answer_that_is_none_is_in_sight(
    ana: Person, back: Returned, client_of: ClientOf
) -> None:
    client = client_of(ana)
    assert folds(send(client, back, guilt="eleven"))[MORE]
    assert folds(send(client, back, share=["the weather"]))[SHOW]


def test_a_moment_that_cannot_be_told_yet_is_in_sight(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    silent = make_moment(back.departure, keys(ana), "", at)
    typed = {"moment": str(silent.pk), f"{silent.pk}-what": "tell"}
    assert folds(send(client_of(ana, room=True), back, **typed))[BRING]


def test_what_was_answered_is_said_on_its_line_in_the_open_room_alone(
    ana: Person, back: Returned, client_of: ClientOf
) -> None:
    client = client_of(ana, room=True)
    client.post(address(back), {"felt": "9", "energy": "6", "joy": ""})
    html = client.get(address(back)).content.decode()
    assert folds(html) == {"Your answers are kept.": False, BRING: False}
    assert "All in all 9. Energy 6." in html
    assert "All in all 9." not in client_of(ana).get(address(back) + "?kept").content.decode()


def test_after_the_answers_comes_what_comes_in(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    make_moment(back.departure, keys(ana), MARK, at)
    client = client_of(ana, room=True)
    answer = client.post(address(back), {"felt": "9", "joy": ""})
    assert answer["location"].endswith("?kept#bring")
    assert folds(client.get(answer["location"]).content.decode())[BRING]
    assert queries.check_in_of(ana, back.home) is not None
