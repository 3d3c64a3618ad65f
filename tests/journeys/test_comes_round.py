"""A leave that comes round: one is planned at a time, skipped and stopped in one tap, and the one
at home learns of none."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from .conftest import Open
from .partners import Partner, two
from .visitor import LONDON

pytestmark = pytest.mark.journey

WORDS = "Sing in the crypt"
WEEK = timedelta(days=7)


def said(day: date) -> str:
    """ "10 December", as every way of saying a day has it."""
    return f"{day.day} {day:%B}"


@pytest.mark.parametrize("scripted", [True, False])
def test_every_week_one_is_planned_after_the_return_and_never_more(
    open_page: Open, scripted: bool
) -> None:
    robin, ellis = two(open_page, scripted)
    day = datetime.now(LONDON).date() + timedelta(days=1)
    plan_weekly(robin, day)
    go_and_come_back(robin)
    following = one_is_planned(robin, day + WEEK)
    robin.press("Skip this one")
    assert robin.page.url == following and robin.says(said(day + 2 * WEEK))
    robin.page.goto("/")
    assert not robin.says(WORDS), "it stands on Today in its own week"
    robin.page.goto(following)
    have_a_week_off(robin, day + 3 * WEEK)
    assert robin.says(f"The next after this one is on {next_said(day + 4 * WEEK)}")
    robin.press("Stop it")
    assert robin.says("Let it come round") and robin.says(said(day + 2 * WEEK))
    for address in ("/", "/story/"):
        ellis.page.goto(address)
        assert not ellis.says(WORDS) and not ellis.says("comes round")


def plan_weekly(robin: Partner, day: date) -> None:
    robin.page.goto("/leaves/new/")
    robin.unfold("Another day or hour")
    for name, words in (("intention", WORDS), ("day", day.isoformat()), ("out_time", "10:00")):
        robin.page.fill(f"[name={name}]", words)
    robin.page.fill("[name=back_time]", "11:00")
    robin.unfold("Cares, and who is needed")
    robin.press("Keep it and choose days")
    assert robin.headline == "When does it come round?"
    assert robin.page.locator("[name=weekdays]:checked").count() == 1
    robin.press("Keep it")
    robin.note_leave()
    assert robin.headline == WORDS and robin.says(f"Every {day:%A}")
    assert robin.says(f"The next after this one is on {next_said(day + WEEK)}")


def go_and_come_back(robin: Partner) -> None:
    robin.follow("Get ready to go")
    robin.go()
    robin.press("I’m back")


def one_is_planned(robin: Partner, day: date) -> str:
    """From the page of the one that was; a second visit plans no second. Returns its address."""
    for address in ("/", "/", f"/leaves/{robin.leave}/"):
        robin.page.goto(address)
    assert robin.says(f"The next one is planned for {next_said(day)}")
    robin.follow("The next one")
    assert robin.headline == WORDS and robin.says(said(day)) and robin.says("10:00 to 11:00")
    return robin.page.url


def have_a_week_off(robin: Partner, day: date) -> None:
    robin.follow("Change when it comes round")
    robin.unfold("An end, or a week off")
    robin.page.fill("[name=week_off]", day.isoformat())
    robin.press("Keep it")


def next_said(day: date) -> str:
    """Its year stands where it is another one."""
    other = day.year != datetime.now(LONDON).year
    return f"{day:%A} {said(day)}" + (f" {day.year}" if other else "")
