"""5. Nothing with content leaves the app: pushes, mails, logs, titles and addresses."""

from __future__ import annotations

import ast
import logging
import re
import sys
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from outandback.front.log import ALLOWED, AllowList
from outandback.rooms.comeback.models import Telling
from outandback.rooms.notify import actions as notify
from outandback.rooms.notify.content import sentences
from outandback.rooms.notify.models import Job, NotificationKind, Wording
from outandback.rooms.people.models import Person
from tests.builders.homecomings import Returned, make_telling
from tests.builders.notifications import mailing, pushing, run_all, switch_on, tell
from tests.fixtures import ClientOf, Clock, Keys
from tests.house.source import PACKAGE, python_files, tree
from tests.promises.excused import TELLERS
from tests.promises.pages import Rows, patterns, seen_by
from tests.promises.reading import printed, templates

SECRET = "grey heron under the weir"


# Pushes and mails ------------------------------------------------------------------------------


@pytest.mark.parametrize("wording", Wording.values)
def test_a_push_is_one_byte_before_it_is_padded(ana: Person, at: datetime, wording: str) -> None:
    with pushing() as service:
        switch_on(ana, service, at, wording=wording)
        for kind in NotificationKind:
            tell(ana, at, kind)
        run_all(at)
        read = service.opened()
    assert read and {len(one) for one in read} == {1}


@pytest.mark.parametrize("wording", Wording.values)
def test_a_mail_is_a_sentence_of_the_list_twice(ana: Person, at: datetime, wording: str) -> None:
    notify.keep_preferences(ana, wording=wording, mail=True)
    with mailing() as mails:
        for kind in NotificationKind:
            tell(ana, at, kind)
        run_all(at)
    said = {str(words) for both in sentences.SENTENCES.values() for words in both.values()}
    assert mails.got
    for subject, text in mails.said():
        assert subject == text and text in said


def test_a_mail_about_signing_in_fills_in_its_link_and_nothing_else() -> None:
    filled = {name for one in printed() if "/email/" in one.place for name in one.names}
    kept = {"if", "else", "endif", "load", "autoescape", "off", "endautoescape", "extends", "block"}
    assert filled - kept <= {"password_reset_url", "activate_url", "signup_url", "code"}
    assert [one.name for one in templates() if "/email/" in one.name]


# What makes a job ------------------------------------------------------------------------------


def test_whoever_has_something_said_to_somebody_stands_in_a_list() -> None:
    assert {place for place, _ in saying()} == set(TELLERS)


def saying() -> list[tuple[str, ast.Call]]:
    """Each call of `notify.actions.tell`, by room, file and function."""
    found = []
    for file in python_files():
        name = str(file.relative_to(PACKAGE))
        for function in ast.walk(tree(file)):
            if isinstance(function, ast.FunctionDef) and not name.startswith("rooms/notify/"):
                calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
                found += [(f"{name}:{function.name}", one) for one in calls if makes_job(one)]
    return found


def makes_job(call: ast.Call) -> bool:
    makers = {"tell", "tell_other", "bulk_create_jobs", "Job"}
    return ast.unparse(call.func).rpartition(".")[2] in makers


@pytest.fixture
def both_want_to_be_told(ana: Person, ben: Person) -> None:
    for person in (ana, ben):
        notify.keep_preferences(person, wording=Wording.PLAIN, mail=True)


@pytest.mark.usefixtures("both_want_to_be_told")
def test_looking_at_every_page_makes_no_job(
    told: Telling, back: Returned, ana: Person, ben: Person, client_of: ClientOf, clock: Clock,
    at: datetime,
) -> None:  # fmt: skip
    clock(at)
    assert Job.objects.exists(), "notifications are on, so what was told made one"
    Job.objects.all().delete()
    for person in (ana, ben):
        rows = Rows(leave_id=[back.leave.pk], telling_id=[told.pk])
        seen_by(client_of(person, room=True), rows)
    assert not Job.objects.exists() and mail.outbox == []


