"""What a child's page and its owner's pages say, in British English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.rules.sleeps import DAYS_IN_A_WEEK, Each, Sight, SleepsState
from outandback.ui.spoken import DayFormat, Here, count_in_words, say_day

if TYPE_CHECKING:
    from datetime import date

PLACES = (("here", "In my home"), ("elsewhere", "In another home"))
INKS = (("a", "Blue"), ("b", "Ochre"))
WHICH_LEAVES = (("chosen", "The ones I switch on"), ("all", "All of mine"))
TITLES = {
    "before": "Before you go",
    "door": "At the door",
    "away": "While you are away",
    "late": "When it gets later",
    "back": "When you are back",
}
NO_NAME = "Say what the child calls you."
CHANGED_ELSEWHERE = (
    "You changed this on another device meanwhile. Below is the one from this page; “Keep” uses it."
)


def headline(sight: Sight, called: str, elsewhere: bool) -> str:
    if sight.state is SleepsState.HERE:
        return f"{called} is {'home' if elsewhere else 'here'}"
    if sight.state is SleepsState.AHEAD:
        return f"{called} goes out {'tomorrow' if sight.tomorrow else 'today'}"
    if sight.state is SleepsState.OPEN:
        return f"{called} is out"
    if sight.state is SleepsState.LATE:
        return f"{called} is on the way back"
    return f"{called} is back {_after(sight.left)}"


def promise(sight: Sight, called: str) -> str:
    """Under the headline; of a leave ahead its sleeps, of one without a set time that it ends."""
    if sight.state is SleepsState.OPEN or (
        sight.state is SleepsState.AHEAD and sight.back_on is None
    ):
        return f"{called} will be back."
    if sight.state is SleepsState.AHEAD:
        return f"Then {_sleeps(sight.left)}, and back." if sight.left else "And back the same day."
    if sight.moons.each is not Each.NIGHT:
        return f"That is {_in_weeks(sight.left)}."
    return ""


def plan(sight: Sight, today: date) -> str:
    """What is planned, said by the page and not by its owner: never more than was promised."""
    if sight.back_on is None or sight.state is SleepsState.LATE:
        return ""
    if sight.back_on == today:
        return "Planned: back today."
    day = say_day(sight.back_on, Here.on(today), shape=DayFormat.NAMED)
    return f"Planned: back on {day}."


def picture(sight: Sight, called: str) -> str:
    """The picture in words, for whoever hears the page."""
    moons = sight.moons
    if sight.state is SleepsState.HERE:
        return f"A house, and {called} beside it."
    way = "A line goes out of the house, makes a big loop and comes back to the house."
    where = {
        SleepsState.AHEAD: f"{called} is still beside the house.",
        SleepsState.LATE: f"{called} is close to the house.",
        SleepsState.OPEN: f"{called} is on the way, and the rest of the line fades.",
    }.get(sight.state, f"{called} is on the way.")
    return " ".join(filter(None, (way, where, _along(moons.total, moons.slept, moons.each))))


def _along(total: int, slept: int, each: Each) -> str:
    if not total:
        return ""
    name = "week" if each is not Each.NIGHT else "sleep"
    told = [f"Each moon is one {name} to come."] if total > slept and each is not Each.MANY else []
    return " ".join([*told, *(["Each sun is one that is over."] if slept else [])])


def _after(left: int) -> str:
    return f"after {_sleeps(left)}" if left else "today"


def _sleeps(count: int) -> str:
    return "1 sleep" if count == 1 else f"{count} sleeps"


def _in_weeks(count: int) -> str:
    weeks, over = divmod(count, DAYS_IN_A_WEEK)
    said = f"{count_in_words(weeks).lower()} {'week' if weeks == 1 else 'weeks'}"
    return f"{said} and {_sleeps(over)}" if over else said
