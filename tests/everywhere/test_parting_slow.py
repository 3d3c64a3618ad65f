"""Words that are under way when somebody leaves.

A request has read the pair before its body has arrived. Meanwhile Ben leaves, in another browser:
what he was sending reaches nobody, and what Ana was sending stays hers.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey
from django.test import Client
from django.urls import reverse

from outandback.rooms.account.actions import leave_pair
from outandback.rooms.people.models import Pair, Person
from outandback.rooms.people.queries import FIRST
from outandback.vault.fields import Stored, To, sealed_fields
from outandback.vault.seal import header_of
from outandback.web.key_checks import PARTED
from tests.cast import EITHER, Cast, again
from tests.everywhere.two_worlds import NEVER, Couple
from tests.everywhere.walking import Form, Walk, seeded

FORM = "application/x-www-form-urlencoded"
# A title goes onto the paper and nowhere else; without a pair there is none.
NOT_KEPT = {"keepsake"}
# Rows that are their person's alone, though they are about a leave of the other.
OWN = {"quiet.eveningcheck"}


class Slow(io.BytesIO):
    """A body that arrives once something else has happened."""

    def __init__(self, body: bytes, meanwhile: Callable[[], None]) -> None:
        super().__init__(body)
        self.meanwhile: Callable[[], None] | None = meanwhile

    def read(self, size: int | None = -1, /) -> bytes:
        if self.meanwhile:
            happens, self.meanwhile = self.meanwhile, None
            happens()
        return super().read(size)


def send_slowly(client: Client, form: Form, turn: int, meanwhile: Callable[[], None]) -> Any:
    typed = next(form.filled(turn))
    body = urlencode(typed, doseq=True).encode()
    slow = Slow(body, meanwhile)
    beside: dict[str, Any] = {"wsgi.input": slow}
    answer = client.generic("POST", form.action, body, FORM, **beside)
    if slow.meanwhile:
        slow.meanwhile()  # nothing of it was read
    return answer


@pytest.fixture
def couple(cast: Cast, clock: Callable[[datetime], None], at: datetime) -> Couple:
    clock(at)
    two = Couple(cast, clock, at)
    two.lives(his_out=False)
    return two


@pytest.fixture
def seed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return seeded(monkeypatch)


def forms_of(couple: Couple, person: Person, seed: Callable[[str], None]) -> list[Form]:
    """One of each kind that somebody's pages offer, and every button of it."""
    walk = Walk(couple.cast.client(person, room=True), seed, tuple(NEVER))
    found: dict[Any, Form] = {}
    for page in walk.look_round(couple.addresses(everywhere=True)):
        for form in page.forms:
            if form.method == "post" and form.name not in NEVER:
                found.setdefault((form.kind, *form.presses), form)
    return list(found.values())


def of_the_two() -> dict[tuple[str, Any], dict[str, Any]]:
    """Every row that lies between the two, by table and name, as the database has it."""
    rows: dict[tuple[str, Any], dict[str, Any]] = {}
    for model in apps.get_models():
        names = {one.name for one in model._meta.get_fields() if isinstance(one, ForeignKey)}
        between = {"pair", "heads_up", "note"} & names or model is Pair
        if "outandback." in model.__module__ and between and model._meta.label_lower not in OWN:
            found = model._default_manager.order_by("pk")
            found = found.exclude(pair=None) if "pair" in names else found
            rows |= {(model._meta.label, row["id"]): row for row in found.values()}
    return rows


def sealed_anew(before: dict[Any, Any], after: dict[Any, Any]) -> Iterator[tuple[str, str, int]]:
    """What was sealed for the pair in between: which column, and with which of its keys."""
    for (label, pk), row in after.items():
        for column in sealed_fields(apps.get_model(label)):
            raw = row[column.name]
            was = before.get((label, pk), {}).get(column.name)
            if column.to is To.PAIR and raw is not None and raw != was:
                yield label, column.name, header_of(Stored.read(raw).envelope).generation


def leaves(couple: Couple, seed: Callable[[str], None]) -> None:
    ben = couple.ben
    assert ben.current is not None
    seed("he leaves")
    leave_pair(ben.current, couple.keys(ben), "week", "Farewell.", couple.at)
    seed("and on")


@pytest.mark.longer
def test_what_the_one_who_left_was_sending_reaches_nobody(
    couple: Couple, seed: Callable[[str], None]
) -> None:
    forms = forms_of(couple, couple.ben, seed)
    assert len({form.name for form in forms}) > 35
    client, wrong = couple.cast.client(couple.ben, room=True), []
    for turn, form in enumerate(forms):
        before = transaction.savepoint()
        after_parting: dict[Any, Any] = {}

        def he_leaves(kept: dict[Any, Any] = after_parting) -> None:
            leaves(couple, seed)
            kept |= of_the_two()

        answer = send_slowly(client, form, turn, he_leaves)
        if answer.status_code >= 500 or of_the_two() != after_parting:
            wrong.append((form.name, answer.status_code))
        transaction.savepoint_rollback(before)
    assert wrong == []


@pytest.mark.longer
def test_what_the_one_who_stays_was_sending_is_hers_alone(
    couple: Couple, seed: Callable[[str], None]
) -> None:
    """And it is answered as if nobody had left."""
    forms = forms_of(couple, couple.ana, seed)
    client, wrong = couple.cast.client(couple.ana, room=True), []
    for turn, form in enumerate(forms):
        before = transaction.savepoint()
        together = send_slowly(client, form, turn, lambda: None).status_code
        transaction.savepoint_rollback(before)
        after_parting: dict[Any, Any] = {}

        def he_leaves(kept: dict[Any, Any] = after_parting) -> None:
            leaves(couple, seed)
            kept |= of_the_two()

        before = transaction.savepoint()
        answer = send_slowly(client, form, turn, he_leaves)
        sealed = list(sealed_anew(after_parting, of_the_two()))
        if answer.status_code != together or any(one[-1] == FIRST for one in sealed):
            wrong.append((form.name, together, answer.status_code, sealed))
        transaction.savepoint_rollback(before)
    assert wrong == []


def test_words_that_come_too_late_stay_on_the_page(
    couple: Couple, seed: Callable[[str], None]
) -> None:
    form = next(one for one in forms_of(couple, couple.ben, seed) if one.name == "ideas")
    answer = send_slowly(couple.cast.client(couple.ben), form, 1, lambda: leaves(couple, seed))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert str(PARTED) in html and "Words number 1." in html


@pytest.mark.sqlite
@pytest.mark.parametrize("who", EITHER)
def test_a_form_from_before_the_parting_that_leads_nowhere_shows_what_stands_in_it(
    who: str, couple: Couple, seed: Callable[[str], None], clock: Callable[[datetime], None]
) -> None:
    """Opened while the two were two, and sent when both know that they are not any more."""
    forms = forms_of(couple, couple.cast.people[who], seed)
    leaves(couple, seed)
    clock(couple.at + timedelta(days=8))
    couple.cast.client(couple.ana).post(reverse("parting-notice"))
    assert couple.ana.current is None
    client = couple.cast.client(again(couple.cast.people[who]), room=True)
    lost, late = [], set[str]()
    for form in forms:
        typed = next(form.filled(1))
        words = [said for said in typed.values() if str(said).startswith("Words number")]
        answer = client.post(form.action, typed)
        late |= {form.name} if words and answer.status_code in (404, 409) else set()
        if answer.status_code != 303 and not all(one in answer.content.decode() for one in words):
            lost.append((form.name, answer.status_code))
    assert [one for one in lost if one[0] not in NOT_KEPT] == []
    assert len(late) > 10
