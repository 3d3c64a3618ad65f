"""The list of days that were not like others, their form, and what the loop page makes of them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.people.models import Person
from outandback.rooms.spans import queries
from outandback.rooms.spans.models import MarkedSpan, SharedSpan
from tests.builders.past_leaves import make_past_leave
from tests.builders.spans import FLU, make_span, some_days
from tests.fixtures import ClientOf, Clock, Keys

DAY = timedelta(days=1)
HEAVIEST = 16_000
NEW = {"form_id": "5d0bb5c1-8a34-4c02-8df7-0d6c2c9b0f11", "kind": "illness", "called": ""}
NEW |= {"first_on": "2026-05-01", "last_on": "2026-05-09"}


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


def html(client: Client, name: str = "spans", *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def marked(client: Client, **typed: str) -> Any:
    return client.post(reverse("span-new"), NEW | typed)


# The form ----------------------------------------------------------------------------------------


def test_it_is_marked_in_four_taps_and_stands_in_the_list(
    ana: Person, ben: Person, client_of: ClientOf
) -> None:
    client = client_of(ana, room=True)
    assert "None are marked." in html(client)
    assert marked(client).status_code == 303
    page = html(client)
    assert ">An illness<" in page and "1 to 9 May" in page and "left out" not in page
    assert FLU not in html(client_of(ben, room=True)) and not SharedSpan.objects.exists()


def test_own_words_say_it_better_and_what_goes_on_has_a_first_day(
    ana: Person, client_of: ClientOf
) -> None:
    client = client_of(ana, room=True)
    assert marked(client, called=" The  flu ", last_on="", left_out="on").status_code == 303
    page = html(client)
    assert "The flu" in page and "since 1 May" in page and "left out of the figures" in page
    assert ">An illness<" not in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"kind": "", "called": ""}, "Choose one, or write a word of your own."),
        ({"first_on": ""}, "Say since which day."),
        ({"last_on": "2026-04-30"}, "The last day is before the first."),
        ({"first_on": "0026-05-01"}, "Choose a day between 2000 and 2100."),
        ({"called": "flu " * 40}, "letters fit here"),
    ],
)
def test_a_refused_form_says_what_to_do_and_keeps_what_was_typed(
    wrong: dict[str, str], says: str, ana: Person, client_of: ClientOf
) -> None:
    answer = marked(client_of(ana, room=True), **{"called": "All four of us", **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422 and says in page and not MarkedSpan.objects.exists()
    assert 'value="2026-05-09"' in page or "2026-04-30" in page
    assert "All four of us" in page or "called" in wrong


def test_in_a_closed_room_it_is_kept_and_not_read(
    ana: Person, keys: Keys, client_of: ClientOf
) -> None:
    row, client = make_span(ana, keys(ana, room=True)), client_of(ana)
    assert marked(client).status_code == 303 and MarkedSpan.objects.count() == 2
    for name, args in (("spans", ()), ("span-new", ()), ("span", (row.pk,))):
        answer = client.get(reverse(name, args=args))
        assert answer.status_code == 303 and "/opening/" in answer["Location"]


def test_it_is_changed_shared_and_removed(ana: Person, keys: Keys, client_of: ClientOf) -> None:
    row, client = make_span(ana, keys(ana, room=True)), client_of(ana, room=True)
    address = reverse("span", args=[row.pk])
    page = html(client, "span", row.pk)
    assert FLU in page and "Ben reads it too" in page and 'value="2026-05-09"' in page
    typed = NEW | {"called": "Still the flu", "last_on": "", "seen": "1", "shared": "on"}
    assert client.post(address, typed).status_code == 303
    assert "Still the flu" in html(client) and "· shared" in html(client)
    assert re.search(r'name="shared"[^>]*checked', html(client, "span", row.pk))
    assert client.post(reverse("span-removal", args=[row.pk])).status_code == 303
    assert not MarkedSpan.objects.exists() and not SharedSpan.objects.exists()


def test_of_two_devices_both_versions_stay_in_sight(
    ana: Person, keys: Keys, client_of: ClientOf
) -> None:
    row, client = make_span(ana, keys(ana, room=True)), client_of(ana, room=True)
    address = reverse("span", args=[row.pk])
    client.post(address, NEW | {"called": "The other one", "seen": "1"})
    answer = client.post(address, NEW | {"called": "This one", "seen": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "The other one" in page and "This one" in page
    assert 'name="seen" value="2"' in page
    assert client.post(address, NEW | {"called": "This one", "seen": "2"}).status_code == 303
    assert "This one" in html(client)


def test_alone_there_is_nobody_who_reads_it_too(cleo: Person, client_of: ClientOf) -> None:
    client = client_of(cleo, room=True)
    assert "reads it too" not in html(client, "span-new")
    assert marked(client, shared="on").status_code == 303 and not SharedSpan.objects.exists()
    assert "Kept for you alone, sealed." in html(client)


def test_there_is_an_end_to_them_and_a_full_list_is_light(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf
) -> None:
    words = some_days("a few words of her own, and nothing short of it")
    for person in (ana, ben):
        for _ in range(queries.MOST):
            make_span(person, keys(person, room=True), words, shared=True)
    client = client_of(ana, room=True)
    assert len(client.get(reverse("spans")).content) <= HEAVIEST
    assert "Mark some days" not in html(client)
    answer = marked(client, called="One more")
    assert answer.status_code == 422 and "One more" in answer.content.decode()
    assert MarkedSpan.objects.filter(person=ana).count() == queries.MOST


# What the other reads ---------------------------------------------------------------------------


def test_the_other_reads_what_is_shared_and_changes_none_of_it(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf
) -> None:
    row = make_span(ana, keys(ana, room=True), shared=True)
    client = client_of(ben, room=True)
    page = html(client)
    assert "Ana shares these with you" in page and FLU in page and "1 to 9 May" in page
    assert "figures of the two of you leave them out" in page
    assert str(row.pk) not in page
    for name in ("span", "span-removal"):
        assert client.post(reverse(name, args=[row.pk]), NEW).status_code == 404
    assert FLU in html(client)


# What the loop page makes of them ---------------------------------------------------------------


def live(person: Person, keys: Keys, at: datetime, many: int = 30) -> None:
    """A leave every three days, the last one three days ago."""
    for ago in range(many, 0, -1):
        make_past_leave(person, keys(person, room=True), at - 3 * ago * DAY, guilt=5, felt=8)


def ago(at: datetime, days: int) -> date:
    return (at - days * DAY).date()


def table(page: str, label: str) -> list[str]:
    return re.findall(rf'<th scope="row">{label}</th><td>([^<]*)</td>', page)


def test_a_mark_alone_draws_grey_and_says_what_it_was(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    live(ana, keys, at)
    plain = html(client_of(ana, room=True), "loop")
    assert "stretch" not in plain and "Grey" not in plain
    words = some_days("the flu", ago(at, 31), ago(at, 20), left_out=False)
    make_span(ana, keys(ana, room=True), words)
    page = html(client_of(ana, room=True), "loop")
    assert page.count('class="stretch"') == 2 and page.count("Grey: the flu") == 2
    assert table(page, "Leaves 21 to 24") == ["the flu", "the flu"]
    assert "that you left out" not in page
    assert [*re.findall(r"as far as \d+", plain)] == [*re.findall(r"as far as \d+", page)]


def test_on_request_figures_are_without_them_and_say_so(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    live(ana, keys, at)
    make_span(ana, keys(ana, room=True), some_days("the flu", ago(at, 31), ago(at, 20)))
    page = html(client_of(ana, room=True), "loop")
    said = re.findall(r"as far as (\d+) answers? can tell. ([^<]*)</p>", page)
    assert {last for _, last in said} == {"Without the 12 days that you left out."}
    assert ("26", "Without the 12 days that you left out.") in said
    assert table(page, "Leaves 21 to 24") == ["the flu"]
    assert table(page, "Left out after leave 20") == ["the flu"]


def test_what_goes_on_is_counted_up_to_today_and_days_of_two_spans_once(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    live(ana, keys, at)
    room = keys(ana, room=True)
    make_span(ana, room, some_days("a move", ago(at, 9), None))
    make_span(ana, room, some_days("exams", ago(at, 12), ago(at, 8)))
    assert "Without the 13 days that you left out." in html(client_of(ana, room=True), "loop")


def test_what_the_other_shares_moves_no_figure_of_ones_own(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    live(ana, keys, at)
    client = client_of(ana, room=True)
    before = [html(client, "loop") for _ in range(2)][1]
    make_span(ben, keys(ben, room=True), some_days("the flu", ago(at, 31), None), shared=True)
    assert bare(html(client, "loop")) == bare(before)


def test_a_picture_runs_from_the_first_leave_to_the_last(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    for number, felt in enumerate((1, 4, 7, 10)):
        make_past_leave(ana, keys(ana, room=True), at - 3 * (9 - number) * DAY, guilt=5, felt=felt)
    assert table(html(client_of(ana, room=True), "loop"), "Leaves 1 to 10")[0] == "1  4  7  10"


def bare(page: str) -> str:
    return re.sub(r'"X-CSRFToken": "\w+"|name="csrfmiddlewaretoken" value="\w+"', "", page)
