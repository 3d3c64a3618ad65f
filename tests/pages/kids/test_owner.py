"""Its owner's pages: making a board, its words, its link, its card, and each leave on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.board.models import BoardWords, Showing, SleepsBoard
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.actions import say_how_we_live
from outandback.rooms.people.models import Person
from tests.builders.boards import (
    WORDS,
    board_form,
    hang_board,
    headline,
    page_of,
    read_page,
    show_on_board,
)
from tests.builders.leaves import make_departure, make_leave
from tests.fixtures import ClientOf, Keys

DAY = timedelta(days=1)
Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def now(at: datetime, clock: Clock) -> None:
    clock(at)


@pytest.fixture
def client(ana: Person, client_of: ClientOf) -> Client:
    return client_of(ana)


@pytest.fixture
def board(ana: Person, keys: Keys, at: datetime) -> SleepsBoard:
    return hang_board(ana, keys(ana), at)


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    return make_leave(ana, keys(ana), at)


def words_of(board: SleepsBoard, ana: Person, keys: Keys) -> BoardWords:
    board.refresh_from_db()
    words: BoardWords = keys(ana).open(board, "words")
    return words


class TestMaking:
    def test_it_starts_from_what_is_known(self, client: Client) -> None:
        html = client.get(reverse("board-new")).content.decode()
        assert re.search(r'name="called" value="Ana"', html)
        assert re.search(r'name="zone" value="Europe/London"', html)
        assert re.search(r'value="chosen"[^>]* checked', html)
        assert re.search(r'value="here"[^>]* checked', html)

    def test_who_lives_apart_starts_from_another_home(
        self, client: Client, ana: Person, keys: Keys
    ) -> None:
        assert ana.current
        say_how_we_live(ana.current, keys(ana), "two homes")
        html = client.get(reverse("board-new")).content.decode()
        assert re.search(r'value="elsewhere"[^>]* checked', html)

    def test_one_form_makes_one_board(self, client: Client, ana: Person, keys: Keys) -> None:
        form = board_form()
        pages = {client.post(reverse("board-new"), form)["Location"] for _ in range(2)}
        board = SleepsBoard.objects.get()
        assert pages == {reverse("board", args=[board.pk])}
        assert words_of(board, ana, keys) == WORDS
        assert headline(read_page(page_of(board, keys(ana)))) == "Ro is here"

    def test_somebody_may_have_one_in_each_home(self, client: Client) -> None:
        for place in ("here", "elsewhere"):
            client.post(reverse("board-new"), board_form(place=place))
        assert SleepsBoard.objects.count() == 2
        assert "In another home" in client.get(reverse("boards")).content.decode()

    @pytest.mark.parametrize(
        ("change", "told"),
        [({"called": " "}, "Say what the child calls you."), ({"zone": "Nowhere"}, "time zone")],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(
        self, client: Client, change: dict[str, str], told: str
    ) -> None:
        response = client.post(reverse("board-new"), board_form(**change))
        assert response.status_code == 422
        assert told in response.content.decode()
        assert "Mika" in response.content.decode()

    def test_an_empty_zone_is_ones_own(self, client: Client) -> None:
        client.post(reverse("board-new"), board_form(zone=""))
        assert SleepsBoard.objects.get().zone == "Europe/London"

    def test_with_the_words_sealed_nothing_typed_is_lost(self, ana: Person) -> None:
        sealed = Client()
        sealed.force_login(ana)
        assert sealed.get(reverse("board-new")).status_code == 303
        response = sealed.post(reverse("board-new"), board_form())
        assert response.status_code == 422
        assert "Mika" in response.content.decode()
        assert not SleepsBoard.objects.exists()


class TestChanging:
    def test_the_childs_page_follows_at_once(
        self, client: Client, board: SleepsBoard, ana: Person, keys: Keys
    ) -> None:
        page = page_of(board, keys(ana))
        typed = board_form(called="Mum", child="", ink="b", place="elsewhere", seen=1)
        assert client.post(reverse("board", args=[board.pk]), typed).status_code == 303
        html = read_page(page)
        assert headline(html) == "Mum is home"
        assert "Mika" not in html
        assert 'data-me="b"' in html

    def test_its_form_shows_it_again(self, client: Client, board: SleepsBoard) -> None:
        html = client.get(reverse("board", args=[board.pk])).content.decode()
        assert re.search(r'name="called" value="Ro"', html)
        assert "Two kisses and the wave from the gate." in html

    def test_a_change_elsewhere_is_said_and_the_next_press_decides(
        self, client: Client, board: SleepsBoard, ana: Person, keys: Keys
    ) -> None:
        page = reverse("board", args=[board.pk])
        client.post(page, board_form(called="Mum", seen=1))
        late = client.post(page, board_form(called="Mama", seen=1))
        assert late.status_code == 409
        assert words_of(board, ana, keys).called == "Mum"
        html = late.content.decode()
        assert re.search(r'name="called" value="Mama"', html)
        found = re.search(r'name="seen" value="(\d+)"', html)
        assert found
        client.post(page, board_form(called="Mama", seen=found[1]))
        assert words_of(board, ana, keys).called == "Mama"

    def test_what_was_said_for_a_leave_stays(
        self, client: Client, board: SleepsBoard, leave: Leave, ana: Person, keys: Keys
    ) -> None:
        show_on_board(board, leave, keys(ana), "I will bring you a stone.")
        client.post(reverse("board", args=[board.pk]), board_form(called="Mum", seen=2))
        assert words_of(board, ana, keys).sentences == {str(leave.pk): "I will bring you a stone."}


class TestLink:
    def test_its_owner_sees_it_again_and_opens_it(
        self, client: Client, board: SleepsBoard, ana: Person, keys: Keys
    ) -> None:
        html = client.get(reverse("board", args=[board.pk])).content.decode()
        assert f'value="http://testserver{page_of(board, keys(ana))}" readonly' in html

    def test_one_tap_changes_it_and_ends_the_old_one(
        self, client: Client, board: SleepsBoard, ana: Person, keys: Keys
    ) -> None:
        old = page_of(board, keys(ana))
        assert client.post(reverse("board-link", args=[board.pk])).status_code == 303
        new = page_of(board, keys(ana))
        assert new != old
        assert Client().get(old).status_code == 404
        assert "For Mika" in read_page(new)

    def test_a_link_that_closed_itself_says_so_and_a_new_one_opens(
        self, client: Client, board: SleepsBoard, ana: Person, keys: Keys, at: datetime,
        clock: Clock, client_of: ClientOf,
    ) -> None:  # fmt: skip
        clock(at + 91 * DAY)
        client = client_of(ana)
        html = client.get(reverse("board", args=[board.pk])).content.decode()
        assert "This link has ended." in html
        assert page_of(board, keys(ana)) not in html
        client.post(reverse("board-link", args=[board.pk]))
        assert headline(read_page(page_of(board, keys(ana)))) == "Ro is here"

    def test_taking_down_ends_it_and_keeps_nothing(
        self, client: Client, board: SleepsBoard, leave: Leave, ana: Person, keys: Keys
    ) -> None:
        show_on_board(board, leave, keys(ana))
        page = page_of(board, keys(ana))
        assert client.post(reverse("board-taking-down", args=[board.pk])).status_code == 303
        assert Client().get(page).status_code == 404
        assert not SleepsBoard.objects.exists()
        assert not Showing.objects.exists()

    def test_sealed_it_asks_for_the_passphrase(self, ana: Person, board: SleepsBoard) -> None:
        sealed = Client()
        sealed.force_login(ana)
        old = SleepsBoard.objects.get().token_hash
        for address in ("board", "board-card"):
            assert sealed.get(reverse(address, args=[board.pk])).status_code == 303
        assert sealed.post(reverse("board-link", args=[board.pk])).status_code == 303
        assert SleepsBoard.objects.get().token_hash == old
        assert b"Mika" not in sealed.get(reverse("boards")).content

    def test_sealed_it_can_still_be_taken_down(self, ana: Person, board: SleepsBoard) -> None:
        sealed = Client()
        sealed.force_login(ana)
        sealed.post(reverse("board-taking-down", args=[board.pk]))
        assert not SleepsBoard.objects.exists()

    def test_a_card_holds_the_square_the_picture_and_the_ritual(
        self, client: Client, board: SleepsBoard
    ) -> None:
        html = client.get(reverse("board-card", args=[board.pk])).content.decode()
        card = html.partition("kids-card")[2].partition("</section>")[0]
        assert 'class="square"' in card
        assert "scene__line" in card
        assert "Two kisses and the wave from the gate." in card
        assert "Ana" not in card


class TestLeaves:
    def test_one_tap_shows_a_leave_and_another_hides_it(
        self, client: Client, board: SleepsBoard, leave: Leave, ana: Person, keys: Keys
    ) -> None:
        page, kids = reverse("leave-board", args=[leave.pk]), page_of(board, keys(ana))
        assert headline(read_page(kids)) == "Ro is here"
        client.post(page, {f"{board.pk}-shown": "on"})
        assert headline(read_page(kids)) == "Ro goes out tomorrow"
        client.post(page, {})
        assert headline(read_page(kids)) == "Ro is here"

    def test_a_sentence_is_for_this_time_alone(
        self, client: Client, board: SleepsBoard, leave: Leave, ana: Person, keys: Keys,
        at: datetime, clock: Clock,
    ) -> None:  # fmt: skip
        page, kids = reverse("leave-board", args=[leave.pk]), page_of(board, keys(ana))
        said = "I will bring you a stone."
        client.post(page, {f"{board.pk}-shown": "on", f"{board.pk}-sentence": said})
        assert said in read_page(kids)
        come_back(make_departure(leave, keys(ana), at), at + DAY)
        clock(at + DAY)
        assert said not in read_page(kids)
        show_on_board(board, make_leave(ana, keys(ana), at), keys(ana), "Another.")
        assert said not in words_of(board, ana, keys).sentences.values()

    def test_a_sentence_can_be_taken_back(
        self, client: Client, board: SleepsBoard, leave: Leave, ana: Person, keys: Keys
    ) -> None:
        show_on_board(board, leave, keys(ana), "I will bring you a stone.")
        client.post(reverse("leave-board", args=[leave.pk]), {f"{board.pk}-shown": "on"})
        assert "a stone" not in read_page(page_of(board, keys(ana)))

    def test_without_a_set_time_its_owner_is_told(
        self, client: Client, board: SleepsBoard, ana: Person, keys: Keys, at: datetime
    ) -> None:
        endless = make_leave(ana, keys(ana), at, back="")
        html = client.get(reverse("leave-board", args=[endless.pk])).content.decode()
        assert "A child’s page needs a set return time." in html
        assert reverse("leave-plan", args=[endless.pk]) in html
        make_departure(endless, keys(ana), at)
        out = client.get(reverse("leave-board", args=[endless.pk])).content.decode()
        assert reverse("leave-return-time", args=[endless.pk]) in out

    def test_with_a_set_time_nothing_is_said_of_it(
        self, client: Client, board: SleepsBoard, leave: Leave
    ) -> None:
        html = client.get(reverse("leave-board", args=[leave.pk])).content.decode()
        assert "needs a set return time" not in html

    def test_without_a_board_there_is_the_way_to_one(self, client: Client, leave: Leave) -> None:
        html = client.get(reverse("leave-board", args=[leave.pk])).content.decode()
        assert reverse("board-new") in html

    def test_what_is_made_for_a_leave_shows_it_and_ends_there(
        self, client: Client, leave: Leave
    ) -> None:
        own = reverse("leave", args=[leave.pk])
        asked = client.get(reverse("leave-board", args=[leave.pk])).content.decode()
        new = f"{reverse('board-new')}?leave={leave.pk}"
        assert f'href="{new}"' in asked
        blank = client.get(new).content.decode()
        assert f'name="leave" value="{leave.pk}"' in blank
        answer = client.post(reverse("board-new"), board_form(leave=str(leave.pk)))
        assert answer["Location"] == own
        assert "A child’s page shows this leave." in client.get(own).content.decode()

    def test_nobody_makes_one_for_anothers_leave(
        self, client_of: ClientOf, ben: Person, leave: Leave
    ) -> None:
        hers = client_of(ben)
        answer = hers.post(reverse("board-new"), board_form(leave=str(leave.pk)))
        assert answer["Location"].startswith(reverse("boards"))
        assert not Showing.objects.exists()

    def test_switching_it_on_is_one_press_and_ends_on_the_leave(
        self, client: Client, board: SleepsBoard, leave: Leave
    ) -> None:
        page, own = reverse("leave-board", args=[leave.pk]), reverse("leave", args=[leave.pk])
        assert "A child’s page shows this leave." not in client.get(own).content.decode()
        assert "checked" in client.get(page).content.decode()
        assert client.post(page, {f"{board.pk}-shown": "on"})["Location"] == own
        assert "A child’s page shows this leave." in client.get(own).content.decode()

    def test_of_two_pages_none_is_switched_on_by_itself(
        self, client: Client, board: SleepsBoard, leave: Leave, ana: Person, keys: Keys,
        at: datetime,
    ) -> None:  # fmt: skip
        hang_board(ana, keys(ana), at)
        page = client.get(reverse("leave-board", args=[leave.pk])).content.decode()
        assert "checked" not in page

    def test_sealed_words_are_asked_for_and_nothing_is_half_done(
        self, ana: Person, board: SleepsBoard, leave: Leave
    ) -> None:
        sealed, page = Client(), reverse("leave-board", args=[leave.pk])
        sealed.force_login(ana)
        assert sealed.get(page).status_code == 303
        typed = {f"{board.pk}-shown": "on", f"{board.pk}-sentence": "A stone."}
        response = sealed.post(page, typed)
        assert response.status_code == 422
        assert "A stone." in response.content.decode()
        assert not Showing.objects.exists()


def test_what_helps_around_a_goodbye_stands_in_its_order(client: Client) -> None:
    html = client.get(reverse("goodbyes")).content.decode()
    titles = re.findall(r"<h2>(.*?)</h2>", html)
    assert titles == [
        "Before you go",
        "At the door",
        "While you are away",
        "When it gets later",
        "When you are back",
    ]
