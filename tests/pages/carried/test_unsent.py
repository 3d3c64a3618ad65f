"""What stands half-written in a form is there again at the next visit, sealed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from outandback.rooms.carried.actions import join_vault
from outandback.rooms.carried.models import Unsent
from outandback.rooms.people.models import Person
from outandback.vault.models import Unlock
from tests.builders.leaves import plan_form
from tests.cast import Cast
from tests.everywhere.pages import forms_of, two_people
from tests.fixtures import ClientOf, Keys

PLAN = "/leaves/new/"
FORM = f"{PLAN} {PLAN}"
WORDS = "a heron, twice"
# Forms whose script keeps drafts of its own.
OWN_DRAFTS = ("/bringing/", "/moments/")


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


def hand_in(client: Client, form: str = FORM, **more: object) -> Any:
    written = {"meaning": WORDS, "unsent": str(uuid4()), "unsent_form": form} | more
    return client.post(reverse("unsent"), written)


def found(client: Client, form: str = FORM) -> Any:
    answer = client.get(reverse("unsent"), {"form": form})
    return answer.json() if answer.status_code == 200 else None


def test_it_stands_there_again_for_its_writer_alone(
    ana: Person, ben: Person, client_of: ClientOf
) -> None:
    assert hand_in(client_of(ana)).status_code == 204
    assert ["meaning", [WORDS]] in found(client_of(ana))["fields"]
    assert found(client_of(ben)) is None
    assert found(client_of(ana), "/windows/ /windows/") is None


def test_no_word_rests_in_the_clear_and_no_page_by_name(ana: Person, client_of: ClientOf) -> None:
    hand_in(client_of(ana), passphrase="grey heron")
    row = Unsent.objects.get()
    assert row.private is None and b"heron" not in bytes(row.everyday or b"")
    assert "leaves" not in row.about
    assert "passphrase" not in str(found(client_of(ana)))


def test_what_is_for_the_private_room_opens_there_alone(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    hand_in(client_of(ana), unsent_private="on")
    assert Unsent.objects.get().everyday is None
    assert found(client_of(ana)) is None
    join_vault(ana, keys(ana, room=True))
    assert found(client_of(ana, room=True)) and not keys(ana).is_letter(
        Unsent.objects.get(), "private"
    )


def test_with_closed_keys_the_page_is_told_so_and_keeps_it(
    ana: Person, client_of: ClientOf
) -> None:
    client = client_of(ana)
    Unlock.objects.all().delete()
    script = {"Sec-Fetch-Mode": "no-cors"}
    written = {"meaning": WORDS, "unsent": str(uuid4()), "unsent_form": FORM}
    assert client.post(reverse("unsent"), written, headers=script).status_code in {204, 401}
    assert b"heron" not in b"".join(bytes(r.private or b"") for r in Unsent.objects.all())


def test_an_older_one_that_could_not_be_read_is_not_written_over(
    ana: Person, client_of: ClientOf, at: datetime, clock: Callable[[datetime], None]
) -> None:
    hand_in(client_of(ana), unsent_private="on")
    clock(at + timedelta(minutes=1))
    hand_in(client_of(ana), unsent_private="on", meaning="another")
    room = client_of(ana, room=True)
    newer = found(room)
    assert ["meaning", ["another"]] in newer["fields"]
    room.post(reverse("unsent-away"), {"unsent": newer["name"]})
    assert ["meaning", [WORDS]] in found(room)["fields"]


def test_it_is_gone_once_it_was_sent_and_stays_where_it_was_refused(
    ana: Person, client_of: ClientOf
) -> None:
    client, name = client_of(ana), str(uuid4())
    hand_in(client, unsent=name)
    assert client.post(PLAN, plan_form(day="never", unsent=name)).status_code == 422
    assert found(client)
    assert client.post(PLAN, plan_form(unsent=name)).status_code == 303
    assert found(client) is None


def test_nobody_drops_what_is_not_theirs(ana: Person, ben: Person, client_of: ClientOf) -> None:
    name = str(uuid4())
    hand_in(client_of(ana), unsent=name)
    client_of(ben).post(reverse("unsent-away"), {"unsent": name})
    hand_in(client_of(ben), unsent=name)
    assert ["meaning", [WORDS]] in found(client_of(ana))["fields"]


def test_one_that_was_never_sent_is_gone_after_a_month(
    ana: Person, client_of: ClientOf, at: datetime, clock: Callable[[datetime], None]
) -> None:
    hand_in(client_of(ana))
    clock(at + timedelta(days=31))
    hand_in(client_of(ana), "/windows/ /windows/")
    assert Unsent.objects.count() == 1


@pytest.mark.parametrize("name", ["Ana", "Ben"])
def test_every_box_of_more_than_one_line_is_in_a_form_that_is_kept(
    cast: Cast, at: datetime, name: str
) -> None:
    ids, person = two_people(cast, at), cast.people[name]
    forms = [form for form in forms_of(cast.client(person, room=True), ids) if form.long_words]
    lost, client = [], cast.client(person, room=True)
    for form in forms:
        if form.action.endswith(OWN_DRAFTS):
            continue
        about = f"{form.page} {form.action}"
        words = {control.name: WORDS for control in form.long_words}
        sent = form.filled(**words) | {"unsent": str(uuid4()), "unsent_form": about}
        client.post(reverse("unsent"), sent)
        there = dict(found(client, about)["fields"])
        lost += [f"{about} {box}" for box in words if there.get(box) != [WORDS]]
    assert len(forms) > 8 and lost == []
