"""A page that comes back with something to put right still has everything that it had."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache

from outandback.ui.addresses import can_be_got
from tests.cast import EITHER, Cast
from tests.everywhere.pages import FoundForm, forms_of, read, two_people

TOO_LONG, NO_ANSWER = "heron " * 3000, "no such answer"
ASKED_AGAIN = {409, 422}
ELSEWHERE = {"/sign-out/", "/opening/"}  # these ask again on a page of their own


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


def parts_of(html: str) -> set[str]:
    page = read(html)
    links = {f"form {form.action}" for form in page.forms}
    return {f"#{name}" for name in page.ids} | {h.strip() for h in page.headings} | links


def wrongly(form: FoundForm) -> dict[str, list[str]]:
    """As somebody sends it who wrote too much everywhere, on a page that is of yesterday."""
    sent = form.filled()
    opens = {control.name for control in form.controls} >= {"passphrase", "resume"}
    for control in form.controls:
        if opens and control.name == "passphrase":
            continue  # a wrong one is asked for on a page of its own, which carries all the rest
        if control.kind in {"text", "textarea", "number", "password", "time", "date"}:
            sent[control.name] = [TOO_LONG]
        elif control.kind in {"radio", "select"} and control.name:
            sent[control.name] = [NO_ANSWER]
    return sent


def page_of(form: FoundForm) -> str:
    """A form that has a page of its own asks again there, and else on the page where it stood."""
    return form.action if can_be_got(form.action) else form.page


@pytest.mark.parametrize("room", [False, True])
@pytest.mark.parametrize("name", EITHER)
def test_what_stood_on_a_page_stands_there_when_it_asks_again(
    cast: Cast, at: datetime, name: str, room: bool
) -> None:
    client = cast.client(cast.people[name], room=room)
    # one that stands on several pages is taken from its own, where it asks again
    several = sorted(forms_of(client, two_people(cast, at)), key=lambda f: f.page == f.action)
    found = {form.action: form for form in several}
    forms = [f for f in found.values() if f.action not in ELSEWHERE and wrongly(f) != f.filled()]
    before = {f.action: parts_of(client.get(page_of(f)).content.decode()) for f in forms}
    lost = {}
    for form in forms:
        cache.clear()
        answer = cast.client(cast.people[name], room=room).post(form.action, wrongly(form))
        if answer.status_code in ASKED_AGAIN:
            lost[form.action] = before[form.action] - parts_of(answer.content.decode())
    assert len(lost) > 10
    assert {action: parts for action, parts in lost.items() if parts} == {}
