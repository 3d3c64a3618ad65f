"""What a form is about may be taken away in another tab between the question and the write: no
form breaks, none brings it back, and what was typed stays to copy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models, transaction
from django.test import Client
from django.utils.html import escape

from outandback.rooms.calendars.models import Source
from outandback.rooms.feeds.models import Feed
from outandback.rooms.together.models import Idea, TimeTogether
from outandback.rooms.trips.models import Trip
from tests.builders.times_together import make_time_together
from tests.cast import EITHER, Cast
from tests.everywhere.pages import FoundForm, forms_of, two_people
from tests.rooms.calendars.texts import calendar, event

TAKEN: dict[str, type[models.Model]] = {
    "source_id": Source,
    "feed_id": Feed,
    "trip_id": Trip,
    "idea_id": Idea,
    "together_id": TimeTogether,
}
BEGINS = ("BEGIN", "SAVEPOINT")
WRITES = ("INSERT", "UPDATE", "DELETE")


ID = re.compile(r"/[0-9a-f-]{36}/")
WORDS = {"name", "what", "text", "words", "title"}
TIMES: dict[str, dict[str, Any]] = {
    "/trips/…/hours/": {"on": "1", "out_time": "10:00", "back_time": "12:00"},
    "/trips/…/telling/": {"on": "0", "time": "19:00"},
    "/together-times/…/another-time/": {
        "start_0": "2026-05-30",
        "start_1": "19:00",
        "end": "21:00",
    },
}
# Those of which it is known that they get as far as a write.
WRITING = {
    "Ana": {
        "/calendars/…/",
        "/calendars/…/again/",
        "/calendars/…/mending/",
        "/calendars/…/taking-away/",
        "/calendars/out/…/address/",
        "/calendars/out/…/end/",
        "/together-times/…/another-time/",
        "/together-times/…/counting-in/",
        "/trips/…/hours/",
    },
    "Ben": {
        "/together-times/…/another-time/",
        "/together-times/…/taking-out/",
        "/together/ideas/…/",
        "/together/ideas/…/taking-away/",
        "/trips/…/change/",
        "/trips/…/hours/",
        "/trips/…/telling/",
    },
}


class Undone(Exception):
    pass


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


@contextmanager
def taken_before_the_write(row: models.Model) -> Iterator[list[models.Model]]:
    """Once it was asked for, at the moment that a verb begins, or, where that has no frame of its
    own, writes. What a form refuses before that stays where it is."""
    asked, taken = False, list[models.Model]()

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal asked
        if asked and not taken and sql.startswith((*BEGINS, *WRITES)):
            taken.append(row)
            row.delete()
        answer = execute(sql, *rest)
        asked |= sql.startswith("SELECT") and f'FROM "{row._meta.db_table}"' in sql
        return answer

    with connection.execute_wrapper(note):
        yield taken


def things(cast: Cast, at: datetime) -> dict[str, list[Any]]:
    ids = two_people(cast, at)
    ben = cast.people["Ben"]
    return ids | {"together_id": [make_time_together(ben, cast.keys(ben), at).pk]}


def about(form: FoundForm, action: str, ids: dict[str, list[Any]]) -> tuple[str, UUID] | None:
    found = ((name, pk) for name in TAKEN for pk in ids[name] if str(pk) in action)
    return next(found, None)


def actions_of(form: FoundForm) -> list[str]:
    """Where its own buttons send it."""
    others = (str(one.about.get("formaction") or "") for one in form.controls)
    return [form.action, *(one.partition("#")[0] for one in others if one)]


@pytest.mark.parametrize("name", EITHER)
def test_what_is_taken_away_meanwhile_stays_away(cast: Cast, at: datetime, name: str) -> None:
    ids, person = things(cast, at), cast.people[name]
    forms = forms_of(cast.client(person, room=True), ids)
    wrong, tried, taken = list[str](), set[str](), set[str]()
    for form in forms:
        for action in actions_of(form):
            thing = about(form, action, ids)
            if thing is None or action in tried:
                continue
            tried.add(action)
            try:
                with transaction.atomic():
                    row = TAKEN[thing[0]]._default_manager.get(pk=thing[1])
                    wrong += sent(cast.client(person, room=True), form, action, row, taken)
                    raise Undone
            except Undone:
                pass
    assert not wrong, "\n".join(wrong)
    assert taken >= WRITING[name]


def sent(
    client: Client, form: FoundForm, action: str, row: models.Model, taken: set[str]
) -> list[str]:
    """What went wrong."""
    cache.clear()
    typed, there = {one: "herons" for one in form.words if one in WORDS}, type(row)._default_manager
    pk, plain = row.pk, ID.sub("/…/", action)
    files = {one.name: a_file() for one in form.controls if one.kind == "file"}
    try:
        with transaction.atomic(), taken_before_the_write(row) as gone:
            answer = client.post(action, form.filled(**typed) | TIMES.get(plain, {}) | files)
            connection.check_constraints()
    except Exception as broken:
        return [f"{plain}: {broken!r}"]
    if not gone:
        return []
    taken.add(plain)
    if there.filter(pk=pk).exists():
        return [f"{plain}: it is back"]
    page = answer.content.decode()
    lost = answer.status_code != 303 and any(escape(one) not in page for one in typed.values())
    return [f"{plain}: {answer.status_code}, and what was typed is lost"] if lost else []


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.ics", calendar(event()))
