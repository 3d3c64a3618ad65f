"""Hours of one's own beside those that one wished for: in the open room, of whoever said a wish."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.people.actions import say_ease
from outandback.rooms.people.models import Ease, Person
from outandback.ui.week_chart import hours_by_week
from tests.builders.past_leaves import make_past_leave
from tests.fixtures import ClientOf, Clock, Keys

DAY = timedelta(days=1)
ASKED = "Is there enough time of your own?"
TABLE = re.compile(r"(?s)<caption[^>]*>Hours of your own.*?</table>")
RANGE = re.compile(r"(From [^<]+ to|About) [^<]+, as far as \d+ weeks can tell\.")


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


@pytest.fixture
def lived(ana: Person, keys: Keys, at: datetime) -> None:
    """An hour on every third day, for twenty weeks."""
    room = keys(ana, room=True)
    for ago in range(47, 0, -1):
        make_past_leave(ana, room, at - 3 * ago * DAY, felt=8)


def wish(person: Person, keys: Keys, hours: int | None) -> None:
    say_ease(person, keys(person, room=True), Ease(wish="little", wish_hours=hours))


def loop(client: Client) -> str:
    return client.get(reverse("loop")).content.decode()


@pytest.mark.usefixtures("lived")
def test_too_little_is_said_with_its_range_and_how_many_weeks(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    wish(ana, keys, 30)
    page = loop(client_of(ana, room=True))
    said = re.search(r"You have less time of your own than you wished for: about (\d+) hours", page)
    assert said and 20 <= int(said[1]) <= 30
    assert RANGE.search(page) and "30 hours a week that you wished for" in page
    table = TABLE.search(page)
    assert table and re.search(r"<td>\d+(  \d+)*</td>", table[0])


@pytest.mark.usefixtures("lived")
def test_about_what_one_wished_for_cannot_be_told(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    wish(ana, keys, 2)
    page = loop(client_of(ana, room=True))
    assert f"{ASKED} We can’t tell yet." in page and RANGE.search(page)


@pytest.mark.usefixtures("lived")
def test_without_a_wish_in_hours_or_in_a_closed_room_it_is_not_asked(
    ana: Person, client_of: ClientOf, keys: Keys
) -> None:
    wish(ana, keys, None)
    assert "time of your own" not in loop(client_of(ana, room=True))
    wish(ana, keys, 30)
    assert "time of your own" not in loop(client_of(ana))


@pytest.mark.usefixtures("lived")
def test_a_wish_reaches_the_calendar_and_no_page_of_the_other(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys
) -> None:
    wish(ana, keys, 6)
    assert "Of your own, in a week: about 6 hours." in calendar(client_of(ana, room=True))
    assert "Of your own" not in calendar(client_of(ana))
    assert "Of your own" not in calendar(client_of(ben, room=True))


def calendar(client: Client) -> str:
    return client.get(reverse("calendar")).content.decode()


@pytest.mark.parametrize(("typed", "kept"), [("6", 6), ("0", 0), ("168", 168), ("", None)])
def test_hours_are_said_beside_the_words(
    ana: Person, client_of: ClientOf, keys: Keys, typed: str, kept: int | None
) -> None:
    client = client_of(ana, room=True)
    answer = client.post(reverse("start-ease"), {"wish": "little", "wish_hours": typed})
    assert answer.status_code == 303
    ana.refresh_from_db()
    said = keys(ana, room=True).open(ana, "ease")
    assert (said.wish, said.wish_hours) == ("little", kept)
    assert re.search(rf'name="wish_hours"[^>]*value="{kept}"', page_of(client)) or kept is None


def page_of(client: Client) -> str:
    return client.get(reverse("start-ease")).content.decode()


@pytest.mark.parametrize("typed", ["-1", "169", "six", "2.5"])
def test_what_is_no_number_of_hours_says_what_to_write_and_stands(
    ana: Person, client_of: ClientOf, typed: str
) -> None:
    sent = {"wish": "little", "wish_hours": typed}
    page = client_of(ana, room=True).post(reverse("start-ease"), sent).content.decode()
    assert "Write a whole number of hours, from 0 to 168, or leave it out." in page
    assert f'value="{typed}"' in page
    ana.refresh_from_db()
    assert ana.ease is None


@pytest.mark.parametrize(
    ("hours", "likely"), [([0.0], (-2.0, 0.0)), ([168.0] * 26, (0.0, 300.0)), ([1.5] * 26, (1, 2))]
)
def test_a_picture_stays_small_and_within_itself(
    hours: list[float], likely: tuple[float, float]
) -> None:
    drawn = hours_by_week(hours, 6.0, likely, 168.0, "a")
    assert len(drawn) < 5_000
    upright = [float(one) for one in re.findall(r'(?:V| y="|height=")(-?[\d.]+)', drawn)]
    assert all(0 <= one <= 170 for one in upright)
