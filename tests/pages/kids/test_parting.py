"""A child's page after a parting: it stands still, and tells an ex of no coming and no going."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from outandback.rooms.away.actions import set_out
from outandback.rooms.board.models import SleepsBoard
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.actions import call_off
from outandback.rooms.leave.models import DoorAnswers, Leave
from outandback.rooms.people.models import Parting, Person
from outandback.vault.keyring import Keyring
from tests.builders.boards import board_form, hang_board, page_of, read_page, show_on_board
from tests.builders.homecomings import plan_and_depart
from tests.builders.leaves import bare, make_leave, plan_form
from tests.cast import PASSPHRASE, again
from tests.fixtures import ClientOf, Clock, Keys

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = 7 * DAY
# Looked at after the parting: at once, the same evening, on the days after, and past the notice.
MOMENTS = (HOUR, 5 * HOUR, DAY, 2 * DAY, 3 * DAY, 4 * DAY, WEEK - HOUR, WEEK + HOUR, 40 * DAY)


@pytest.fixture(params=[True, False], ids=["every leave", "those switched on"])
def board(request: pytest.FixtureRequest, ana: Person, keys: Keys, at: datetime) -> SleepsBoard:
    """Ana is out until Friday night, and plans a day on Sunday; both show."""
    room, every = keys(ana, room=True), request.param
    board = hang_board(ana, room, at - 2 * DAY, shows_all=every)
    out = plan_and_depart(
        ana, room, at - HOUR, out="2026-05-13T17:00", back="2026-05-15T21:00"
    ).leave
    ahead = make_leave(ana, room, at - HOUR, out="2026-05-17T09:00", back="2026-05-18T18:00")
    if not every:
        show_on_board(board, out, room, "I bring you a shell.")
        show_on_board(board, ahead, room)
    return board


def part(client: Client, seen: str = "week") -> None:
    form = {"seen": seen, "words": "", "passphrase": PASSPHRASE}
    assert client.post(reverse("parting"), form).status_code == 303


class Acts:
    """What somebody does after they left; each act tries to reach the page."""

    def __init__(self, person: Person, room: Keyring, client: Client, at: datetime) -> None:
        self.person, self.room, self.client, self.at = person, room, client, at
        self.out, self.ahead = Leave.objects.filter(person=person).order_by("out_at")

    def come_back(self) -> None:
        come_back(departure_of(self.out), self.at)

    def promise_another_time(self) -> None:
        address = reverse("leave-return-time", args=[self.out.pk])
        form = {"back_day": "2026-05-20", "back_time": "20:00", "back_zone": "Europe/London"}
        self.client.post(address, form)
        Leave.objects.filter(pk=self.out.pk).update(back_at=self.at + 9 * DAY)

    def call_off(self) -> None:
        call_off(self.ahead, self.at)

    def set_out_on_the_next(self) -> None:
        self.come_back()
        self.ahead.refresh_from_db()
        set_out(self.ahead, self.room, DoorAnswers(), self.at)

    def plan_another(self) -> None:
        form = plan_form(day="2026-05-14", out_time="10:00", back_time="12:00")
        assert self.client.post(reverse("leave-new"), form).status_code == 303
        new = Leave.objects.filter(person=self.person).latest("planned_at")
        shown = {f"{one.pk}-shown": "on" for one in SleepsBoard.objects.all()}
        shown |= {f"{one.pk}-sentence": "Zephyr" for one in SleepsBoard.objects.all()}
        for leave in (new, self.out, self.ahead):
            self.client.post(reverse("leave-board", args=[leave.pk]), shown)
        self.come_back()
        set_out(new, self.room, DoorAnswers(), self.at)

    def show_every_leave(self) -> None:
        for one in SleepsBoard.objects.all():
            form = board_form(form_id=str(one.pk), seen=str(one.row_version), which="all")
            address = reverse("board", args=[one.pk])
            assert self.client.post(address, form).status_code == 303
        self.plan_another()


ACTS = [name for name in vars(Acts) if not name.startswith("_")]


def departure_of(leave: Leave) -> Any:
    from outandback.rooms.away.models import Departure

    return Departure.objects.get(leave=leave)


def over_time(board: SleepsBoard, keys: Keyring, clock: Clock, at: datetime) -> list[str]:
    """The page as whoever has the link finds it, again and again."""
    seen_then = []
    for later in MOMENTS:
        clock(at + later)
        seen_then.append(bare(read_page(page_of(board, keys))))
    clock(at)
    return seen_then


@pytest.mark.parametrize("act", ACTS)
def test_nothing_that_the_leaver_does_reaches_it(
    act: str,
    ana: Person,
    board: SleepsBoard,
    keys: Keys,
    client_of: ClientOf,
    clock: Callable[..., None],
    at: datetime,
) -> None:
    clock(at)
    room, worlds = keys(ana, room=True), []
    for acts in (False, True):
        before = transaction.savepoint()
        client = client_of(ana, room=True)
        part(client)
        if acts:
            getattr(Acts(again(ana), room, client, at + HOUR / 2), act)()
        worlds.append(over_time(board, room, clock, at))
        transaction.savepoint_rollback(before)
    assert worlds[0] == worlds[1]


def test_until_the_notice_it_is_what_it_would_be_had_nobody_parted(
    ana: Person,
    board: SleepsBoard,
    keys: Keys,
    client_of: ClientOf,
    clock: Callable[..., None],
    at: datetime,
) -> None:
    clock(at)
    room, worlds = keys(ana, room=True), []
    for parts in (False, True):
        before = transaction.savepoint()
        if parts:
            part(client_of(ana))
        worlds.append(over_time(board, room, clock, at))
        transaction.savepoint_rollback(before)
    told = sum(later < WEEK for later in MOMENTS)
    assert worlds[0][:told] == worlds[1][:told]
    assert "on the way back" in worlds[1][told - 1] and "is here" in worlds[1][told]


class TestItsOwner:
    @pytest.mark.parametrize("seen_then", ["now", "week"])
    def test_a_new_link_follows_their_leaves_again_and_the_old_one_ends(
        self,
        seen_then: str,
        ana: Person,
        board: SleepsBoard,
        keys: Keys,
        client_of: ClientOf,
        clock: Callable[..., None],
        at: datetime,
    ) -> None:
        clock(at)
        room, client = keys(ana, room=True), client_of(ana, room=True)
        old = page_of(board, room)
        part(client, seen_then)
        Acts(again(ana), room, client, at + HOUR).come_back()
        assert "is back after" in read_page(old)
        page = client.get(reverse("board", args=[board.pk])).content.decode()
        assert "This page shows no new leaves." in page and page.count("may notice") == 2
        assert client.post(reverse("board-link", args=[board.pk])).status_code == 303
        assert Client().get(old).status_code == 404 and "is here" in read_page(page_of(board, room))
        page = client.get(reverse("board", args=[board.pk])).content.decode()
        assert "shows no new leaves" not in page

    def test_it_can_be_taken_down_at_any_time(
        self, ana: Person, board: SleepsBoard, client_of: ClientOf
    ) -> None:
        client = client_of(ana)
        part(client)
        assert client.post(reverse("board-taking-down", args=[board.pk])).status_code == 303
        assert not SleepsBoard.objects.exists()

    def test_leaving_says_so_where_there_is_a_page_and_asks_for_nothing_more(
        self, ana: Person, ben: Person, board: SleepsBoard, client_of: ClientOf
    ) -> None:
        hers, his = (client_of(one).get(reverse("parting")).content.decode() for one in (ana, ben))
        assert (
            "A child’s page goes on showing what is planned by now" in hers
            and "child’s page" not in his
        )
        assert hers.count("<input") == his.count("<input")


class TestTheOneWhoWasLeft:
    def test_their_page_goes_on_until_they_have_read_it_and_then_stands_still(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
    ) -> None:
        clock(at)
        room, client = keys(ben, room=True), client_of(ben, room=True)
        board = hang_board(ben, room, at, shows_all=True)
        departure = plan_and_depart(ben, room, at, out="2026-05-13T17:00", back="2026-05-15T21:00")
        part(client_of(ana), "day")
        assert SleepsBoard.objects.get().still_since is None
        assert Parting.objects.latest("parted_at").notice_at > at
        come_back(departure, at + HOUR)
        assert "is here" in read_page(page_of(board, room))
        clock(at + 2 * DAY)
        assert "A child’s page of yours shows no new leaves" in client.get("/").content.decode()
        client.post(reverse("parting-notice"))
        assert again(ben).current is None
        make_leave(again(ben), room, at + 2 * DAY, out="2026-05-15T20:00", back="2026-05-15T23:00")
        assert "goes out" not in read_page(page_of(board, room))
