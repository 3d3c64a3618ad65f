from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db.models import Model
from django.test import Client

from outandback.rooms.account.content import sentences
from outandback.rooms.away.models import Departure, Moment
from outandback.rooms.comeback import actions as comeback
from outandback.rooms.comeback.models import (
    CheckIn,
    Choice,
    HomeAnswers,
    Homecoming,
    Landing,
    Reception,
    Telling,
    Told,
)
from outandback.rooms.leave.models import DoorCheck, HeadsUp, Leave
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Membership, Parting, Person, Recovery
from outandback.rooms.people.queries import both_sides, person_of_session
from outandback.vault import actions as vault
from outandback.vault.models import PairKey, PersonKey, Slot, Unlock
from tests.builders.homecomings import open_tellings, shelf_of
from tests.builders.leaves import catch_aha, make_departure, make_heads_up, make_leave
from tests.cast import PASSPHRASE
from tests.fixtures import ClientOf, Keys

ERASURE = "/settings/erasure/"
HOUR = timedelta(hours=1)
ROOT = Path(__file__).parents[3]
PRIVATE: tuple[type[Model], ...] = (Moment, DoorCheck, Choice, Landing)


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at + 10 * HOUR)


def lived(person: Person, keys: Keys, at: datetime, words: str) -> Telling:
    """A whole loop, and one more leave that nobody was told of."""
    own, room = keys(person), keys(person, room=True)
    make_leave(person, own, at, out="2026-05-20T18:30", back="2026-05-20T20:30")
    leave = make_leave(person, own, at)
    make_heads_up(leave, person.current, own, at)
    departure = make_departure(leave, own, at)
    catch_aha(departure, own, "A moment kept", at)
    home = comeback.come_back(departure, at + HOUR)
    bringing = comeback.Bringing(home, room, person.current, frozenset(), at + HOUR)
    telling = comeback.bring(bringing, Told("aha", words))
    comeback.mark_landing(telling, room, "partly")
    share(home, person, keys, at, HomeAnswers(felt=8))
    return telling


def share(home: Homecoming, person: Person, keys: Keys, at: datetime, shared: HomeAnswers) -> None:
    answers, room = HomeAnswers(felt=8, guilt=2), keys(person, room=True)
    comeback.check_in(home, person, room, answers, shared, person.current, at)


def erase(client: Client, word: str = "erase", passphrase: str = PASSPHRASE) -> tuple[int, str]:
    response = client.post(ERASURE, {"passphrase": passphrase, "word": word})
    return response.status_code, response.content.decode()


def test_it_says_so_and_signs_out_everywhere(ana: Person, client_of: ClientOf) -> None:
    here, elsewhere = client_of(ana, room=True), client_of(ana)
    status, html = erase(here)
    assert (status, "Your account is erased." in html) == (200, True)
    for client in (here, elsewhere):
        assert client.get("/settings/").status_code == 302
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("word", "passphrase", "told"),
    [
        ("", PASSPHRASE, str(sentences.TYPE_THE_WORD)),
        ("delete", PASSPHRASE, str(sentences.TYPE_THE_WORD)),
        ("erase", "another heron under bridges", str(sentences.NOT_YOURS)),
    ],
)
def test_without_the_word_or_the_passphrase_nothing_happens(
    ana: Person, client_of: ClientOf, word: str, passphrase: str, told: str
) -> None:
    status, html = erase(client_of(ana), word, passphrase)
    assert (status, told in html) == (422, True)
    assert vault.open_with_passphrase(ana.pk, PASSPHRASE).private


def test_every_key_is_destroyed_and_nobody_elses(
    ana: Person, ben: Person, client_of: ClientOf
) -> None:
    erase(client_of(ana, room=True))
    for model in (Slot, PersonKey, PairKey, Unlock):
        assert not model._default_manager.filter(person=ana.pk).exists()
    assert vault.open_with_passphrase(ben.pk, PASSPHRASE).pairs