@pytest.mark.usefixtures("both_want_to_be_told")
def test_now_not_today_and_passing_make_no_job(
    back: Returned, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, clock: Clock,
    at: datetime,
) -> None:  # fmt: skip
    clock(at)
    telling = make_telling(back, ana, keys(ana, room=True), at)
    Job.objects.all().delete()
    listener, page = client_of(ben, room=True), reverse("reception", args=[telling.pk])
    for way in ("", "?hear=now", "?hear=later"):
        listener.get(page + way)
    listener.get(reverse("today"))
    check_in = reverse("check-in", args=[back.leave.pk])
    for passed in (page, reverse("hearing-day", args=[telling.pk]), check_in):
        listener.post(passed, {})
    client_of(ana, room=True).post(reverse("landing", args=[telling.pk]), {"how": "no"})
    assert not Job.objects.exists() and mail.outbox == []
    listener.post(page, {"own": "Slack!"})
    assert Job.objects.filter(person=ana).exists(), "what is said back is told"


# Logs ------------------------------------------------------------------------------------------


def record(**more: object) -> logging.LogRecord:
    made = logging.LogRecord(
        "a.room", logging.WARNING, "/srv/room.py", 12, f"{SECRET} %s", (), None
    )
    vars(made).update(more)
    return made


def test_a_record_without_facts_says_where_it_was_made_and_nothing_else() -> None:
    assert AllowList().format(record()) == "warning a.room at room:12"
    said = AllowList().format(record(args=(SECRET,), person=SECRET, request=SECRET, path=SECRET))
    assert said == "warning a.room at room:12"


def test_a_record_of_an_error_says_its_kind_and_no_word_of_it() -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as first:
            raise ValueError(SECRET) from first
    except ValueError:
        said = AllowList().format(record(exc_info=sys.exc_info(), stack_info=SECRET))
    assert "ValueError" in said and "heron" not in said


def test_what_is_allowed_is_the_shape_of_a_request() -> None:
    assert ALLOWED == ("method", "route", "status", "ms")
    shape = {"method": "GET", "route": "today", "status": 200, "ms": 7}
    said = AllowList().format(record(**shape))
    assert said == "warning a.room method=GET route=today status=200 ms=7"


def test_every_handler_keeps_to_the_list() -> None:
    logs: dict[str, Any] = settings.LOGGING
    assert {one["formatter"] for one in logs["handlers"].values()} == {"allow_list"}
    assert set(logs["formatters"]) == {"allow_list"}


def test_no_room_prints_and_none_writes_more_into_a_record() -> None:
    """The front door and the commands speak to the terminal of whoever runs the server."""
    found = [
        f"{file.relative_to(PACKAGE)}:{node.lineno}"
        for file in python_files()
        if file.relative_to(PACKAGE).parts[0] not in {"front", "ops", "cli.py", "__main__.py"}
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and speaks(node)
    ]
    assert found == []


def speaks(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    return name in {"print", "echo", "click.echo"} or bool(
        re.match(r"(log|logger|logging|LOG|LOGGER|WEB)\.", name)
    )


def test_a_record_is_a_fixed_word_or_the_facts_of_a_request() -> None:
    found = {
        f"{file.relative_to(PACKAGE)}: {ast.unparse(node)}"
        for file in python_files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and re.match(r"(LOG|WEB|log(ger)?)\.", ast.unparse(node.func))
        if node.keywords or not all(isinstance(one, ast.Constant) for one in node.args)
    }
    assert found == {"front/log.py: WEB.info('request', extra=facts)"}


# Addresses -------------------------------------------------------------------------------------


def test_an_address_holds_a_random_name_and_nothing_that_can_be_read() -> None:
    """A number is one of the five cares, a year, or a fixed page of a made-up couple; a month and a
    Monday say which days; a text is a secret that opens a page."""
    kinds = {
        f"{name}: {type(kind).__name__}"
        for one in patterns()
        for name, kind in one.pattern.converters.items()
    }
    readable = {kind for kind in kinds if not kind.endswith(": UUIDConverter")}
    assert readable == {
        "place: IntConverter",
        "year: IntConverter",
        "month: MonthConverter",
        "monday: MondayConverter",
        "number: IntConverter",
        "token: StringConverter",
        "link: StringConverter",
    }
