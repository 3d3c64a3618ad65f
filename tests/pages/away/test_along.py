"""What goes along with a moment is shown to its person, in the open room, whole or not at all."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.account.actions import erase
from outandback.rooms.away.actions import undo_moment
from outandback.rooms.away.models import Departure, Moment, Piece
from outandback.rooms.comeback.actions import choose, come_back
from outandback.rooms.comeback.models import Decision
from outandback.rooms.people.models import Person
from tests.builders.homecomings import plan_and_depart
from tests.builders.media import PHOTO, VOICE, make_moment_with_media
from tests.cast import PASSPHRASE, side_of
from tests.fixtures import ClientOf, Clock, Keys

HOUR = timedelta(hours=1)
HALVES = (PHOTO[:9], PHOTO[9:])


@pytest.fixture
def out(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Departure:
    clock(at + HOUR)
    return plan_and_depart(ana, keys(ana), at)


@pytest.fixture
def caught(ana: Person, keys: Keys, at: datetime, out: Departure) -> Moment:
    return make_moment_with_media(
        out, keys(ana, room=True), at, "by the lock", photo=HALVES, voice=[VOICE]
    )


def look(client: Client, moment: Moment, what: str = "photo", **headers: str) -> Any:
    return client.get(reverse(f"moment-{what}", args=[moment.pk]), headers=headers)


def test_its_person_sees_it_whole_and_hears_it(
    ana: Person, client_of: ClientOf, caught: Moment
) -> None:
    client = client_of(ana, room=True)
    seen, heard = look(client, caught), look(client, caught, "voice")
    assert (seen.status_code, seen.content, seen["Content-Type"]) == (200, PHOTO, "image/jpeg")
    assert (heard.content, heard["Content-Type"]) == (VOICE, "audio/webm")
    assert seen["Cache-Control"] == "no-store"


def test_in_the_closed_room_it_does_not_show(
    ana: Person, client_of: ClientOf, caught: Moment
) -> None:
    answer = look(client_of(ana), caught)
    assert PHOTO not in answer.content and answer["Content-Type"].startswith("text/html")


def test_the_partner_and_strangers_do_not_find_it(
    ben: Person, cleo: Person, client_of: ClientOf, caught: Moment
) -> None:
    for person in (ben, cleo):
        client = client_of(person, room=True)
        assert {look(client, caught, what).status_code for what in ("photo", "voice")} == {404}


def test_nothing_shows_until_every_piece_has_arrived(
    ana: Person, keys: Keys, client_of: ClientOf, caught: Moment
) -> None:
    client = client_of(ana, room=True)
    Piece.objects.filter(pk=keys(ana, room=True).open(caught, "caught").photo[1]).delete()
    assert look(client, caught).status_code == 404
    page = client.get(reverse("mine")).content.decode()
    assert "Its photo is still on the phone." in page and "<audio" in page


def test_what_is_neither_photo_nor_sound_is_never_shown(
    ana: Person, keys: Keys, at: datetime, client_of: ClientOf, out: Departure
) -> None:
    page = [b"<script>alert(1)</script>"]
    forged = make_moment_with_media(out, keys(ana, room=True), at, photo=page, voice=page)
    client = client_of(ana, room=True)
    assert {look(client, forged, what).status_code for what in ("photo", "voice")} == {404}
    swapped = make_moment_with_media(out, keys(ana, room=True), at, photo=[VOICE], voice=[PHOTO])
    assert {look(client, swapped, what).status_code for what in ("photo", "voice")} == {404}


@pytest.mark.parametrize(
    ("asked", "status", "said", "body"),
    [
        ("bytes=0-3", 206, "bytes 0-3/{size}", VOICE[:4]),
        ("bytes=4-", 206, "bytes 4-{last}/{size}", VOICE[4:]),
        ("bytes=4-9999", 206, "bytes 4-{last}/{size}", VOICE[4:]),
        ("bytes=9999-", 416, "bytes */{size}", b""),
        ("bytes=5-2", 416, "bytes */{size}", b""),
        ("bytes=-4", 200, None, VOICE),
        ("lines=1-2", 200, None, VOICE),
        ("bytes=0-1,3-4", 200, None, VOICE),
    ],
)
def test_a_player_may_ask_for_a_part(
    ana: Person,
    client_of: ClientOf,
    caught: Moment,
    asked: str,
    status: int,
    said: Any,
    body: bytes,
) -> None:
    answer = look(client_of(ana, room=True), caught, "voice", Range=asked)
    told = said and said.format(size=len(VOICE), last=len(VOICE) - 1)
    assert (answer.status_code, answer.get("Content-Range")) == (status, told)
    assert answer.content == body


def test_it_stays_with_its_person_when_its_words_are_told(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, caught: Moment
) -> None:
    home = come_back(caught.departure, at + HOUR)
    client = client_of(ana, room=True)
    page = client.get(reverse("homecoming", args=[home.leave_id])).content.decode()
    assert reverse("moment-photo", args=[caught.pk]) in page
    choose(home, keys(ana, room=True), [Decision(caught, "tell")], side_of(ana), at + HOUR)
    mine = client.get(reverse("mine")).content.decode()
    assert "You told it" in mine and reverse("moment-photo", args=[caught.pk]) in mine
    assert look(client_of(ben, room=True), caught).status_code == 404


def test_taking_back_and_erasing_take_it_along(
    ana: Person, keys: Keys, at: datetime, out: Departure, caught: Moment
) -> None:
    other = make_moment_with_media(out, keys(ana, room=True), at, photo=[PHOTO])
    undo_moment(ana, other.client_id)
    assert set(Piece.objects.values_list("moment", flat=True)) == {caught.pk}
    erase(ana, side_of(ana), keys(ana), at + HOUR)
    assert not Piece.objects.exists()


def test_it_goes_along_in_an_export(ana: Person, client_of: Any, caught: Moment) -> None:
    client = client_of(ana)
    answer = client.post(reverse("export"), {"passphrase": PASSPHRASE})
    archive = ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.read(f"photos/{caught.pk}.jpg") == PHOTO
    assert archive.read(f"voices/{caught.pk}.webm") == VOICE
    [moment] = json.loads(archive.read("moments.json"))
    assert moment["id"] == str(caught.pk)
    without = client.post(reverse("export"), {"passphrase": ""})
    names = ZipFile(io.BytesIO(b"".join(without.streaming_content))).namelist()
    assert not [name for name in names if name.startswith(("photos/", "voices/"))]
