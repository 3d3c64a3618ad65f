"""10. Children have no accounts and are never messengers; a board promises what its parent set."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from outandback.rooms.board.models import SleepsBoard
from outandback.rooms.board.queries import token_of
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.actions import promise_return
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Person
from tests.builders.boards import RITUAL, hang_board
from tests.builders.leaves import make_departure, make_heads_up, make_leave, wall
from tests.fixtures import Clock, Keys
from tests.promises import words
from tests.promises.pages import Page, look, patterns
from tests.promises.reading import Template, built_with, templates

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FOR_GROWN_UPS = "/"


@pytest.mark.parametrize("reading", words.of(10), ids=str)
def test_nothing_says(reading: words.Reading) -> None:
    assert reading.found() == []


# What a child's page is made of ----------------------------------------------------------------


def childrens() -> list[Template]:
    """Every template that a child is shown: those in the bare frame, and the frame."""
    framed = [one for one in templates() if "kids/frame.html" in built_with(one)]
    return [*framed, *(one for one in templates() if one.name == "kids/frame.html")]


def test_a_childs_page_takes_nothing_in() -> None:
    assert len(childrens()) > 2
    for one in childrens():
        assert not re.search(
            r"<(form|input|textarea|select|button|script|iframe|audio)", one.source
        )
        assert not re.search(r"\bhx-|\bdata-(?!me)|mailto:|tel:|sms:|whatsapp", one.source), (
            one.name
        )


def test_a_childs_page_leads_nowhere_but_to_itself_and_the_grown_ups() -> None:
    links = {
        link for one in childrens() for link in re.findall(r'<a\b[^>]*href="([^"]*)"', one.source)
    }
    assert links == {"#main", FOR_GROWN_UPS, ""}


def test_a_childs_page_takes_no_post(ana: Person, keys: Keys, at: datetime, clock: Clock) -> None:
    clock(at)
    address = page_of(hang_board(ana, keys(ana), at), ana, keys)
    for method in ("post", "put", "patch", "delete"):
        assert getattr(Client(), method)(address, {"text": "Come home"}).status_code == 405


def test_one_address_is_for_children() -> None:
    found = [one.name for one in patterns() if str(one.pattern).startswith("kids/")]
    assert found == ["kids"]


def page_of(board: SleepsBoard, ana: Person, keys: Keys) -> str:
    board.refresh_from_db()
    return reverse("kids", args=[token_of(keys(ana), board)])


# What it says, from the plan to the return -----------------------------------------------------


def states(ana: Person, ben: Person, keys: Keys, at: datetime, clock: Clock) -> dict[str, Page]:
    """The page of a leave of three nights, whatever happens."""
    clock(at)
    board = hang_board(ana, keys(ana), at, shows_all=True)
    leave = make_leave(ana, keys(ana), at, out="2026-05-14T18:30", back="2026-05-17T18:00")
    make_heads_up(leave, ana.current, keys(ana), at)
    address, seen = page_of(board, ana, keys), {}

    def see(name: str, when: datetime) -> None:
        clock(when)
        seen[name] = look(Client(), address)

    see("ahead", at + 2 * HOUR)
    departure = make_departure(leave, keys(ana), leave.out_at)
    see("out", leave.out_at + HOUR)
    assert leave.back_at
    see("nearly", leave.back_at - HOUR)
    see("late", leave.back_at + HOUR)
    promise_return(Leave.objects.get(pk=leave.pk), wall("2026-05-19T18:00"), leave.back_at)
    see("longer", leave.back_at + HOUR)
    promise_return(Leave.objects.get(pk=leave.pk), None, leave.back_at + HOUR)
    see("open", leave.back_at + 2 * HOUR)
    come_back(departure, leave.back_at + 3 * HOUR)
    see("back", leave.back_at + 4 * HOUR)
    return seen


def test_no_state_of_it_speaks_to_the_child_of_a_task_or_a_wait(
    ana: Person, ben: Person, keys: Keys, at: datetime, clock: Clock
) -> None:
    asking = (
        r"\b(you|your|tell|ask|say|call|ring|send|write|help|promise|be good|look after|wait\w*"
        r"|late|miss\w*|soon|sad|cry|brave|should|must|please|sorry|because)\b|!"
    )
    for name, page in states(ana, ben, keys, at, clock).items():
        own = page.pieces - {RITUAL, "How you two say goodbye"}
        assert page.status == 200
        assert [one for one in own if re.search(asking, one, re.IGNORECASE)] == [], name


def test_it_says_how_many_sleeps_only_where_a_time_was_set(
    ana: Person, ben: Person, keys: Keys, at: datetime, clock: Clock
) -> None:
    seen = states(ana, ben, keys, at, clock)
    sleeps = {
        name: re.findall(r"(\d+) sleeps?", " ".join(page.pieces)) for name, page in seen.items()
    }
    assert sleeps == {
        "ahead": ["3"], "out": ["3"], "nearly": [], "late": [], "longer": ["2"], "open": [],
        "back": [],
    }  # fmt: skip


def test_it_says_nothing_of_where_with_whom_and_why(
    ana: Person, ben: Person, keys: Keys, at: datetime, clock: Clock
) -> None:
    for page in states(ana, ben, keys, at, clock).values():
        assert not re.search(r"knit|Thursday circle|Ana|Ben\b|London|18:", page.body)


def test_a_child_is_nobody_in_the_rows() -> None:
    named = {
        f"{model.__name__}.{column.name}"
        for model in apps.get_models()
        if model.__module__.startswith("outandback.")
        for column in model._meta.local_fields
        if "child" in column.name or "child" in model.__name__.lower()
    }
    assert named == set()
