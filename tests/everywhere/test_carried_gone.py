"""What a form was for may have gone while somebody wrote in it: the words stay, to copy."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils.html import escape

from outandback.rooms.people import actions
from outandback.rooms.people.models import Person
from tests.cast import Cast, side_of
from tests.everywhere.pages import FoundForm, forms_of, two_people
from tests.pages.carried.test_carried import sign_in, sign_out_everywhere, typed_into

WRITES = re.compile(
    r'(?:INSERT (?:OR IGNORE )?INTO|UPDATE) "(?!django_session|vault_unlock|gate_|carried_)(\w+)'
)
Meanwhile = Callable[[Cast, Person, datetime], None]


class Undone(Exception):
    pass


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


def the_other_left(cast: Cast, person: Person, at: datetime) -> None:
    """And said so: both have read it."""
    other = side_of(person).other
    assert other is not None
    cast.part(other, at)


def left_in_another_tab(cast: Cast, person: Person, at: datetime) -> None:
    actions.part_ways(side_of(person), cast.keys(person), "", at, at)


def send(client: Client, form: FoundForm, typed: dict[str, str]) -> tuple[Any, list[str]]:
    """The answer, and into which tables something was written."""
    written = list[str]()

    def note(execute: Callable[..., Any], sql: str, *rest: object) -> Any:
        written.extend(WRITES.findall(sql))
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        return client.post(form.action, form.filled(**typed)), written


def is_kept(answer: Any, written: list[str], typed: dict[str, str]) -> bool:
    if answer.status_code == 303:
        return bool(written)
    page = answer.content.decode()
    lines = [line for words in typed.values() for line in words.splitlines()]
    return all(escape(line) in page for line in lines)


def follow(client: Client, answer: Any) -> Any:
    for _ in range(3):
        if answer.status_code == 303 and answer["Location"].startswith("/carried/"):
            answer = client.get(answer["Location"])
    return answer


@pytest.mark.parametrize("signed_out", [False, pytest.param(True, marks=pytest.mark.longer)])
@pytest.mark.parametrize(
    ("name", "meanwhile"), [("Ana", the_other_left), ("Ben", left_in_another_tab)]
)
def test_no_word_goes_with_a_pair(
    cast: Cast, at: datetime, name: str, signed_out: bool, meanwhile: Meanwhile
) -> None:
    ids, person = two_people(cast, at), cast.people[name]
    forms = {form.action: form for form in forms_of(cast.client(person, room=True), ids)}
    forms = {action: form for action, form in forms.items() if typed_into(form)}
    lost, client = [], cast.client(person, room=True)
    meanwhile(cast, person, at)
    for action, form in forms.items():
        typed = typed_into(form)
        try:
            with transaction.atomic():
                cache.clear()
                if signed_out:
                    sign_out_everywhere()
                answer, written = send(client, form, typed)
                if answer.get("Location", "").startswith("/sign-in/"):
                    answer = sign_in(client, person, answer)
                answer = follow(client, answer)
                if not is_kept(answer, written, typed):
                    lost.append(f"{action}: {answer.status_code}")
                raise Undone
        except Undone:
            client = cast.client(person, room=True)
    assert len(forms) > 20 and lost == []
