"""Whose eyes are asking: a board is its owner's, and otherwise it is seen by its link alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from outandback.rooms.account.actions import erase
from outandback.rooms.board import actions, queries
from outandback.rooms.board.models import Showing, SleepsBoard
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.models import Leave
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rooms.people.queries import both_sides
from outandback.vault.keyring import Closed
from tests.builders.boards import (
    board_form,
    hang_board,
    headline,
    page_of,
    read_page,
    show_on_board,
)
from tests.builders.leaves import make_departure, make_leave
from tests.cast import Cast, side_of
from tests.fixtures import ClientOf, Keys

DAY = timedelta(days=1)
OTHERS = ("ben", "cleo", "dede", "thea")
ADDRESSES = ("board", "board-card", "board-link", "board-taking-down")


@pytest.fixture(autouse=True)
def now(at: datetime, clock: Callable[[datetime], None]) -> None:
    clock(at)


@pytest.fixture
def board(ana: Person, keys: Keys, at: datetime) -> SleepsBoard:
    return hang_board(ana, keys(ana), at)


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    return make_leave(ana, keys(ana), at)


class TestQuestions:
    def test_its_owner_has_it(self, ana: Person, board: SleepsBoard) -> None:
        assert queries.boards_of(ana) == [board]
        assert queries.board_of(ana, board.pk) == board

    def test_behind_the_link_of_a_closed_account_is_nothing(
        self, ana: Person, keys: Keys, at: datetime, board: SleepsBoard
    ) -> None:
        token = queries.token_of(keys(ana), board)
        assert queries.board_behind(token, at) == board
        Person.objects.filter(pk=ana.pk).update(is_active=False)
        with pytest.raises(Http404):
            queries.board_behind(token, at)

    @pytest.mark.parametrize("name", OTHERS)
    def test_nobody_else_has_it(self, name: str, cast: Cast, board: SleepsBoard) -> None:
        person = cast.people[name.capitalize()]
        assert queries.boards_of(person) == []
        with pytest.raises(Http404):
            queries.board_of(person, board.pk)

    @pytest.mark.parametrize("name", OTHERS)
    def test_nobody_else_learns_which_boards_show_a_leave(
        self, name: str, cast: Cast, ana: Person, keys: Keys, board: SleepsBoard, leave: Leave
    ) -> None:
        show_on_board(board, leave, keys(ana))
        assert queries.boards_showing(ana, leave) == {board.pk}
        assert queries.boards_showing(ana, make_leave(ana, keys(ana), leave.planned_at)) == set()
        assert queries.boards_showing(cast.people[name.capitalize()], leave) == set()

    @pytest.mark.parametrize("name", OTHERS)
    def test_nobody_elses_key_opens_its_words(
        self, name: str, cast: Cast, board: SleepsBoard
    ) -> None:
        keyring = cast.keys(cast.people[name.capitalize()], room=True)
        for column in ("words", "token"):
            with pytest.raises(Closed):
                keyring.open(board, column)

    def test_of_its_owners_leaves_alone_it_keeps_what_was_said(
        self, ana: Person, ben: Person, keys: Keys, at: datetime, board: SleepsBoard, leave: Leave
    ) -> None:
        theirs = make_leave(ben, keys(ben), at)
        named = [str(leave.pk), str(theirs.pk)]
        assert queries.leaves_not_over(board, named) == {leave.pk}


class TestAddresses:
    @pytest.mark.parametrize("name", OTHERS)
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_nobody_else_gets_there(
        self, name: str, address: str, cast: Cast, board: SleepsBoard, client_of: ClientOf
    ) -> None:
        client, page = client_of(cast.people[name.capitalize()]), reverse(address, args=[board.pk])
        before = SleepsBoard.objects.values().get(pk=board.pk)
        answers = {client.get(page).status_code, client.post(page, board_form()).status_code}
        assert answers <= {404, 405}
        assert SleepsBoard.objects.values().get(pk=board.pk) == before

    @pytest.mark.parametrize("name", OTHERS)
    def test_nobody_else_puts_a_leave_on_it(
        self, name: str, cast: Cast, board: SleepsBoard, leave: Leave, client_of: ClientOf
    ) -> None:
        client = client_of(cast.people[name.capitalize()])
        page = reverse("leave-board", args=[leave.pk])
        assert client.get(page).status_code == 404
        assert client.post(page, {f"{board.pk}-shown": "on"}).status_code == 404
        assert not Showing.objects.exists()

    def test_a_leave_of_ones_own_goes_on_ones_own_boards_alone(
        self, ben: Person, keys: Keys, at: datetime, board: SleepsBoard, client_of: ClientOf
    ) -> None:
        theirs = make_leave(ben, keys(ben), at)
        page = reverse("leave-board", args=[theirs.pk])
        client_of(ben).post(page, {f"{board.pk}-shown": "on"})
        assert not Showing.objects.exists()

    @pytest.mark.parametrize("address", ["boards", "board-new", "goodbyes"])
    def test_signed_out_one_signs_in_first(self, address: str, db: None) -> None:
        assert Client().get(reverse(address)).status_code == 302

    def test_a_form_cannot_take_over_somebody_elses_board(
        self, board: SleepsBoard, cleo: Person, client_of: ClientOf
    ) -> None:
        before = SleepsBoard.objects.values().get(pk=board.pk)
        client_of(cleo).post(reverse("board-new"), board_form(form_id=str(board.pk)))
        assert SleepsBoard.objects.values().get(pk=board.pk) == before

    def test_the_partner_sees_it_by_its_link_like_everybody(
        self, board: SleepsBoard, ana: Person, ben: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        assert headline(read_page(page_of(board, keys(ana)), client_of(ben))) == "Ro is here"
        for address in ("boards", "today"):
            assert b"Mika" not in client_of(ben).get(reverse(address)).content


class TestEnds:
    def test_a_parting_keeps_it(
        self, board: SleepsBoard, ana: Person, leave: Leave, keys: Keys, at: datetime
    ) -> None:
        """Both sides keep their own; it shows its owner's leaves as before."""
        show_on_board(board, leave, keys(ana))
        people.part_ways(side_of(ana), keys(ana), "", at, at)
        page = page_of(board, keys(ana))
        assert headline(read_page(page)) == "Ro goes out tomorrow"
        make_departure(leave, keys(ana), at)
        assert headline(read_page(page)) == "Ro is back after 1 sleep"

    def test_an_erased_person_has_no_page_any_more(
        self, board: SleepsBoard, ana: Person, keys: Keys, at: datetime
    ) -> None:
        page = page_of(board, keys(ana))
        erase(ana, both_sides(ana)[0], keys(ana, room=True), at)
        assert Client().get(page).status_code == 404

    def test_all_of_a_person_go_down_at_once_and_nobody_elses(
        self, board: SleepsBoard, ana: Person, ben: Person, keys: Keys, at: datetime, leave: Leave
    ) -> None:
        show_on_board(board, leave, keys(ana))
        theirs = hang_board(ben, keys(ben), at)
        actions.take_all_down(ana)
        assert list(SleepsBoard.objects.all()) == [theirs]
        assert not Showing.objects.exists()

    def test_a_flower_stays_when_not_all_are_shown_any_more(
        self, ana: Person, keys: Keys, at: datetime, clock: Callable[[datetime], None]
    ) -> None:
        whole = hang_board(ana, keys(ana), at, shows_all=True)
        come_back(make_departure(make_leave(ana, keys(ana), at), keys(ana), at), at + DAY)
        make_departure(make_leave(ana, keys(ana), at), keys(ana), at + DAY)
        clock(at + DAY)
        plain = {"shows_all": False}
        words = keys(ana).open(whole, "words")
        actions.change_board(whole, keys(ana), whole.row_version, words, plain)
        html = read_page(page_of(whole, keys(ana)))
        assert html.count('class="heart"') == 1
        assert headline(html) == "Ro is here"
