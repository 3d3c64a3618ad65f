"""A child's page that the one at home finds, too: on the leaves of the one who let them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.board.actions import share_link
from outandback.rooms.board.models import SharedLink, SleepsBoard
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Membership, Person
from tests.builders.boards import board_form, hang_board, page_of, show_on_board
from tests.builders.leaves import make_heads_up, make_leave
from tests.cast import side_of
from tests.fixtures import ClientOf, Keys

LINK = "The child’s page: how many sleeps"


@pytest.fixture(autouse=True)
def now(at: datetime, clock: Callable[[datetime], None]) -> None:
    clock(at)


@pytest.fixture
def told(ana: Person, keys: Keys, at: datetime) -> Leave:
    leave = make_leave(ana, keys(ana), at)
    make_heads_up(leave, side_of(ana), keys(ana), at)
    return leave


@pytest.fixture
def board(ana: Person, keys: Keys, at: datetime) -> SleepsBoard:
    return hang_board(ana, keys(ana), at)


def html(client: Client, name: str, *of: object) -> str:
    return client.get(reverse(name, args=of)).content.decode()


def share(board: SleepsBoard, ana: Person, keys: Keys) -> None:
    share_link(board, side_of(ana), keys(ana))


def test_made_for_a_leave_that_was_told_it_is_offered_and_found_there(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, told: Leave
) -> None:
    hers = client_of(ana)
    new = f"{reverse('board-new')}?leave={told.pk}"
    asked = hers.get(new).content.decode()
    assert "Show Ben this page, too" in asked
    assert 'name="shared"' in asked and asked.count("checked") == blank_ticks(hers) + 1
    hers.post(reverse("board-new"), board_form(leave=str(told.pk), shared="on"))
    page = html(client_of(ben), "answer", told.pk)
    assert LINK in page and page_of(SleepsBoard.objects.get(), keys(ana)) in page


def blank_ticks(client: Client) -> int:
    return html(client, "board-new").count("checked")


def test_without_a_word_nobody_finds_it(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, board: SleepsBoard, told: Leave
) -> None:
    show_on_board(board, told, keys(ana))
    assert LINK not in html(client_of(ben), "answer", told.pk)


def test_it_is_found_on_the_leaves_that_it_shows(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, board: SleepsBoard, told: Leave
) -> None:
    share(board, ana, keys)
    client = client_of(ben)
    assert LINK not in html(client, "answer", told.pk)
    show_on_board(board, told, keys(ana))
    assert LINK in html(client, "answer", told.pk)
    assert "Ben can open this page, too." in html(client_of(ana), "leave-board", told.pk)


def test_its_owner_takes_that_back_and_gives_it_again(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, board: SleepsBoard, told: Leave
) -> None:
    show_on_board(board, told, keys(ana))
    share(board, ana, keys)
    hers, his = client_of(ana), client_of(ben)
    for shared, found in ({}, False), ({"shared": "on"}, True):
        board.refresh_from_db()
        form: Any = board_form(form_id=str(board.pk), seen=board.row_version, **shared)
        assert hers.post(reverse("board", args=[board.pk]), form).status_code == 303
        assert (LINK in html(his, "answer", told.pk)) is found


def test_a_changed_link_is_found_in_place_of_the_old_one(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, board: SleepsBoard, told: Leave
) -> None:
    show_on_board(board, told, keys(ana))
    share(board, ana, keys)
    old = page_of(board, keys(ana))
    client_of(ana).post(reverse("board-link", args=[board.pk]))
    page = html(client_of(ben), "answer", told.pk)
    assert page_of(board, keys(ana)) in page and old not in page
    assert Client().get(page_of(board, keys(ana))).status_code == 200


def test_taken_down_it_is_found_no_more(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, board: SleepsBoard, told: Leave
) -> None:
    show_on_board(board, told, keys(ana))
    share(board, ana, keys)
    client_of(ana).post(reverse("board-taking-down", args=[board.pk]))
    assert LINK not in html(client_of(ben), "answer", told.pk)


def test_after_a_parting_the_others_page_stands_as_it_was(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, board: SleepsBoard, told: Leave,
    at: datetime,
) -> None:  # fmt: skip
    show_on_board(board, told, keys(ana))
    share(board, ana, keys)
    before = html(client_of(ben), "answer", told.pk)
    part_ways(side_of(ana), keys(ana), "", at + timedelta(days=7), at)
    client_of(ana).post(reverse("board-link", args=[board.pk]))
    after = html(client_of(ben), "answer", told.pk)
    assert LINK in before and link_in(before) == link_in(after)
    assert "this page, too" not in html(client_of(ana), "board", board.pk)


def link_in(page: str) -> str:
    return page.partition("/kids/")[2].partition(LINK)[0]


def test_before_the_words_are_compared_nobody_is_offered_it(
    ana: Person, client_of: ClientOf, board: SleepsBoard
) -> None:
    Membership.objects.filter(person=ana).update(pin=None)
    for name, of in (("board-new", ()), ("board", (board.pk,))):
        assert 'name="shared"' not in html(client_of(ana), name, *of)


def test_no_copy_of_the_database_shows_the_link(
    ana: Person, keys: Keys, board: SleepsBoard
) -> None:
    share(board, ana, keys)
    token = page_of(board, keys(ana)).split("/")[-2]
    assert token.encode() not in bytes(SharedLink.objects.get().given or b"")
