"""A photo and a voice note are brought home with a telling: a copy for the two, and nobody else."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.away.models import Moment, Piece
from outandback.rooms.comeback.actions import choose, withdraw
from outandback.rooms.comeback.models import Decision, Telling, ToldPiece
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Closed
from tests.builders.homecomings import Returned, make_homecoming, open_tellings, threshold_form
from tests.builders.media import PHOTO, VOICE, make_moment_with_media, make_telling_with_media
from tests.cast import side_of
from tests.fixtures import ClientOf, Clock, Keys

HOUR = timedelta(hours=1)
HALVES = (PHOTO[:9], PHOTO[9:])


@pytest.fixture
def back(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Returned:
    clock(at + HOUR)
    return make_homecoming(ana, keys(ana), at)


@pytest.fixture
def moment(back: Returned, ana: Person, keys: Keys, at: datetime) -> Moment:
    return make_moment_with_media(
        back.departure, keys(ana, room=True), at, photo=HALVES, voice=[VOICE]
    )


@pytest.fixture
def telling(back: Returned, ana: Person, keys: Keys, at: datetime) -> Telling:
    along = {"photo": HALVES, "voice": [VOICE]}
    return make_telling_with_media(
        back.home, keys(ana, room=True), side_of(ana), at, "by the lock", **along
    )


def look(client: Client, telling: Telling, what: str = "photo") -> Any:
    return client.get(reverse(f"telling-{what}", args=[telling.pk]))


def tell(client: Client, back: Returned, moment: Moment, along: list[str], words: str = "") -> Any:
    form = threshold_form(moment, what="tell", weight="light", words=words)
    form[f"{moment.pk}-along"] = along
    return client.post(reverse("choices", args=[back.leave.pk]), form)


def test_both_see_it_and_hear_it(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, telling: Telling
) -> None:
    """The one who was told sees and hears it once they said that they can."""
    for what in ("photo", "voice"):
        assert look(client_of(ben), telling, what).status_code == 404
    open_tellings(ben, keys(ben), telling)
    for client in (client_of(ana), client_of(ben)):
        assert look(client, telling).content == PHOTO
        assert look(client, telling, "voice").content == VOICE
        assert look(client, telling)["Content-Type"] == "image/jpeg"


def test_nobody_else_finds_it(
    cleo: Person, dede: Person, client_of: ClientOf, telling: Telling
) -> None:
    for person in (cleo, dede):
        client = client_of(person, room=True)
        assert {look(client, telling, what).status_code for what in ("photo", "voice")} == {404}


def test_it_is_a_copy_sealed_for_the_pair(
    ana: Person, ben: Person, keys: Keys, telling: Telling
) -> None:
    pieces = list(ToldPiece.objects.filter(telling=telling))
    assert len(pieces) == 3 and Piece.objects.count() == 3
    assert {keys(ben).open(piece, "held") for piece in pieces} == {*HALVES, VOICE}
    for piece in Piece.objects.all():
        with pytest.raises(Closed):
            keys(ben, room=True).open(piece, "held")


def test_what_goes_along_is_chosen_one_by_one(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, back: Returned, moment: Moment
) -> None:
    client = client_of(ana, room=True)
    page = client.get(reverse("homecoming", args=[back.leave.pk])).content.decode()
    assert "The photo" in page and "The voice note" in page
    assert tell(client, back, moment, ["voice"]).status_code == 303
    telling = Telling.objects.get()
    open_tellings(ben, keys(ben), telling)
    assert look(client_of(ben), telling).status_code == 404
    assert look(client_of(ben), telling, "voice").content == VOICE


def test_a_photo_needs_no_words_and_nothing_at_all_does_not_do(
    ana: Person, client_of: ClientOf, back: Returned, moment: Moment
) -> None:
    client = client_of(ana, room=True)
    assert tell(client, back, moment, []).status_code == 422
    assert not Telling.objects.exists()
    assert tell(client, back, moment, ["photo"]).status_code == 303
    assert Telling.objects.count() == 1


def test_what_has_not_arrived_is_not_offered(
    ana: Person, client_of: ClientOf, back: Returned, moment: Moment
) -> None:
    Piece.objects.all().delete()
    client = client_of(ana, room=True)
    page = client.get(reverse("homecoming", args=[back.leave.pk])).content.decode()
    assert f"{moment.pk}-along" not in page
    assert tell(client, back, moment, ["photo"], "in words").status_code == 303
    assert not ToldPiece.objects.exists()


def test_the_pages_of_telling_and_hearing_and_the_story_show_it(
    ana: Person, ben: Person, client_of: ClientOf, telling: Telling
) -> None:
    photo = reverse("telling-photo", args=[telling.pk])
    voice = reverse("telling-voice", args=[telling.pk])
    hearing = reverse("reception", args=[telling.pk]) + "?hear=now"
    for person, address in ((ana, reverse("telling", args=[telling.pk])), (ben, hearing)):
        page = client_of(person).get(address).content.decode()
        assert photo in page and voice in page and "by the lock" in page
    for person in (ana, ben):
        story = client_of(person).get(reverse("story")).content.decode()
        assert photo in story and "Spoken, too." in story


def test_taken_back_it_is_gone_for_the_other(
    ana: Person, ben: Person, client_of: ClientOf, at: datetime, telling: Telling
) -> None:
    withdraw(telling, at + HOUR)
    assert look(client_of(ben), telling).status_code == 404
    assert look(client_of(ana), telling).content == PHOTO


def test_both_take_it_along_in_an_export(
    ana: Person, ben: Person, client_of: Any, telling: Telling
) -> None:
    for person in (ana, ben):
        answer = client_of(person).post(reverse("export"), {"passphrase": ""})
        archive = ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
        assert archive.read(f"photos/{telling.pk}.jpg") == PHOTO
        assert archive.read(f"voices/{telling.pk}.webm") == VOICE


def test_a_decision_without_it_brings_words_alone(
    ana: Person, keys: Keys, at: datetime, back: Returned, moment: Moment
) -> None:
    choose(back.home, keys(ana, room=True), [Decision(moment, "tell")], side_of(ana), at)
    assert not ToldPiece.objects.exists()