def test_what_was_kept_is_deleted(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    lived(ana, keys, at, "Told by Ana")
    erase(client_of(ana))
    for model in PRIVATE:
        assert not model._default_manager.filter(person=ana).exists()
    assert not CheckIn.objects.filter(person=ana).exclude(answers=None).exists()
    left = Leave.objects.filter(person=ana)
    assert [leave.plan for leave in left] == [None]


def test_the_partner_keeps_what_was_told_to_them(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    telling = lived(ana, keys, at, "Told by Ana")
    share(telling.homecoming, ben, keys, at, HomeAnswers())
    open_tellings(ben, keys(ben), telling)
    client = client_of(ben, room=True)
    erase(client_of(ana))
    client.get("/")
    client.post("/parting/notice/")
    assert "Told by Ana" in client.get(shelf_of(ben)).content.decode()
    assert keys(ben).open(HeadsUp.objects.get(), "shown").title == "Knitting"
    shared = CheckIn.objects.get(person=ana)
    assert keys(ben).open(shared, "shared").felt == 8
    own = CheckIn.objects.get(person=ben)
    assert keys(ben, room=True).open(own, "answers").guilt == 2


def test_the_partners_own_things_are_not_touched(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    lived(ben, keys, at, "Told by Ben")
    before = {model: model._default_manager.filter(person=ben).count() for model in PRIVATE}
    erase(client_of(ana))
    after = {model: model._default_manager.filter(person=ben).count() for model in PRIVATE}
    assert before == after
    assert Leave.objects.filter(person=ben).exclude(plan=None).count() == 2


def test_a_leave_that_hangs_on_nothing_shared_leaves_no_row(
    cleo: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    departure = make_departure(make_leave(cleo, keys(cleo), at), keys(cleo), at)
    home = comeback.come_back(departure, at + HOUR)
    share(home, cleo, keys, at, HomeAnswers())
    erase(client_of(cleo))
    for model in (Leave, Departure, Homecoming, CheckIn, Reception):
        assert not model._default_manager.filter(person=cleo).exists()


def test_it_leaves_the_pair_silently(ana: Person, ben: Person, client_of: ClientOf) -> None:
    erase(client_of(ana))
    assert Parting.objects.filter(person=ana).count() == 2
    assert both_sides(person_of_session(ben.pk) or ben)[0] is not None
    assert mail.outbox == []
    assert "This pair has ended." in client_of(ben).get("/").content.decode()


def test_what_stays_is_a_row_without_a_name(ana: Person, client_of: ClientOf, at: datetime) -> None:
    EmailAddress.objects.create(user=ana, email=str(ana.email))
    people.know_device(ana, at)
    people.ask_for_recovery(ana, False, at)
    erase(client_of(ana))
    left = Person.objects.get(pk=ana.pk)
    assert (left.email, left.called, left.ease, left.current) == (None, None, None, None)
    assert not left.is_active and not left.has_usable_password()
    assert not EmailAddress.objects.exists() and not Recovery.objects.exists()
    assert not left.devices.exists()
    assert not Membership.objects.filter(person=ana).exclude(pin=None).exists()


def test_it_works_while_out_and_while_the_other_has_already_left(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    make_departure(make_leave(ana, keys(ana), at), keys(ana), at)
    mine = both_sides(ben)[0]
    assert mine
    people.part_ways(mine, keys(ben), "", at + 99 * HOUR, at)
    assert erase(client_of(ana))[0] == 200


def test_the_same_address_can_begin_again(ana: Person, client_of: ClientOf) -> None:
    erase(client_of(ana))
    client = Client()
    typed = {
        "email": "ana@example.org",
        "name": "Noor",
        "password1": "seven lanterns over quiet water",
        "zone": "Paris",
    }
    assert client.post("/sign-up/", typed).status_code == 302
    assert Person.objects.filter(email="ana@example.org").count() == 1


def test_no_piece_of_a_key_is_left_in_any_file_of_the_database(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "tests.programs.erasing", str(tmp_path)]
    env = {name: value for name, value in os.environ.items() if name != "OUTANDBACK_DATABASE_URL"}
    ran = subprocess.run(
        program, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    looked_for, *found = ran.stdout.split()
    assert int(looked_for) > 50
    assert found == []
