"""Homecoming is one page with one form: whatever stands on it is kept by whatever is pressed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from outandback.rooms.comeback import queries
from outandback.rooms.comeback.models import CheckIn, Choice, HomeAnswers, Telling, ToldPiece
from outandback.rooms.people.models import Person
from tests.builders.homecomings import MARK, Returned, make_moment
from tests.builders.media import PHOTO, make_moment_with_media
from tests.cast import PASSPHRASE
from tests.everywhere.pages import FoundForm, read
from tests.fixtures import ClientOf, Keys

ANSWERS = {"felt": "9", "closeness": "7", "energy": "6", "guilt": "2", "joy": "The heron."}
SAID = HomeAnswers(9, 7, 6, 2, "The heron.")


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


def threshold(back: Returned) -> str:
    return reverse("homecoming", args=[back.leave.pk])


def the_form(client: Client, back: Returned) -> FoundForm:
    page = threshold(back)
    (form,) = read(client.get(page).content.decode(), page).forms
    return form


def filled(form: FoundForm, **more: object) -> dict[str, Any]:
    return form.filled() | ANSWERS | more


def kept(ana: Person, back: Returned, keys: Keys) -> Any:
    row = queries.check_in_of(ana, back.home)
    return keys(ana, room=True).open(row, "answers") if row else None


@pytest.mark.parametrize("room", [False, True])
def test_it_has_one_form_and_one_button_to_be_done(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime, room: bool
) -> None:
    make_moment(back.departure, keys(ana), MARK, at)
    client = client_of(ana, room=room)
    form = the_form(client, back)
    assert form.action == threshold(back)
    page = client.get(threshold(back)).content.decode()
    assert page.count(">Done</button>") == 1 and page.count("<button") == (1 if room else 2)


def test_done_keeps_the_answers_and_what_comes_in(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    moment = make_moment(back.departure, keys(ana), MARK, at)
    client = client_of(ana, room=True)
    form = the_form(client, back)
    told = {f"{moment.pk}-what": "tell", f"{moment.pk}-weight": "tender"}
    answer = client.post(form.action, filled(form, share=["joy"], **told))
    assert answer.status_code == 303
    assert kept(ana, back, keys) == SAID and Telling.objects.count() == 1
    assert queries.check_in_of(ana, back.home).shared  # type: ignore[union-attr]


def test_done_in_a_closed_room_keeps_the_answers_and_decides_nothing(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    make_moment(back.departure, keys(ana), MARK, at)
    client = client_of(ana)
    form = the_form(client, back)
    assert client.post(form.action, filled(form)).status_code == 303
    back.home.refresh_from_db()
    assert kept(ana, back, keys) == SAID
    assert not Choice.objects.exists() and back.home.settled_at is None


def test_opening_in_place_keeps_the_answers_and_shows_them_with_what_comes_in(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    make_moment(back.departure, keys(ana), MARK, at)
    client = client_of(ana)
    typed = filled(the_form(client, back), passphrase=PASSPHRASE, share=["joy"])
    page = client.post(threshold(back), typed)
    form = read(page.content.decode(), threshold(back)).forms[0]
    stands = form.filled()
    assert page.status_code == 200 and MARK in page.content.decode()
    assert [stands[name][0] for name in ANSWERS] == list(ANSWERS.values())
    assert stands["share"] == ["joy"] and PASSPHRASE not in page.content.decode()
    assert kept(ana, back, keys) == SAID and CheckIn.objects.get().shared is None


def sealed_meanwhile(client: Client, back: Returned, **chosen: str) -> FoundForm:
    """The form as it comes back where the room has closed while it was filled in."""
    form = the_form(client, back)
    client.post(reverse("lock"))
    answer = client.post(form.action, filled(form, **chosen))
    assert answer.status_code == 422 and MARK not in answer.content.decode()
    return read(answer.content.decode(), threshold(back)).forms[0]


def test_sealed_meanwhile_keeps_the_answers_and_what_was_chosen(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    what = f"{make_moment(back.departure, keys(ana), MARK, at).pk}-what"
    stands = sealed_meanwhile(client_of(ana, room=True), back, **{what: "tell"}).filled()
    assert stands["felt"] == ["9"] and stands[what] == ["tell"]
    assert kept(ana, back, keys) == SAID and not Choice.objects.exists()


def test_what_was_chosen_goes_along_with_the_passphrase_that_opens_the_room_again(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    what = f"{make_moment(back.departure, keys(ana), MARK, at).pk}-what"
    client = client_of(ana, room=True)
    form = sealed_meanwhile(client, back, **{what: "tell"})
    answer = client.post(form.action, form.filled() | {"passphrase": PASSPHRASE})
    assert answer.status_code == 303
    assert kept(ana, back, keys) == SAID and Telling.objects.count() == 1


@pytest.mark.parametrize("along", [["photo"], []])
def test_a_photo_goes_along_as_it_was_chosen_where_the_room_had_closed(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime, along: list[str]
) -> None:
    moment = make_moment_with_media(back.departure, keys(ana, room=True), at, MARK, photo=[PHOTO])
    client, name = client_of(ana, room=True), f"{moment.pk}-along"
    form = the_form(client, back)
    assert form.filled()[name] == ["photo"]
    client.post(reverse("lock"))
    chosen = {**form.filled(), f"{moment.pk}-what": ["tell"], name: along}
    sealed = read(client.post(form.action, chosen).content.decode(), threshold(back)).forms[0]
    assert sealed.filled().get(name, []) == along
    client.post(sealed.action, sealed.filled() | {"passphrase": PASSPHRASE})
    assert Telling.objects.count() == 1 and ToldPiece.objects.count() == len(along)


def test_answers_that_were_left_empty_change_none_that_were_given(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf
) -> None:
    client = client_of(ana, room=True)
    client.post(threshold(back), ANSWERS | {"share": ["felt"]})
    form = the_form(client, back)
    client.post(form.action, form.filled())
    assert kept(ana, back, keys) == SAID and CheckIn.objects.get().shared


def test_what_is_wrong_in_one_part_keeps_the_other(
    ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    silent = make_moment(back.departure, keys(ana), "", at)
    client = client_of(ana, room=True)
    form = the_form(client, back)
    answer = client.post(form.action, filled(form, **{f"{silent.pk}-what": "tell"}))
    stands = read(answer.content.decode(), threshold(back)).forms[0].filled()
    assert answer.status_code == 422
    assert stands["joy"] == ["The heron."] and stands[f"{silent.pk}-what"] == ["tell"]
