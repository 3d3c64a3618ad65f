"""Own answers as tables: in the open room alone, nothing of it moved by what the other kept, and
no words in it."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.comeback.actions import check_in, mark_landing
from outandback.rooms.comeback.models import HomeAnswers
from outandback.rooms.leave.models import DoorAnswers, Leave
from outandback.rooms.people.models import Person
from outandback.rooms.quiet.actions import check_evening
from outandback.rooms.quiet.models import EveningAnswers
from tests.builders.homecomings import MARK, make_homecoming, make_moment, make_telling
from tests.builders.leaves import INTENTION
from tests.builders.past_leaves import make_past_leaves
from tests.fixtures import ClientOf, Clock, Keys

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FILES = {"README.txt", "leaves.csv", "ratings.csv", "codebook.csv", "figure.py", "figure.R"}
PAGE = "loop-tables"
MOST, MOST_OF_A_LEAVE = 30_000, 60  # bytes, packed


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


def made(client_of: ClientOf, person: Person) -> bytes:
    answer = client_of(person, room=True).post(reverse(PAGE))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    return answer.content


def texts(packed: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(packed)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows(packed: bytes, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(texts(packed)[name])))


def test_the_file_has_a_neutral_name_and_all_its_parts(ana: Person, client_of: ClientOf) -> None:
    answer = client_of(ana, room=True).post(reverse(PAGE))
    assert answer["Content-Disposition"] == 'attachment; filename="out-and-back-tables.zip"'
    assert "no-store" in answer["Cache-Control"]
    assert texts(answer.content).keys() == FILES


def test_a_closed_room_asks_for_the_passphrase_first(ana: Person, client_of: ClientOf) -> None:
    for method in ("get", "post"):
        answer = getattr(client_of(ana), method)(reverse(PAGE))
        assert b"PK" not in answer.content[:2] and answer.status_code in {303, 409}, answer
    page = client_of(ana, room=True).get(reverse(PAGE))
    assert page.status_code == 200 and "Whoever has the file reads it." in page.content.decode()


def test_loop_leads_there_in_the_open_room(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    address = f'href="{reverse(PAGE)}"'
    assert address not in client_of(ana, room=True).get(reverse("loop")).content.decode()
    make_past_leaves(ana, keys(ana, room=True), at, [(3, 7)])
    assert address in client_of(ana, room=True).get(reverse("loop")).content.decode()
    assert address not in client_of(ana).get(reverse("loop")).content.decode()


def test_it_holds_ones_own_answers_and_what_the_other_shared(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    back = make_homecoming(ana, keys(ana, room=True), at)
    own, theirs = HomeAnswers(felt=8, closeness=6, energy=5, guilt=2), HomeAnswers(felt=4)
    check_in(back.home, ana, keys(ana, room=True), own, HomeAnswers(), ana.current, at)
    kept = HomeAnswers(felt=4, closeness=9, energy=1)
    check_in(back.home, ben, keys(ben, room=True), kept, theirs, ben.current, at)
    mark_landing(make_telling(back, ana, keys(ana, room=True), at), keys(ana, room=True), "yes")
    (leave,) = rows(made(client_of, ana), "leaves.csv")
    assert (leave["felt_me"], leave["felt_other"], leave["landed"]) == ("8", "4", "9")
    assert (leave["guilt_before"], leave["guilt_looking_back"]) == ("7", "2")
    answers = rows(made(client_of, ana), "ratings.csv")
    assert {(one["who"], one["scale"], one["value"]) for one in answers} == {
        ("me", "closeness", "6"),
        ("me", "energy", "5"),
    }
    (seen,) = rows(made(client_of, ben), "leaves.csv")
    assert (seen["who_left"], seen["felt_me"], seen["felt_other"]) == ("other", "4", "")
    for kept_by_ana in ("landed", "guilt_before", "guilt_looking_back", "on_time"):
        assert seen[kept_by_ana] == ""


def test_nothing_that_the_other_keeps_moves_a_byte(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    """Each of them in two worlds: what they kept of their leave and of the other's, their evenings,
    how a telling landed, when they really went and came, and leaves that nobody was told of."""
    hers, his = keys(ana, room=True), keys(ben, room=True)
    back, his_back = make_homecoming(ana, hers, at - DAY), make_homecoming(ben, his, at - 3 * HOUR)
    telling = make_telling(his_back, ben, his, at)
    shared = HomeAnswers(felt=7)
    files = set()
    for kept in (1, 9):
        answers = HomeAnswers(felt=7, closeness=kept, energy=kept, guilt=kept)
        for home in (back.home, his_back.home):
            check_in(home, ben, his, answers, shared, ben.current, at)
        check_evening(ben, his, None, at.date(), EveningAnswers(closeness=kept, energy=kept))
        mark_landing(telling, his, "yes" if kept > 5 else "no")
        stood = his_back.leave.door_check
        his.seal(stood, "answers", DoorAnswers(guilt=kept, closeness=kept))
        stood.save()
        really = at - timedelta(minutes=kept)
        Leave.objects.filter(pk=his_back.leave.pk).update(begun_at=really - HOUR)
        make_homecoming(ben, his, at - kept * HOUR, heads_up=False)
        files.add(made(client_of, ana))
    assert len(files) == 1
    check_in(back.home, ben, his, answers, replace(shared, felt=8), ben.current, at)
    assert made(client_of, ana) not in files


def test_no_word_that_somebody_wrote_is_in_it(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    back = make_homecoming(ana, keys(ana, room=True), at)
    make_telling(back, ana, keys(ana, room=True), at)
    make_moment(back.departure, keys(ana, room=True), "a heron on the weir", at)
    joy = HomeAnswers(felt=3, joy="a heron", reassurance="always a heron")
    for person in (ana, ben):
        room = keys(person, room=True)
        check_in(back.home, person, room, joy, joy, person.current, at)
    for person in (ana, ben):
        whole = "\n".join(texts(made(client_of, person)).values())
        for words in (
            MARK,
            INTENTION,
            "heron",
            "Knitting",
            "Thursday",
            "Ana",
            "Ben",
            "example.org",
        ):
            assert re.search(rf"\b{re.escape(words)}\b", whole) is None, words


def test_of_a_past_pair_it_has_ones_own_leaves_alone(
    ana: Person, cleo: Person, dede: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    make_homecoming(ana, keys(ana, room=True), at)
    for person in (cleo, dede):
        assert rows(made(client_of, person), "leaves.csv") == []


def test_it_asks_little_and_weighs_little(
    ana: Person,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make_past_leaves(ana, keys(ana, room=True), at, [(3, 7)] * 80)
    client = client_of(ana, room=True)
    with django_assert_max_num_queries(10):
        packed = client.post(reverse(PAGE)).content
    assert len(packed) < MOST + 80 * MOST_OF_A_LEAVE
    assert len(rows(packed, "leaves.csv")) == 80


def test_the_page_of_somebody_alone_speaks_of_nobody_else(
    thea: Person, client_of: ClientOf
) -> None:
    page = client_of(thea, room=True).get(reverse(PAGE)).content.decode()
    assert "the other one" not in page and "told of" not in page
