"""Nothing shows that something waits: pages are the same bytes with 0 and with 50 held notes, and
the caller's pages the same whether a phone rings, is silent, or is not there."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.away.models import Departure
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.notify import actions as notify
from outandback.rooms.people.models import Person
from outandback.rooms.quiet import actions
from outandback.rooms.quiet.models import HeldNote, Mute, NeedCall
from outandback.vault.keyring import Keyring
from tests.builders.homecomings import make_homecoming, make_telling, plan_and_depart
from tests.builders.leaves import bare
from tests.builders.quiet import agree_on_need, make_held_note
from tests.cast import PASSPHRASE
from tests.fixtures import ClientOf, Clock, Keys

HOUR = timedelta(hours=1)
OF_THE_LEAVE = (
    "away",
    "leave",
    "leave-return-time",
    "leave-heads-up",
    "held-notes",
    "hello",
    "need-call",
    "homecoming",
    "departure",
)
OF_NO_LEAVE = ("today", "story", "loop", "mine", "settings", "export", "need", "evening", "windows")


@pytest.fixture
def out(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Departure:
    """Ana was out before, told something, and is out again."""
    clock(at + HOUR)
    make_telling(
        make_homecoming(ana, keys(ana, room=True), at - 9 * HOUR), ana, keys(ana, room=True), at
    )
    return plan_and_depart(ana, keys(ana), at)


def pages(client: Client, out: Departure) -> dict[str, tuple[int, str, str]]:
    asked = [reverse(name, args=[out.leave_id]) for name in OF_THE_LEAVE]
    asked += [reverse(name) for name in OF_NO_LEAVE]
    return {address: one(client.get(address)) for address in asked}


def one(answer: Any) -> tuple[int, str, str]:
    return answer.status_code, answer.get("Location", ""), bare(answer.content.decode())


def export(client: Any) -> dict[str, bytes]:
    form = {"passphrase": PASSPHRASE, "private": "on"}
    body = b"".join(client.post(reverse("export"), form).streaming_content)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def hold_fifty(out: Departure, writer: Person, keys: Keyring, at: datetime) -> None:
    for number in range(50):
        make_held_note(out.leave, writer, keys, at, f"Note {number}")


@pytest.mark.parametrize("room", [False, True])
def test_the_one_who_is_out_sees_the_same_with_none_and_with_fifty(
    room: bool,
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    out: Departure,
    at: datetime,
) -> None:
    agree_on_need(ana, ben, keys(ana), at)
    before, file = pages(client_of(ana, room=room), out), export(client_of(ana, room=room))
    assert sum(status == 200 for status, _, _ in before.values()) > 8
    hold_fifty(out, ben, keys(ben), at)
    assert HeldNote.objects.count() == 50
    after = pages(client_of(ana, room=room), out)
    assert [name for name in before if before[name] != after[name]] == []
    assert export(client_of(ana, room=room)) == file


def test_without_her_passphrase_as_well(
    ana: Person, ben: Person, keys: Keys, client: Any, out: Departure, at: datetime
) -> None:
    client.force_login(ana)
    before = pages(client, out)
    hold_fifty(out, ben, keys(ben), at)
    assert pages(client, out) == before


def test_after_the_return_they_do_show(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, out: Departure, at: datetime
) -> None:
    """So that the tests above are known to look in the right place."""
    hold_fifty(out, ben, keys(ben), at)
    come_back(out, at + HOUR)
    assert (
        "Note 49" in client_of(ana).get(reverse("homecoming", args=[out.leave_id])).content.decode()
    )


def test_the_away_page_asks_four_questions_with_none_and_with_fifty(
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    out: Departure,
    at: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client, page = client_of(ana), reverse("away", args=[out.leave_id])
    client.get(page)
    with django_assert_num_queries(4):
        client.get(page)
    hold_fifty(out, ben, keys(ben), at)
    with django_assert_num_queries(4):
        client.get(page)


def calling(client: Client, out: Departure) -> list[tuple[int, str, str]]:
    """What the caller sees, press by press, until it is more than this can do."""
    page, seen = reverse("need-call", args=[out.leave_id]), []
    for _ in range(4):
        seen += [one(client.get(page)), one(client.post(page)), one(client.get("/"))]
    return [*seen, one(client.get(reverse("need")))]


class TestTheCaller:
    @pytest.mark.parametrize("caller", ["ana", "ben"])
    def test_sees_the_same_whether_the_other_phone_rings_or_not(
        self,
        caller: str,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        out: Departure,
        at: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        agree_on_need(ana, ben, keys(ana), at)
        one_calls, other = (ana, ben) if caller == "ana" else (ben, ana)
        heard = calling(client_of(one_calls), out)
        worlds = [muted, no_such_phone, nothing_wanted]
        for world in worlds:
            NeedCall.objects.all().delete()
            world(other, monkeypatch)
            assert calling(client_of(one_calls), out) == heard
            Mute.objects.all().delete()


def muted(person: Person, _: object) -> None:
    actions.mute(person)


def no_such_phone(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    notify.unsubscribe(person)


def nothing_wanted(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    notify.keep_preferences(person, season_off=True)
