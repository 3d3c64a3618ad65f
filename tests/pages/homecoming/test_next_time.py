"""After a return: how easy one care was, with this leave as the example; after the first, the
recovery sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from outandback.rooms.comfort.models import Comfort, WhoseLeaves
from outandback.rooms.people.models import Person
from outandback.rules.cares import AFTER_RETURNS, Care
from outandback.vault import actions as vault
from tests.builders.homecomings import Returned, make_homecoming, plan_and_depart
from tests.fixtures import ClientOf, Keys

DAY = timedelta(days=1)
SHEET = f"{reverse('start-recovery')}?next=/"
Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    cache.clear()
    clock(at)


def row(back: Returned, care: Care) -> str:
    return f"{reverse('comfort-care', args=[care.place])}?leave={back.leave.pk}"


def rows(page: str, back: Returned) -> list[Care]:
    return [care for care in Care if row(back, care) in page]


def test_once_the_rest_is_done_one_care_is_asked(
    ana: Person, back: Returned, client_of: ClientOf
) -> None:
    client = client_of(ana, room=True)
    page = reverse("homecoming", args=[back.leave.pk])
    assert rows(client.get(page).content.decode(), back) == []
    client.post(page, {"felt": "9", "joy": ""})
    assert rows(client.get(page).content.decode(), back) == [Care.TIME]


def test_after_each_return_it_is_the_next_one_and_then_none(
    ana: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    """Whatever was said before: what is kept in the room shows on no page outside it."""
    client = client_of(ana)
    for nth, care in enumerate([*AFTER_RETURNS, None]):
        clock(at + nth * DAY)
        back = make_homecoming(ana, keys(ana), at + nth * DAY)
        page = reverse("homecoming", args=[back.leave.pk])
        client.post(page, {"felt": "9", "joy": ""})
        asked = rows(client.get(f"{page}?kept").content.decode(), back)
        assert asked == [one for one in (care,) if one]


def test_the_leave_stands_on_the_page_as_the_example(
    ana: Person, back: Returned, client_of: ClientOf
) -> None:
    client = client_of(ana, room=True)
    page = client.get(row(back, Care.TIME)).content.decode()
    assert (
        page.index("Knit with the Thursday circle")
        < page.index('id="own"')
        < page.index('id="theirs"')
    )
    assert "And the other way round?" in page
    asked, rest = page.split("And the other choices?", 1)
    assert 'name="own_hours"' in asked and 'name="own_nights"' in rest
    said = {"own_hours": "easy", "own_words": "With soup after it.", "own_seen": "0"}
    assert client.post(row(back, Care.TIME), said)["Location"] == reverse("today")
    assert Comfort.objects.get(person=ana).side == WhoseLeaves.OWN


def test_the_one_at_home_is_asked_about_the_others_leaves(
    ben: Person, back: Returned, client_of: ClientOf
) -> None:
    client = client_of(ben, room=True)
    page = reverse("check-in", args=[back.leave.pk])
    assert rows(client.get(page).content.decode(), back) == []
    client.post(page, {"felt": "3", "joy": ""})
    assert rows(client.get(page).content.decode(), back) == [Care.TIME]
    asked = client.get(row(back, Care.TIME)).content.decode()
    assert asked.index('id="theirs"') < asked.index('id="own"')


def test_leaves_that_nobody_was_told_of_change_nothing_at_home(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    for days in (2, 1):
        make_homecoming(ana, keys(ana), at - days * DAY, heads_up=False)
    back = make_homecoming(ana, keys(ana), at)
    client = client_of(ben, room=True)
    page = reverse("check-in", args=[back.leave.pk])
    client.post(page, {"felt": "3", "joy": ""})
    assert rows(client.get(page).content.decode(), back) == [Care.TIME]


def test_an_example_is_ones_own_or_was_told(
    back: Returned, cleo: Person, ben: Person, ana: Person, keys: Keys, client_of: ClientOf
) -> None:
    assert client_of(cleo, room=True).get(row(back, Care.TIME)).status_code == 404
    untold = make_homecoming(ana, keys(ana), back.home.came_back_at + DAY, heads_up=False)
    assert client_of(ben, room=True).get(row(untold, Care.TIME)).status_code == 404


# The sheet --------------------------------------------------------------------------------------


def test_the_sheet_waits_for_the_first_return(
    cleo: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    """Neither before there is one nor while somebody is out."""
    client = client_of(cleo)
    assert SHEET not in client.get("/").content.decode()
    plan_and_depart(cleo, keys(cleo), at, heads_up=False)
    assert SHEET not in client.get("/").content.decode()


@pytest.mark.parametrize("made", [False, True])
def test_after_the_first_return_today_says_it_once(
    cleo: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime, made: bool
) -> None:
    if made:
        vault.print_recovery_code(keys(cleo, room=True).keyset, at)
    back = make_homecoming(cleo, keys(cleo), at, heads_up=False)
    client = client_of(cleo)
    assert (SHEET in client.get("/").content.decode()) is not made  # till the next morning
    page = f"{reverse('homecoming', args=[back.leave.pk])}?kept"
    assert (SHEET in client.get(page).content.decode()) is not made
    clock(at + 2 * DAY)
    assert SHEET not in client_of(cleo).get("/").content.decode()
    later = make_homecoming(cleo, keys(cleo), at + 2 * DAY, heads_up=False)
    page = f"{reverse('homecoming', args=[later.leave.pk])}?kept"
    client = client_of(cleo)
    assert SHEET not in client.get("/").content.decode() + client.get(page).content.decode()


@pytest.mark.parametrize("made", [False, True])
def test_where_private_words_are_kept_one_sentence_says_what_is_at_stake(
    cleo: Person, keys: Keys, client_of: ClientOf, at: datetime, made: bool
) -> None:
    if made:
        vault.print_recovery_code(keys(cleo, room=True).keyset, at)
    client = client_of(cleo, room=True)
    said = client.get(reverse("mine")).content.decode()
    assert ("what is kept here is gone for good" in said) is not made
    settings = client.get(reverse("settings")).content.decode()
    assert ("Not made yet." in settings) is not made
