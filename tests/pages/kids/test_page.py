"""The child's page: what it says in each state, and every byte that it may hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.board.actions import change_link, take_down
from outandback.rooms.board.models import BoardWords, SleepsBoard
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.actions import call_off, promise_return
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Person
from outandback.vault.errors import Unopenable
from tests.builders.boards import (
    RITUAL,
    WORDS,
    hang_board,
    headline,
    page_of,
    read_page,
    show_on_board,
    words_in,
)
from tests.builders.leaves import make_departure, make_leave, wall
from tests.fixtures import ClientOf, Keys

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OUT = datetime(2026, 5, 14, 17, 30, tzinfo=UTC)  # a Thursday, 18:30 in London
SATURDAY = "2026-05-16T21:00"
Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


@pytest.fixture
def board(ana: Person, keys: Keys, at: datetime) -> SleepsBoard:
    return hang_board(ana, keys(ana), at)


@pytest.fixture
def page(board: SleepsBoard, ana: Person, keys: Keys) -> str:
    return page_of(board, keys(ana))


@pytest.fixture
def leave(board: SleepsBoard, ana: Person, keys: Keys, at: datetime) -> Leave:
    """Thursday evening to Saturday night, and the board shows it."""
    leave = make_leave(ana, keys(ana), at, back=SATURDAY)
    show_on_board(board, leave, keys(ana))
    return leave


class TestStates:
    def test_nobody_is_out(self, page: str) -> None:
        html = read_page(page)
        assert headline(html) == "Ro is here"
        assert "Planned" not in html

    def test_in_another_home_ro_is_home(self, ana: Person, keys: Keys, at: datetime) -> None:
        there = hang_board(ana, keys(ana), at, words=BoardWords("Ro", elsewhere=True))
        assert headline(read_page(page_of(there, keys(ana)))) == "Ro is home"

    def test_the_day_before_and_the_day_itself(self, page: str, leave: Leave, clock: Clock) -> None:
        html = read_page(page)
        assert headline(html) == "Ro goes out tomorrow"
        assert "Then 2 sleeps, and back." in html
        clock(OUT - HOUR)
        assert headline(read_page(page)) == "Ro goes out today"

    def test_sleeps_are_counted_down(
        self, page: str, leave: Leave, ana: Person, keys: Keys, clock: Clock
    ) -> None:
        make_departure(leave, keys(ana), OUT)
        said = []
        for days in range(3):
            clock(OUT + days * DAY)
            said.append(headline(read_page(page)))
        assert said == [
            "Ro is back after 2 sleeps",
            "Ro is back after 1 sleep",
            "Ro is back today",
        ]

    def test_a_moon_that_was_slept_is_a_sun(
        self, page: str, leave: Leave, ana: Person, keys: Keys, clock: Clock
    ) -> None:
        make_departure(leave, keys(ana), OUT)
        counts = []
        for days in range(3):
            clock(OUT + days * DAY)
            html = read_page(page)
            counts.append((html.count('class="moon"'), html.count('class="sun"')))
        assert counts == [(2, 0), (1, 1), (0, 2)]

    def test_it_says_what_was_planned_and_promises_no_more(
        self, page: str, leave: Leave, ana: Person, keys: Keys, clock: Clock
    ) -> None:
        make_departure(leave, keys(ana), OUT)
        clock(OUT)
        assert "Planned: back on Saturday." in read_page(page)
        assert "21:00" not in read_page(page)

    def test_late_is_on_the_way_back_and_days_later_still(
        self, page: str, leave: Leave, ana: Person, keys: Keys, clock: Clock
    ) -> None:
        make_departure(leave, keys(ana), OUT)
        clock(OUT + 2 * DAY + 4 * HOUR)
        first = read_page(page)
        clock(OUT + 9 * DAY)
        assert headline(first) == "Ro is on the way back"
        assert "Planned" not in first
        assert read_page(page) == first

    def test_the_latest_promise_counts(
        self, page: str, leave: Leave, ana: Person, keys: Keys, clock: Clock
    ) -> None:
        make_departure(leave, keys(ana), OUT)
        leave.refresh_from_db()
        promise_return(leave, wall("2026-05-19T20:00"), OUT + DAY)
        clock(OUT + DAY)
        assert headline(read_page(page)) == "Ro is back after 4 sleeps"

    def test_no_set_time_is_out_and_will_be_back(
        self, board: SleepsBoard, page: str, ana: Person, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        leave = make_leave(ana, keys(ana), at, back="")
        show_on_board(board, leave, keys(ana))
        make_departure(leave, keys(ana), OUT)
        clock(OUT + 5 * DAY)
        html = read_page(page)
        assert headline(html) == "Ro is out"
        assert "Ro will be back." in html
        assert "sleep" not in " ".join(words_in(html))
        assert 'class="moon"' not in html

    def test_weeks_are_told_in_weeks(
        self, board: SleepsBoard, page: str, ana: Person, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        leave = make_leave(ana, keys(ana), at, back="2026-05-31T12:00")
        show_on_board(board, leave, keys(ana))
        make_departure(leave, keys(ana), OUT)
        clock(OUT)
        html = read_page(page)
        assert headline(html) == "Ro is back after 17 sleeps"
        assert "That is two weeks and 3 sleeps." in html
        assert "Planned: back on Sunday 31 May." in html
        assert html.count('class="moon"') == 3

    def test_back_is_here_with_a_flower(
        self, page: str, leave: Leave, ana: Person, keys: Keys, clock: Clock
    ) -> None:
        assert 'class="heart"' not in read_page(page)
        come_back(make_departure(leave, keys(ana), OUT), OUT + DAY)
        clock(OUT + DAY)
        html = read_page(page)
        assert headline(html) == "Ro is here"
        assert html.count('class="heart"') == 1

    def test_staying_in_leaves_nothing(
        self, page: str, leave: Leave, ana: Person, at: datetime
    ) -> None:
        call_off(leave, at)
        html = read_page(page)
        assert headline(html) == "Ro is here"
        assert 'class="heart"' not in html

    def test_it_is_counted_where_the_child_sleeps(
        self, ana: Person, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        """21:00 on Saturday in London is Sunday already in Tokyo."""
        there = hang_board(ana, keys(ana), at, zone="Asia/Tokyo", shows_all=True)
        make_departure(make_leave(ana, keys(ana), at, back=SATURDAY), keys(ana), OUT)
        clock(OUT + timedelta(minutes=1))
        html = read_page(page_of(there, keys(ana)))
        assert headline(html) == "Ro is back after 2 sleeps"
        assert "on Sunday." in html


class TestFlowers:
    def test_its_owner_may_hide_them(
        self, ana: Person, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        bare = hang_board(ana, keys(ana), at, show_flowers=False, shows_all=True)
        come_back(make_departure(make_leave(ana, keys(ana), at), keys(ana), OUT), OUT + HOUR)
        clock(OUT + DAY)
        assert 'class="heart"' not in read_page(page_of(bare, keys(ana)))

    def test_twelve_are_drawn_at_most(
        self, ana: Person, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        full = hang_board(ana, keys(ana), at, shows_all=True)
        for _ in range(14):
            come_back(make_departure(make_leave(ana, keys(ana), at), keys(ana), OUT), OUT + HOUR)
        clock(OUT + DAY)
        assert read_page(page_of(full, keys(ana))).count('class="heart"') == 12

    def test_another_persons_returns_do_not_flower_on_it(
        self, ana: Person, ben: Person, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        whole = hang_board(ana, keys(ana), at, shows_all=True)
        come_back(make_departure(make_leave(ben, keys(ben), at), keys(ben), OUT), OUT + HOUR)
        clock(OUT + DAY)
        assert 'class="heart"' not in read_page(page_of(whole, keys(ana)))

    def test_nor_does_one_that_was_not_switched_on(
        self, page: str, ana: Person, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        come_back(make_departure(make_leave(ana, keys(ana), at), keys(ana), OUT), OUT + HOUR)
        clock(OUT + DAY)
        assert 'class="heart"' not in read_page(page)

    def test_they_are_the_same_whatever_the_zone_of_who_looks(
        self, ana: Person, cleo: Person, keys: Keys, at: datetime, clock: Clock,
        client_of: ClientOf,
    ) -> None:  # fmt: skip
        cleo.zone = "Pacific/Kiritimati"
        cleo.save()
        midnight = datetime(2026, 5, 14, 0, tzinfo=UTC)
        whole = hang_board(ana, keys(ana), midnight, shows_all=True)
        come_back(make_departure(make_leave(ana, keys(ana), at), keys(ana), at), midnight - HOUR)
        clock(midnight + HOUR)
        page = page_of(whole, keys(ana))
        assert read_page(page, client_of(cleo)) == read_page(page)

    def test_returns_from_before_the_board_do_not_flower(
        self, ana: Person, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        come_back(make_departure(make_leave(ana, keys(ana), at), keys(ana), OUT), OUT + HOUR)
        young = hang_board(ana, keys(ana), OUT + 3 * DAY, shows_all=True)
        clock(OUT + 3 * DAY)
        assert 'class="heart"' not in read_page(page_of(young, keys(ana)))


class TestWhichLeaves:
    def test_one_that_was_not_switched_on_is_not_there(
        self, page: str, ana: Person, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        before = read_page(page)
        make_departure(make_leave(ana, keys(ana), at, back=SATURDAY), keys(ana), OUT)
        clock(OUT)
        assert read_page(page) == before

    def test_a_board_of_all_shows_it_with_nobody_told(
        self, ana: Person, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        whole = hang_board(ana, keys(ana), at, shows_all=True)
        make_departure(make_leave(ana, keys(ana), at, back=SATURDAY), keys(ana), OUT)
        clock(OUT)
        assert headline(read_page(page_of(whole, keys(ana)))) == "Ro is back after 2 sleeps"

    def test_a_partners_leave_is_never_on_it(
        self, ana: Person, ben: Person, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        whole = hang_board(ana, keys(ana), at, shows_all=True)
        make_departure(make_leave(ben, keys(ben), at, back=SATURDAY), keys(ben), OUT)
        clock(OUT)
        assert headline(read_page(page_of(whole, keys(ana)))) == "Ro is here"


ALLOWED = {
    "Skip to the page",
    "Grown-ups",
    "Look again",
    "For Mika",
    "1",
    "2",
    "Ro is back after 2 sleeps",
    "Planned: back on Saturday.",
    "How you two say goodbye",
    RITUAL,
    "I will bring you a stone.",
    "A line goes out of the house, makes a big loop and comes back to the house. "
    "Ro is on the way. Each moon is one sleep to come.",
    "A flower for each time Ro came back.",
}


class TestBytes:
    @pytest.fixture
    def full(
        self, board: SleepsBoard, page: str, leave: Leave, ana: Person, keys: Keys, clock: Clock
    ) -> str:
        """A page with everything on it, of a board that was returned to once before."""
        earlier = make_leave(
            ana, keys(ana), OUT - DAY, out="2026-05-13T19:00", back="2026-05-13T20:00"
        )
        show_on_board(board, earlier, keys(ana))
        come_back(make_departure(earlier, keys(ana), OUT - DAY), OUT - HOUR)
        show_on_board(board, leave, keys(ana), "I will bring you a stone.")
        make_departure(leave, keys(ana), OUT)
        clock(OUT)
        return page

    def test_it_says_these_words_and_no_others(self, full: str) -> None:
        assert set(words_in(read_page(full))) == ALLOWED

    def test_nothing_else_of_anybody_is_in_it(
        self, full: str, ana: Person, board: SleepsBoard, leave: Leave
    ) -> None:
        html = read_page(full)
        assert [
            name
            for name in (
                "Ana",
                "Ben",
                "example.org",
                "London",
                "Knit",
                "18:30",
                "21:00",
                str(ana.pk),
                str(board.pk),
                str(leave.pk),
                full,
            )
            if name in html
        ] == []

    def test_its_head_is_the_same_for_every_board(self, full: str, page: str, ana: Person) -> None:
        head = re.sub(r"\s+", " ", read_page(full).partition("</head>")[0])
        assert "<title>Today</title>" in head
        assert "<script" not in head
        assert 'name="referrer" content="no-referrer"' in head

    def test_it_leads_nowhere_but_to_the_grown_ups(self, full: str) -> None:
        body = read_page(full).partition("<body")[2]
        assert set(re.findall(r'href="([^"]*)"', body)) == {"#main", "/", ""}
        assert not re.search(r"<(form|input|button|textarea|iframe|img)\b", body)

    def test_it_is_the_same_for_everybody(
        self, full: str, ana: Person, ben: Person, cleo: Person, client_of: ClientOf
    ) -> None:
        pages = {read_page(full, client_of(person, room=True)) for person in (ana, ben, cleo)}
        assert pages == {read_page(full)}

    def test_no_cookie_no_cache_no_referrer_no_index(self, full: str) -> None:
        response = Client().get(full)
        assert not response.cookies
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]

    def test_it_takes_no_input(self, full: str) -> None:
        assert Client().post(full, {"wave": "1"}).status_code == 405


class TestLinksThatLeadNowhere:
    def gone_pages(
        self, ana: Person, keys: Keys, at: datetime, clock: Clock
    ) -> dict[str, tuple[int, bytes, dict[str, str]]]:
        own, boards = keys(ana), {}
        for name in ("taken down", "changed", "unused"):
            board = hang_board(ana, own, at - 91 * DAY if name == "unused" else at)
            boards[name] = page_of(board, own)
            if name == "taken down":
                take_down(board)
            if name == "changed":
                change_link(ana, board.pk, own, at)
        boards |= {"invented": "/kids/" + "a" * 43 + "/", "odd": "/kids/%F0%9F%8C%99/"}
        answers = {name: Client().get(address) for name, address in boards.items()}
        return {
            name: (found.status_code, found.content, dict(found.headers))
            for name, found in answers.items()
        }

    def test_they_all_get_the_same_answer(
        self, ana: Person, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        answers = self.gone_pages(ana, keys, at, clock)
        assert {answer[0] for answer in answers.values()} == {404}
        assert len({answer[1] for answer in answers.values()}) == 1
        assert len({str(answer[2]) for answer in answers.values()}) == 1

    def test_they_cost_the_same_question(
        self,
        ana: Person,
        keys: Keys,
        at: datetime,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        unused = page_of(hang_board(ana, keys(ana), at - 91 * DAY), keys(ana))
        for address in (unused, "/kids/nothing/"):
            with django_assert_num_queries(1):
                assert Client().get(address).status_code == 404

    def test_their_answer_sets_no_cookie_either(self, db: None) -> None:
        response = Client().get("/kids/nothing/")
        assert not response.cookies
        assert response["Referrer-Policy"] == "no-referrer"


class TestNinetyDays:
    def test_a_visit_keeps_a_link_for_another_ninety_days(
        self, page: str, at: datetime, clock: Clock
    ) -> None:
        for days in (90, 180, 270):
            clock(at + days * DAY)
            assert Client().get(page).status_code == 200

    def test_then_it_closes_by_itself(self, page: str, at: datetime, clock: Clock) -> None:
        clock(at + 91 * DAY)
        assert Client().get(page).status_code == 404

    def test_a_visit_is_known_by_its_day_alone_and_written_once(
        self, page: str, board: SleepsBoard, at: datetime, clock: Clock,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:  # fmt: skip
        clock(at + 3 * DAY)
        read_page(page)
        board.refresh_from_db()
        assert board.used_on == (at + 3 * DAY).date()
        clock(at + 3 * DAY + 2 * HOUR)
        version = board.row_version
        read_page(page)
        board.refresh_from_db()
        assert (board.used_on, board.row_version) == ((at + 3 * DAY).date(), version)


def test_words_of_a_snapshot_open_with_its_own_link_alone(
    ana: Person, keys: Keys, at: datetime
) -> None:
    one, other = hang_board(ana, keys(ana), at), hang_board(ana, keys(ana), at)
    token, others = (page_of(board, keys(ana)).split("/")[2] for board in (one, other))
    assert one.words_behind(token) == WORDS
    with pytest.raises(Unopenable):
        one.words_behind(others)
    for rest in (one, other):
        assert RITUAL.encode() not in bytes(rest.snapshot)
        assert token.encode() not in bytes(rest.token or b"") + bytes(rest.snapshot)
        assert token not in rest.token_hash
